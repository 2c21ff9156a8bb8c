## Воронка: слова
funnel-title = <b>{ $pipeline }</b>
funnel-title-of = <b>{ $pipeline }</b> · { $whose }
funnel-in = в { $months }
funnel-from-to = с { $first } по { $last }
funnel-cohort = Созданы { $period }, на { $day }: { $deals }, { $won } выиграно, { $amount }.
funnel-cohort-empty = Созданы { $period }: ничего. Выберите другой период.
funnel-flow = Вошли { $period }: { $steps }.
funnel-flow-empty = Вошли { $period }: ничего. Выберите другой период.
funnel-deals = { $count ->
    [one] { $shown } сделка
    [few] { $shown } сделки
   *[many] { $shown } сделок
}
funnel-leads = { $count ->
    [one] { $shown } лид
    [few] { $shown } лида
   *[many] { $shown } лидов
}
funnel-step-first = { $stage } { $count }
funnel-step = { $stage } { $count } ({ $share })
funnel-won = Выиграно
funnel-won-step = выиграно
funnel-lost = Отказов { $shown }, чаще всего: { $list }.
funnel-lost-reason = «{ $reason }» { $shown }
funnel-lost-unsaid = без причины { $shown }
funnel-young = Зреет: до выигрыша пока { $share }.
funnel-young-beside = Зреет: до выигрыша пока { $share }, { $months }: { $past }.
funnel-overdue = { $count ->
    [one] Дольше срока стоит { $shown }, самое узкое: «{ $stage }».
   *[many] Дольше срока стоят { $shown }, больше всего: «{ $stage }».
}
funnel-none = Воронок пока нет: сначала настройте их.
funnel-no-stages = В этой воронке пока нет этапов.
funnel-more-stages = ещё { $shown } на картинке

## Таблица
funnel-column-stage = Этап
funnel-column-entered = вош.
funnel-column-share = %
funnel-column-days = дней
funnel-column-lost = отк.
funnel-column-overdue = долго
funnel-column-plan = план
funnel-column-attainment = % пл.

## Картинка
funnel-chart-cohort = созданы { $period }, на { $day }
funnel-chart-flow = вошли { $period }
funnel-chart-empty = За этот период ничего нет

## Кнопки
funnel-chip-open = { $name } ▾
funnel-chip-on = ● { $name }
funnel-chip-period = 📅 { $name }
funnel-chip-pipeline = Воронка: { $name }
funnel-chip-team = Команда: { $name }
funnel-chip-owner = Менеджер: { $name }
funnel-span-three = Три месяца
funnel-span-month = Месяц
funnel-span-quarter = Квартал
funnel-span-year = Год
funnel-mode-cohort = Созданные
funnel-mode-flow = Вошедшие
funnel-all = все
funnel-everybody = Все
funnel-more = Ещё { $shown }
funnel-month-1 = янв
funnel-month-2 = фев
funnel-month-3 = мар
funnel-month-4 = апр
funnel-month-5 = май
funnel-month-6 = июн
funnel-month-7 = июл
funnel-month-8 = авг
funnel-month-9 = сен
funnel-month-10 = окт
funnel-month-11 = ноя
funnel-month-12 = дек
