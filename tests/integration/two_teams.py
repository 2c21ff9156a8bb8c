"""Two teams and what each of their people has: for buttons that carry somebody else's numbers."""

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core.access import Role, administrator
from core.activities.kinds import ActivityKind, Outcome, TaskKind
from core.activities.models import Task
from core.capture.draft import Candidate, Draft, Fact, Slot, Span
from core.clients.keys import client_name_columns
from core.clients.models import Client, ClientAlias, Contact
from core.deals.models import Deal, Pipeline
from core.desk.drafts import StoredDraft
from core.desk.learned import LearnedWord
from core.desk.recording import record_draft
from core.ids import EmployeeId, PlaceId, StageId, TeamId
from core.money import Money
from core.people.employees import Employee
from core.people.invites import Invite
from core.work import Database
from tests.integration.house import House, a_house

DIRECTOR, HEAD, MANAGER, OTHER, DISMISSED, STRANGER, NEWCOMER, OTHER_HEAD = range(1, 9)
"""Who writes from where; OTHER and OTHER_HEAD are of the South, HEAD and MANAGER of the North."""
SECRETS = ("Секретный", "Тайное", "other", "Юг")
"""Words that only the South's rows hold."""
Ids = dict[str, int]
_places = itertools.count(1000)


@dataclass(frozen=True, slots=True)
class TwoTeams:
    house: House
    database: Database
    north: TeamId
    south: TeamId
    pipeline: int
    north_invite: int
    south_invite: int
    other_head: EmployeeId

    @property
    def stage(self) -> StageId:
        return self.house.stages["contact"]

    async def things(self, owner: EmployeeId, mark: str) -> Ids:
        """A client with a contact, a deal, a task, an open draft and one that is saved."""
        async with self.database.work(await self.house.actor(owner)) as work:
            client = await work.add(a_client(f"{mark} клиент", owner))
            contact = await work.add(
                Contact(client_id=client.id, name=f"{mark} контакт", search_key="", phone="+79120000000")
            )
            deal = await work.add(self.deal(client, owner, mark))
            task = await work.add(a_task(client, owner, mark))
            draft = await work.add(a_draft(client, owner, mark))
            saved = await work.add(a_draft(client, owner, mark))
            await record_draft(work, saved.id)
            alias = await work.add(
                ClientAlias(
                    client_id=client.id, alias=f"{mark} кличка", learned_by=owner, learned_at=work.now
                )
            )
            word = await work.add(
                LearnedWord(
                    phrase=f"слово {next(_places)}",
                    stage_id=self.stage,
                    learned_by=owner,
                    learned_at=work.now,
                )
            )
            return {
                "alias": alias.id,
                "word": word.id,
                "client": client.id,
                "contact": contact.id,
                "deal": deal.id,
                "task": task.id,
                "draft": draft.id,
                "saved": saved.id,
                "stage": self.stage,
                "pipeline": self.pipeline,
            }

    def deal(self, client: Client, owner: EmployeeId, mark: str) -> Deal:
        first = self.house.stages["new"]
        return Deal(
            title=f"{mark} сделка",
            client_id=client.id,
            pipeline_id=self.pipeline,
            first_stage_id=first,
            stage_id=first,
            stage_since=datetime.now(UTC) - timedelta(days=2),
            created_at=datetime.now(UTC) - timedelta(days=2),
            owner_id=owner,
            amount=Money(100_000),
        )

    async def norths(self) -> Ids:
        """What the manager of the North has; the head sees it."""
        found = await self.things(self.house.manager, "Свой")
        return found | {
            "team": self.north,
            "owner": self.house.manager,
            "employee": self.house.manager,
            "invite": self.north_invite,
        }

    async def newcomers(self) -> Ids:
        """A new manager of the North, and somebody who waits for the head's yes."""
        place = next(_places)
        async with self.database.work(administrator()) as work:
            person = await work.add(_person("Сменщик", Role.MANAGER, place, self.north))
            invite = await work.add(_waiting(self.house.head, self.north, place + 500, "Новый"))
        return {"employee": person.id, "owner": person.id, "invite": invite.id}

    async def souths(self) -> Ids:
        found = await self.things(self.house.other, "Секретный")
        return found | {
            "team": self.south,
            "owner": self.house.other,
            "employee": self.house.other,
            "invite": self.south_invite,
        }


def a_client(name: str, owner: EmployeeId) -> Client:
    return Client(**client_name_columns(name), owner_id=owner, created_at=datetime(2020, 1, 1, tzinfo=UTC))


def a_task(client: Client, owner: EmployeeId, mark: str) -> Task:
    due = datetime.now(UTC) + timedelta(days=1)
    return Task(
        kind=TaskKind.CALL,
        title=f"{mark} задача",
        assignee_id=owner,
        author_id=owner,
        client_id=client.id,
        created_at=datetime.now(UTC),
        due_at=due,
        first_due_at=due,
    )


def a_draft(client: Client, owner: EmployeeId, mark: str) -> StoredDraft:
    draft = Draft(
        text=f"{mark} разговор",
        at=Slot(value=datetime.now(UTC), confidence=1.0),
        type=Slot(value=ActivityKind.CALL, confidence=1.0),
        client=Slot(value=client.id, confidence=1.0),
        outcome=Slot(value=Outcome.REACHED, confidence=1.0),
        amount=Slot(candidates=(Candidate(500, "500", 0.5),)),
        facts=(Fact("need", f"{mark} образцы", Span(0, 3)),),
    )
    return StoredDraft(
        employee_id=owner, text=draft.text, slots=draft.to_json(), created_at=datetime.now(UTC)
    )


async def two_teams(database: Database) -> TwoTeams:
    """A house with a head in each team, a newcomer waiting by each head, and somebody dismissed yesterday."""
    house = await a_house(database)
    north = (await house.actor(house.head)).team_id
    south = (await house.actor(house.other)).team_id
    assert north
    assert south
    async with database.work(administrator()) as work:
        head = await work.add(_person("Тайное лицо", Role.HEAD, OTHER_HEAD, south))
        gone = _person("Бывший", Role.MANAGER, DISMISSED, north)
        gone.dismissed_on = date(2026, 1, 1)
        await work.add(gone)
        invites = [
            await work.add(_waiting(by, team, place, name))
            for by, team, place, name in (
                (house.head, north, NEWCOMER, "Новичок"),
                (head.id, south, NEWCOMER + 100, "Тайное имя"),
            )
        ]
        pipeline = (await work.session.get_one(Pipeline, 1)).id
    return TwoTeams(house, database, north, south, pipeline, invites[0].id, invites[1].id, head.id)


def _person(name: str, role: Role, place: int, team: TeamId) -> Employee:
    return Employee(
        name=name,
        role=role,
        team_id=team,
        telegram_id=PlaceId(place),
        hired_on=date(2020, 1, 1),
        language="ru",
    )


def _waiting(by: EmployeeId, team: TeamId, place: int, name: str) -> Invite:
    now = datetime.now(UTC)
    return Invite(
        secret_hash=f"{place}",
        role=Role.MANAGER,
        team_id=team,
        invited_by=by,
        created_at=now,
        expires_at=now + timedelta(days=1),
        used_by=PlaceId(place),
        used_at=now,
        newcomer_name=name,
    )
