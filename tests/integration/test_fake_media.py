"""Media of every kind: by upload, file_id and URL; sizes of photos; albums and what may stand together."""

import pytest

from demo.telegram.errors import RefusedError
from demo.telegram.files import DOWNLOADABLE, LARGEST_PHOTO, FileStore, Upload
from tests.integration.bot_api import ALEXEY

URL = "https://example.com/files/price.pdf"


@pytest.mark.parametrize(
    "kind", ["photo", "document", "voice", "video", "audio", "animation", "video_note", "sticker"]
)
async def test_every_kind_comes_by_url_and_again_by_file_id(api, phone, kind):
    method = "send" + kind.title().replace("_", "")
    sent = await api.good(method, chat_id=ALEXEY, **{kind: URL})
    media = sent[kind][-1] if kind == "photo" else sent[kind]
    again = await api.good(method, chat_id=ALEXEY, **{kind: media["file_id"]})
    assert again[kind] == sent[kind]
    assert (await api.good("getFile", file_id=media["file_id"]))["file_path"]
    other = "sendDocument" if kind != "document" else "sendVoice"
    field = "document" if kind != "document" else "voice"
    words = await api.words(other, chat_id=ALEXEY, **{field: media["file_id"]})
    assert words == "wrong file identifier/HTTP URL specified"


async def test_a_photo_has_smaller_copies_and_each_is_given_back(api, phone):
    big = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (1000).to_bytes(4) + (500).to_bytes(4) + b"\x08\x06\0\0\0" * 2
    photo = (await api.photo(big))["photo"]
    assert [(size["width"], size["height"]) for size in photo] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1000, 500),
    ]
    assert len({size["file_id"] for size in photo}) == 4
    for size in photo:
        await api.good("getFile", file_id=size["file_id"])


def test_a_photo_is_ten_megabytes_at_most():
    with pytest.raises(RefusedError) as refused:
        FileStore().keep(Upload("p.jpg", "image/jpeg", bytes(LARGEST_PHOTO + 1)), "photo")
    assert refused.value.description == "Bad Request: file is too big for a photo"


async def test_a_file_above_twenty_megabytes_is_not_given_back(telegram, api, phone):
    kept = telegram.world.files.keep(
        Upload("big.bin", "application/octet-stream", bytes(DOWNLOADABLE + 1)), "document"
    )
    assert await api.words("getFile", file_id=kept.id) == "file is too big"


def item(kind, **more):
    return {"type": kind, "media": URL, **more}


async def test_an_album_comes_as_an_array_with_its_captions(api, phone):
    sent = await api.good(
        "sendMediaGroup",
        chat_id=ALEXEY,
        media=[item("photo", caption="<b>a</b>", parse_mode="HTML"), item("video")],
    )
    assert [message.get("caption") for message in sent] == ["a", None]
    assert sent[0]["media_group_id"] == sent[1]["media_group_id"]
    one = await api.good("sendMediaGroup", chat_id=ALEXEY, media=[item("photo")])
    assert "media_group_id" not in one[0]


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([], "there are no messages to send"),
        ([item("photo")] * 11, "too many messages to send as an album"),
        ([item("photo"), item("document")], "document can't be mixed with other media types"),
        ([item("audio"), item("photo")], "audio can't be mixed with other media types"),
        ([item("voice"), item("photo")], 'can\'t parse InputMedia: media type "voice" is not for an album'),
        (
            [item("photo", show_caption_above_media=True), item("photo")],
            "parameter show_caption_above_media must be the same for all messages",
        ),
        ([item("photo", caption="x" * 1025), item("photo")], "message caption is too long"),
    ],
)
async def test_a_wrong_album_is_refused_whole(api, phone, media, words):
    assert await api.words("sendMediaGroup", chat_id=ALEXEY, media=media) == words
    assert (await phone.view()).bot_messages == ()


async def test_within_an_album_a_picture_stays_a_picture(api, phone):
    sent = await api.good("sendMediaGroup", chat_id=ALEXEY, media=[item("photo"), item("photo")])
    at = {"chat_id": ALEXEY, "message_id": sent[0]["message_id"]}
    assert (
        await api.words("editMessageMedia", **at, media=item("document"))
        == "can't change media type in the album"
    )
    await api.good("editMessageMedia", **at, media=item("video"))
