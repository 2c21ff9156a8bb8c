"""Client card, deal card and their lists."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton

from bot.callbacks import (
    ClientOpen,
    ClientPlan,
    ClientRecord,
    ClientVoices,
    DealClose,
    DealContact,
    DealLater,
    DealMoreStages,
    DealMove,
    DealNew,
    DealOpen,
    DealReason,
    DealStages,
)
from bot.texts import Html, Texts
from bot.views.card import Card, Row, button, short, turning
from bot.views.words import day_label, money, task_moment
from core.activities.models import Activity
from core.clients.keys import phone_to_call
from core.clients.models import Contact
from core.clients.search import Found
from core.deals.kinds import LostReason, StageKind
from core.deals.models import Stage
from core.desk.cards import ClientView, DealLine, DealView

NAME_MOST = 80
CONTACTS_SHOWN = 3
HISTORY_SHOWN = 2
DEALS_SHOWN = 3
STAGE_MOST = 40
STAGES_A_PAGE = 20
REASON_MOST = 60


def client_card(view: ClientView, texts: Texts, zone: str, today: date, currency: str) -> Card:
    """Who it is, how long we have not spoken, open deals, next step, people, the last things done."""
    client = view.client
    lines = [texts("client-head", name=short(client.name, NAME_MOST))]
    facts = [short(part, 30) for part in (client.category, client.industry, client.region) if part]
    if facts:
        lines.append(texts("client-facts", facts=" · ".join(facts)))
    lines.append(_silence(view, texts, zone, today))
    lines += [_deal_line(line, texts, currency) for line in view.deals[:DEALS_SHOWN]]
    if view.next_step is not None:
        kind = texts.either(f"task-kind-{view.next_step.kind}", view.next_step.title[:40])
        lines.append(texts("client-next", kind=kind, when=task_moment(texts, view.next_step, zone, today)))
    lines += [_contact_line(contact, texts) for contact in view.contacts[:CONTACTS_SHOWN]]
    lines += [_activity_line(one, texts, zone, today) for one in view.last[:HISTORY_SHOWN]]
    rows: list[Row] = [
        [
            button(texts.plain("client-record"), ClientRecord(client=client.id)),
            button(texts.plain("client-plan"), ClientPlan(client=client.id, when="tomorrow")),
        ]
    ]
    rows += [
        [button(deal_label(line, texts), DealOpen(deal=line.deal.id))] for line in view.deals[:DEALS_SHOWN]
    ]
    last = [button(texts.plain("client-new-deal"), DealNew(client=client.id, deals=view.deals_ever))]
    if view.voices:
        last.append(button(texts.plain("client-voices", count=view.voices), ClientVoices(client=client.id)))
    rows.append(last)
    return Card("\n".join(lines), tuple(tuple(row) for row in rows))


def _silence(view: ClientView, texts: Texts, zone: str, today: date) -> Html:
    if view.last_contact is None:
        return texts("client-never-spoken")
    days = (today - view.last_contact.astimezone(ZoneInfo(zone)).date()).days
    return texts("client-spoken", days=max(days, 0))


def _deal_line(line: DealLine, texts: Texts, currency: str) -> Html:
    amount = money(line.deal.amount, currency) if line.deal.amount is not None else "none"
    return texts(
        "client-deal", title=short(line.deal.title, 40), stage=short(line.stage.name, 30), amount=amount
    )


def deal_label(line: DealLine, texts: Texts) -> str:
    """A deal on a button."""
    return texts.plain("deal-button", title=short(line.deal.title, 22), stage=short(line.stage.name, 14))


def _contact_line(contact: Contact, texts: Texts) -> Html:
    phone = phone_to_call(contact.phone) or "none"
    position = short(contact.position, 30) if contact.position else "none"
    return texts("client-contact", name=short(contact.name, 40), position=position, phone=phone)


def _activity_line(activity: Activity, texts: Texts, zone: str, today: date) -> Html:
    day = activity.at.astimezone(ZoneInfo(zone)).date()
    what = short(activity.text, 70) or texts.plain(f"kind-word-{activity.kind.value}")
    if activity.voice_id is not None:
        what = f"🎙 {what}"
    return texts("client-history", day=day_label(texts, day, today), what=what)


def clients_card(found: Found, texts: Texts, query: str = "") -> Card:
    """Found clients as buttons, under the question where nothing was looked for yet."""
    if not found.clients:
        return Card(texts("clients-none", query=short(query, 60)))
    rows = tuple((button(short(client.name, 36), ClientOpen(client=client.id)),) for client in found.clients)
    lines = [texts("clients-found" if query else "clients-ask")]
    if found.more:
        lines.append(texts("clients-more", count=len(found.clients)))
    return Card("\n".join(lines), rows)


def light(stage: Stage, days: int) -> str:
    """🟢 in time, 🟡 in the last third of the allotted days, 🔴 past them."""
    if stage.sla_days is None or stage.kind is not StageKind.OPEN:
        return "⚪"
    if days > stage.sla_days:
        return "🔴"
    return "🟡" if days * 3 > stage.sla_days * 2 else "🟢"


def deal_card(view: DealView, texts: Texts, zone: str, today: date, currency: str) -> Card:
    """The deal as its owner reads it on a phone: name, money, stage, days on it, next step, buttons."""
    deal = view.deal
    lines = [texts("deal-head", title=short(deal.title, NAME_MOST), client=short(view.client.name, 60))]
    if deal.amount is not None:
        lines.append(texts("deal-amount", amount=money(deal.amount, currency)))
    lines.append(
        texts(
            "deal-stage",
            light=light(view.stage, view.days),
            stage=short(view.stage.name, STAGE_MOST),
            days=view.days,
        )
        if view.stage.kind is StageKind.OPEN
        else texts("deal-closed", stage=short(view.stage.name, STAGE_MOST))
    )
    if view.stage.kind is StageKind.LOST and deal.lost_reason:
        lines.append(
            texts(
                "deal-reason",
                reason=short(texts.either(f"reason-{deal.lost_reason}", deal.lost_reason), REASON_MOST),
            )
        )
    if deal.expected_close is not None and view.stage.kind is StageKind.OPEN:
        lines.append(texts("deal-close", when=day_label(texts, deal.expected_close, today)))
    if view.contact is not None:
        lines.append(_contact_line(view.contact, texts))
    if view.next_step is not None:
        kind = texts.either(f"task-kind-{view.next_step.kind}", view.next_step.title[:40])
        lines.append(texts("client-next", kind=kind, when=task_moment(texts, view.next_step, zone, today)))
    elif view.stage.kind is StageKind.OPEN:
        lines.append(texts("deal-no-next"))
    if view.missing:
        lines.append(
            texts("deal-missing", fields=", ".join(texts.plain(f"field-{field}") for field in view.missing))
        )
    return Card("\n".join(lines), tuple(tuple(row) for row in _deal_rows(view, texts)))


def _deal_rows(view: DealView, texts: Texts) -> list[Row]:
    deal = view.deal
    rows: list[Row] = []
    later = [
        stage
        for stage in view.funnel.stages
        if stage.position > view.stage.position and stage.kind is not StageKind.LOST
    ]
    if view.stage.kind is StageKind.OPEN and later:
        rows.append([_move_button(deal.id, later[0], deal.version, texts)])
    rows.append([button(texts.plain("deal-other-stage"), DealStages(deal=deal.id))])
    rows.append(
        [
            button(texts.plain("client-record"), ClientRecord(client=view.client.id)),
            button(texts.plain("saved-client"), ClientOpen(client=view.client.id)),
        ]
    )
    return rows


def _move_button(deal: int, stage: Stage, version: int, texts: Texts) -> InlineKeyboardButton:
    return button(
        texts.plain("draft-to-stage", stage=short(stage.name, 30)),
        DealMove(deal=deal, stage=stage.id, version=version),
    )


def deal_stages_card(view: DealView, texts: Texts, page: int = 0) -> Card:
    """Every other stage of the pipeline as a button, a page of them."""
    others = [stage for stage in view.funnel.stages if stage.id != view.stage.id]
    page = min(max(page, 0), max(0, len(others) - 1) // STAGES_A_PAGE)
    shown = others[page * STAGES_A_PAGE : (page + 1) * STAGES_A_PAGE]
    chips = [_move_button(view.deal.id, stage, view.deal.version, texts) for stage in shown]
    rows = [tuple(chips[start : start + 2]) for start in range(0, len(chips), 2)]
    further = partial(DealMoreStages, deal=view.deal.id)
    left = len(others) - page * STAGES_A_PAGE - len(shown)
    rows.append(tuple(turning(further, page, left, texts)))
    rows.append((button(texts.plain("button-back"), DealOpen(deal=view.deal.id)),))
    return Card(
        texts("deal-where", title=short(view.deal.title, 60), stage=short(view.stage.name, STAGE_MOST)),
        tuple(rows),
    )


def deal_wants(view: DealView, field: str, stage: Stage, texts: Texts) -> Card:
    """What the stage wants, one field at a time."""
    deal = view.deal
    rows: list[Row] = []
    if field == "expected_close":
        rows.append(
            [
                button(
                    texts.plain(f"close-{when}"),
                    DealClose(deal=deal.id, stage=stage.id, version=deal.version, when=when),
                )
                for when in ("month", "next", "quarter")
            ]
        )
    elif field == "contact":
        rows += [
            [
                button(
                    short(one.name, 36),
                    DealContact(deal=deal.id, stage=stage.id, version=deal.version, contact=one.id),
                )
            ]
            for one in view.contacts[:5]
        ]
    rows.append(
        [
            button(texts.plain("draft-later"), DealLater(deal=deal.id, stage=stage.id, version=deal.version)),
            button(texts.plain("button-back"), DealOpen(deal=deal.id)),
        ]
    )
    return Card(
        texts(f"wants-{field}", stage=short(stage.name, STAGE_MOST)), tuple(tuple(row) for row in rows)
    )


def deal_reasons(view: DealView, stage: Stage, texts: Texts) -> Card:
    """Why the deal is lost: one tap."""
    chips = [
        button(
            texts.plain(f"reason-{reason.value}"),
            DealReason(deal=view.deal.id, stage=stage.id, version=view.deal.version, reason=reason.value),
        )
        for reason in LostReason
    ]
    rows = [tuple(chips[start : start + 2]) for start in range(0, len(chips), 2)]
    rows.append((button(texts.plain("button-back"), DealOpen(deal=view.deal.id)),))
    return Card(texts("wants-reason"), tuple(rows))
