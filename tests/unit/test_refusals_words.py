"""Every refusal of the department has its words in both languages."""

import importlib
import pkgutil

import core
from bot.texts import LANGUAGES, texts_of
from core.errors import CoreError
from core.sales.kpi_schemes import SchemeFault, WrongScheme

AT_THE_COMMAND_LINE = {"error-bad-bundle"}
"""Said to the administrator, line by line of the bundle."""


def every_refusal(kind=CoreError):
    for module in pkgutil.walk_packages(core.__path__, "core."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    found, left = set(), [kind]
    while left:
        one = left.pop()
        found.add(one)
        left += one.__subclasses__()
    return found


def test_every_refusal_has_its_words_in_both_languages():
    ids = {refusal.message_id for refusal in every_refusal()} - AT_THE_COMMAND_LINE
    assert len(ids) > 15
    for language in LANGUAGES:
        assert [key for key in sorted(ids) if not texts_of(language).has(key)] == []


def test_each_fault_of_a_scheme_has_its_own_words():
    for language in LANGUAGES:
        said = {
            texts_of(language).plain(
                WrongScheme.message_id, **WrongScheme(fault, metric="calls", figure="4").facts
            )
            for fault in SchemeFault
        }
        assert len(said) == len(SchemeFault)
