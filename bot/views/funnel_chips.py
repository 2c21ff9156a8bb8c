"""The funnel's chips: what is chosen, and the list behind each choice."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.callbacks import FunnelShow
from bot.texts import Texts
from bot.views.card import Row, button, short
from bot.views.words import grouped
from core.ids import EmployeeId, PipelineId, TeamId

SPANS = ("three", "month", "quarter", "year")
MODES = ("cohort", "flow")
NAME_SHOWN = 14
OPTION_SHOWN = 12
OPTIONS_A_PAGE = 10
Named = Sequence[tuple[str | int, str]]


@dataclass(frozen=True, slots=True)
class Options:
    """What the funnel can be narrowed to."""

    pipelines: Sequence[tuple[PipelineId, str]]
    teams: Sequence[tuple[TeamId, str]] = ()
    people: Sequence[tuple[EmployeeId, str]] = ()


def chips(choice: FunnelShow, options: Options, pipeline: str, texts: Texts) -> list[Row]:
    """What is chosen; or the list that `choice.menu` says stands open ("owner-2": its third page)."""
    menu, _, page = choice.menu.partition("-")
    listed = _listed(menu, options, texts)
    if listed:
        return _open(choice, menu, listed, int(page) if page.isascii() and page.isdigit() else 0, texts)
    span = choice.span if choice.span in SPANS else SPANS[0]
    rows = [[_closed(choice, "period", texts.plain(f"funnel-span-{span}"), "span", texts)]]
    rows.append([_option(choice, "mode", mode, texts.plain(f"funnel-mode-{mode}"), texts) for mode in MODES])
    if len(options.pipelines) > 1:
        rows.append([_closed(choice, "pipeline", pipeline, "pipeline", texts)])
    if len(options.teams) > 1:
        rows.append([_closed(choice, "team", _named(options.teams, choice.team, texts), "team", texts)])
    if options.people:
        rows.append([_closed(choice, "owner", _named(options.people, choice.owner, texts), "owner", texts)])
    return rows


def chosen(among: Sequence[tuple[int, str]], number: int) -> str | None:
    """The name of what is chosen; None for all."""
    return next((name for one, name in among if one == number), None)


def _named(among: Sequence[tuple[int, str]], number: int, texts: Texts) -> str:
    return chosen(among, number) or texts.plain("funnel-all")


def _listed(menu: str, options: Options, texts: Texts) -> Named:
    everybody = (0, texts.plain("funnel-everybody"))
    match menu:
        case "span":
            return [(span, texts.plain(f"funnel-span-{span}")) for span in SPANS]
        case "pipeline":
            return options.pipelines
        case "team":
            return [everybody, *options.teams]
        case "owner":
            return [everybody, *options.people]
        case _:
            return ()


def _open(choice: FunnelShow, menu: str, listed: Named, page: int, texts: Texts) -> list[Row]:
    start = min(page, (len(listed) - 1) // OPTIONS_A_PAGE) * OPTIONS_A_PAGE
    shown = listed[start : start + OPTIONS_A_PAGE]
    buttons = [_option(choice, menu, value, name, texts) for value, name in shown]
    rows = [buttons[place : place + 2] for place in range(0, len(buttons), 2)]
    last = [button(texts.plain("button-back"), _turned(choice, menu=""))]
    left = len(listed) - start - len(shown)
    if left > 0:
        further = _turned(choice, menu=f"{menu}-{start // OPTIONS_A_PAGE + 1}")
        last.append(button(texts.plain("funnel-more", shown=grouped(left)), further))
    return [*rows, last]


def _closed(choice: FunnelShow, chip: str, name: str, menu: str, texts: Texts) -> InlineKeyboardButton:
    label = texts.plain(f"funnel-chip-{chip}", name=short(name, NAME_SHOWN))
    return button(texts.plain("funnel-chip-open", name=label), _turned(choice, menu=menu))


def _option(choice: FunnelShow, key: str, value: str | int, name: str, texts: Texts) -> InlineKeyboardButton:
    """A choice; another team begins with all of its people."""
    label = short(name, OPTION_SHOWN)
    if getattr(choice, key) == value:
        label = texts.plain("funnel-chip-on", name=label)
    changed: dict[str, str | int] = {key: value, "menu": ""}
    if key == "team":
        changed["owner"] = 0
    return button(label, _turned(choice, **changed))


def _turned(choice: FunnelShow, **changed: str | int) -> FunnelShow:
    return choice.model_copy(update=changed)
