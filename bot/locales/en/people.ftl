## Who is who
role-manager = manager
role-head = head
role-director = director
role-colleague = colleague
stranger = This bot works by invitation.

## Invites
invite-whom = Whom do we invite?
invite-role-manager = A manager
invite-role-head = A head of sales
invite-role-director = A director
invite-role-colleague = A colleague of another department
invite-which-team = To which team?
invite-no-team = No team
invite-link = A link for one person, good for 72 hours. Role: { $role }{ $team ->
    [none] {""}
   *[other] , team { $team }
}.
    { $link }
invitation = You are invited to the sales department of “{ $company }”. { $inviter } invites you as { $role }. What is your name? { $inviter } will confirm, and we begin.
invitation-this-name = ✅ { $name }
invitation-other-name = Another name
invitation-type-name = Type your first and last name.
invitation-waits = Thank you, { $name }. { $inviter } will confirm, and we begin.
newcomer-asks = Somebody came by your link: <b>{ $name }</b>. Role: { $role }{ $team ->
    [none] {""}
   *[other] , team { $team }
}. One of ours?
newcomer-yes = ✅ Yes, it is { $name }
newcomer-no = I do not know them
newcomer-confirmed-inviter = { $name } is with us now.
newcomer-refused-inviter = { $name }: refused. The link works no more.
newcomer-confirmed = { $inviter } confirmed: you are in the department of “{ $company }”. Record your first call: just type what happened. For example: “called Acme, call back tomorrow at 3pm”.
newcomer-refused = The invitation was not confirmed. This bot works by invitation.

## The team
team-head = In the department besides you: { $count }.
team-line = { $name }, { $role }{ $team ->
    [none] {""}
   *[other] , { $team }
}
team-alone = You are alone so far. Invite people: /invite
team-dismiss = Dismiss { $name }
team-sure = Dismiss { $name }? Access ends at once.
team-sure-yes = ✅ Dismiss
team-dismissed = { $name } has left the department.

## Entrance and menu
welcome-director = You are the director of “{ $company }”. Invite people: /invite. To record: type what happened, one line.
welcome-back = { $name }, I am here. What happened? One line will do.
keyboard-record = ➕ Record
keyboard-today = 📋 Today
keyboard-clients = 🔎 Clients
keyboard-more = ☰ More
menu-head = What else?
menu-deals = 💼 Deals
menu-forgotten = 💤 Silent clients
menu-kpi = 🎯 My plan
menu-funnel = 📊 Funnel
menu-team = 👥 Team
menu-invite = ✉️ Invite somebody
menu-help = ❓ How it works
help = Type what happened in one line: “called Acme, sent quote 12k, follow up next Tue 3pm”. I show a card, you tap “Record”.

    /log record by taps
    /today the day's plan
    /clients clients, /deals deals
    /forgotten who is silent
    /kpi my plan
    /settings how to record, my hours
    /cancel drop what was begun
help-head = { $help }
    /funnel the funnel, /team the team, /invite invite

## Names of commands
command-today = The day's plan
command-log = Record by taps
command-clients = Find a client
command-deals = Open deals
command-forgotten = Who is silent
command-kpi = My plan
command-funnel = The funnel
command-team = The team
command-invite = Invite somebody
command-help = How it works
command-cancel = Drop what was begun
