"""`.env.example` names every setting and no other."""

import re
from pathlib import Path

import pytest

from core.settings import Settings, WrongSettings, load_settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_example_names_every_setting():
    named = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("https://llm.example.ru/v1", "llm.example.ru"),
        ("https://llm.example.ru:8443", "llm.example.ru:8443"),
        ("http://llm.example.ru/v1", "http://llm.example.ru"),
    ],
)
def test_leave_is_given_to_a_server_and_the_way_to_it(url, server):
    settings = Settings(_env_file=None, reader_endpoint_url=url, reader_endpoint_model="m")
    assert settings.reader_server == server


def test_the_example_itself_is_a_good_configuration():
    settings = Settings(_env_file=EXAMPLE)
    assert settings == Settings(_env_file=None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADMIN_IDS", "me"),
        ("DATABASE_URL", "mysql://secret@host/x"),
        ("COMPANY_TIMEZONE", "Moscow"),
        ("WEBHOOK_URL", "https://example.org"),
        ("TICK_SECONDS", "0"),
        ("DEFAULT_LANGUAGE", "de"),
        ("READER_ENDPOINT_URL", "https://me:secret@host/v1"),
        ("READER_ENDPOINT_URL", "https://host/v1"),
        ("READER_ENDPOINT_URL", "https://host:secret/v1"),
        ("VOICE_ENDPOINT_URL", "https://me:secret@host/v1"),
        ("VOICE_ENDPOINT_URL", "host/v1?key=secret"),
    ],
)
def test_a_wrong_setting_is_refused_in_one_line_that_names_it_and_hides_its_value(
    monkeypatch, tmp_path, name, value
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as refused:
        load_settings()
    said = str(refused.value)
    assert "\n" not in said
    assert "secret" not in said.replace("WEBHOOK_SECRET", "")
    assert name in said or "WEBHOOK_SECRET" in said
