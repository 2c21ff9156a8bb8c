"""One of everything that a house can hold, made by the models themselves."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from sqlalchemy import select

from core.access import Role, administrator
from core.activities.kinds import ActivityKind, Outcome
from core.activities.models import Activity, RepeatUnit, Task, TaskStep
from core.clients.complaints import Complaint, ComplaintKind
from core.clients.fields import CustomField, FieldKind, FieldOf
from core.clients.keys import client_name_columns
from core.clients.merges import ClientMerge
from core.clients.models import Channel, Client, ClientAlias, Contact, ContactPhone
from core.clients.profile import ProfileRow, ProfileTopic
from core.clients.scores import ClientScore, ScoreComponent, ScoreWeight
from core.deals.details import DealCompetitor, DealPerson, DealProduct, DealRisk, Document, RiskLevel
from core.deals.kinds import DealKind, PipelineKind, SellerRole, StageKind
from core.deals.models import AssignBy, Deal, Move, Pipeline, Stage
from core.deals.playbooks import DealCheck, EventAct, LostReasonRow, StageEvent, Trigger
from core.deals.qualification import Method, Qualification, TcoComponent
from core.desk.learned import LearnedWord
from core.people.calendars import Absence
from core.people.company import Company
from core.people.employees import Employee, Function, Team
from core.sales.kpi_schemes import KpiIndicator, KpiScheme, KpiSchemeEmployee
from core.sales.models import ChannelCost, Payment, Plan, PlanScope, Sale
from core.sales.norms import Norm
from core.sales.products import Product, SaleProduct

AT = datetime(2026, 10, 1, 9, 30, 15, 123456, tzinfo=UTC)
DAY = date(2026, 9, 30)
KEY = "ключ"


async def build_everything(database):
    """Fill every table of an empty house; no row has an external id yet where it may be without."""
    async with database.work(administrator()) as work:
        people = await _people(work)
        lines = await _pipelines(work, people)
        client = await _clients(work, people)
        deal = await _deals(work, people, lines, client)
        await _work(work, people, client, deal)
        await _sales(work, people, client, deal)


async def _people(work):
    await work.add(
        Company(
            name="Ёлка", timezone="Asia/Omsk", country="RU", currency="KZT", language="en", forgotten_c=77
        )
    )
    team = await work.add(Team(name="Север"))
    await work.add(Team(name="Без людей"))
    boss = await work.add(
        Employee(name="Анна", role=Role.HEAD, team_id=team.id, telegram_id=5, regions=["Тула", "Орёл"])
    )
    hand = await work.add(
        Employee(
            name="Борис", role=Role.MANAGER, function=Function.CLOSER, timezone="Asia/Omsk", hired_on=DAY,
            save_at_once=True, day_parts=["morning 08:15", "lunch 12:30"],
            dismissed_on=date(2030, 1, 1), language="en", morning=time(7, 15), evening=time(20, 0, 30),
        )
    )  # fmt: skip
    await work.add(Employee(name="Вера", role=Role.COLLEAGUE))
    await work.add(Absence(employee_id=hand.id, starts_on=DAY, ends_on=date(2026, 10, 2)))
    return team, boss, hand


async def _pipelines(work, people):
    _, _, hand = people
    react = await work.add(Pipeline(external_id="react", name="Продажи", kind=PipelineKind.REACT, position=0))
    reach = await work.add(
        Pipeline(
            external_id="reach", name="Лиды", kind=PipelineKind.REACH, position=1, hands_to_id=react.id,
            assign_by=AssignBy.ROUND_ROBIN, assign_function=Function.CLOSER, last_assigned_id=hand.id,
        )
    )  # fmt: skip
    stages = []
    for line in (react, reach):
        for n, kind in enumerate((StageKind.OPEN, StageKind.WON, StageKind.LOST)):
            stage = Stage(
                external_id=f"{line.external_id}-{n}", pipeline_id=line.id, name=kind.value, kind=kind, position=n,
                probability=Decimal("12.5"), sla_days=3, worked=True, offer=True, required=["amount"],
                script="Скажите\n«да»", checklist=["Позвонить", "Записать"],
            )  # fmt: skip
            stages.append(await work.add(stage))
    await work.add(
        StageEvent(
            stage_id=stages[0].id, trigger=Trigger.PAYMENT, after_workdays=2, act=EventAct.NOTICE,
            task_kind="call", title="Спасибо", due_workdays=5, archived_at=AT,
        )
    )  # fmt: skip
    await work.add(LostReasonRow(code="price", name="Цена", position=3, archived_at=AT))
    await work.add(LearnedWord(phrase="у безопасников", stage_id=stages[0].id, learned_at=AT))
    await work.add(LearnedWord(phrase="жаба душит", reason="price", learned_at=AT))
    return stages


async def _clients(work, people):
    _, boss, hand = people
    channel = await work.add(Channel(name="Сайт"))
    await work.add(ChannelCost(channel_id=channel.id, month="2026-10", amount=12345))
    kinds = [
        ("Сайт", FieldKind.TEXT, []), ("Площадь", FieldKind.NUMBER, []), ("Оборот", FieldKind.MONEY, []),
        ("Основан", FieldKind.DATE, []), ("ВЭД", FieldKind.YES_NO, []), ("Тип", FieldKind.CHOICE, ["а", "б"]),
        ("Марки", FieldKind.CHOICES, ["x", "y", "z"]),
    ]  # fmt: skip
    for n, (name, kind, choices) in enumerate(kinds):
        field = CustomField(of=FieldOf.CLIENT, name=name, kind=kind, group="О фирме", choices=choices)
        field.position = n * 2
        await work.add(field)
    await work.add(CustomField(of=FieldOf.DEAL, name="Старое", archived_at=AT))
    custom = {
        "ВЭД": "no", "Марки": "x|z", "Оборот": "100.00", "Основан": "2001-02-03", "Площадь": "12.5",
        "Сайт": "elka.example", "Тип": "б",
    }  # fmt: skip
    client = await work.add(
        Client(
            **client_name_columns("Ромашка"), inn="не ИНН", industry="Мебель", region="Тула", category="A",
            owner_id=hand.id, channel_id=channel.id, need_per_year=100_050, address="Тула,\nМира 1",
            latitude=54.19312345678901, longitude=-1e-05, created_at=AT, archived_at=AT, custom=custom,
        )
    )  # fmt: skip
    contact = await work.add(
        Contact(
            client_id=client.id, name="Ия", search_key="ия", position="Директор", decision_role="решает",
            phone="8 900 1", phone_digits="89001", email="a@b", birthday=DAY, custom={"Пол": "ж"},
        )
    )  # fmt: skip
    await work.add(ContactPhone(contact_id=contact.id, phone="+7 900 2", phone_digits="79002"))
    await work.add(ClientAlias(client_id=client.id, alias="ромашки", learned_by=hand.id, learned_at=AT))
    gone = ClientAlias(client_id=client.id, alias="лютики", learned_by=hand.id, learned_at=AT, undone_at=AT)
    await work.add(gone)
    await work.add(
        ProfileRow(
            client_id=client.id, topic=ProfileTopic.COMPETITORS, text="Лютик", source="сам сказал", noted_on=DAY,
            helps="скидка", share=Decimal("33.3"), goods="краска", noted_by=boss.id,
        )
    )  # fmt: skip
    await work.add(
        ClientScore(
            client_id=client.id, component=ScoreComponent.MARGIN, value=Decimal("7.5"), evidence="счёт",
            scored_on=DAY, scored_by=boss.id,
        )
    )  # fmt: skip
    await work.add(ScoreWeight(component=ScoreComponent.MARGIN, weight=Decimal("2.5")))
    await work.add(
        Complaint(
            client_id=client.id, kind=ComplaintKind.REQUEST, opened_at=AT, first_response_at=AT, resolved_at=AT,
            text="Где?", opened_by=boss.id,
        )
    )  # fmt: skip
    for n, name in ((900, "old"), (901, None)):
        await work.add(
            ClientMerge(
                kept_id=client.id, merged_id=n, merged_external_id=name, merged_name="Ромашка-2", merged_at=AT,
                merged_by=boss.id, before={"name": "Ромашка-2"}, moved={"deals": [1]},
            )
        )  # fmt: skip
    return client, contact, channel


async def _deals(work, people, stages, clients):
    _, boss, hand = people
    client, contact, channel = clients
    lead = await work.add(
        Deal(
            title="Лид", client_id=client.id, pipeline_id=stages[3].pipeline_id, first_stage_id=stages[3].id,
            stage_id=stages[4].id, stage_since=AT.replace(day=2), created_at=AT, owner_id=boss.id,
        )
    )  # fmt: skip
    deal = await work.add(
        Deal(
            title="Дело", client_id=client.id, contact_id=contact.id, pipeline_id=stages[0].pipeline_id,
            first_stage_id=stages[0].id, stage_id=stages[2].id, stage_since=AT.replace(day=2), owner_id=hand.id,
            channel_id=channel.id, kind=DealKind.UPSELL, amount=7, probability=Decimal("0.1"), expected_close=DAY,
            created_at=AT, lost_reason="price", delay_cause="отпуск", seller_role=SellerRole.KITS,
            from_lead_id=lead.id, probability_follows=True, custom={"Старое": "да"},
        )
    )  # fmt: skip
    await work.add(Move(deal_id=lead.id, stage_id=stages[4].id, at=AT.replace(day=2), by_id=boss.id))
    for n in (1, 0, 2):
        await work.add(Move(deal_id=deal.id, stage_id=stages[n].id, at=AT.replace(day=2), by_id=hand.id))
    await work.add(DealPerson(deal_id=deal.id, contact_id=contact.id, decision_role="платит"))
    await work.add(DealCompetitor(deal_id=deal.id, name="Лютик", price=5, notes="дешевле", won=True))
    await work.add(
        DealRisk(
            deal_id=deal.id, text="Суд", level=RiskLevel.HIGH, measure="юрист", noted_at=AT, closed_at=AT
        )
    )
    for method, key, value in ((Method.BANT, "budget", 4), (Method.SCHIFFMAN, "verbal_yes", 0)):
        await work.add(
            Qualification(
                deal_id=deal.id, method=method, key=key, value=value, evidence="письмо", noted_on=DAY,
                noted_by=boss.id,
            )
        )  # fmt: skip
    await work.add(
        TcoComponent(
            deal_id=deal.id, component="доставка, своя", ours=1, theirs=2, importance=3, evidence="смета",
            noted_on=DAY, noted_by=boss.id,
        )
    )  # fmt: skip
    await work.add(
        Document(
            client_id=client.id, deal_id=deal.id, name="Счёт", kind="счёт", file="f:1", size=3_000_000_000,
            added_at=AT, added_by=hand.id, removed_at=AT,
        )
    )  # fmt: skip
    await work.add(
        DealCheck(deal_id=deal.id, stage_id=stages[0].id, item="Позвонить", done_at=AT, done_by=hand.id)
    )
    return deal


async def _work(work, people, clients, deal):
    _, boss, hand = people
    client, contact, _ = clients
    await work.add(
        Activity(
            kind=ActivityKind.CALL, outcome=Outcome.REFUSED, client_id=client.id, contact_id=contact.id,
            deal_id=deal.id, employee_id=hand.id, at=AT, duration_min=Decimal("2.99"), text="a\r\nb",
        )
    )  # fmt: skip
    await work.add(Activity(kind=ActivityKind.NOTE, deal_id=deal.id, at=AT, text="о сделке"))
    first = await work.add(
        Task(
            kind="call", title="Звонок", assignee_id=hand.id, author_id=boss.id, client_id=client.id,
            deal_id=deal.id, created_at=AT, due_at=AT, first_due_at=AT.replace(day=3), all_day=True, done_at=AT,
            result="дозвонился", repeat_every=2, repeat_unit=RepeatUnit.WEEK, remind_before_min=15,
        )
    )  # fmt: skip
    await work.add(
        Task(
            kind="своё", title="Ещё", assignee_id=hand.id, author_id=None, deal_id=deal.id, created_at=AT,
            cancelled_at=AT, cancel_reason="раздумал", repeats_id=first.id,
        )
    )  # fmt: skip
    for n in range(11):
        await work.add(TaskStep(task_id=first.id, position=n, text=f"шаг {n}", done_at=AT if n else None))


async def _sales(work, people, clients, deal):
    team, _, hand = people
    client = clients[0]
    product = await work.add(
        Product(name="Краска", code="К-1", unit="кг", price=100, cost=50, archived_at=AT)
    )
    await work.add(
        DealProduct(
            deal_id=deal.id, product_id=product.id, quantity=Decimal("1.5"), price=100, discount=Decimal("2.5"),
            cost=50,
        )
    )  # fmt: skip
    sale = await work.add(
        Sale(client_id=client.id, deal_id=deal.id, at=AT, revenue=-1, cost=5, employee_id=hand.id)
    )
    await work.add(
        SaleProduct(sale_id=sale.id, product_id=product.id, quantity=Decimal("0.001"), revenue=3, cost=2)
    )
    await work.add(Payment(client_id=client.id, deal_id=deal.id, sale_id=sale.id, at=AT, amount=10))
    empty = await work.one(select(Team.id).where(Team.name == "Без людей"))
    for scope, of in (
        (PlanScope.COMPANY, {}), (PlanScope.TEAM, {"team_id": team.id}), (PlanScope.TEAM, {"team_id": empty}),
        (PlanScope.EMPLOYEE, {"employee_id": hand.id}),
    ):  # fmt: skip
        await work.add(Plan(scope=scope, metric="calls", month="2026-10", value=Decimal("2.5"), **of))
    await work.add(Norm(function=Function.CALLER, metric="calls", minimum=Decimal("0.1")))
    await work.add(Norm(employee_id=hand.id, metric="calls", maximum=Decimal(3)))
    for n, function in enumerate((Function.CLOSER, None)):
        scheme = await work.add(KpiScheme(position=n, function=function, bonus=100_050, fine=25))
        for place, metric in enumerate(("calls", "meetings", "offers", "profit", "hygiene")):
            await work.add(
                KpiIndicator(
                    scheme_id=scheme.id, position=place, metric=metric, weight=Decimal(20), target=Decimal("0.9"),
                    floor=Decimal("0.5"), cap=Decimal("1.25"),
                )
            )  # fmt: skip
    await work.add(KpiSchemeEmployee(scheme_id=scheme.id, employee_id=hand.id))
