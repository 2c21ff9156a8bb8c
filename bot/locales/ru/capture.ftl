## Карточка черновика
kind-call = 📞 Звонок
kind-meeting = 🤝 Встреча
kind-visit = 🚗 Визит
kind-email = ✉️ Письмо
kind-message = 💬 Сообщение
kind-note = 📝 Заметка
kind-word-call = звонок
kind-word-meeting = встреча
kind-word-visit = визит
kind-word-email = письмо
kind-word-message = сообщение
kind-word-note = заметка
outcome-reached = Поговорили
outcome-no_answer = не дозвонился
outcome-refused = отказ

draft-client = <b>{ $client }</b>
draft-client-contact = <b>{ $client }</b>, { $contact }
draft-client-unknown = <b>С кем?</b>
draft-head = { $kind } · { $who }{ $outcome ->
    [none] {""}
   *[other] {" "}· { $outcome }
}{ $when ->
    [none] {""}
   *[other] {" "}· { $when }
}
draft-voice = 🎙 { $length } <i>«{ $said }»</i>
draft-voice-heard = 🎙 { $length }, слов не слышно. Запись сохраню у клиента.
draft-voice-kept = 🎙 { $length }. Запись сохраню у клиента, её можно переслушать.
draft-voice-failed = 🎙 { $length }, разобрать не вышло. Запись сохраню у клиента.
draft-voice-waiting = 🎙 { $length }
draft-voice-amend = ✏️ Исправить текст
draft-voice-type = ✏️ Дописать словами
draft-ask-text = Напишите, как было сказано: прочту заново.
voice-hint = Голос пока не распознаю: запись храню, её можно переслушать у клиента. Быстрее так: 🎙 на клавиатуре телефона, и диктуйте строкой.
voice-too-long = Такую длинную запись не слушаю, только храню. Напишите главное строкой.
voice-played = { $day }, { $by }{ $said ->
    [none] {""}
   *[other] : { $said }
}
voice-none = Голосовых записей нет.
voice-gone = Запись больше не открывается.
draft-amount = Сумма: { $amount }
draft-amount-range = Сумма: { $amount } (от { $low })
draft-no-move = Этап не меняю.
draft-stands = Этап тот же: { $stage }.
draft-move = Этап: { $before } → <b>{ $after }</b>
draft-new-deal = Новая сделка: <b>{ $stage }</b>
draft-no-deal = Открытой сделки нет, отметить «{ $stage }» негде.
draft-reason = {" "}({ $reason })
draft-next = Дальше: { $kind } <b>{ $when }</b>
draft-next-undated = Дальше: { $kind }, без даты
draft-no-next = Что дальше, не решено.
draft-guessed = ✨ Догадка, проверьте: { $list }.
draft-save = ✅ Записать
draft-edit = Изменить
draft-find-client = 🔎 Найти клиента
draft-new-client = ➕ Новый клиент
draft-to-stage = → { $stage }
draft-without-stage = Без этапа
draft-without-deal = Без сделки
draft-next-tomorrow = Завтра 10:00
draft-next-days3 = Через 3 дня
draft-next-week = Через неделю
draft-next-none = Ничего не планировать
draft-at-now = Сейчас
draft-at-morning = Утром
draft-at-yesterday = Вчера
draft-part-kind = Что было
draft-part-client = Клиент
draft-part-stage = Этап
draft-part-next = Что дальше
draft-part-at = Когда
draft-part-amount = Сумма
draft-later = Позже
draft-cancelled = Отменил черновик. В базу ничего не попало.
draft-undone = Вернул назад: { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}. Как будто и не было.
draft-ask-client = Напишите часть названия, телефон, ИНН или контакт.
draft-ask-new-client = Как называется новый клиент?
draft-ask-amount = Какая сумма? Например: 450 тыс или 1,2 млн.
draft-client-not-found = Никого не нашёл. Попробуйте иначе или создайте нового.
draft-pick-client = Кто из них?
draft-about = Слушаю: что было с клиентом <b>{ $client }</b>? Одной строкой.

saved = Записано: { $kind }, { $client }.
saved-stage = Этап: { $stage }.
saved-deal = Новая сделка: { $stage }.
saved-remind = Напомню { $when }.
saved-planned = В плане на { $when }.
saved-undated = В плане без даты.
saved-undo = ↩️ Вернуть
saved-client = Клиент

## Чего хочет этап
wants-amount = Для этапа «{ $stage }» нужна сумма. Напишите её: 450 тыс, 1,2 млн.
wants-expected_close = Для этапа «{ $stage }» нужен срок: когда закроем?
wants-contact = Для этапа «{ $stage }» нужен контакт. С кем ведём?
wants-probability = Для этапа «{ $stage }» нужна вероятность. Напишите процент, например 60.
wants-reason = Почему проиграли?
close-month = В этом месяце
close-next = В следующем
close-quarter = За 3 месяца
reason-price = Дорого
reason-competitor = Ушли к конкуренту
reason-no_budget = Нет бюджета
reason-no_need = Не нужно
reason-timing = Сроки
reason-no_contact = Пропали
reason-other = Другое

## Мелкие правки на карточке
draft-save-all = ✅ Записать все ({ $count })
draft-take-amount = Сумма { $amount }?
draft-new-contact = ➕ Контакт { $contact }
draft-no-contact = Без контакта
draft-long = Дольше 3 мин
draft-long-yes = ✓ Дольше 3 мин
draft-facts = В профиль ({ $count })
draft-facts-kept = ✓ В профиль ({ $count })
draft-fact = { $field }: { $value }
draft-fact-kept = ✓ { $field }: { $value }
fact-competitor = Конкурент
fact-decision_maker = Кто решает
fact-family = Семья
fact-hobby = Увлечения
fact-plans = Планы
fact-requirement = Требования
fact-need = Потребность
draft-outcome-reached = Поговорили
draft-outcome-no_answer = Не дозвонился
draft-outcome-refused = Отказ
draft-step-call = Позвонить
draft-step-meeting = Встретиться
draft-step-visit = Заехать
draft-step-send = Отправить
draft-step-follow_up = Напомнить о себе
draft-step-offer = Отправить КП
draft-next-typed = ✍️ Своя дата
draft-ask-due = Когда? Например: пт в 15, через неделю, 12 декабря 10 утра.
draft-part-outcome = Чем кончилось
draft-part-contact = Контакт
draft-part-reason = Почему проиграли
drafts-saved-all = { $count ->
    [0] Записывать нечего.
    [one] Записал { $count }.
   *[other] Записал все: { $count }.
}
drafts-saved-some = Записал { $count }. Ещё { $left } ждут: не хватает клиента, суммы или причины.
saved-learned = Запомнил: «{ $phrase }».
