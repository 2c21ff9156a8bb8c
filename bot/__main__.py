"""`python -m bot`: the bot, with the clock inside."""

import gc
import sys

gc.disable()  # nothing that is made by importing is garbage, and looking for it takes a fifth of the start
from bot.app import bot_door  # noqa: E402

if __name__ == "__main__":
    gc.freeze()
    gc.enable()
    sys.exit(bot_door())
