"""`python -m demo.company OUTDIR`: the made-up company as a bundle, dated relative to a day."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from demo.company.making import SEED, make_company
from demo.company.words import LANGUAGES, words_of
from demo.company.writing import write_bundle


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.company", description=__doc__)
    parser.add_argument("folder", metavar="OUTDIR", type=Path)
    parser.add_argument(
        "--today", type=date.fromisoformat, help="YYYY-MM-DD, the company's own day by default"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    return parser.parse_args()


def main() -> int:
    """The exit code."""
    given = _arguments()
    zone = ZoneInfo(words_of(given.language).company.timezone)
    house = make_company(given.today or datetime.now(zone).date(), given.seed, given.language)
    write_bundle(house, given.folder)
    print(f"{house.words.company.name}: {len(house.books.clients)} clients in {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
