"""Files of deals and of what is known around them."""

from core.clients.fields import FieldOf
from core.deals.details import DealCompetitor, DealPerson, DealProduct, DealRisk, Document, RiskLevel
from core.deals.kinds import DealKind, SellerRole
from core.deals.models import Deal, Move
from core.deals.playbooks import DealCheck, EventAct, LostReasonRow, StageEvent, Trigger
from core.deals.qualification import Method, Qualification, TcoComponent
from core.desk.learned import LearnedWord
from core.exchange import cells
from core.exchange.layout import Column, File, at, flag, money, note, own_id, person, ref

_DEAL = ref("deal", "deals", wanted=True)
_EVIDENCE = (Column("evidence"), Column("noted_on", cells.day), person("noted_by", to="noted_by"))

STAGE_EVENTS = File("stage_events", StageEvent, (
    own_id(),
    ref("stage", "stages", wanted=True),
    Column("trigger", cells.one_of(Trigger), blank=Trigger.ENTRY),
    Column("after_workdays", cells.whole, blank=0),
    Column("act", cells.one_of(EventAct), blank=EventAct.TASK),
    Column("task_kind", cells.word, blank="task"),
    note("title"),
    Column("due_workdays", cells.whole, blank=0),
    at("archived_at"),
))  # fmt: skip

LOST_REASONS = File("lost_reasons", LostReasonRow, (
    Column("code", wanted=True),
    note("name"),
    Column("position", cells.whole, blank=0),
    at("archived_at"),
), key=("code",))  # fmt: skip

LEARNED_WORDS = File("learned_words", LearnedWord, (
    Column("phrase", wanted=True),
    ref("stage", "stages"),
    Column("reason"),
    person("learned_by", to="learned_by"),
    at("learned_at", wanted=True),
), key=("phrase",), where=(LearnedWord.undone_at.is_(None),))  # fmt: skip

DEALS = File("deals", Deal, (
    own_id(),
    note("title"),
    ref("client", "clients", wanted=True),
    ref("contact", "contacts"),
    ref("pipeline", "pipelines", wanted=True),
    ref("first_stage", "stages", wanted=True),
    person("owner"),
    ref("channel", "channels"),
    Column("kind", cells.one_of(DealKind)),
    money("amount"),
    Column("probability", cells.percent),
    Column("expected_close", cells.day),
    at("created_at", wanted=True),
    Column("lost_reason"),
), custom=FieldOf.DEAL, table=True, born=("stage_id", "stage_since"))  # fmt: skip

DEAL_DETAILS = File("deal_details", Deal, (
    ref("deal", "deals", to="id", wanted=True),
    Column("seller_role", cells.one_of(SellerRole)),
    ref("from_lead", "deals"),
    Column("delay_cause"),
    flag("probability_follows"),
), key=("deal",), details=True)  # fmt: skip

MOVES = File("moves", Move, (
    _DEAL,
    ref("stage", "stages", wanted=True),
    at("at", wanted=True),
    person("by"),
), key=("deal", "stage", "at"), order=("deal", "at"), table=True)  # fmt: skip

DEAL_PEOPLE = File("deal_people", DealPerson, (
    _DEAL,
    ref("contact", "contacts", wanted=True),
    Column("decision_role"),
), key=("deal", "contact"))  # fmt: skip

DEAL_COMPETITORS = File("deal_competitors", DealCompetitor, (
    own_id(),
    _DEAL,
    note("name"),
    money("price"),
    Column("notes"),
    flag("won"),
))  # fmt: skip

DEAL_RISKS = File("deal_risks", DealRisk, (
    own_id(),
    _DEAL,
    note("text"),
    Column("level", cells.one_of(RiskLevel), blank=RiskLevel.MEDIUM),
    Column("measure"),
    at("noted_at"),
    at("closed_at"),
))  # fmt: skip

QUALIFICATIONS = File("qualifications", Qualification, (
    _DEAL,
    Column("method", cells.one_of(Method), wanted=True),
    Column("key", cells.word, wanted=True),
    Column("value", cells.whole, wanted=True),
    *_EVIDENCE,
), key=("deal", "method", "key"))  # fmt: skip

TCO = File("tco", TcoComponent, (
    _DEAL,
    Column("component", wanted=True),
    money("ours"),
    money("theirs"),
    Column("importance", cells.up_to(3, cells.whole), blank=1),
    *_EVIDENCE,
), key=("deal", "component"))  # fmt: skip

DOCUMENTS = File("documents", Document, (
    own_id(),
    ref("client", "clients"),
    ref("deal", "deals"),
    note("name"),
    Column("kind"),
    Column("file", wanted=True),
    Column("size", cells.size),
    at("added_at", wanted=True),
    person("added_by", to="added_by"),
    at("removed_at"),
))  # fmt: skip

DEAL_PRODUCTS = File("deal_products", DealProduct, (
    own_id(),
    _DEAL,
    ref("product", "products", wanted=True),
    Column("quantity", cells.short, wanted=True),
    money("price", wanted=True),
    Column("discount", cells.percent),
    money("cost"),
))  # fmt: skip

DEAL_CHECKS = File("deal_checks", DealCheck, (
    _DEAL,
    ref("stage", "stages", wanted=True),
    Column("item", wanted=True),
    at("done_at", wanted=True),
    person("done_by", to="done_by"),
), key=("deal", "stage", "item"))  # fmt: skip
