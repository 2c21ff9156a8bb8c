"""Whose name a line says: a wrong client taken without asking is the worst error (CAPTURE.md, `client`)."""

import pytest

from core.capture.clients import ClientIndex, KnownClient, find_clients
from core.capture.context import ContactIndex, KnownContact
from core.capture.reading import is_only_a_client, read_line
from tests.unit.test_capture_gold import context_at, gold_clients, names

NOW = ("2026-11-19T14:20", "Europe/Moscow")


def taken(line: str, **known) -> str | None:
    client = read_line(line, context_at(*NOW, **known)).client
    return next((one.label for one in client.candidates if one.value == client.value), None)


def asked(line: str, **known) -> list[str]:
    return [one.label for one in read_line(line, context_at(*NOW, **known)).client.candidates]


@pytest.mark.parametrize(
    ("line", "client"),
    [
        ("Рамашку набрать завтра", "ООО «Ромашка»"),
        ("агроснап не берут трубку", "АО «Агроснаб»"),
        ("звонил в Энэргомаш", "ЗАО «Энергомаш»"),
        ("строй инвест просят КП", "ООО «СтройИнвест»"),
        ("звонил в акме", "Acme Corp"),
        ("Глобексу отправил КП", "Globex Ltd"),
        ("romashka перезвонить", "ООО «Ромашка»"),
        ("Северсталь думает", "ПАО «Северсталь-Метиз»"),
        ("Гранит Плюсу отправил КП", "ООО «Гранит Плюс»"),
        ("Кузнецову А.В. отправил счёт", "ИП Кузнецов А.В."),
        ("звонил в Ромашку, Кузнецов просит счет", "ООО «Ромашка»"),
        ("ромашка нужен гранит 5 тонн", "ООО «Ромашка»"),
        ("ТД Восток подписали", "ООО ТД «Восток»"),
        ("ООО «Дельта» думает", "ООО «Дельта»"),
    ],
)
def test_a_clear_name_is_taken(line: str, client: str) -> None:
    assert taken(line) == client


@pytest.mark.parametrize(
    ("line", "candidates"),
    [
        ("Альфа не отвечает", ["ООО «Альфа-Трейд»", "ООО «Альфа-Транс»"]),
        ("звонил в Ромашку и Техпром", ["ООО «Ромашка»", "ООО «Техпром»"]),
        ("Технопром думают", ["ООО «Техпром»"]),
        ("заехал в пекарню", ["ООО «Пекарня №1»"]),
        ("ушли к Вектору", ["ООО «Вектор»"]),
    ],
)
def test_a_doubtful_name_is_asked(line: str, candidates: list[str]) -> None:
    assert taken(line) is None
    assert asked(line)[: len(candidates)] == candidates


@pytest.mark.parametrize(
    "line",
    ["первая встреча", "нужны упаковки", "позвонить завтра", "новый год", "северный склад", "👍", ""],
)
def test_everyday_words_are_nobodys_name(line: str) -> None:
    assert asked(line) == []


def test_ones_own_client_comes_before_a_namesake() -> None:
    index = ClientIndex.of(
        [
            KnownClient(1, "ООО «Рассвет»", own=False),
            KnownClient(2, "АО «Рассвет»"),
            KnownClient(3, "ООО «Закат»"),
        ]
    )

    assert read_line("звонил в Рассвет", context_at(*NOW, clients=index)).client.value == 2


def test_namesakes_of_ones_own_are_asked() -> None:
    index = ClientIndex.of([KnownClient(1, "ООО «Рассвет»"), KnownClient(2, "АО «Рассвет»")])

    client = read_line("звонил в Рассвет", context_at(*NOW, clients=index)).client
    assert client.value is None
    assert {one.value for one in client.candidates} == {1, 2}


def test_an_alias_kept_from_a_correction_is_a_name() -> None:
    index = ClientIndex.of([KnownClient(1, "ООО «Магнитогорский завод»", aliases=("магнитка", "ММК"))])

    assert read_line("магнитке отправил КП", context_at(*NOW, clients=index)).client.value == 1
    assert read_line("ММК не берут трубку", context_at(*NOW, clients=index)).client.value == 1


def test_a_name_that_is_a_weekday_does_not_take_the_date() -> None:
    index = ClientIndex.of([KnownClient(1, "Кафе «Пятница»"), KnownClient(2, "ООО «Ромашка»")])

    draft = read_line("звонил в Ромашку, встреча в пятницу", context_at(*NOW, clients=index))
    assert draft.client.value == 2
    assert draft.next_step.value is not None
    assert str(draft.next_step.value.due) == "2026-11-20"


def test_a_date_inside_a_name_is_no_date() -> None:
    index = ClientIndex.of([KnownClient(1, "Колхоз «1 Мая»")])

    draft = read_line("звонил в колхоз 1 Мая, просят перезвонить завтра", context_at(*NOW, clients=index))
    assert str(draft.next_step.value and draft.next_step.value.due) == "2026-11-20"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ромаш", "ООО «Ромашка»"),
        ("гранит", "ООО «Гранит»"),
        ("Акме", "Acme Corp"),
        ("север мет", "ПАО «Северсталь-Метиз»"),
        ("упаковка", "ООО «Мир Упаковки»"),
        ("ооо дельта", "ООО «Дельта»"),
        ("агроснапб", "АО «Агроснаб»"),
    ],
)
def test_search_finds_by_a_part_a_typo_and_another_script(query: str, first: str) -> None:
    assert find_clients(query, gold_clients(), 5)[0].label == first


def test_search_of_nothing_finds_nothing() -> None:
    assert find_clients("", gold_clients()) == ()
    assert find_clients("ъъъ", gold_clients()) == ()
    assert find_clients("ромашка", ClientIndex.of([])) == ()


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("Ромашка", True),
        ("ООО Ромашка", True),
        ("ромашку", True),
        ("Гранит Плюс", True),
        ("Альфа", True),
        ("Ромашка думают", False),
        ("Ромашка 300к", False),
        ("завтра", False),
        ("", False),
    ],
)
def test_a_name_alone_opens_the_client(line: str, alone: bool) -> None:
    assert is_only_a_client(line, context_at(*NOW)) is alone


def test_a_known_person_is_found_by_surname_or_first_name() -> None:
    vector = names().index("ООО «Вектор»") + 1
    people = ContactIndex.of(
        [
            KnownContact(1, vector, "Иванов Пётр Сергеевич"),
            KnownContact(2, vector, "Смирнова Ольга"),
            KnownContact(3, vector, "Bob Stone"),
            KnownContact(4, 999, "Сидоров Иван"),
        ]
    )

    def contact(line: str) -> int | None:
        return read_line(line, context_at(*NOW, contacts=people)).contact.value

    assert contact("звонил Вектору, говорил с Ивановым") == 1
    assert contact("Вектор: Ольге отправить КП завтра") == 2
    assert contact("called Вектор, reached Bob") == 3
    assert contact("Вектор, Сидоров просит КП") is None


def test_an_unknown_person_is_offered_in_the_nominative() -> None:
    draft = read_line("звонил Вектору, говорил с Петровым", context_at(*NOW))

    assert draft.new_contact.value == "Петров"
    assert draft.contact.value is None
