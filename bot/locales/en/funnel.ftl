## The funnel's words
funnel-title = <b>{ $pipeline }</b>
funnel-title-of = <b>{ $pipeline }</b> · { $whose }
funnel-in = in { $months }
funnel-from-to = from { $first } to { $last }
funnel-cohort = Created { $period }, as of { $day }: { $deals }, { $won } won, { $amount }.
funnel-cohort-empty = Created { $period }: nothing. Choose another period.
funnel-flow = Entered { $period }: { $steps }.
funnel-flow-empty = Entered { $period }: nothing. Choose another period.
funnel-deals = { $count ->
    [one] { $shown } deal
   *[other] { $shown } deals
}
funnel-leads = { $count ->
    [one] { $shown } lead
   *[other] { $shown } leads
}
funnel-step-first = { $stage } { $count }
funnel-step = { $stage } { $count } ({ $share })
funnel-won = Won
funnel-won-step = won
funnel-lost = { $shown } lost, mostly: { $list }.
funnel-lost-reason = “{ $reason }” { $shown }
funnel-lost-unsaid = no reason { $shown }
funnel-young = Still ripening: { $share } won so far.
funnel-young-beside = Still ripening: { $share } won so far, { $months }: { $past }.
funnel-overdue = { $count ->
    [one] { $shown } stands past its time, at “{ $stage }”.
   *[other] { $shown } stand past their time, most at “{ $stage }”.
}
funnel-none = No pipelines yet: set them up first.
funnel-no-stages = This pipeline has no stages yet.
funnel-more-stages = { $shown } more in the picture

## Table
funnel-column-stage = Stage
funnel-column-entered = in
funnel-column-share = %
funnel-column-days = days
funnel-column-lost = lost
funnel-column-overdue = late
funnel-column-plan = plan
funnel-column-attainment = % pl.

## Picture
funnel-chart-cohort = created { $period }, as of { $day }
funnel-chart-flow = entered { $period }
funnel-chart-empty = Nothing in this period

## Buttons
funnel-chip-open = { $name } ▾
funnel-chip-on = ● { $name }
funnel-chip-period = 📅 { $name }
funnel-chip-pipeline = Pipeline: { $name }
funnel-chip-team = Team: { $name }
funnel-chip-owner = Manager: { $name }
funnel-span-three = Three months
funnel-span-month = Month
funnel-span-quarter = Quarter
funnel-span-year = Year
funnel-mode-cohort = Created
funnel-mode-flow = Entered
funnel-all = all
funnel-everybody = Everybody
funnel-more = { $shown } more
funnel-month-1 = Jan
funnel-month-2 = Feb
funnel-month-3 = Mar
funnel-month-4 = Apr
funnel-month-5 = May
funnel-month-6 = Jun
funnel-month-7 = Jul
funnel-month-8 = Aug
funnel-month-9 = Sep
funnel-month-10 = Oct
funnel-month-11 = Nov
funnel-month-12 = Dec
