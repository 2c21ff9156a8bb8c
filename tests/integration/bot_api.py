"""The fake Bot API as a bot without any library sees it, for the tests of the fake."""

from aiohttp import ClientSession, FormData

from demo.telegram import FakeTelegram
from demo.telegram.phone import PNG

ALEXEY = 1001


class Api:
    """Calls as a bot would make them, without any library's help."""

    def __init__(self, session: ClientSession, telegram: FakeTelegram) -> None:
        self.session = session
        self.telegram = telegram
        self.url = f"{telegram.url}/bot{telegram.token}"

    async def __call__(self, method, **values):
        async with self.session.post(f"{self.url}/{method}", json=values) as response:
            answer = await response.json()
            assert answer["ok"] == (response.status == 200)
            assert answer["ok"] or answer["error_code"] == response.status
            return answer

    async def good(self, method, **values):
        answer = await self(method, **values)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method, **values):
        answer = await self(method, **values)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def words(self, method, **values):
        """What a bad request was told, without «Bad Request: »."""
        code, description = await self.refused(method, **values)
        assert code == 400, description
        return description.removeprefix("Bad Request: ")

    async def photo(self, data=PNG, **values):
        """Upload a photo to ALEXEY; its message, or the words of refusal."""
        form = FormData({"chat_id": str(ALEXEY), "photo": "attach://pic", **values})
        form.add_field("pic", data, filename="p.png", content_type="image/png")
        async with self.session.post(f"{self.url}/sendPhoto", data=form) as response:
            answer = await response.json()
            return answer["result"] if answer["ok"] else answer["description"]


def keyboard(*labels):
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}
