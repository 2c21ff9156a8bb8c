## Кто молчит
forgotten-head = { $count ->
    [one] Молчит { $shown } клиент
    [few] Молчат { $shown } клиента
   *[many] Молчат { $shown } клиентов
}, сначала дорогие. Здесь { $first }–{ $last }.
forgotten-head-all = { $count ->
    [one] Молчит { $shown } клиент
    [few] Молчат { $shown } клиента
   *[many] Молчат { $shown } клиентов
}, сначала дорогие.
forgotten-row = { $number }. <b>{ $client }</b>: { $silence }
forgotten-row-profit = { $number }. <b>{ $client }</b>: { $silence }, { $profit } за год
forgotten-silence = { $days ->
    [one] { $shown } день
    [few] { $shown } дня
   *[many] { $shown } дней
}
forgotten-silence-never = ни разу за { $days ->
    [one] { $shown } день
    [few] { $shown } дня
   *[many] { $shown } дней
}
forgotten-contact = { $name }, { $phone }
forgotten-owner = ведёт { $owner }
forgotten-none = Никто не молчит: со всеми говорили или разговор в плане. 👍
forgotten-open = { $number } · Кто
forgotten-plan = 📅 Завтра 10:00
forgotten-talked = ✅ Поговорили
forgotten-back = ← Дороже
forgotten-more = Ещё { $shown } →
