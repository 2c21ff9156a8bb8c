"""Files of the client base."""

from core.clients.complaints import Complaint, ComplaintKind
from core.clients.fields import CustomField, FieldKind, FieldOf
from core.clients.merges import ClientMerge
from core.clients.models import Channel, Client, ClientAlias, Contact, ContactPhone
from core.clients.profile import ProfileRow, ProfileTopic
from core.clients.scores import ClientScore, ScoreComponent, ScoreWeight
from core.exchange import cells
from core.exchange.layout import Column, File, at, money, note, own_id, person, ref

_CLIENT = ref("client", "clients", wanted=True)

CHANNELS = File("channels", Channel, (own_id(), note("name")), table=True)

CUSTOM_FIELDS = File("custom_fields", CustomField, (
    Column("of", cells.one_of(FieldOf), wanted=True),
    Column("name", wanted=True),
    Column("kind", cells.one_of(FieldKind), blank=FieldKind.TEXT),
    note("group"),
    Column("choices", cells.words, blank=()),
    Column("position", cells.whole, blank=0),
    at("archived_at"),
), key=("of", "name"))  # fmt: skip

CLIENTS = File("clients", Client, (
    own_id(),
    Column("name", wanted=True),
    Column("inn"),
    Column("industry"),
    Column("region"),
    Column("category", cells.word),
    person("owner"),
    ref("channel", "channels"),
    money("need_per_year"),
    at("created_at", wanted=True),
    at("archived_at"),
), custom=FieldOf.CLIENT, needed=True, table=True)  # fmt: skip

MERGED_CLIENTS = File("merged_clients", ClientMerge, (
    Column("id", cells.word, to="merged_external_id", wanted=True),
    ref("client", "clients", to="kept_id", wanted=True),
    Column("name", to="merged_name", blank=""),
    at("merged_at", wanted=True),
    person("merged_by", to="merged_by"),
), where=(ClientMerge.merged_external_id.is_not(None),))  # fmt: skip

ADDRESSES = File("addresses", Client, (
    ref("client", "clients", to="id", wanted=True),
    Column("address"),
    Column("latitude", cells.degrees(90)),
    Column("longitude", cells.degrees(180)),
), key=("client",), details=True)  # fmt: skip

ALIASES = File("aliases", ClientAlias, (
    _CLIENT,
    Column("alias", wanted=True),
    person("learned_by", to="learned_by"),
    at("learned_at", wanted=True),
), key=("client", "alias"))  # fmt: skip

CONTACTS = File("contacts", Contact, (
    own_id(),
    _CLIENT,
    note("name"),
    Column("position"),
    Column("decision_role"),
    Column("phone"),
    Column("email"),
    Column("birthday", cells.day),
), custom=FieldOf.CONTACT, table=True)  # fmt: skip

CONTACT_PHONES = File("contact_phones", ContactPhone, (
    ref("contact", "contacts", wanted=True),
    Column("phone", wanted=True),
), key=("contact", "phone"))  # fmt: skip

PROFILE = File("profile", ProfileRow, (
    own_id(),
    _CLIENT,
    Column("topic", cells.one_of(ProfileTopic), wanted=True),
    note("text"),
    Column("source"),
    Column("noted_on", cells.day),
    Column("helps"),
    Column("share", cells.percent),
    Column("goods"),
    person("noted_by", to="noted_by"),
))  # fmt: skip

CLIENT_SCORES = File("client_scores", ClientScore, (
    _CLIENT,
    Column("component", cells.one_of(ScoreComponent), wanted=True),
    Column("value", cells.up_to(10, cells.short), wanted=True),
    Column("evidence"),
    Column("scored_on", cells.day),
    person("scored_by", to="scored_by"),
), key=("client", "component"))  # fmt: skip

SCORE_WEIGHTS = File("score_weights", ScoreWeight, (
    Column("component", cells.one_of(ScoreComponent), wanted=True),
    Column("weight", cells.up_to(10**9, cells.short), wanted=True),
), key=("component",))  # fmt: skip

COMPLAINTS = File("complaints", Complaint, (
    own_id(),
    _CLIENT,
    Column("kind", cells.one_of(ComplaintKind), wanted=True),
    at("opened_at", wanted=True),
    at("first_response_at"),
    at("resolved_at"),
    note("text"),
), table=True)  # fmt: skip

COMPLAINT_DETAILS = File("complaint_details", Complaint, (
    ref("complaint", "complaints", to="id", wanted=True),
    person("opened_by", to="opened_by"),
), key=("complaint",), details=True)  # fmt: skip
