## Clients
client-head = <b>{ $name }</b>
client-facts = { $facts }
client-never-spoken = Not spoken yet.
client-spoken = { $days ->
    [0] Spoke today.
    [1] Spoke yesterday.
    [one] Silent for { $days } day.
   *[other] Silent for { $days } days.
}
client-deal = 💼 { $title } · { $stage }{ $amount ->
    [none] {""}
   *[other] {" "}· { $amount }
}
client-next = ⏰ Next: { $kind } { $when }
client-contact = 👤 { $name }{ $position ->
    [none] {""}
   *[other] , { $position }
}{ $phone ->
    [none] {""}
   *[other] {" "}{ $phone }
}
client-voices = 🎙 Voice notes ({ $count })
client-history = · { $day }: { $what }
client-record = ➕ Record
client-plan = 📅 Call tomorrow 10:00
client-new-deal = 💼 New deal
clients-found = Here is what I found:
clients-more = These are the first { $count }. Find the others by name.
clients-none = Nobody for “{ $query }”. A part of the name, a phone, the tax number or a contact will do.
clients-ask = Whom are we looking for? A part of the name, a phone, the tax number or a contact.
clients-empty = No clients yet. Record a call in one line, and the client appears.

## Deals
deal-head = 💼 <b>{ $title }</b>
    { $client }
deal-amount = Amount: { $amount }
deal-stage = { $light } { $stage }, { $days ->
    [0] since today
    [one] { $days } day
   *[other] { $days } days
} on the stage
deal-closed = 🏁 { $stage }
deal-reason = Reason: { $reason }
deal-close = Closing: { $when }
deal-no-next = No next step.
deal-missing = Missing: { $fields }
deal-button = 💼 { $title } · { $stage }
deal-other-stage = Other stage
deal-where = “{ $title }” is at: { $stage }. Where to?
deals-head = { $count ->
    [one] { $shown } open deal
   *[other] { $shown } open deals
}{ $idle ->
    [0] .
   *[other] , without a next step: { $idle }.
}
deals-row = { $number }. <b>{ $title }</b>
deals-state = { $light } { $stage }, { $days ->
    [0] first day
    [one] { $days } day
   *[other] { $days } days
}{ $amount ->
    [none] {""}
   *[other] {" "}· { $amount }
} · { $due ->
    [none] what next?
   *[other] { $late ->
        [yes] ❗ since { $due }
       *[other] next { $due }
    }
}
deals-open = { $number } · { $title }
deals-none = No open deals.
field-amount = amount
field-expected_close = closing date
field-contact = contact
field-probability = probability
deal-given = 🙋 A new deal for you: the lead is ready.
stage-event = ⏰ Due on this stage: { $title }

## Relationship and attractiveness: what to do with a client
client-advice-low-low = Spend no time: take orders, pay no visits.
client-advice-low-middle = Find out: one meeting with who decides, then choose whether to invest.
client-advice-low-high = Win them: a plan to meet those who decide, and a trial delivery.
client-advice-middle-low = Keep them cheaply: orders by phone and mail.
client-advice-middle-middle = Grow step by step: add a product that they buy elsewhere.
client-advice-middle-high = Invest: meet more often, take share from competitors.
client-advice-high-low = Keep them at no cost: ask for recommendations.
client-advice-high-middle = Widen: more products, larger orders.
client-advice-high-high = Guard them first of all: the head in touch, a long contract.
