"""`python -m scheduler`: the clock alone, beside several bots on one PostgreSQL."""

import sys

from bot.app import run_clock
from bot.door import run

if __name__ == "__main__":
    sys.exit(run(run_clock))
