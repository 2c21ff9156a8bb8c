## Кто есть кто
role-manager = менеджер
role-head = руководитель
role-director = директор
role-colleague = коллега
stranger = Этот бот работает по приглашению.

## Приглашения
invite-whom = Кого зовём?
invite-role-manager = Менеджера
invite-role-head = Руководителя
invite-role-director = Директора
invite-role-colleague = Коллегу из другого отдела
invite-which-team = В какую команду?
invite-no-team = Без команды
invite-link = Ссылка на одного человека, живёт 72 часа. Роль: { $role }{ $team ->
    [none] {""}
   *[other] , команда { $team }
}.
    { $link }
invitation = Вас зовут в отдел продаж <b>{ $company }</b>. Приглашает { $inviter }, роль: { $role }. Как вас зовут? { $inviter } подтвердит, и начнём.
invitation-this-name = ✅ { $name }
invitation-other-name = Другое имя
invitation-type-name = Напишите имя и фамилию.
invitation-waits = Спасибо, { $name }. { $inviter } подтвердит, и начнём.
newcomer-asks = По вашей ссылке пришёл человек: <b>{ $name }</b>. Роль: { $role }{ $team ->
    [none] {""}
   *[other] , команда { $team }
}. Это свой?
newcomer-yes = ✅ Да, это { $name }
newcomer-no = Не знаю такого
newcomer-confirmed-inviter = { $name } теперь с нами.
newcomer-refused-inviter = { $name }: отказал. Ссылка больше не работает.
newcomer-confirmed = { $inviter } подтвердил, вы в отделе <b>{ $company }</b>. Запишите первый звонок: просто напишите, что было. Например: «звонил в Ромашку, перезвонить завтра в 15:00».
newcomer-refused = Приглашение не подтвердили. Этот бот работает по приглашению.

## Команда
team-head = В отделе, кроме вас: { $count }.
team-line = { $name }, { $role }{ $team ->
    [none] {""}
   *[other] , { $team }
}
team-alone = Пока вы одни. Позовите: /invite
team-dismiss = Уволить: { $name }
team-sure = Уволить: { $name }? Доступ пропадёт сразу.
team-sure-yes = ✅ Уволить
team-dismissed = { $name } больше не в отделе.

## Вход и меню
welcome-director = Вы директор отдела <b>{ $company }</b>. Позовите людей: /invite. Запись: одной строкой, что было.
welcome-back = { $name }, на связи. Что было? Пишите одной строкой.
keyboard-record = ➕ Записать
keyboard-today = 📋 Сегодня
keyboard-clients = 🔎 Клиенты
keyboard-more = ☰ Ещё
menu-head = Что ещё?
menu-deals = 💼 Сделки
menu-forgotten = 💤 Молчат
menu-kpi = 🎯 Мой план
menu-funnel = 📊 Воронка
menu-team = 👥 Команда
menu-invite = ✉️ Позвать человека
menu-help = ❓ Как пользоваться
help = Пишите, что было, одной строкой: «звонил в Ромашку, Иванов просит КП до пятницы, перезвонить завтра в 15:00». Покажу карточку, вы нажмёте «Записать».

    /log записать кнопками
    /today план на день
    /clients клиенты, /deals сделки
    /forgotten кто молчит
    /kpi мой план
    /settings как записывать, мои часы
    /cancel отменить начатое
help-head = { $help }
    /funnel воронка, /team команда, /invite позвать

## Имена команд
command-today = План на день
command-log = Записать кнопками
command-clients = Найти клиента
command-deals = Открытые сделки
command-forgotten = Кто молчит
command-kpi = Мой план
command-funnel = Воронка
command-team = Команда
command-invite = Позвать человека
command-help = Как пользоваться
command-cancel = Отменить начатое
