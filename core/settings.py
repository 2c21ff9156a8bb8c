"""One place for configuration. Environment beats `.env`; `.env.example` names every setting."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_ADDRESS = r"^https?://[^/?#@\s]+(/[^?#@\s]*)?$"
"""Of a server; names and passwords have settings of their own."""


class WrongSettings(ValueError):
    """The configuration cannot be used; the text is one line that names the setting, never its value."""


class Settings(BaseSettings):
    """Everything that can be set from outside. Secrets never print."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    bot_token: SecretStr | None = None
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    database_url: str = "sqlite+aiosqlite:///./voronka.db"
    telegram_api_url: str = "https://api.telegram.org"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8080, ge=0, le=65535)
    clock_offset_file: Path | None = None
    company_name: str = "Отдел продаж"
    company_timezone: str = "Europe/Moscow"
    company_country: str | None = "RU"
    company_currency: str = Field(default="RUB", pattern="^[A-Z]{3}$")
    default_language: Literal["ru", "en"] = "ru"
    voice_transcriber: Literal["none", "vosk", "endpoint"] = "none"
    voice_vosk_model: Path | None = None
    voice_endpoint_url: str | None = Field(default=None, pattern=_ADDRESS)
    voice_endpoint_key: SecretStr | None = None
    voice_endpoint_model: str = "whisper-1"
    voice_seconds: float = Field(default=60.0, gt=0, le=600)
    voice_longest_seconds: int = Field(default=300, gt=0, le=3600)
    voice_largest_mb: int = Field(default=20, gt=0, le=20)
    reader_endpoint_url: str | None = Field(default=None, pattern=_ADDRESS)
    reader_endpoint_key: SecretStr | None = None
    reader_endpoint_model: str = ""
    reader_seconds: float = Field(default=4.0, gt=0, le=10)
    reader_tokens_a_day: int = Field(default=300_000, ge=0)
    tick_seconds: float = Field(default=20.0, gt=0, le=3600)
    instance_name: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids_by_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.replace(";", ",").split(",") if part.strip())
        return value

    @field_validator("company_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as unknown:
            raise ValueError("no such time zone") from unknown
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("wants sqlite+aiosqlite:///… or postgresql+asyncpg://…")
        return value

    @model_validator(mode="after")
    def _webhook_wants_its_secret(self) -> Self:
        if self.webhook_url and not (self.webhook_secret and self.webhook_secret.get_secret_value()):
            raise ValueError("WEBHOOK_SECRET is required with WEBHOOK_URL")
        return self

    @model_validator(mode="after")
    def _who_listens_wants_its_place(self) -> Self:
        if self.voice_transcriber == "vosk" and self.voice_vosk_model is None:
            raise ValueError("VOICE_VOSK_MODEL is required with VOICE_TRANSCRIBER=vosk")
        if self.voice_transcriber == "endpoint" and self.voice_endpoint_url is None:
            raise ValueError("VOICE_ENDPOINT_URL is required with VOICE_TRANSCRIBER=endpoint")
        return self

    @model_validator(mode="after")
    def _who_reads_wants_its_name(self) -> Self:
        if self.reader_endpoint_url is not None:
            if not self.reader_endpoint_model:
                raise ValueError("READER_ENDPOINT_MODEL is required with READER_ENDPOINT_URL")
            if self.reader_server is None:
                raise ValueError("READER_ENDPOINT_URL names no server")
        return self

    @property
    def reader_server(self) -> str | None:
        """The host (and port) of the second reader, with `http://` where the way there is open to all; None
        where there is none.
        """
        try:
            parts = urlsplit(self.reader_endpoint_url or "")
            port = f":{parts.port}" if parts.port is not None else ""
        except ValueError:
            return None
        way = "" if parts.scheme == "https" else "http://"
        return f"{way}{parts.hostname}{port}" if parts.hostname else None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.company_timezone)


def load_settings() -> Settings:
    """Settings of this process. Raises WrongSettings with one clear line that never repeats the value."""
    try:
        return Settings()
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"]).upper() or "settings"
        why = f"{name}: {first['msg']}"
        raise WrongSettings(why) from None
