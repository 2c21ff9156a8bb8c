"""Opening the house: an empty database gets its company and the sales-only pipeline; administrators get
in.
"""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from core.access import Permission, Role, needs
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Pipeline, Stage
from core.ids import PlaceId
from core.people.company import Company
from core.people.employees import Employee
from core.settings import Settings
from core.work import Work


@dataclass(frozen=True, slots=True)
class _Step:
    id: str
    name: str
    kind: StageKind = StageKind.OPEN
    probability: int = 0
    sla_days: int | None = None
    worked: bool = False
    offer: bool = False
    required: tuple[str, ...] = ()


# The names belong to the company from here on: it renames them as it likes, so they are data, not words of
# a screen.
SALES_ONLY = {
    "ru": (
        "Продажи",
        ("Новая", "Контакт установлен", "КП отправлено", "Переговоры", "Договор", "Выиграна", "Проиграна"),
    ),
    "en": ("Sales", ("New", "Contacted", "Quote sent", "Negotiation", "Contract", "Won", "Lost")),
}


def _steps(language: str) -> tuple[str, tuple[_Step, ...]]:
    title, (new, contact, offer, talks, contract, won, lost) = SALES_ONLY[language]
    return title, (
        _Step("new", new, probability=10, sla_days=3),
        _Step("contact", contact, probability=25, sla_days=7),
        _Step("offer", offer, probability=40, sla_days=7, worked=True, offer=True, required=("amount",)),
        _Step("talks", talks, probability=60, sla_days=14, required=("amount",)),
        _Step("contract", contract, probability=85, sla_days=10, required=("amount", "expected_close")),
        _Step("won", won, StageKind.WON, probability=100, required=("amount",)),
        _Step("lost", lost, StageKind.LOST, probability=0),
    )


@needs(Permission.KEEP_HOUSE)
async def open_house(work: Work, settings: Settings) -> None:
    """Company and pipeline where there are none; whatever stands is left alone."""
    if await work.maybe(select(Company).where(Company.id == 1)) is None:
        company = Company(
            name=settings.company_name,
            timezone=settings.company_timezone,
            country=settings.company_country,
            currency=settings.company_currency,
            language=settings.default_language,
        )
        await work.add(company)
    if await work.maybe(select(Pipeline.id).limit(1)) is not None:
        return
    title, steps = _steps(settings.default_language)
    pipeline = await work.add(Pipeline(external_id="sales", name=title, kind=PipelineKind.REACT, position=0))
    for position, step in enumerate(steps):
        work.session.add(
            Stage(
                external_id=step.id,
                pipeline_id=pipeline.id,
                name=step.name,
                kind=step.kind,
                position=position,
                probability=Decimal(step.probability),
                sla_days=step.sla_days,
                worked=step.worked,
                offer=step.offer,
                required=list(step.required),
            )
        )


@needs(Permission.ENTER)
async def enter_as_administrator(
    work: Work, place: PlaceId, name: str, language: str, admins: tuple[int, ...]
) -> bool:
    """Make the sender a director when ADMIN_IDS names them; False when it does not. Repeating it changes
    nothing.
    """
    if place not in admins:
        return False
    known = await work.maybe(
        select(Employee).where(Employee.telegram_id == place).with_for_update(of=Employee)
    )
    if known is None:
        employee = Employee(
            name=name, role=Role.DIRECTOR, telegram_id=place, language=language, hired_on=work.now.date()
        )
        await work.add(employee)
        work.record("employee.enrolled", employee)
    else:
        work.change("employee.director", known, role=Role.DIRECTOR, dismissed_on=None)
    return True
