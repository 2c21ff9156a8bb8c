## Settings
menu-settings = ⚙️ Settings
command-settings = How to record, my hours, what the bot learned
settings-head = <b>Settings</b>
settings-once-on = A clear line is recorded at once, without a card. It can be undone for a day.
settings-once-off = Before recording I show a card.
settings-record-at-once = Record at once
settings-card-again = Show the card
settings-hours = Hours: { $list }.
settings-learned = { $count ->
    [0] Nothing learned yet: correct a card and I keep the word.
    [one] { $count } word learned.
   *[other] { $count } words learned.
}
settings-lessons = What it learned
settings-part = What does “{ $part }” mean?
part-morning = morning
part-noon = noon
part-lunch = lunch
part-afternoon = afternoon
part-evening = evening
part-end_of_day = end of day
lessons-head = <b>What stands for what</b>
lessons-none = Nothing more is remembered.
lesson = { $number }. “{ $phrase }” – { $meaning }
lesson-forget = ✖️ Forget “{ $phrase }”
settings-corrected = Corrected on cards in 90 days: { $list } (of { $total } records).
slot-type = what it was
slot-outcome = how it ended
slot-client = client
slot-contact = contact
slot-amount = amount
slot-stage = stage
slot-lost_reason = reason
slot-next_step = next step
slot-at = when
slot-facts = facts
settings-second = Second reader
settings-second-on = Hard lines are also read by a model at { $server }: the director chose so. Its guesses bear ✨.
second-head = <b>Second reader</b>: { $on ->
    [yes] on
   *[no] off
}
second-what = A line that I read only in part can be shown to a language model at <b>{ $server }</b>.
second-goes = What leaves: the line itself, with phones, long numbers and e-mail addresses hidden, and names: up to 5 clients like it, up to 5 stages. The base does not leave.
second-comes = Its guesses are marked ✨ on the card. Nothing is saved without “Record”.
second-today = Today: lines asked about { $asked }, helped { $filled }. Tokens spent: { $tokens } of { $most }.
second-turn-on = Turn on
second-turn-off = Turn off
