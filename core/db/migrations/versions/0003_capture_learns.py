"""Keys of clients' names, words learned from corrections, what was corrected, own ways of recording."""

import sqlalchemy as sa
from alembic import op

from core.db.types import BigId, JsonValue, UtcDateTime

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('client_keys',
    sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('client_id', BigId, autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_client_keys_client_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'client_id', name=op.f('pk_client_keys')),
    sqlite_with_rowid=False,
    )
    with op.batch_alter_table('client_keys', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_client_keys_client_id'), ['client_id'], unique=False)

    op.create_table('learned_words',
    sa.Column('id', BigId, nullable=False),
    sa.Column('phrase', sa.String(), nullable=False),
    sa.Column('stage_id', BigId, nullable=True),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('learned_by', BigId, nullable=True),
    sa.Column('draft_id', BigId, nullable=True),
    sa.Column('learned_at', UtcDateTime(), nullable=False),
    sa.Column('undone_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['learned_by'], ['employees.id'], name=op.f('fk_learned_words_learned_by')),
    sa.ForeignKeyConstraint(['stage_id'], ['stages.id'], name=op.f('fk_learned_words_stage_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learned_words')),
    sa.UniqueConstraint('phrase', name=op.f('uq_learned_words_phrase')),
    )

    op.create_table('corrections',
    sa.Column('id', BigId, nullable=False),
    sa.Column('draft_id', BigId, nullable=False),
    sa.Column('employee_id', BigId, nullable=False),
    sa.Column('slot', sa.Enum('type', 'outcome', 'client', 'contact', 'amount', 'stage', 'lost_reason', 'next_step', 'at', name='correctedslot', native_enum=False, length=40), nullable=False),
    sa.Column('before', sa.String(), nullable=True),
    sa.Column('after', sa.String(), nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['drafts.id'], name=op.f('fk_corrections_draft_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_corrections_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections')),
    sa.UniqueConstraint('draft_id', 'slot', name=op.f('uq_corrections_draft_id_slot')),
    )
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_corrections_at'), ['at'], unique=False)

    op.add_column('clients', sa.Column('keyed_as', sa.String(), nullable=True))
    unkeyed = sa.text('keyed_as IS NULL')
    op.create_index('ix_clients_unkeyed', 'clients', ['id'], sqlite_where=unkeyed, postgresql_where=unkeyed)

    op.add_column('drafts', sa.Column('read', JsonValue, nullable=False, server_default='{}'))
    op.add_column('drafts', sa.Column('batch', sa.BigInteger(), nullable=True))
    op.add_column('drafts', sa.Column('facts_kept', JsonValue, nullable=False, server_default='[]'))
    op.add_column('drafts', sa.Column('long_call', sa.Boolean(), nullable=False, server_default=sa.false()))

    op.add_column('employees', sa.Column('save_at_once', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('employees', sa.Column('day_parts', JsonValue, nullable=False, server_default='[]'))
