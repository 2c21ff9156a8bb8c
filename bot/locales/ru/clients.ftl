## Клиенты
client-head = <b>{ $name }</b>
client-facts = { $facts }
client-never-spoken = Ещё не говорили.
client-spoken = { $days ->
    [0] Говорили сегодня.
    [1] Говорили вчера.
    [one] Не говорили { $days } день.
    [few] Не говорили { $days } дня.
   *[many] Не говорили { $days } дней.
}
client-deal = 💼 { $title } · { $stage }{ $amount ->
    [none] {""}
   *[other] {" "}· { $amount }
}
client-next = ⏰ Дальше: { $kind } { $when }
client-contact = 👤 { $name }{ $position ->
    [none] {""}
   *[other] , { $position }
}{ $phone ->
    [none] {""}
   *[other] {" "}{ $phone }
}
client-voices = 🎙 Голосовые ({ $count })
client-history = · { $day }: { $what }
client-record = ➕ Записать
client-plan = 📅 Звонок завтра 10:00
client-new-deal = 💼 Новая сделка
clients-found = Вот кого нашёл:
clients-more = Здесь первые { $count }. Остальных найдёте по названию.
clients-none = По «{ $query }» никого нет. Можно по части названия, телефону, ИНН или контакту.
clients-ask = Кого ищем? Часть названия, телефон, ИНН или контакт.
clients-empty = Клиентов пока нет. Запишите звонок строкой, и клиент появится.

## Сделки
deal-head = 💼 <b>{ $title }</b>
    { $client }
deal-amount = Сумма: { $amount }
deal-stage = { $light } { $stage }, { $days ->
    [0] с сегодняшнего дня
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
} на этапе
deal-closed = 🏁 { $stage }
deal-reason = Причина: { $reason }
deal-close = Закрываем: { $when }
deal-no-next = Следующего шага нет.
deal-missing = Не хватает: { $fields }
deal-button = 💼 { $title } · { $stage }
deal-other-stage = Другой этап
deal-where = «{ $title }» сейчас: { $stage }. Куда?
deals-head = { $count ->
    [one] { $shown } открытая сделка
    [few] { $shown } открытые сделки
   *[many] { $shown } открытых сделок
}{ $idle ->
    [0] .
   *[other] , без следующего шага: { $idle }.
}
deals-row = { $number }. <b>{ $title }</b>
deals-state = { $light } { $stage }, { $days ->
    [0] первый день
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}{ $amount ->
    [none] {""}
   *[other] {" "}· { $amount }
} · { $due ->
    [none] что дальше?
   *[other] { $late ->
        [yes] ❗ с { $due }
       *[other] дальше { $due }
    }
}
deals-open = { $number } · { $title }
deals-none = Открытых сделок нет.
field-amount = сумма
field-expected_close = срок закрытия
field-contact = контакт
field-probability = вероятность
deal-given = 🙋 Вам новая сделка: лид созрел.
stage-event = ⏰ По этапу: { $title }

## Отношения и привлекательность: что делать с клиентом
client-advice-low-low = Не тратить время: вести заказы без визитов.
client-advice-low-middle = Проверить: одна встреча с тем, кто решает, потом решать, вкладываться ли.
client-advice-low-high = Завоёвывать: план знакомства с теми, кто решает, и пробная поставка.
client-advice-middle-low = Держать дёшево: заказы по телефону и почте.
client-advice-middle-middle = Растить по одному: добавить товар, который берут у других.
client-advice-middle-high = Вкладываться: чаще встречаться, забирать долю у конкурентов.
client-advice-high-low = Беречь без затрат: просить рекомендации.
client-advice-high-middle = Расширять: шире ассортимент, выше чек.
client-advice-high-high = Беречь как главное: руководитель на связи, договор надолго.
