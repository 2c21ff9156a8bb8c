"""Complaints and requests of buyers: how soon they were answered, which stand open."""

from datetime import timedelta

from demo.company.house import House
from demo.company.rows import Complaint

COUNT = 64
LATELY = timedelta(days=9)
SLOW = {"south": 2.4}
"""A team that answers slower than the others."""


def enter_complaints(house: House) -> None:
    """Over the two years; some of the last days are not resolved yet, one or two not even answered."""
    luck = house.luck("complaints")
    buyers = [one for one in house.accounts if one.buys_from is not None and one.row.archived_at is None]
    days = sorted(
        luck.choices(house.days.past()[60:-3], k=COUNT - 6) + luck.choices(house.days.past()[-5:], k=6)
    )
    for day in days:
        opened = house.days.at(day, luck.randint(9 * 60, 17 * 60))
        account = luck.pick(buyers)
        if account.buys_from is None or account.buys_from > opened:
            continue
        kind = luck.weighted({"complaint": 3.0, "request": 2.0})
        slow = SLOW.get(account.team, 1.0)
        response = opened + timedelta(minutes=round(luck.randint(10, 300) * slow))
        resolved = response + timedelta(hours=round(luck.randint(2, 70) * slow))
        lately = house.days.now - opened < LATELY
        house.books.complaints.append(
            Complaint(
                id=house.number("q"),
                client=account.row.id,
                kind=kind,
                opened_at=opened,
                first_response_at=None if lately and luck.chance(0.3) else response,
                resolved_at=None if lately or resolved >= house.days.now else resolved,
                text=luck.pick(house.words.complaints[kind]),
            )
        )
