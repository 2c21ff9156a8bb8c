## Свои показатели
kpi-head = <b>{ $month } { $year }</b>
kpi-days = { $elapsed ->
    [one] { $elapsed } рабочий день
    [few] { $elapsed } рабочих дня
   *[many] { $elapsed } рабочих дней
} из { $workdays }.
kpi-days-all = Месяц закончен, { $workdays ->
    [one] { $workdays } рабочий день
    [few] { $workdays } рабочих дня
   *[many] { $workdays } рабочих дней
}.
kpi-line = { $metric }: { $fact }
kpi-line-plan = { $metric }: { $fact } из { $plan }
kpi-line-on-pace = { $metric }: { $fact } из { $plan }, в темпе
kpi-line-short = { $metric }: { $fact } из { $plan }, не хватает { $missing }
kpi-line-met = { $metric }: { $fact } из { $plan }, план есть ✅
kpi-line-missed = { $metric }: { $fact } из { $plan }, не хватило { $missing }
kpi-early = Темп покажу с шестого рабочего дня.
kpi-no-plan = Плана на этот месяц нет, вот что сделано.
kpi-brief = { $month }: { $list }.
kpi-brief-plan = { $metric } { $fact } из { $plan }
kpi-brief-on-pace = { $metric } { $fact } из { $plan }, в темпе
kpi-brief-short = { $metric } { $fact } из { $plan }, не хватает { $missing }
kpi-brief-met = { $metric } { $fact } из { $plan }, план есть
kpi-brief-missed = { $metric } { $fact } из { $plan }, не хватило { $missing }
kpi-earlier = ← { $month }
kpi-later = { $month } →
kpi-metric-calls = Звонки
kpi-metric-calls_reached = Дозвоны
kpi-metric-meetings = Встречи
kpi-metric-significant = Значимые разговоры
kpi-metric-offers = КП
kpi-metric-new_clients = Новые клиенты
kpi-metric-won_count = Выиграно сделок
kpi-metric-won_amount = Выиграно на сумму
kpi-metric-revenue = Продажи
kpi-metric-profit = Прибыль
kpi-metric-commitments = Обещания в срок
kpi-metric-hygiene = Порядок в базе
kpi-line-nothing = { $metric }: пока нечего считать
kpi-pay = Заработано: { $earned }
kpi-pay-pace = Заработано: { $earned }, так выйдет { $pace }
kpi-pay-cut = Снижение премии: { $cut }, { $overdue ->
    [one] { $overdue } задача не в срок
    [few] { $overdue } задачи не в срок
   *[many] { $overdue } задач не в срок
}
