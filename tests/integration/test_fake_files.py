"""Files of the fake Bot API: taken, checked, kept and given back."""

from demo.telegram.phone import PNG
from tests.integration.bot_api import ALEXEY


async def test_a_photo_is_kept_recaptioned_replaced_and_given_back(api, control, phone):
    message_id = (await api.photo(caption="<b>Воронка</b>", parse_mode="HTML"))["message_id"]
    seen = await phone.last()
    assert (seen.html, await control.file(seen.photo)) == ("<b>Воронка</b>", PNG)
    found = await api.good("getFile", file_id=seen.photo)
    async with api.session.get(
        f"{api.telegram.url}/file/bot{api.telegram.token}/{found['file_path']}"
    ) as response:
        assert await response.read() == PNG
    at = {"chat_id": ALEXEY, "message_id": message_id}
    await api.good("editMessageCaption", **at, caption="b")
    assert (await phone.last()).text == "b"
    await api.good("editMessageMedia", **at, media={"type": "photo", "media": seen.photo, "caption": "c"})
    assert (await phone.last()).text == "c"
    await api.good("sendPhoto", chat_id=ALEXEY, photo=seen.photo)


async def test_a_wrong_file_is_refused(api, phone):
    assert await api.photo(b"not a picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await api.photo(b"") == "Bad Request: file must be non-empty"
    wide = PNG[:16] + (9000).to_bytes(4) + (100).to_bytes(4) + PNG[24:]
    assert await api.photo(wide) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert await api.refused("sendPhoto", chat_id=ALEXEY) == (
        400,
        "Bad Request: there is no photo in the request",
    )
    assert await api.refused("sendDocument", chat_id=ALEXEY, document="no") == (
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    )
    assert await api.refused("getFile", file_id="no") == (
        400,
        "Bad Request: wrong file_id or the file is temporarily unavailable",
    )


async def test_an_album_has_one_group(api, phone):
    await api.photo()
    photo = (await phone.last()).photo
    items = [{"type": "photo", "media": photo, "caption": "a"}, {"type": "photo", "media": photo}]
    sent = await api.good("sendMediaGroup", chat_id=ALEXEY, media=items)
    assert len({message["media_group_id"] for message in sent}) == 1
