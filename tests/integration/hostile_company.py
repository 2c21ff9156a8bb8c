"""A company whose every name is meant to break a screen, and much of everything."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, select, update

from core.access import Role, administrator
from core.activities.kinds import ActivityKind, Outcome, TaskKind
from core.activities.models import Activity, Task
from core.capture.draft import Candidate, Draft, NextStep, Slot
from core.clients.keys import search_key
from core.clients.models import Client, Contact
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.desk.drafts import StoredDraft
from core.ids import ClientId, DealId, DraftId, EmployeeId, PlaceId, TaskId
from core.money import Money
from core.people.company import Company
from core.people.employees import Employee, Team
from core.sales.models import Sale
from core.work import Database, Work
from tests.integration.house import a_house

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
"""A Wednesday noon in Moscow."""
PIECE = "<b>&\"'</b> \u202eшиворот\u202c \u200bпусто\u2060 \U0001f9d1\u200d\U0001f680 \u200fзнак\nстрока\t{ $x } %s &lt; </pre>"
DIRECTOR, HEAD, MANAGER, OTHER = 1, 2, 3, 4


def hostile(mark: str, length: int = 3_000) -> str:
    """A name of so many characters that begins with `mark`."""
    return f"{mark} {PIECE * (length // len(PIECE) + 1)}"[:length]


@dataclass(frozen=True, slots=True)
class HostileCompany:
    database: Database
    manager: EmployeeId
    client: ClientId
    deal: DealId
    won: DealId
    lost: DealId
    task: TaskId
    drafts: dict[str, DraftId]
    silent: tuple[ClientId, ...]
    due: datetime

    async def speak(self, language: str) -> None:
        async with self.database.work(administrator()) as work:
            await work.session.execute(update(Employee).values(language=language))


async def a_hostile_company(database: Database) -> HostileCompany:
    """500 tasks today, 300 overdue, 300 silent clients, 60 stages, 60 deals, 100 employees, 30 teams."""
    house = await a_house(database)
    async with database.work(administrator()) as work:
        await work.session.execute(update(Company).values(name=hostile("Фирма")))
        stages = await _stages(work)
        await _people(work, house.manager)
        clients = await _clients(work, house.manager)
        await _tasks(work, house.manager, clients)
        deals = await _deals(work, house.manager, clients, stages)
        await _records(work, house.manager, clients)
        drafts = await _drafts(work, house.manager, clients, stages)
        contact = select(Contact.id).where(Contact.client_id == clients[0]).limit(1)
        client, task = clients[0], await work.one(select(Task).order_by(Task.due_at.desc()).limit(1))
        await work.session.execute(
            update(Deal).where(Deal.id == deals[0]).values(contact_id=await work.one(contact))
        )
        assert task.due_at
        return HostileCompany(
            database, house.manager, client, deals[0], deals[-2], deals[-1], task.id, drafts, tuple(clients), task.due_at
        )  # fmt: skip


async def _stages(work: Work) -> list[Stage]:
    """60 of them, one that wants everything; won and lost at the end."""
    await work.session.execute(update(Pipeline).values(name=hostile("Воронка")))
    await work.session.execute(delete(Stage))
    kinds = [*[StageKind.OPEN] * 58, StageKind.WON, StageKind.LOST]
    stages = [
        Stage(
            external_id=f"s{place}",
            pipeline_id=1,  # type: ignore[arg-type]
            name=hostile(f"Этап {place}"),
            kind=kind,
            position=place,
            sla_days=1,
            required=["amount", "expected_close", "contact", "probability"] if place == 1 else [],
        )
        for place, kind in enumerate(kinds)
    ]
    work.session.add_all(stages)
    await work.session.flush()
    return stages


async def _people(work: Work, manager: EmployeeId) -> None:
    teams = [Team(name=hostile(f"Команда {place}")) for place in range(30)]
    work.session.add_all(teams)
    await work.session.flush()
    await work.session.execute(update(Team).where(Team.id == 1).values(name=hostile("Север")))
    everybody = [
        Employee(name=hostile(f"Человек {n}"), role=Role.MANAGER, team_id=1 if n % 2 else teams[n % 30].id)
        for n in range(100)
    ]
    work.session.add_all(everybody)
    for place in (DIRECTOR, HEAD, MANAGER, OTHER):
        named = update(Employee).where(Employee.telegram_id == PlaceId(place))
        await work.session.execute(named.values(name=hostile(f"Лицо {place}")))


async def _clients(work: Work, owner: EmployeeId) -> list[ClientId]:
    clients = [
        Client(
            name=hostile(f"Клиент {place}", 3_000 if place < 30 else 300),
            search_key=search_key(hostile(f"Клиент {place}", 3_000 if place < 30 else 300)),
            owner_id=owner,
            created_at=datetime(2020, 1, 1, tzinfo=UTC),
            industry=hostile("Отрасль"),
            region=hostile("Край"),
            category="A",
        )
        for place in range(300)
    ]
    work.session.add_all(clients)
    await work.session.flush()
    for client in clients:
        for number in range(6 if client is clients[0] else 1):
            name = hostile(f"Контакт {number}")
            work.session.add(
                Contact(
                    client_id=client.id, name=name, search_key=search_key(name), phone="+7 912 000-00-00",
                    phone_digits="79120000000", position=hostile("Должность"),
                )
            )  # fmt: skip
        sale = Sale(client_id=client.id, at=NOW - timedelta(days=60), revenue=Money(10**12), cost=Money(1))
        work.session.add(sale)
    await work.session.flush()
    return [client.id for client in clients]


async def _tasks(work: Work, owner: EmployeeId, clients: list[ClientId]) -> None:
    """Calls with no client keep the clients silent: a planned step would be a talk to come."""
    for number in range(800):
        late = number < 300
        due = NOW - timedelta(days=3, minutes=number) if late else NOW + timedelta(minutes=number - 299)
        work.session.add(
            Task(
                kind=TaskKind.TASK if number % 2 else hostile("вид", 40),
                title=hostile(f"Задача {number}"),
                assignee_id=owner,
                author_id=owner,
                client_id=clients[0] if number % 5 == 0 else None,
                created_at=NOW - timedelta(days=9),
                due_at=due,
                first_due_at=due,
            )
        )
    await work.session.flush()


async def _deals(work: Work, owner: EmployeeId, clients: list[ClientId], stages: list[Stage]) -> list[DealId]:
    """60 open ones of the first client, one won, one lost for a word of the company's own."""
    ends = [stages[1]] * 20 + stages[:40] + [stages[-2], stages[-1]]
    deals = []
    for stage in ends:
        came = datetime(2026, 9, 10, tzinfo=UTC)
        deal = Deal(
            title=hostile("Сделка"), client_id=clients[0], pipeline_id=stage.pipeline_id,
            first_stage_id=stages[0].id, stage_id=stage.id, stage_since=came, created_at=came, owner_id=owner,
            lost_reason=hostile("Причина") if stage.kind is StageKind.LOST else None, amount=Money(10**13),
            expected_close=date(2026, 12, 31),
        )  # fmt: skip
        deals.append(await work.add(deal))
        work.session.add(Move(deal_id=deal.id, stage_id=stage.id, at=came, by_id=owner))
    await work.session.flush()
    return [deal.id for deal in deals]


async def _records(work: Work, owner: EmployeeId, clients: list[ClientId]) -> None:
    for number, client in enumerate([clients[0]] * 6 + clients[1:4]):
        work.session.add(
            Activity(
                kind=ActivityKind.NOTE, client_id=client, employee_id=owner,
                at=NOW - timedelta(hours=number + 1), text=hostile("Разговор"),
            )
        )  # fmt: skip
    await work.session.flush()


async def _drafts(
    work: Work, owner: EmployeeId, clients: list[ClientId], stages: list[Stage]
) -> dict[str, DraftId]:
    """One on each footing: without a client, with everything, on a stage that wants fields, and lost."""
    targets = {"bare": None, "full": stages[5], "wants": stages[1], "lost": stages[-1]}
    found = {}
    for name, stage in targets.items():
        draft = Draft(
            text=hostile("Строка"),
            type=Slot(value=ActivityKind.CALL, confidence=1.0),
            at=Slot(value=NOW, confidence=1.0),
            outcome=Slot(value=Outcome.REACHED, confidence=1.0),
            client=Slot(
                value=None if name == "bare" else int(clients[9]),
                candidates=tuple(Candidate(int(one), hostile("Клиент"), 0.5) for one in clients[:5]),
            ),
            amount=Slot(value=10**11) if name != "wants" else Slot(),
            stage=Slot(value=int(stage.id)) if stage else Slot(),
            next_step=Slot(value=NextStep(kind=TaskKind.CALL, due=NOW + timedelta(days=1))),
        )
        stored = await work.add(
            StoredDraft(employee_id=owner, text=draft.text, slots=draft.to_json(), created_at=NOW)
        )
        found[name] = stored.id
    return found
