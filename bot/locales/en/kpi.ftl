## Own figures
kpi-head = <b>{ $month } { $year }</b>
kpi-days = { $elapsed ->
    [one] { $elapsed } workday
   *[other] { $elapsed } workdays
} of { $workdays }.
kpi-days-all = The month is over, { $workdays ->
    [one] { $workdays } workday
   *[other] { $workdays } workdays
}.
kpi-line = { $metric }: { $fact }
kpi-line-plan = { $metric }: { $fact } of { $plan }
kpi-line-on-pace = { $metric }: { $fact } of { $plan }, on pace
kpi-line-short = { $metric }: { $fact } of { $plan }, { $missing } behind
kpi-line-met = { $metric }: { $fact } of { $plan }, plan met ✅
kpi-line-missed = { $metric }: { $fact } of { $plan }, { $missing } short
kpi-early = I will show the pace from the sixth workday on.
kpi-no-plan = No plan for this month, here is what was done.
kpi-brief = { $month }: { $list }.
kpi-brief-plan = { $metric } { $fact } of { $plan }
kpi-brief-on-pace = { $metric } { $fact } of { $plan }, on pace
kpi-brief-short = { $metric } { $fact } of { $plan }, { $missing } behind
kpi-brief-met = { $metric } { $fact } of { $plan }, plan met
kpi-brief-missed = { $metric } { $fact } of { $plan }, { $missing } short
kpi-earlier = ← { $month }
kpi-later = { $month } →
kpi-metric-calls = Calls
kpi-metric-calls_reached = Calls answered
kpi-metric-meetings = Meetings
kpi-metric-significant = Significant conversations
kpi-metric-offers = Offers
kpi-metric-new_clients = New clients
kpi-metric-won_count = Deals won
kpi-metric-won_amount = Won, sum
kpi-metric-revenue = Sales
kpi-metric-profit = Profit
kpi-metric-commitments = Promises kept
kpi-metric-hygiene = Order in the base
kpi-line-nothing = { $metric }: nothing to count yet
kpi-pay = Earned: { $earned }
kpi-pay-pace = Earned: { $earned }, at this pace { $pace }
kpi-pay-cut = Taken off the bonus: { $cut }, { $overdue ->
    [one] { $overdue } task late
   *[other] { $overdue } tasks late
}
