"""Who may listen: the endpoint as it answers, a Vosk folder as it stands, the sound as it is decoded."""

import json
import sys
from types import ModuleType

import pytest

from core.__main__ import main
from core.capture.voice.choice import transcriber_of
from core.capture.voice.endpoint import EndpointTranscriber
from core.capture.voice.pcm import RATE, pcm_of
from core.capture.voice.port import Sound, Unheard
from core.capture.voice.vosk import NoModel, VoskTranscriber, check_model
from core.settings import Settings, WrongSettings
from tests.integration.ears import ears, opus

SOUND = Sound(b"OggS", 1, "ru")
NEW = ("am/final.mdl", "conf/mfcc.conf", "graph/HCLr.fst", "graph/Gr.fst")
OLD = ("final.mdl", "mfcc.conf", "HCLG.fst")


async def heard(url, **more):
    listener = EndpointTranscriber(url, "whisper-1", **more)
    try:
        return await listener.transcribe(SOUND)
    finally:
        await listener.close()


async def test_words_come_in_one_line():
    async with ears("  звонил в\nРомашку \t") as found:
        assert await heard(found.url + "/") == "звонил в Ромашку"
        assert found.heard[0]["key"] is None


@pytest.mark.parametrize(
    ("status", "passing"),
    [(500, True), (503, True), (429, True), (408, True), (401, False), (413, False), (302, False)],
)
async def test_a_refusal_says_whether_it_passes(status, passing):
    async with ears(status) as found:
        with pytest.raises(Unheard) as refused:
            await heard(found.url, key="тайна")
    assert refused.value.passing is passing
    assert "тайна" not in str(refused.value)


async def test_an_answer_in_many_pieces_is_read_whole():
    async with ears(b'{"text": "' + b"a " * 200_000 + b'"}') as found:
        assert len(await heard(found.url)) == 399_999


async def test_an_answer_without_end_is_refused():
    async with ears(b'{"text": "' + b"a " * 600_000 + b'"}') as found:
        with pytest.raises(Unheard) as refused:
            await heard(found.url)
    assert not refused.value.passing


async def test_nobody_there_passes():
    async with ears("x") as found:
        url = found.url
    with pytest.raises(Unheard) as refused:
        await heard(url)
    assert refused.value.passing


def a_model(folder, files):
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


@pytest.mark.parametrize("files", [NEW, OLD])
def test_a_whole_model_is_one(tmp_path, files):
    check_model(a_model(tmp_path, files))


@pytest.mark.parametrize("missing", range(4))
def test_a_part_that_is_missing_is_named(tmp_path, missing):
    a_model(tmp_path, [name for place, name in enumerate(NEW) if place != missing])
    with pytest.raises(NoModel) as none:
        check_model(tmp_path)
    assert NEW[missing].split("/")[-1] in str(none.value)
    assert "\n" not in str(none.value)


def test_a_model_one_folder_deeper_is_pointed_at(tmp_path):
    a_model(tmp_path / "vosk-model-small-ru-0.22", NEW)
    with pytest.raises(NoModel, match="one folder deeper"):
        check_model(tmp_path)


class Recogniser:
    """In the place of the wheel's: says how much it heard."""

    def __init__(self, model, rate):
        self.model, self.rate, self.bytes, self.told = model, rate, 0, False

    def AcceptWaveform(self, piece):  # noqa: N802 - the names of Vosk
        self.bytes += len(piece)
        whole = self.bytes > self.rate and not self.told
        self.told = self.told or whole
        return whole

    def Result(self):  # noqa: N802
        return json.dumps({"text": "звонил в ромашку"})

    def FinalResult(self):  # noqa: N802
        return json.dumps({"text": f"{round(self.bytes / 2 / self.rate, 1)} с"})


@pytest.fixture
def vosk(monkeypatch):
    module = ModuleType("vosk")
    module.SetLogLevel = lambda level: None
    module.Model = lambda path: path
    module.KaldiRecognizer = Recogniser
    monkeypatch.setitem(sys.modules, "vosk", module)
    return module


async def test_a_local_model_hears_what_was_decoded(tmp_path, vosk):
    settings = Settings(_env_file=None, voice_transcriber="vosk", voice_vosk_model=a_model(tmp_path, NEW))
    listener = transcriber_of(settings)
    assert isinstance(listener, VoskTranscriber)
    for _ in range(2):
        assert await listener.transcribe(Sound(opus(2.0), 2, "ru")) == "звонил в ромашку 2.0 с"
    with pytest.raises(Unheard) as broken:
        await listener.transcribe(SOUND)
    assert not broken.value.passing
    await listener.close()


async def test_a_model_that_vosk_does_not_load_is_said_so(tmp_path, vosk, capsys):
    def refuse(path):
        raise RuntimeError("Failed to create a model")

    vosk.Model = refuse
    assert main(["voice-model", str(a_model(tmp_path, NEW))]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    listener = VoskTranscriber(tmp_path)
    with pytest.raises(Unheard):
        await listener.transcribe(Sound(opus(), 1, "ru"))
    await listener.close()


def test_the_door_says_what_to_do(tmp_path, vosk, capsys):
    assert main(["voice-model", str(tmp_path / "nowhere")]) == 1
    said = capsys.readouterr().err
    assert "vosk-model-small-ru-0.22" in said
    assert said.count("\n") == 1
    assert main(["voice-model", str(a_model(tmp_path, OLD))]) == 0
    assert "VOICE_TRANSCRIBER=vosk" in capsys.readouterr().out


def test_without_the_wheel_it_is_said_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "vosk", None)
    assert main(["voice-model", str(a_model(tmp_path, NEW))]) == 1
    assert "requirements/voice.lock" in capsys.readouterr().err


def test_a_wrong_folder_stops_the_start(tmp_path):
    settings = Settings(_env_file=None, voice_transcriber="vosk", voice_vosk_model=tmp_path)
    with pytest.raises(WrongSettings, match="VOICE_VOSK_MODEL"):
        transcriber_of(settings)


@pytest.mark.parametrize("seconds", [0.5, 2.0])
def test_opus_becomes_samples(seconds):
    samples = sum(len(piece) for piece in pcm_of(opus(seconds))) / 2
    assert samples == pytest.approx(seconds * RATE, abs=RATE * 0.05)


@pytest.mark.parametrize("data", [b"", b"OggS", b"\x00" * 5000, opus()[:300], b"RIFF" + b"\xff" * 200])
def test_what_is_no_sound_is_said_so(data):
    with pytest.raises(Unheard) as refused:
        list(pcm_of(data))
    assert not refused.value.passing


def test_a_cut_sound_is_heard_as_far_as_it_goes():
    whole = opus(2.0)
    assert 0 < sum(map(len, pcm_of(whole[: len(whole) // 2]))) < 4 * RATE


@pytest.mark.parametrize(
    ("chosen", "named"),
    [
        ({"voice_transcriber": "vosk"}, "VOICE_VOSK_MODEL"),
        ({"voice_transcriber": "endpoint"}, "VOICE_ENDPOINT_URL"),
    ],
)
def test_who_listens_wants_its_place(chosen, named):
    with pytest.raises(ValueError, match=named):
        Settings(_env_file=None, **chosen)
