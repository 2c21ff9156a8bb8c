"""Which errors of the database pass by themselves."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_PASSING_STATES = ("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "08", "53")


def is_passing(error: BaseException) -> bool:
    """A locked database, a lost connection, a deadlock: the same act may succeed a moment later."""
    if isinstance(error, (PoolTimeout, ConnectionError, InterfaceError)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_PASSING_STATES)
    return isinstance(error, OperationalError) and any(
        word in str(error.orig).lower() for word in ("locked", "busy", "disk i/o", "unable to open")
    )
