"""A real Chromium on the chat page, and the page's pieces by the names that a reader knows them by."""

import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass

from playwright.async_api import Browser, Locator, Page, async_playwright

from demo.chat import Group, Someone

PATIENCE = 60_000
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
OLGA, ALEXEY, MARINA = "Ольга Климова", "Алексей Смирнов", "Марина Котова"
IGOR, PYOTR = "Игорь Лапин", "Пётр Чужой"
CAST = (
    Someone(1, OLGA, "director"),
    Someone(11, ALEXEY, "manager", started=True, note="Север"),
    Someone(12, MARINA, "manager", started=True),
    Someone(13, IGOR, "manager", started=True),
    Someone(9, PYOTR, "stranger", start="no-such-secret"),
)
SALES = Group(-1001, "Отдел продаж", members=(1, 11))
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class ShowRoom:
    url: str
    browser: Browser


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium; CHROMIUM names another."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "the chat page is tested in Chromium: install it, or name it in CHROMIUM"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield browser
        finally:
            await browser.close()


class Window:
    """A window on the page. What went wrong in it fails the test at the end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    def row(self, name: str) -> Locator:
        """A person in the list."""
        return self.page.locator(".person").filter(has=self.page.locator(".person-name", has_text=name))

    def pane(self, name: str) -> Locator:
        """A telephone that is open."""
        return self.page.get_by_role("region", name=name, exact=True)

    def message(self, name: str, text: str) -> Locator:
        """The newest message with this text on somebody's telephone."""
        return self.pane(name).get_by_role("article").filter(has_text=text).last

    async def take(self, name: str) -> Locator:
        """Take somebody's telephone in hand."""
        await self.row(name).click()
        await self.pane(name).wait_for()
        return self.pane(name)

    async def say(self, name: str, text: str) -> None:
        field = self.pane(name).get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")

    async def tap(self, name: str, label: str) -> None:
        """An inline button, or a key of the reply keyboard: the newest with these words."""
        await self.pane(name).get_by_role("button", name=label).last.click()

    async def choose(self, label: str) -> None:
        """A line of the sheet that is open."""
        await self.page.get_by_role("dialog").get_by_role("button", name=label).first.click()


@contextlib.asynccontextmanager
async def window(
    browser: Browser, url: str, *, size: dict[str, int] = DESK, dark: bool = False
) -> AsyncIterator[Window]:
    context = await browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if dark else "light",
        has_touch=size is PHONE,
        permissions=["microphone"],
    )
    opened = Window(await context.new_page())
    await opened.page.goto(url)
    await opened.page.locator(".person").first.wait_for(state="attached")
    yield opened
    assert opened.wrong == []
    await context.close()


async def bot_calls(control, method, **parameters):
    """A call of the Bot API, as the bot would make it."""
    async with control._open().post(
        f"{control.base_url}/bot42:VORONKA-DEMO/{method}", json=parameters
    ) as answer:
        found = await answer.json()
        assert found["ok"], found
        return found["result"]


async def sideways(page):
    """How far the page can be scrolled sideways, in points."""
    return await page.evaluate(
        "Math.max(...[document.scrollingElement, ...document.querySelectorAll('.messages, .people-scroll')]"
        ".map(one => one.scrollWidth - one.clientWidth))"
    )
