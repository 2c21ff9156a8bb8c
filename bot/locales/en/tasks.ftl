## The plan
today-empty = { $day }: nothing is due today. Whom shall we call?
today-head = <b>{ $day }</b>: { $count ->
    [0] no tasks for today
    [one] { $count } task
   *[other] { $count } tasks
}{ $overdue ->
    [0] .
   *[other] , overdue { $overdue }.
}
today-line = { $number }. { $task }
today-late = ❗ { $task }
page-back = ← Earlier
page-more = { $shown } more →
task-line = { $when ->
    [none] {""}
   *[other] { $when }{" "}
}{ $kind }{ $client ->
    [none] {""}
   *[other] : { $client }
}{ $phone ->
    [none] {""}
   *[other] {" "}{ $phone }
}
task-title = <i>{ $title }</i>
task-done = ✅ Done
task-done-named = ✅ { $number } · { $name }
task-put-off = ⏰ Put off
task-put-off-long = ⏰ Put off
task-put-off-again = ⏰ Put off
task-record = ➕ Record
task-is-done = Done: { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}. Record what came of it?
task-postponed = Put off to { $when }: { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}.
task-stands = Planned: { $when }
task-planned = Planned for { $when }: { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}.
put-off-when = { $task }
    Until when?
put-off-tomorrow = Tomorrow
put-off-days3 = In 3 days
put-off-week = In a week
put-off-calendar = 📅 Calendar
task-call-title = Call
put-off-day = To which day?

## Recording by taps
log-kind = What was it?
log-client = With whom? Tap, or type a part of the name.
log-client-none = Found nobody. Type it differently.
log-outcome = How did it end?
log-outcome-reached = ✅ We talked
log-outcome-no_answer = 📵 No answer
log-next = What next?
log-next-tomorrow = Tomorrow 10:00
log-next-days3 = In 3 days
log-next-week = In a week
log-next-none = Nothing
