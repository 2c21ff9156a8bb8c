"""What the bot is waiting for from a person."""

from aiogram.fsm.state import State, StatesGroup


class Asking(StatesGroup):
    """A typed answer. The data of the state names what it belongs to."""

    newcomer_name = State()
    draft_text = State()
    draft_client = State()
    draft_new_client = State()
    draft_amount = State()
    draft_due = State()
    draft_probability = State()
    deal_amount = State()
    deal_probability = State()
    client = State()
    about = State()


class Log(StatesGroup):
    """Recording by taps."""

    kind = State()
    client = State()
    outcome = State()
    next_step = State()


class PutOff(StatesGroup):
    """A day from the calendar."""

    calendar = State()
