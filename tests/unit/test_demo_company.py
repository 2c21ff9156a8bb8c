"""The made-up company: the same for the same seed, as large as promised, and its stories hang together."""

from collections import Counter, defaultdict
from dataclasses import asdict
from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from core.people.calendars import is_workday
from demo.company.making import make_company
from demo.company.words import LANGUAGES, words_of
from demo.company.writing import write_bundle

TODAY = date(2026, 11, 25)
WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


@pytest.fixture(scope="module")
def house():
    return make_company(TODAY)


@pytest.fixture(scope="module")
def books(house):
    return house.books


def written(folder, *wanted):
    write_bundle(make_company(*wanted), folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_day_seed_and_language_give_the_same_company(tmp_path):
    first = written(tmp_path / "1", TODAY, 3, "ru")
    assert written(tmp_path / "2", TODAY, 3, "ru") == first
    assert written(tmp_path / "3", TODAY, 4, "ru") != first


def test_it_is_as_large_as_promised(books):
    assert Counter(person.role for person in books.employees) == {"manager": 12, "head": 2, "director": 1}
    assert len({person.team for person in books.employees} - {""}) == 3
    assert len(books.clients) == 400
    assert {contact.client for contact in books.contacts} == {client.id for client in books.clients}
    assert min(len(books.deals), len(books.sales), len(books.tasks)) > 1000
    assert books.complaints
    assert books.absences


def test_accounts_are_known_by_their_telegram_ids(books):
    by_role = defaultdict(list)
    for person in books.employees:
        by_role[person.role].append(person.telegram_id)
    assert by_role == {"manager": list(range(101, 113)), "head": [201, 202], "director": [301]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_names_tax_numbers_and_phones_are_given_once(language):
    books = make_company(TODAY, language=language).books
    for rows, attribute in (
        (books.clients, "id"), (books.clients, "name"), (books.clients, "inn"), (books.contacts, "phone"),
        (books.deals, "id"), (books.activities, "id"), (books.tasks, "id"), (books.sales, "id"),
    ):  # fmt: skip
        values = [getattr(row, attribute) for row in rows]
        assert len(set(values)) == len(values), attribute


def test_a_tax_number_has_its_check_digit_and_belongs_to_nobody(books):
    for client in books.clients:
        digits = [int(digit) for digit in client.inn]
        assert len(digits) == 10
        assert sum(map(int.__mul__, WEIGHTS, digits)) % 11 % 10 == digits[9]
        assert client.inn.startswith("00")


def test_phones_and_mails_lead_nowhere(books):
    assert all(
        contact.phone[3:10].endswith(" 000-") or contact.phone[6:11] == " 000-" for contact in books.contacts
    )
    assert all(contact.email.endswith(".example") for contact in books.contacts)


def test_moves_go_forward_in_time_on_workdays_within_hours(house, books):
    moves = defaultdict(list)
    for move in books.moves:
        moves[move.deal].append(move)
        assert is_workday(move.at.date(), "RU")
        assert time(9) <= move.at.time() <= time(19)
    for deal in books.deals:
        times = [deal.created_at, *(move.at for move in moves[deal.id])]
        assert all(before < after for before, after in pairwise(times))
        line = next(line for line in house.shape.pipelines if line.id == deal.pipeline)
        places = [[stage.id for stage in line.stages].index(move.stage) for move in moves[deal.id]]
        assert all(before < after for before, after in pairwise(places))


def test_every_move_follows_something_done_by_the_same_person(books):
    done = defaultdict(list)
    for activity in books.activities:
        done[activity.deal, activity.employee].append(activity.at)
    for move in books.moves:
        assert any(timedelta() < move.at - at < timedelta(minutes=15) for at in done[move.deal, move.by])


def test_nothing_is_done_in_the_future_or_before_the_client_was_there(house, books):
    born = {client.id: client.created_at for client in books.clients}
    rows = [*books.moves, *books.activities, *books.sales]
    assert all(row.at < house.days.now for row in rows)
    assert all(row.at >= born[row.client] for row in [*books.activities, *books.sales])
    assert all(task.created_at < house.days.now for task in books.tasks)
    assert all(
        task.done_at is None or task.created_at < task.done_at < house.days.now for task in books.tasks
    )


def test_nobody_works_while_away(books):
    away = {
        (absence.employee, absence.from_ + timedelta(days=n))
        for absence in books.absences
        for n in range((absence.to - absence.from_).days + 1)
    }
    assert not [one for one in books.moves if (one.by, one.at.date()) in away]


def test_a_deal_has_what_its_stages_require(house, books):
    required = {stage.id: stage.required for line in house.shape.pipelines for stage in line.stages}
    wanted = defaultdict(set)
    for move in books.moves:
        wanted[move.deal] |= set(required[move.stage])
    for deal in books.deals:
        assert not [name for name in wanted[deal.id] if getattr(deal, name) in {None, ""}], deal
    lost = {move.deal for move in books.moves if move.stage.endswith("_lost")}
    assert {deal.id for deal in books.deals if deal.lost_reason} == lost


def test_a_won_deal_is_sold_for_what_it_was_won(books):
    won = {move.deal: move.at for move in books.moves if move.stage.endswith("_won")}
    sold = Counter()
    for sale in books.sales:
        assert sale.deal == "" or sale.at > won[sale.deal]
        sold[sale.deal] += sale.revenue
    long_ago = [
        d for d in books.deals if d.pipeline != "reach" and d.id in won and won[d.id].year < TODAY.year
    ]
    assert long_ago
    assert all(sold[deal.id] == deal.amount for deal in long_ago)


def test_spring_to_autumn_sells_more_than_january(books):
    months = Counter()
    for sale in books.sales:
        months[sale.at.month] += sale.revenue
    assert months[1] + months[2] < (months[6] + months[7]) / 2


def test_category_goes_by_the_money_of_the_last_year(house, books):
    profit = Counter()
    for sale in books.sales:
        if sale.at >= house.days.now - timedelta(days=365):
            profit[sale.client] += sale.revenue - sale.cost
    category = {client.id: client.category for client in books.clients}
    least = {name: min(profit[one] for one in profit if category[one] == name) for name in "ABC"}
    assert least["A"] > least["B"] > least["C"]
    assert all(category[one] == "" for one in category if one not in profit)


def test_everybody_has_a_day_ahead_and_little_behind(house, books):
    tomorrow = house.days.next(TODAY)
    for person in house.shape.managers():
        due = [task for task in books.tasks if task.assignee == person.id and task.open]
        today = [task for task in due if task.due_at.date() == TODAY]
        assert 3 <= len(today) <= 9, person.id
        assert any(task.kind == "meeting" and time(9) < task.due_at.time() < time(18) for task in today)
        assert any(task.due_at.date() == tomorrow for task in due), person.id
        assert 1 <= sum(task.due_at < house.days.now for task in due) <= 6, person.id


def test_kpi_schemes_are_whole(house):
    for scheme in house.shape.kpi.values():
        assert 5 <= len(scheme.indicators) <= 10
        assert sum(one.weight for one in scheme.indicators) == 100


def test_plans_stand_for_the_last_this_and_the_next_month(house, books):
    assert {plan.month for plan in books.plans} == {"2026-10", "2026-11", "2026-12"}
    scopes = {plan.scope for plan in books.plans}
    assert {"company", "team:Юг", *(one.id for one in house.shape.managers())} <= scopes


def test_both_languages_name_every_stage_person_and_reason(house):
    shape = house.shape
    stages = {stage.id for line in shape.pipelines for stage in line.stages}
    told = {stage.id for line in shape.pipelines for stage in line.open}
    reasons = {reason for line in shape.pipelines for stage in line.open for reason in stage.lost}
    for words in map(words_of, LANGUAGES):
        assert set(words.stages) == stages
        assert set(words.lines.stages) == told
        assert reasons <= set(words.lines.lost)
        assert set(words.people) == {person.id for person in shape.people}
        assert set(words.channels) == set(shape.channels)
        assert len(words.profile) == 11


def test_lines_have_no_holes(books):
    for activity in books.activities:
        assert not set("{}") & set(activity.text), asdict(activity)


@pytest.mark.parametrize("today", [date(2026, 1, 3), date(2028, 2, 29), date(2027, 5, 9)])
def test_it_stands_on_a_holiday_and_in_a_leap_year_too(today):
    house = make_company(today)
    for person in house.shape.managers():
        assert any(t.assignee == person.id and t.open and t.due_at.date() == today for t in house.books.tasks)
