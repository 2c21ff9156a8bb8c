## Refusals: one line, what to do
error-core = That does not work.
error-not-found = Found nothing like that. The button may be old: open it anew.
error-changed = Somebody changed it meanwhile. Open it anew and look.
error-invalid = I did not get the value. Type it differently.
error-stage-requires = The stage wants more: fill it in or put it off.
error-lost-wants-reason = Say why it was lost.
error-moved-on = The deal has moved on since, this can't be taken back. Correct the stage in the deal.
error-draft-wants-client = Choose the client first.
error-draft-gone = This draft is gone. Send the line again.
error-too-late-to-undo = Undo works for a day. Correct it in the client's card.
error-task-closed = This task is closed already.
error-invite-spent = The link works no more. Ask for a new one.
error-wrong-inn = This is no INN: it has 10 or 12 digits, and the last ones do not fit the rest.
error-duplicate-inn = There is a client with this INN already.
error-impossible-phone = There is no such number. Type it with its code: +7 912 000-00-00.
error-wrong-email = This is no mailbox. For example: ivanov@example.com
error-contact-in-use = Deals or records name this person, they cannot be struck out.
error-field-exists = There is a field of this name already.
error-last-director = There is no other director. Appoint another one first.
error-team-exists = There is a team of this name already.
error-product-code-taken = Another product has this code.
error-wrong-scheme = { $fault ->
    [count] A scheme has 5 to 10 indicators, this one has { $figure }.
    [metric] There is no such metric: { $metric }.
    [twice] A metric stands twice: { $metric }.
    [weights] The weights must sum to 100, these give { $figure }.
    [floor] The floor is above the cap: { $metric }.
   *[other] A weight must be above zero, target and bounds not below it: { $metric }.
}
error-unexpected = Something broke on my side. Code { $code }: it is in the log. Please try again.
unknown-command = There is no such command. Here is what there is: /help
stale-button = This button is old. Open it anew: /today
not-text = I understand text and voice. Say or type what happened in one line.
cancelled = Dropped. What next?
nothing-to-cancel = There is nothing to drop.
error-too-late-to-part = Merged clients can be parted within 30 days.
error-no-scheme = No KPI scheme is set yet.
