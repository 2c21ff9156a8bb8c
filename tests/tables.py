"""Every module that holds tables, so that Base.metadata is whole."""

import core.activities.models
import core.audit
import core.clients.models
import core.clients.silences
import core.deals.models
import core.desk.drafts
import core.intake.conversations
import core.intake.inbox
import core.notices.leases
import core.notices.outbox
import core.people.calendars
import core.people.company
import core.people.employees
import core.people.invites
import core.sales.models  # noqa: F401
