"""The chat page: telephones of everybody in the show-room, in one browser window, on the fake Telegram.

    page = ChatPage(
        [Someone(1, "Ольга Климова", "director"), Someone(9, "Пётр", "stranger", start="a-secret")],
        groups=[Group(-1001, "Отдел продаж", members=(1,))],
        offset_file=Path("offset"),        # the bot's CLOCK_OFFSET_FILE: the page turns the clock by it
    )
    async with FakeTelegram(port=8081, chat=page) as telegram:
        print(telegram.url)                # the page; telegram.url + "/#1,9" opens two people at once

`role` is one of manager, head, director, administrator, stranger, which the page words in the reader's
language, or any text, shown as it is; `note` is a line under it; `start` is the parameter that the person's
START button sends (the secret of an invite link), and `started` lets the bot write first. People and groups
that come later by /control are shown as well. `zone` is where the clock hangs: times on the page,
«завтра 08:29». `places` are offered when somebody sends where they are.

cast.py and seats.py who there is; clock.py the demo's time; shown.py what the page sees; page.py its routes;
static/ the page itself: plain ES modules and CSS, nothing to build. README.md tells which file does what.
"""

from demo.chat.cast import Group, Place, Someone
from demo.chat.page import ChatPage

__all__ = ["ChatPage", "Group", "Place", "Someone"]
