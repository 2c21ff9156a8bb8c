"""Columns that repeat the history: how far deals came, when clients were spoken to and bought."""

import sqlalchemy as sa
from alembic import op

from core.db.types import BigId, UtcDateTime

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

TALKS = """
UPDATE clients SET last_contact_at = talks.last, last_executive_at = talks.last_executive FROM (
  SELECT a.client_id AS client_id, max(a.at) AS last,
         max(CASE WHEN e.role IN ('head', 'director') THEN a.at END) AS last_executive
  FROM activities AS a LEFT JOIN employees AS e ON e.id = a.employee_id
  WHERE a.undone_at IS NULL AND a.kind IN ('call', 'meeting', 'visit') AND a.outcome = 'reached'
  GROUP BY a.client_id
) AS talks WHERE talks.client_id = clients.id
"""
SALES = """
UPDATE clients SET first_sale_at = sold.first, last_sale_at = sold.last FROM (
  SELECT client_id, min(at) AS first, max(at) AS last FROM sales GROUP BY client_id
) AS sold WHERE sold.client_id = clients.id
"""
WAYS = """
UPDATE deals SET furthest_stage_id = ways.furthest, furthest_at = ways.furthest_at, last_open_stage_id = ways.open
FROM (
  SELECT id, max(CASE WHEN far = 1 AND place IS NOT NULL THEN stage_id END) AS furthest,
         max(CASE WHEN far = 1 AND place IS NOT NULL THEN at END) AS furthest_at,
         max(CASE WHEN last_open = 1 AND is_open = 1 THEN stage_id END) AS open
  FROM (
    SELECT id, stage_id, at, place, is_open,
      row_number() OVER (
        PARTITION BY id ORDER BY (CASE WHEN place IS NULL THEN 1 ELSE 0 END), place DESC, stage_id DESC, at, number
      ) AS far,
      row_number() OVER (
        PARTITION BY id ORDER BY is_open DESC, (CASE WHEN number = 0 THEN 1 ELSE 0 END), at DESC, number DESC
      ) AS last_open
    FROM (
      SELECT steps.id AS id, steps.stage_id AS stage_id, steps.at AS at, steps.number AS number,
        CASE WHEN s.pipeline_id <> steps.pipeline_id THEN NULL
             WHEN s.kind = 'won' THEN 1000000 WHEN s.kind = 'open' THEN s.position END AS place,
        CASE WHEN s.pipeline_id = steps.pipeline_id AND s.kind = 'open' THEN 1 ELSE 0 END AS is_open
      FROM (
        SELECT id, pipeline_id, first_stage_id AS stage_id, created_at AS at, 0 AS number FROM deals
        UNION ALL
        SELECT d.id, d.pipeline_id, m.stage_id, m.at, m.id FROM moves AS m JOIN deals AS d ON d.id = m.deal_id
        WHERE m.undone_at IS NULL
      ) AS steps JOIN stages AS s ON s.id = steps.stage_id
    ) AS placed
  ) AS ranked GROUP BY id
) AS ways WHERE ways.id = deals.id
"""


def upgrade() -> None:
    for name in ('last_contact_at', 'last_executive_at', 'first_sale_at', 'last_sale_at'):
        op.add_column('clients', sa.Column(name, UtcDateTime(), nullable=True))
    with op.batch_alter_table('deals', schema=None) as batch_op:
        for name in ('furthest_stage_id', 'last_open_stage_id'):
            batch_op.add_column(sa.Column(name, BigId, nullable=True))
            batch_op.create_foreign_key(batch_op.f(f'fk_deals_{name}'), 'stages', [name], ['id'])
        batch_op.add_column(sa.Column('furthest_at', UtcDateTime(), nullable=True))
    op.create_index('ix_moves_by_id_at', 'moves', ['by_id', 'at'])
    op.create_index('ix_sales_employee_id_at', 'sales', ['employee_id', 'at'])
    op.create_index('ix_told_silences_employee_id', 'told_silences', ['employee_id'])
    for statement in (TALKS, SALES, WAYS):
        op.execute(statement)
