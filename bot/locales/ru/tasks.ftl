## План
today-empty = { $day }: на сегодня всё чисто. Кому позвоним?
today-head = <b>{ $day }</b>: { $count ->
    [0] на сегодня задач нет
    [one] { $count } задача
    [few] { $count } задачи
   *[many] { $count } задач
}{ $overdue ->
    [0] .
   *[other] , просрочено { $overdue }.
}
today-line = { $number }. { $task }
today-late = ❗ { $task }
page-back = ← Раньше
page-more = Ещё { $shown } →
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
task-done = ✅ Сделано
task-done-named = ✅ { $number } · { $name }
task-put-off = ⏰ Перенести
task-put-off-long = ⏰ Перенести
task-put-off-again = ⏰ Перенести
task-record = ➕ Записать
task-is-done = Сделано: { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}. Записать, что вышло?
task-postponed = Перенёс на { $when }: { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}.
task-stands = В плане: { $when }
task-planned = В плане { $when }: { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}.
put-off-when = { $task }
    На когда перенести?
put-off-tomorrow = Завтра
put-off-days3 = Через 3 дня
put-off-week = Через неделю
put-off-calendar = 📅 Календарь
task-call-title = Позвонить
put-off-day = На какой день?

## Запись кнопками
log-kind = Что было?
log-client = С кем? Нажмите или напишите часть названия.
log-client-none = Никого не нашёл. Напишите иначе.
log-outcome = Чем кончилось?
log-outcome-reached = ✅ Поговорили
log-outcome-no_answer = 📵 Не дозвонился
log-next = Что дальше?
log-next-tomorrow = Завтра 10:00
log-next-days3 = Через 3 дня
log-next-week = Через неделю
log-next-none = Ничего
