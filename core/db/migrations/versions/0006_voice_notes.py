"""Voice notes, and which drafts and records were spoken."""

import sqlalchemy as sa
from alembic import op

from core.db.types import BigId, UtcDateTime

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('voice_notes',
    sa.Column('id', BigId, nullable=False),
    sa.Column('employee_id', BigId, nullable=False),
    sa.Column('file', sa.String(), nullable=False),
    sa.Column('message', sa.BigInteger(), nullable=False),
    sa.Column('seconds', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'heard', 'kept', 'failed', name='voicestate', native_enum=False, length=40), nullable=False),
    sa.Column('client_id', BigId, nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('heard_at', UtcDateTime(), nullable=True),
    sa.Column('attempts', sa.BigInteger(), nullable=False),
    sa.Column('not_before', UtcDateTime(), nullable=True),
    sa.Column('holder', sa.String(), nullable=True),
    sa.Column('leased_until', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_voice_notes_client_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_voice_notes_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_voice_notes')),
    )
    op.create_index('ix_voice_notes_employee_id_message', 'voice_notes', ['employee_id', 'message'])
    waiting = sa.text("state = 'waiting'")
    op.create_index('ix_voice_notes_waiting', 'voice_notes', ['id'], sqlite_where=waiting, postgresql_where=waiting)
    for table in ('activities', 'drafts'):
        # SQLite takes the key with the column, which Alembic does not know: it would copy ten million rows.
        number = 'INTEGER' if op.get_bind().dialect.name == 'sqlite' else 'BIGINT'
        op.execute(
            f'ALTER TABLE {table} ADD COLUMN voice_id {number} '
            f'CONSTRAINT fk_{table}_voice_id REFERENCES voice_notes (id)'
        )
    spoken = sa.text('voice_id IS NOT NULL')
    op.create_index('ix_activities_spoken', 'activities', ['client_id'], sqlite_where=spoken, postgresql_where=spoken)
