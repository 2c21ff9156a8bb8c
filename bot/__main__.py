"""`python -m bot`: the bot, with the clock inside."""

import sys

from bot.app import bot_door

if __name__ == "__main__":
    sys.exit(bot_door())
