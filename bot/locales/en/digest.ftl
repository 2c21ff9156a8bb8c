## What to do: words for tasks
task-kind-call = call
task-kind-meeting = meet
task-kind-visit = drop by
task-kind-send = send
task-kind-follow_up = follow up
task-kind-offer = send the offer
task-kind-task = do

## A manager's morning
digest-morning = Good morning! Today, { $day }: { $list }.
digest-morning-free = Good morning! Today, { $day }: nothing planned. A good day to ring whoever you have been meaning to.
digest-meetings = { $count ->
    [one] { $shown } meeting
   *[other] { $shown } meetings
}
digest-calls = { $count ->
    [one] { $shown } call
   *[other] { $shown } calls
}
digest-tasks = { $count ->
    [one] { $shown } thing to do
   *[other] { $shown } things to do
}
digest-offers = { $count ->
    [one] { $shown } offer
   *[other] { $shown } offers
}
digest-new-clients = { $count ->
    [one] { $shown } new client
   *[other] { $shown } new clients
}
digest-overdue = { $shown } overdue
digest-nothing-due = nothing planned
digest-at-late = ❗ { $day }
digest-at-all-day = by evening
digest-task = { $at } { $kind }: <b>{ $client }</b>
digest-task-phone = { $at } { $kind }: <b>{ $client }</b>, { $phone }
digest-task-own = { $at } { $title }
digest-more = { $shown } more
digest-silent = { $count ->
    [1] Silent:
   *[other] Silent:
} { $list }.
digest-silent-many = { $count ->
    [one] { $shown } client is silent
   *[other] { $shown } clients are silent
}. Most at stake: { $list }.
digest-silent-client = <b>{ $client }</b>, { $days ->
    [one] { $shown } day
   *[other] { $shown } days
}
digest-silent-client-profit = <b>{ $client }</b>, { $days ->
    [one] { $shown } day
   *[other] { $shown } days
}, { $profit } a year
digest-worked-yesterday = Yesterday: { $list }.
digest-worked-on = Last time, { $day }: { $list }.
digest-button-done = ✅ { $what }
digest-button-put-off = ⏰ Later
digest-button-plan = 📅 { $client } tomorrow 10:00
digest-button-day = 📋 The whole day

## A head's morning
digest-team = Good morning! Today, { $day }, the team has { $list }.
digest-team-nobody = Good morning! Today, { $day }. Nobody in the team yet: invite the first one by a link.
digest-team-free = Good morning! Today, { $day }. The team is all clear: nothing planned, nothing overdue.
digest-no-tasks = nothing planned
digest-name = { $name }
digest-person-worked = <b>{ $name }</b>: { $list } · yesterday { $worked }
digest-person-worked-on = <b>{ $name }</b>: { $list } · { $day } { $worked }
digest-person-free = nothing planned
digest-person-silent-day = no records
digest-more-people = { $count ->
    [one] { $shown } more person
   *[other] { $shown } more people
}
digest-team-silent = { $count ->
    [one] { $shown } client is silent
   *[other] { $shown } clients are silent
}: { $list }.
digest-team-silent-profit = { $count ->
    [one] { $shown } client is silent
   *[other] { $shown } clients are silent
}, profit of the year { $profit }: { $list }.
digest-team-silent-more = { $list } and { $shown } more
digest-team-late = { $count ->
    [one] { $shown } deal stands
   *[other] { $shown } deals stand
} past its time.
digest-team-late-amount = { $count ->
    [one] { $shown } deal stands
   *[other] { $shown } deals stand
} past its time: { $amount }.
digest-button-funnel = 📊 Funnel
digest-button-forgotten = 😶 Who is silent
digest-button-own-day = 📋 My day

## Evening
evening-recorded = Recorded today: { $list }.
evening-nothing = No records today. If there was something, write it in one line and I will record it.
evening-nothing-left = No records today. This is left:
evening-kind-call = { $count ->
    [one] { $shown } call
   *[other] { $shown } calls
}
evening-kind-meeting = { $count ->
    [one] { $shown } meeting
   *[other] { $shown } meetings
}
evening-kind-visit = { $count ->
    [one] { $shown } visit
   *[other] { $shown } visits
}
evening-kind-email = { $count ->
    [one] { $shown } letter
   *[other] { $shown } letters
}
evening-kind-message = { $count ->
    [one] { $shown } message
   *[other] { $shown } messages
}
evening-kind-note = { $count ->
    [one] { $shown } note
   *[other] { $shown } notes
}
evening-moves = { $count ->
    [one] { $shown } stage move
   *[other] { $shown } stage moves
}
evening-drafts = { $count ->
    [one] { $shown } draft is not recorded
   *[other] { $shown } drafts are not recorded
}:
evening-draft = · { $text }
evening-tasks-open = { $count ->
    [one] { $shown } thing is still open.
   *[other] { $shown } things are still open.
}
evening-wanting = The stage still wants:
evening-deal = · <b>{ $client }</b>, “{ $stage }”: { $fields }
evening-button-look = ✨ Look: { $text }
evening-button-draft = ✅ { $text }
evening-button-deal = 💼 { $client }

## Reminder
reminder-client = ⏰ At { $at } { $kind }: <b>{ $client }</b>
reminder-client-phone = ⏰ At { $at } { $kind }: <b>{ $client }</b>, { $phone }
reminder-own = ⏰ At { $at }: { $title }
reminder-title = { $title }
reminder-done = ✅ Done
reminder-put-off = ⏰ Put off
reminder-client-button = Client

## Clients fell silent
alert-one = <b>{ $client }</b>: not spoken with for { $days ->
    [one] { $shown } day
   *[other] { $shown } days
}.
alert-one-never = <b>{ $client }</b>: never spoken with, ours for { $days ->
    [one] { $shown } day
   *[other] { $shown } days
}.
alert-profit = Profit of the year { $profit }.
alert-contact = { $name }, { $phone }
alert-last = Last time: “{ $text }”
alert-several = { $count ->
    [one] { $shown } client fell silent
   *[other] { $shown } clients fell silent
}, most money first:
alert-open = Client
alert-all = All who are silent

## Of the house
dead-letter = Did not reach the person: { $kind }. { $attempts ->
    [0] Telegram refused the message.
    [one] Given up after { $attempts } attempt.
   *[other] Given up after { $attempts } attempts.
} Number { $number }, details in the log.
dead-letter-why = Why: <code>{ $why }</code>
dead-kind-morning_digest = the morning digest
dead-kind-evening_kpi = the evening figures
dead-kind-forgotten_alert = the list of silent clients
dead-kind-task_reminder = a reminder of a task
dead-kind-update_buried = the word of a failure
dead-kind-invite_accepted = the question about a newcomer
dead-kind-newcomer_confirmed = an invitation
dead-kind-newcomer_refused = the answer to an invitation
dead-kind-other = the answer to a record
update-buried = I have your message, but it is not recorded yet: something broke. Send it once more, and if that fails, give your head the code <code>{ $code }</code>.
evening-button-all = ✅ Record all ({ $count })
