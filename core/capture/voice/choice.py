"""Who listens, by the settings."""

from core.capture.voice.endpoint import EndpointTranscriber
from core.capture.voice.port import Transcriber
from core.capture.voice.vosk import NoModel, VoskTranscriber
from core.settings import Settings, WrongSettings


def transcriber_of(settings: Settings) -> Transcriber | None:
    """None: voice notes are kept as they are. Raises WrongSettings."""
    match settings.voice_transcriber:
        case "endpoint":
            assert settings.voice_endpoint_url is not None
            key = settings.voice_endpoint_key
            return EndpointTranscriber(
                settings.voice_endpoint_url,
                settings.voice_endpoint_model,
                key.get_secret_value() if key else None,
                seconds=settings.voice_seconds,
            )
        case "vosk":
            assert settings.voice_vosk_model is not None
            try:
                return VoskTranscriber(settings.voice_vosk_model)
            except NoModel as none:
                raise WrongSettings(f"VOICE_VOSK_MODEL: {none}") from None
        case _:
            return None
