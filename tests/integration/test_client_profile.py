"""What is known of a client: profile, scores, complaints."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.clients.complaints import (
    ComplaintKind,
    complaints_of,
    open_complaint,
    reopen_complaint,
    resolve_complaint,
    respond_to_complaint,
)
from core.clients.profile import (
    ProfileGroup,
    ProfileTopic,
    edit_profile_row,
    note_profile_row,
    profile_of,
    remove_profile_row,
)
from core.clients.scores import ScoreComponent
from core.clients.scoring import score_client, scores_of, set_score_weight, standing_of
from core.errors import Changed, Invalid, NotFound
from tests.integration.audited import acts_on, last_change
from tests.integration.house import a_house


async def test_the_profile_has_eleven_topics_in_three_groups_and_keeps_a_fact_once(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    for _ in range(2):
        async with database.work(actor) as work:
            row = await note_profile_row(
                work, house.client, ProfileTopic.COMPETITORS, "Лютик", share=Decimal("30.5"), goods="втулки"
            )
            await note_profile_row(
                work, house.client, ProfileTopic.FAMILY, "Двое детей", noted_on=date(2026, 1, 2), source="сам"
            )
    async with database.read(actor) as read:
        sections = await profile_of(read, house.client)
    assert [section.group for section in sections] == list(ProfileGroup)
    assert [topic for section in sections for topic, _ in section.topics] == list(ProfileTopic)
    known = {topic: rows for section in sections for topic, rows in section.topics if rows}
    assert {topic: [one.text for one in rows] for topic, rows in known.items()} == {
        ProfileTopic.COMPETITORS: ["Лютик"],
        ProfileTopic.FAMILY: ["Двое детей"],
    }
    assert row.share == Decimal("30.5")
    assert await acts_on(database, "profile_rows", row.id) == ["profile.noted"]


async def test_a_fact_is_edited_by_its_version_and_struck_out_in_scope_alone(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        row = await note_profile_row(work, house.client, ProfileTopic.WISHES, "Быстрее")
        await edit_profile_row(work, row.id, version=0, text="Дешевле", helps="Начать с цены")
    with pytest.raises(Changed):
        async with database.work(actor) as work:
            await edit_profile_row(work, row.id, version=0, text="Ближе")
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.other)) as work:
            await remove_profile_row(work, row.id)
    with pytest.raises(Invalid):
        async with database.work(actor) as work:
            await edit_profile_row(work, row.id, share=Decimal(5))
    async with database.work(actor) as work:
        await remove_profile_row(work, row.id, version=1)
    assert await last_change(database, "profile.removed") == {
        "topic": ["wishes", None],
        "text": ["Дешевле", None],
    }


@pytest.mark.parametrize("share", [Decimal(-1), Decimal(101)])
async def test_a_share_is_a_percentage(database, share):
    house = await a_house(database)
    with pytest.raises(Invalid):
        async with database.work(await house.actor(house.manager)) as work:
            await note_profile_row(work, house.client, ProfileTopic.COMPETITORS, "Лютик", share=share)


async def test_a_client_is_scored_by_taps_and_the_company_weighs(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    for value in (3, 8, 8):
        async with database.work(actor) as work:
            for component in (ScoreComponent.TURNOVER, ScoreComponent.MARGIN, ScoreComponent.FREQUENCY):
                await score_client(work, house.client, component, Decimal(value), evidence="счета")
    async with database.read(actor) as read:
        assert (await standing_of(read, house.client)).attractiveness == 80
        assert set(await scores_of(read, house.client)) == {"turnover", "margin", "frequency"}
    for _ in range(2):
        async with database.work(await house.actor(house.director)) as work:
            await set_score_weight(work, ScoreComponent.ASSORTMENT, Decimal(5))
    async with database.read(actor) as read:
        assert (await standing_of(read, house.client)).attractiveness is None
    async with database.work(actor) as work:
        assert await score_client(work, house.client, ScoreComponent.TURNOVER, None) is None
    assert await last_change(database, "client.score_removed") == {"turnover": ["8", None]}
    assert await last_change(database, "score.weighed") == {"assortment": [None, "5"]}


async def test_scores_out_of_bounds_and_out_of_scope_are_refused(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    with pytest.raises(Invalid):
        async with database.work(actor) as work:
            await score_client(work, house.client, ScoreComponent.LOYALTY, Decimal(11))
    with pytest.raises(NotFound):
        async with database.work(actor) as work:
            await score_client(work, house.foreign, ScoreComponent.LOYALTY, Decimal(5))
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.head)) as work:
            await set_score_weight(work, ScoreComponent.LOYALTY, Decimal(5))


async def test_a_complaint_is_answered_settled_and_opened_again(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    ids = set()
    for _ in range(2):
        async with database.work(actor) as work:
            complaint = await open_complaint(work, house.client, ComplaintKind.COMPLAINT, " Брак в партии ")
            ids.add(complaint.id)
    assert len(ids) == 1
    async with database.work(actor) as work:
        await respond_to_complaint(work, complaint.id, version=0)
    async with database.work(actor) as work:
        settled = await resolve_complaint(work, complaint.id)
    assert settled.first_response_at
    assert settled.resolved_at > settled.first_response_at
    with pytest.raises(Changed):
        async with database.work(actor) as work:
            await respond_to_complaint(work, complaint.id, version=0)
    async with database.work(actor) as work:
        await reopen_complaint(work, complaint.id)
        other = await open_complaint(work, house.client, ComplaintKind.REQUEST, "Каталог")
        assert (await resolve_complaint(work, other.id)).first_response_at == other.resolved_at
    async with database.read(actor) as read:
        assert [one.id for one in await complaints_of(read, house.client)] == [complaint.id, other.id]
    for act in (respond_to_complaint, resolve_complaint, reopen_complaint):
        with pytest.raises(NotFound):
            async with database.work(await house.actor(house.other)) as work:
                await act(work, complaint.id)
    assert await acts_on(database, "complaints", complaint.id) == [
        "complaint.opened",
        "complaint.answered",
        "complaint.resolved",
        "complaint.reopened",
    ]


async def test_nobody_complains_with_no_word_or_tomorrow(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    for text, at in ((" ", None), ("Брак", datetime.now(UTC) + timedelta(days=3))):
        with pytest.raises(Invalid):
            async with database.work(actor) as work:
                await open_complaint(work, house.client, ComplaintKind.COMPLAINT, text, at=at)
