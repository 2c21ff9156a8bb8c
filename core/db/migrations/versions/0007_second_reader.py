"""Where lines read in part may be sent, and what that costs a day."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('company', sa.Column('second_reader', sa.String(), nullable=True))
    op.create_table('second_reads',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('asked', sa.BigInteger(), nullable=False),
    sa.Column('tokens', sa.BigInteger(), nullable=False),
    sa.Column('filled', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_second_reads')),
    )
