"""`python -m bot`: the bot, with the clock inside."""

import sys

from bot.app import run_bot
from bot.door import run

if __name__ == "__main__":
    sys.exit(run(run_bot))
