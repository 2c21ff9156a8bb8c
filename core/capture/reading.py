"""The whole line at once: every slot of the draft, by the rules of CAPTURE.md."""

from core.activities.kinds import ActivityKind
from core.capture.context import Context
from core.capture.draft import Draft, Slot, When


def read_line(text: str, context: Context) -> Draft:
    """Read one line into a draft. Pure and total: no text raises, and the same line reads the same."""
    return Draft(
        text=text, type=Slot(ActivityKind.NOTE), at=Slot(context.now.replace(second=0, microsecond=0))
    )


def read_date(text: str, context: Context) -> When | None:
    """The date of a phrase that is only a date: plain, or an aware local time; None if not understood."""
    del text, context
    return None


def is_only_a_client(text: str, context: Context) -> bool:
    """Whether the line is only a client's name: then the client is opened and nothing is recorded."""
    del text, context
    return False
