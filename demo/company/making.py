"""The whole company, told in order."""

from datetime import date

from demo.company.agenda import set_agenda
from demo.company.attention import call_by_the_dozen, file_dead_leads, keep_in_touch, visit_by_heads
from demo.company.clients import Reception, enter_old_clients
from demo.company.complaints import enter_complaints
from demo.company.days import Days
from demo.company.deals import enter_leads, enter_lost_buyers, enter_orders
from demo.company.house import House
from demo.company.orders import enter_sales
from demo.company.people import enter_people
from demo.company.plans import enter_costs, enter_norms, enter_plans
from demo.company.shape import shape
from demo.company.words import words_of

SEED = 7


def make_company(today: date, seed: int = SEED, language: str = "ru") -> House:
    """The company as it stands on the morning of `today`: the same for the same three."""
    words = words_of(language)
    house = House(seed, shape(), words, Days(today, words.company.timezone, words.company.country))
    enter_people(house)
    reception = Reception(house)
    enter_old_clients(house, reception)
    enter_leads(house, reception)
    enter_lost_buyers(house)
    enter_orders(house)
    enter_sales(house)
    file_dead_leads(house)
    call_by_the_dozen(house)
    visit_by_heads(house)
    keep_in_touch(house)
    set_agenda(house)
    enter_complaints(house)
    enter_plans(house)
    enter_norms(house)
    enter_costs(house)
    _in_order(house)
    return house


def _in_order(house: House) -> None:
    """Files read in the order of time, as a company writes them."""
    house.books.deals.sort(key=lambda deal: (deal.created_at, deal.id))
    house.books.moves.sort(key=lambda move: (move.at, move.deal))
    house.books.activities.sort(key=lambda one: (one.at, one.id))
    house.books.tasks.sort(key=lambda task: (task.created_at, task.id))
