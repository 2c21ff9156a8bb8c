"""`make pictures`: the pictures of the README, taken from the running show-room, so that they never lie.

Wants Chromium and a font with coloured signs (Debian: chromium, fonts-noto-color-emoji).
"""

import asyncio
import re
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright

from demo.company.making import SEED
from demo.company.shape import shape, somebody
from demo.databases import CACHE
from demo.runner import Options, show

OUT = Path(__file__).parents[1] / "docs" / "pictures"
PORT = 8790
PATIENCE = 120_000
SIZE = {"width": 390, "height": 844}
DRAWN = "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
LINE = "звонил в {client}, отправил КП на 450 тыс, перезвонить завтра в 15:00"


class ShowRoomLines:
    """What the show-room says while it starts: its address, and that the bot is there."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.awake = asyncio.Event()

    def say(self, line: str) -> None:
        self.lines.append(line)
        if len(self.lines) == 7:
            self.awake.set()

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, "\n".join(self.lines))
        assert found is not None, self.lines
        return found[1]

    @property
    def url(self) -> str:
        return self._found(r"(http://[0-9.:]+)")

    @property
    def client(self) -> str:
        return self._found(r"«звонил в ([^,]+),")


async def take_pictures(browser: Browser, room: ShowRoomLines) -> None:
    """The draft card, the funnel, own figures, the next morning."""
    manager = somebody("manager").telegram_id
    head = somebody("head", team=shape().leak.team).telegram_id
    page = await _telephone(browser, room.url, manager)
    await _say(page, LINE.format(client=room.client))
    await page.get_by_role("button", name="✅ Записать").wait_for()
    await _shoot(page, "draft")
    await page.get_by_role("button", name="✅ Записать").click()
    await page.get_by_role("button", name="Позже").click()
    await _article(page, "Записано").wait_for()
    await _say(page, "/kpi")
    await _article(page, "рабоч").wait_for()
    await _shoot(page, "kpi")
    boss = await _telephone(browser, room.url, head)
    await _say(boss, "/funnel")
    await _article(boss, "Созданы").wait_for()
    await boss.locator("article img").last.evaluate("image => image.decode()")
    await boss.locator("article img").last.evaluate("image => image.scrollIntoView({block: 'start'})")
    await _shoot(boss, "funnel")
    await _turn(page, "tomorrow" if (datetime.now(UTC) + timedelta(days=1)).weekday() < 5 else "monday")
    await _turn(page, "minute")
    await _article(page, "Доброе утро").wait_for()
    await _article(page, "Доброе утро").evaluate("card => card.scrollIntoView({block: 'start'})")
    await _shoot(page, "digest")


async def _telephone(browser: Browser, url: str, person: int) -> Page:
    context = await browser.new_context(viewport=SIZE, device_scale_factor=2, color_scheme="light")  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    await page.goto(f"{url}/#{person}")
    await page.get_by_role("textbox").wait_for()
    return page


def _article(page: Page, text: str) -> Locator:
    return page.get_by_role("article").filter(has_text=text).last


async def _say(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.get_by_role("textbox").press("Enter")


async def _turn(page: Page, to: str) -> None:
    await page.evaluate(
        "to => fetch('/chat/clock', {method: 'POST', body: JSON.stringify({to}),"
        " headers: {'Content-Type': 'application/json'}})",
        to,
    )


async def _shoot(page: Page, name: str) -> None:
    await page.get_by_role("textbox").evaluate("field => field.blur()")
    await page.evaluate(
        "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )
    await page.screenshot(path=OUT / f"{name}.png", animations="disabled")


async def main() -> int:
    """The exit code: 2 without Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("Chromium is not there: install it (Debian: chromium)\n")
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    room = ShowRoomLines()
    showing = asyncio.create_task(show(Options(PORT, "ru", SEED, postgres=False), room.say))
    try:
        await asyncio.wait({showing, asyncio.create_task(room.awake.wait())}, return_when="FIRST_COMPLETED")
        if showing.done():
            showing.result()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium, args=["--headless=new", "--no-sandbox", "--disable-gpu"]
            )
            await take_pictures(browser, room)
            await browser.close()
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
