"""How own fields spell what they hold."""

import pytest

from core.clients.field_keeping import field_choices, field_name
from core.clients.field_values import canonical
from core.clients.fields import CustomField, FieldKind, FieldOf
from core.errors import Invalid


def a_field(kind, choices=()):
    return CustomField(of=FieldOf.CLIENT, name="Поле", kind=kind, choices=list(choices))


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.TEXT, "  два  слова ", "два слова"),
        (FieldKind.TEXT, " ", ""),
        (FieldKind.NUMBER, "1 500,50", "1500.5"),
        (FieldKind.NUMBER, "100", "100"),
        (FieldKind.NUMBER, "-0", "0"),
        (FieldKind.MONEY, "1 250 000", "1250000.00"),
        (FieldKind.MONEY, "0,5", "0.50"),
        (FieldKind.DATE, "20.11.2026", "2026-11-20"),
        (FieldKind.DATE, "2026-11-20", "2026-11-20"),
        (FieldKind.YES_NO, "Да", "yes"),
        (FieldKind.YES_NO, "false", "no"),
        (FieldKind.CHOICE, "юг", "Юг"),
        (FieldKind.CHOICES, "юг | север|Юг", "Север|Юг"),
    ],
)
def test_a_value_has_one_spelling(kind, typed, kept):
    field = a_field(kind, ["Север", "Юг"])
    assert canonical(field, typed) == kept
    assert canonical(field, kept) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (FieldKind.NUMBER, "много"),
        (FieldKind.NUMBER, "1e5"),
        (FieldKind.MONEY, "1.005"),
        (FieldKind.MONEY, "999999999999999"),
        (FieldKind.DATE, "31.02.2026"),
        (FieldKind.DATE, "завтра"),
        (FieldKind.YES_NO, "может быть"),
        (FieldKind.CHOICE, "Запад"),
        (FieldKind.CHOICES, "Юг|Запад"),
    ],
)
def test_what_the_field_cannot_hold_is_refused(kind, typed):
    with pytest.raises(Invalid):
        canonical(a_field(kind, ["Север", "Юг"]), typed)


def test_a_field_has_a_name_of_one_line():
    assert field_name(" Тип  «А» ") == "Тип «А»"
    with pytest.raises(Invalid):
        field_name(" ")


def test_only_what_is_chosen_from_has_choices():
    assert field_choices(FieldKind.CHOICE, [" Юг ", "юг", "", "Север"]) == ["Юг", "Север"]
    assert field_choices(FieldKind.TEXT, []) == []
    for kind, choices in ((FieldKind.CHOICE, []), (FieldKind.TEXT, ["Юг"]), (FieldKind.CHOICES, ["a|b"])):
        with pytest.raises(Invalid):
            field_choices(kind, choices)
