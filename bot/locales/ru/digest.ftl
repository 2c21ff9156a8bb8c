## Что сделать: слова для задач
task-kind-call = позвонить
task-kind-meeting = встретиться
task-kind-visit = заехать
task-kind-send = отправить
task-kind-follow_up = напомнить о себе
task-kind-offer = отправить КП
task-kind-task = сделать

## Утро менеджера
digest-morning = Доброе утро! Сегодня { $day }: { $list }.
digest-morning-free = Доброе утро! Сегодня { $day }: задач нет. Хороший день, чтобы набрать тем, кому давно хотели.
digest-meetings = { $count ->
    [one] { $shown } встреча
    [few] { $shown } встречи
   *[many] { $shown } встреч
}
digest-calls = { $count ->
    [one] { $shown } звонок
    [few] { $shown } звонка
   *[many] { $shown } звонков
}
digest-tasks = { $count ->
    [one] { $shown } задача
    [few] { $shown } задачи
   *[many] { $shown } задач
}
digest-offers = { $count ->
   *[other] { $shown } КП
}
digest-new-clients = { $count ->
    [one] { $shown } новый клиент
    [few] { $shown } новых клиента
   *[many] { $shown } новых клиентов
}
digest-overdue = просрочено { $shown }
digest-nothing-due = на день ничего нового
digest-at-late = ❗ { $day }
digest-at-all-day = до вечера
digest-task = { $at } { $kind }: <b>{ $client }</b>
digest-task-phone = { $at } { $kind }: <b>{ $client }</b>, { $phone }
digest-task-own = { $at } { $title }
digest-more = ещё { $shown }
digest-silent = { $count ->
    [1] Молчит
   *[other] Молчат
} { $list }.
digest-silent-many = { $count ->
    [one] Молчит { $shown } клиент
    [few] Молчат { $shown } клиента
   *[many] Молчат { $shown } клиентов
}. Дороже всех: { $list }.
digest-silent-client = <b>{ $client }</b>: { $days ->
    [one] { $shown } день
    [few] { $shown } дня
   *[many] { $shown } дней
}
digest-silent-client-profit = <b>{ $client }</b>: { $days ->
    [one] { $shown } день
    [few] { $shown } дня
   *[many] { $shown } дней
}, { $profit } за год
digest-worked-yesterday = Вчера: { $list }.
digest-worked-on = В прошлый раз, { $day }: { $list }.
digest-button-done = ✅ { $what }
digest-button-put-off = ⏰ Позже
digest-button-plan = 📅 { $client } завтра 10:00
digest-button-day = 📋 Весь день

## Утро руководителя
digest-team = Доброе утро! Сегодня { $day }, у команды { $list }.
digest-team-nobody = Доброе утро! Сегодня { $day }. В команде пока никого: позовите первого ссылкой.
digest-team-free = Доброе утро! Сегодня { $day }. У команды всё чисто: ни задач, ни долгов.
digest-no-tasks = задач на день нет
digest-name = { $name }
digest-person-worked = <b>{ $name }</b>: { $list } · вчера { $worked }
digest-person-worked-on = <b>{ $name }</b>: { $list } · { $day } { $worked }
digest-person-free = задач нет
digest-person-silent-day = без записей
digest-more-people = { $count ->
    [one] ещё { $shown } человек
    [few] ещё { $shown } человека
   *[many] ещё { $shown } человек
}
digest-team-silent = { $count ->
    [one] Молчит { $shown } клиент
    [few] Молчат { $shown } клиента
   *[many] Молчат { $shown } клиентов
}: { $list }.
digest-team-silent-profit = { $count ->
    [one] Молчит { $shown } клиент
    [few] Молчат { $shown } клиента
   *[many] Молчат { $shown } клиентов
}, прибыль за год { $profit }: { $list }.
digest-team-silent-more = { $list } и ещё { $shown }
digest-team-late = { $count ->
    [one] { $shown } сделка стоит
    [few] { $shown } сделки стоят
   *[many] { $shown } сделок стоят
} дольше срока.
digest-team-late-amount = { $count ->
    [one] { $shown } сделка стоит
    [few] { $shown } сделки стоят
   *[many] { $shown } сделок стоят
} дольше срока: { $amount }.
digest-button-funnel = 📊 Воронка
digest-button-forgotten = 😶 Кто молчит
digest-button-own-day = 📋 Мой день

## Вечер
evening-recorded = Сегодня записано: { $list }.
evening-nothing = Сегодня записей нет. Если что-то было, напишите одной строкой: запишу.
evening-nothing-left = Сегодня записей нет. Осталось вот что:
evening-kind-call = { $count ->
    [one] { $shown } звонок
    [few] { $shown } звонка
   *[many] { $shown } звонков
}
evening-kind-meeting = { $count ->
    [one] { $shown } встреча
    [few] { $shown } встречи
   *[many] { $shown } встреч
}
evening-kind-visit = { $count ->
    [one] { $shown } визит
    [few] { $shown } визита
   *[many] { $shown } визитов
}
evening-kind-email = { $count ->
    [one] { $shown } письмо
    [few] { $shown } письма
   *[many] { $shown } писем
}
evening-kind-message = { $count ->
    [one] { $shown } сообщение
    [few] { $shown } сообщения
   *[many] { $shown } сообщений
}
evening-kind-note = { $count ->
    [one] { $shown } заметка
    [few] { $shown } заметки
   *[many] { $shown } заметок
}
evening-moves = { $count ->
    [one] { $shown } переход по этапам
    [few] { $shown } перехода по этапам
   *[many] { $shown } переходов по этапам
}
evening-drafts = { $count ->
    [one] { $shown } черновик не записан
    [few] { $shown } черновика не записаны
   *[many] { $shown } черновиков не записаны
}:
evening-draft = · { $text }
evening-tasks-open = { $count ->
    [one] Не закрыта { $shown } задача.
    [few] Не закрыты { $shown } задачи.
   *[many] Не закрыто { $shown } задач.
}
evening-wanting = Этапу не хватает:
evening-deal = · <b>{ $client }</b>, «{ $stage }»: { $fields }
evening-button-look = ✨ Посмотреть: { $text }
evening-button-draft = ✅ { $text }
evening-button-deal = 💼 { $client }

## Напоминание
reminder-client = ⏰ В { $at } { $kind }: <b>{ $client }</b>
reminder-client-phone = ⏰ В { $at } { $kind }: <b>{ $client }</b>, { $phone }
reminder-own = ⏰ В { $at }: { $title }
reminder-title = { $title }
reminder-done = ✅ Сделано
reminder-put-off = ⏰ Перенести
reminder-client-button = Клиент

## Клиенты замолчали
alert-one = <b>{ $client }</b>: не говорили { $days ->
    [one] { $shown } день
    [few] { $shown } дня
   *[many] { $shown } дней
}.
alert-one-never = <b>{ $client }</b>: ни разу не говорили, у нас { $days ->
    [one] { $shown } день
    [few] { $shown } дня
   *[many] { $shown } дней
}.
alert-profit = Прибыль за год { $profit }.
alert-contact = { $name }, { $phone }
alert-last = В прошлый раз: «{ $text }»
alert-several = { $count ->
    [one] Замолчал { $shown } клиент
    [few] Замолчали { $shown } клиента
   *[many] Замолчали { $shown } клиентов
}, сначала дорогие:
alert-open = Клиент
alert-all = Все, кто молчит

## Служебное
dead-letter = Не дошло до человека: { $kind }. { $attempts ->
    [0] Telegram не принял сообщение.
    [one] После { $attempts } попытки бросил.
   *[many] После { $attempts } попыток бросил.
} Номер { $number }, подробности в журнале.
dead-letter-why = Причина: <code>{ $why }</code>
dead-kind-morning_digest = утренняя сводка
dead-kind-evening_kpi = вечерний итог
dead-kind-forgotten_alert = список молчащих клиентов
dead-kind-task_reminder = напоминание о задаче
dead-kind-update_buried = сообщение о сбое
dead-kind-invite_accepted = вопрос о новом сотруднике
dead-kind-newcomer_confirmed = приглашение
dead-kind-newcomer_refused = ответ на приглашение
dead-kind-other = ответ на запись
update-buried = Сообщение у меня, но ещё не записано: у нас сбой. Пришлите его ещё раз, а не выйдет, назовите руководителю код <code>{ $code }</code>.
evening-button-all = ✅ Записать все ({ $count })
