## Who is silent
forgotten-head = { $count ->
    [one] { $shown } client is silent
   *[other] { $shown } clients are silent
}, most money first. Here { $first }–{ $last }.
forgotten-head-all = { $count ->
    [one] { $shown } client is silent
   *[other] { $shown } clients are silent
}, most money first.
forgotten-row = { $number }. <b>{ $client }</b>: { $silence }
forgotten-row-profit = { $number }. <b>{ $client }</b>: { $silence }, { $profit } a year
forgotten-silence = { $days ->
    [one] { $shown } day
   *[other] { $shown } days
}
forgotten-silence-never = never in { $days ->
    [one] { $shown } day
   *[other] { $shown } days
}
forgotten-contact = { $name }, { $phone }
forgotten-owner = with { $owner }
forgotten-none = Nobody is silent: you spoke with everyone, or the talk is planned. 👍
forgotten-open = { $number } · Who
forgotten-plan = 📅 Tomorrow 10:00
forgotten-talked = ✅ Spoke
forgotten-back = ← Dearer
forgotten-more = { $shown } more →
