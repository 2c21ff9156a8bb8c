"""Every module that holds tables, so that Base.metadata is whole."""

import core.activities.models
import core.activities.voices
import core.audit
import core.clients.complaints
import core.clients.fields
import core.clients.merges
import core.clients.models
import core.clients.profile
import core.clients.scores
import core.clients.silences
import core.deals.details
import core.deals.models
import core.deals.playbooks
import core.deals.qualification
import core.desk.drafts
import core.desk.learned
import core.desk.second_reader
import core.intake.conversations
import core.intake.inbox
import core.notices.leases
import core.notices.outbox
import core.people.calendars
import core.people.company
import core.people.employees
import core.people.invites
import core.sales.kpi_schemes
import core.sales.models
import core.sales.norms
import core.sales.products  # noqa: F401
