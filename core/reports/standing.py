"""How deals and tasks stood as of a day, as SQL. Source: METRICS.md, Words; Conventions, As of."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, literal, or_, select

from core.activities.models import Task
from core.clients.models import Client
from core.db.types import UtcDateTime
from core.deals.models import Deal, Move
from core.ids import StageId


def stage_at(until: datetime) -> ColumnElement[StageId]:
    """The stage of the outer query's Deal before a moment: what its row says, unless it moved on since."""
    return case((Deal.stage_since < until, Deal.stage_id), else_=stage_before(until))


def stage_before(until: datetime) -> ColumnElement[StageId]:
    """The same of one that moved on since: of its last move before that, else of its creation."""
    before: ColumnElement[StageId] = func.coalesce(last_move(until, Move.stage_id), Deal.first_stage_id)
    return before


def last_move(until: datetime, column: Any, *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Of the last move before a moment of the outer query's Deal, of those that fit `where`."""
    moves = select(column).where(*moves_before(until), *where).order_by(Move.at.desc(), Move.id.desc())
    return moves.limit(1).correlate(Deal).scalar_subquery()


def moves_before(until: datetime) -> tuple[ColumnElement[bool], ...]:
    """The moves of Deal that stand and were made before a moment."""
    return (Move.deal_id == Deal.id, Move.undone_at.is_(None), Move.at < until)


def deal_was_there(until: datetime) -> ColumnElement[bool]:
    return and_(Deal.undone_at.is_(None), Deal.created_at < until)


def client_was_there(until: datetime) -> ColumnElement[bool]:
    """Created by then, and not archived by then."""
    return and_(Client.created_at < until, or_(Client.archived_at.is_(None), Client.archived_at >= until))


def task_was_open(until: datetime) -> ColumnElement[bool]:
    """Neither done nor cancelled before the moment. Of `done_at IS NULL OR ...` PostgreSQL thinks that next
    to none of the tasks to come are open, as most tasks of all are done, and goes through all to come.
    """
    then = literal(until, UtcDateTime())
    return and_(
        Task.undone_at.is_(None),
        Task.created_at < then,
        func.coalesce(Task.done_at, then) >= then,
        func.coalesce(Task.cancelled_at, then) >= then,
    )
