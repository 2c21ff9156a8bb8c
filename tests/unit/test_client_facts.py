"""What may be written about a client and a contact person."""

from datetime import date

import pytest

from core.clients.contact_facts import DecisionRole, ImpossiblePhone, WrongEmail, contact_columns
from core.clients.facts import WrongInn, clean_inn, client_columns
from core.clients.inn import inn_holds
from core.clients.keys import normalised_name, phone_digits, phone_to_call
from core.errors import Invalid
from core.money import Money

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "inn", ["7707083893", "7736050003", "7702070139", "7830002293", "500100732259", "784806113663"]
)
def test_inns_of_known_companies_and_people_hold(inn):
    assert inn_holds(inn)


@pytest.mark.parametrize(
    "inn",
    ["7707083892", "500100732258", "500100732269", "770708389", "77070838931", "", "0000000000", "77o7083893",
     "٧٧٠٧٠٨٣٨٩٣", "000000000000"],
)  # fmt: skip
def test_a_wrong_check_digit_or_length_is_no_inn(inn):
    assert not inn_holds(inn)


def test_an_inn_is_checked_in_russia_and_kept_as_it_is_elsewhere():
    assert clean_inn(" 7707 083893 ", "RU") == "7707083893"
    assert clean_inn("", "RU") is None
    assert clean_inn("BIN 123", "KZ") == "BIN123"
    for country in ("RU", None):
        with pytest.raises(WrongInn):
            clean_inn("7707083892", country)


def test_a_name_brings_its_key_and_a_place_both_its_degrees():
    assert client_columns({"name": "  ООО  «Ёлка» ", "place": (55.75, 37.6)}, "RU") == {
        "name": "ООО «Ёлка»",
        "search_key": "ооо «елка»",
        "name_key": "елка",
        "latitude": 55.75,
        "longitude": 37.6,
    }
    assert client_columns({"place": None, "industry": " "}, "RU") == {
        "latitude": None,
        "longitude": None,
        "industry": None,
    }


@pytest.mark.parametrize(
    "facts",
    [
        {"name": " \0 "},
        {"category": "D"},
        {"need_per_year": Money(-1)},
        {"need_per_year": Money(10**14)},
        {"place": (91.0, 0.0)},
        {"place": (float("nan"), 0.0)},
    ],
)
def test_what_cannot_be_is_refused(facts):
    with pytest.raises(Invalid):
        client_columns(facts, "RU")


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("+7 912 000-00-00", "+79120000000"),
        ("8 (912) 000-00-00", "+79120000000"),
        ("9120000000", "+79120000000"),
        ("79120000000", "+79120000000"),
        ("8 800 555-35-35", "+78005553535"),
        ("+49 30 901820", "+4930901820"),
        ("+7 495 123-45-67 доб. 12", "+74951234567"),
        ("12", None),
        ("спросить у Нины", None),
        ("+7 912", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_dialled_with_its_code(typed, dialled):
    assert phone_to_call(typed) == dialled


def test_a_number_without_a_code_is_dialled_at_home():
    assert phone_to_call("030 901820", "DE") == "+4930901820"


def test_digits_of_a_phone():
    assert phone_digits("8 (912) 150-00-15") == "79121500015"


def test_a_name_is_compared_without_its_legal_form():
    assert normalised_name("ООО «Ёлка-Трейд № 1»") == "елкатрейд1"
    assert normalised_name("АО ООО") == ""


def test_a_contact_person_as_columns():
    columns = contact_columns(
        {
            "name": " Иванов  Пётр ",
            "decision_role": DecisionRole.CHAMPION,
            "phone": "8 912 000-00-00",
            "email": " Petr@Example.com ",
            "birthday": date(1980, 2, 29),
        },
        "RU",
        TODAY,
    )
    assert columns == {
        "name": "Иванов Пётр",
        "search_key": "иванов петр",
        "decision_role": "champion",
        "phone": "8 912 000-00-00",
        "phone_digits": "79120000000",
        "email": "Petr@Example.com",
        "birthday": date(1980, 2, 29),
    }
    assert contact_columns({"phone": None, "email": "", "birthday": None}, "RU", TODAY) == {
        "phone": None,
        "phone_digits": None,
        "email": None,
        "birthday": None,
    }


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": " "}, Invalid),
        ({"phone": "123"}, ImpossiblePhone),
        ({"phone": "после обеда"}, ImpossiblePhone),
        ({"email": "ivanov"}, WrongEmail),
        ({"email": "a@b"}, WrongEmail),
        ({"email": "a@b.ru, c@d.ru"}, WrongEmail),
        ({"email": "a" * 250 + "@b.ru"}, WrongEmail),
        ({"birthday": date(2026, 11, 21)}, Invalid),
        ({"birthday": date(1850, 1, 1)}, Invalid),
    ],
)
def test_what_no_person_has_is_refused(facts, refusal):
    with pytest.raises(refusal):
        contact_columns(facts, "RU", TODAY)
