## The draft card
kind-call = 📞 Call
kind-meeting = 🤝 Meeting
kind-visit = 🚗 Visit
kind-email = ✉️ E-mail
kind-message = 💬 Message
kind-note = 📝 Note
kind-word-call = call
kind-word-meeting = meeting
kind-word-visit = visit
kind-word-email = e-mail
kind-word-message = message
kind-word-note = note
outcome-reached = We talked
outcome-no_answer = no answer
outcome-refused = refused

draft-client = <b>{ $client }</b>
draft-client-contact = <b>{ $client }</b>, { $contact }
draft-client-unknown = <b>With whom?</b>
draft-head = { $kind } · { $who }{ $outcome ->
    [none] {""}
   *[other] {" "}· { $outcome }
}{ $when ->
    [none] {""}
   *[other] {" "}· { $when }
}
draft-voice = 🎙 { $length } <i>“{ $said }”</i>
draft-voice-heard = 🎙 { $length }, no words in it. The recording stays with the client.
draft-voice-kept = 🎙 { $length }. The recording stays with the client and can be played again.
draft-voice-failed = 🎙 { $length }, could not be made out. The recording stays with the client.
draft-voice-waiting = 🎙 { $length }
draft-voice-amend = ✏️ Correct the text
draft-voice-type = ✏️ Put it in words
draft-ask-text = Type what was said: it will be read anew.
voice-hint = Voice is not turned into text here yet: the recording is kept, play it again from the client. Faster: tap 🎙 on the phone’s keyboard and dictate a line.
voice-too-long = A recording this long is kept but not listened to. Type the main thing in one line.
voice-played = { $day }, { $by }{ $said ->
    [none] {""}
   *[other] : { $said }
}
voice-none = There are no voice notes.
voice-gone = This recording cannot be opened any more.
draft-amount = Amount: { $amount }
draft-amount-range = Amount: { $amount } (from { $low })
draft-no-move = The stage stays.
draft-stands = Same stage: { $stage }.
draft-move = Stage: { $before } → <b>{ $after }</b>
draft-new-deal = New deal: <b>{ $stage }</b>
draft-no-deal = There is no open deal to mark “{ $stage }”.
draft-reason = {" "}({ $reason })
draft-next = Next: { $kind } <b>{ $when }</b>
draft-next-undated = Next: { $kind }, no date
draft-no-next = No next step yet.
draft-guessed = ✨ A guess, check: { $list }.
draft-save = ✅ Record
draft-edit = Edit
draft-find-client = 🔎 Find the client
draft-new-client = ➕ New client
draft-to-stage = → { $stage }
draft-without-stage = Keep the stage
draft-without-deal = No deal
draft-next-tomorrow = Tomorrow 10:00
draft-next-days3 = In 3 days
draft-next-week = In a week
draft-next-none = Plan nothing
draft-at-now = Now
draft-at-morning = This morning
draft-at-yesterday = Yesterday
draft-part-kind = What it was
draft-part-client = Client
draft-part-stage = Stage
draft-part-next = Next step
draft-part-at = When
draft-part-amount = Amount
draft-later = Later
draft-cancelled = Draft dropped. Nothing went into the base.
draft-undone = Taken back: { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}. As if it never was.
draft-ask-client = Type a part of the name, a phone, the tax number or a contact.
draft-ask-new-client = What is the new client called?
draft-ask-amount = What amount? For example: 450k or 1.2m.
draft-client-not-found = Found nobody. Try other words or create a new one.
draft-pick-client = Which one?
draft-about = I am listening: what happened with “{ $client }”? One line.

saved = Saved: { $kind }, { $client }.
saved-stage = Stage: { $stage }.
saved-deal = New deal: { $stage }.
saved-remind = I will remind you { $when }.
saved-planned = Planned for { $when }.
saved-undated = Planned, no date.
saved-undo = ↩️ Undo
saved-client = Client

## What a stage wants
wants-amount = The stage “{ $stage }” wants an amount. Type it: 450k, 1.2m.
wants-expected_close = The stage “{ $stage }” wants a date: when do we close?
wants-contact = The stage “{ $stage }” wants a contact. Whom do we deal with?
wants-probability = The stage “{ $stage }” wants a probability. Type the percent, for example 60.
wants-reason = Why did we lose it?
close-month = This month
close-next = Next month
close-quarter = In 3 months
reason-price = Too expensive
reason-competitor = Went to a competitor
reason-no_budget = No budget
reason-no_need = No need
reason-timing = Timing
reason-no_contact = Went silent
reason-other = Other

## Small changes on the card
draft-save-all = ✅ Record all ({ $count })
draft-take-amount = Amount { $amount }?
draft-new-contact = ➕ Contact { $contact }
draft-no-contact = No contact
draft-long = Over 3 min
draft-long-yes = ✓ Over 3 min
draft-facts = To the profile ({ $count })
draft-facts-kept = ✓ To the profile ({ $count })
draft-fact = { $field }: { $value }
draft-fact-kept = ✓ { $field }: { $value }
fact-competitor = Competitor
fact-decision_maker = Who decides
fact-family = Family
fact-hobby = Hobbies
fact-plans = Plans
fact-requirement = Requirements
fact-need = Need
draft-outcome-reached = We talked
draft-outcome-no_answer = No answer
draft-outcome-refused = Refused
draft-step-call = Call
draft-step-meeting = Meet
draft-step-visit = Visit
draft-step-send = Send
draft-step-follow_up = Follow up
draft-step-offer = Send the quote
draft-next-typed = ✍️ Another date
draft-ask-due = When? For example: Fri 3pm, in a week, 12 December 10am.
draft-part-outcome = How it ended
draft-part-contact = Contact
draft-part-reason = Why it was lost
drafts-saved-all = { $count ->
    [0] Nothing to record.
   *[other] Recorded: { $count }.
}
drafts-saved-some = Recorded { $count }. { $left } still wait: a client, an amount or a reason is missing.
saved-learned = Learned: “{ $phrase }”.
