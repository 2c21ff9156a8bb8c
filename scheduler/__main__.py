"""`python -m scheduler`: the clock alone, beside several bots on one PostgreSQL."""

import sys

from bot.app import clock_door

if __name__ == "__main__":
    sys.exit(clock_door())
