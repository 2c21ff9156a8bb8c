"""The whole department: products, payments, profiles, scores, norms, KPI schemes, playbooks, merges."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

from core.db.types import BigId, ExactDecimal, JsonValue, ShortDecimal, UtcDateTime

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('custom_fields',
    sa.Column('id', BigId, nullable=False),
    sa.Column('of', sa.Enum('client', 'contact', 'deal', name='fieldof', native_enum=False, length=40), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('text', 'number', 'money', 'date', 'yes_no', 'choice', 'choices', name='fieldkind', native_enum=False, length=40), nullable=False),
    sa.Column('group', sa.String(), nullable=False),
    sa.Column('choices', JsonValue, nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('archived_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_custom_fields')),
    sa.UniqueConstraint('of', 'name', name=op.f('uq_custom_fields_of_name'))
    )
    op.create_table('kpi_schemes',
    sa.Column('id', BigId, nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('function', sa.Enum('caller', 'closer', 'account', 'universal', name='function', native_enum=False, length=40), nullable=True),
    sa.Column('bonus', sa.BigInteger(), nullable=False),
    sa.Column('fine', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kpi_schemes'))
    )
    op.create_table('look_counts',
    sa.Column('id', BigId, nullable=False),
    sa.Column('employee_id', BigId, nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('what', sa.Enum('list', 'card', name='look', native_enum=False, length=40), nullable=False),
    sa.Column('count', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_look_counts')),
    sa.UniqueConstraint('employee_id', 'day', 'what', name=op.f('uq_look_counts_employee_id_day_what'))
    )
    op.create_table('lost_reasons',
    sa.Column('id', BigId, nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('archived_at', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lost_reasons')),
    sa.UniqueConstraint('code', name=op.f('uq_lost_reasons_code'))
    )
    op.create_table('products',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=True),
    sa.Column('unit', sa.String(), nullable=True),
    sa.Column('price', sa.BigInteger(), nullable=True),
    sa.Column('cost', sa.BigInteger(), nullable=True),
    sa.Column('archived_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_products')),
    sa.UniqueConstraint('external_id', name=op.f('uq_products_external_id'))
    )
    op.create_table('score_weights',
    sa.Column('component', sa.Enum('wallet_share', 'price_orientation', 'dependence', 'loyalty', 'decision_maker_contact', 'turnover', 'lifetime_value', 'margin', 'frequency', 'assortment', name='scorecomponent', native_enum=False, length=40), nullable=False),
    sa.Column('weight', ShortDecimal(), nullable=False),
    sa.PrimaryKeyConstraint('component', name=op.f('pk_score_weights'))
    )
    op.create_table('channel_costs',
    sa.Column('id', BigId, nullable=False),
    sa.Column('channel_id', BigId, nullable=False),
    sa.Column('month', sa.String(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channels.id'], name=op.f('fk_channel_costs_channel_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_channel_costs')),
    sa.UniqueConstraint('channel_id', 'month', name=op.f('uq_channel_costs_channel_id_month'))
    )
    op.create_table('kpi_indicators',
    sa.Column('id', BigId, nullable=False),
    sa.Column('scheme_id', BigId, nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('metric', sa.String(), nullable=False),
    sa.Column('weight', ExactDecimal(length=40), nullable=False),
    sa.Column('target', ExactDecimal(length=40), nullable=False),
    sa.Column('floor', ExactDecimal(length=40), nullable=False),
    sa.Column('cap', ExactDecimal(length=40), nullable=False),
    sa.ForeignKeyConstraint(['scheme_id'], ['kpi_schemes.id'], name=op.f('fk_kpi_indicators_scheme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kpi_indicators')),
    sa.UniqueConstraint('scheme_id', 'position', name=op.f('uq_kpi_indicators_scheme_id_position'))
    )
    op.create_table('kpi_scheme_employees',
    sa.Column('id', BigId, nullable=False),
    sa.Column('scheme_id', BigId, nullable=False),
    sa.Column('employee_id', BigId, nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_kpi_scheme_employees_employee_id')),
    sa.ForeignKeyConstraint(['scheme_id'], ['kpi_schemes.id'], name=op.f('fk_kpi_scheme_employees_scheme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kpi_scheme_employees')),
    sa.UniqueConstraint('scheme_id', 'employee_id', name=op.f('uq_kpi_scheme_employees_scheme_id_employee_id'))
    )
    with op.batch_alter_table('kpi_scheme_employees', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kpi_scheme_employees_employee_id'), ['employee_id'], unique=False)

    op.create_table('norms',
    sa.Column('id', BigId, nullable=False),
    sa.Column('function', sa.Enum('caller', 'closer', 'account', 'universal', name='function', native_enum=False, length=40), nullable=True),
    sa.Column('employee_id', BigId, nullable=True),
    sa.Column('metric', sa.String(), nullable=False),
    sa.Column('minimum', ExactDecimal(length=40), nullable=True),
    sa.Column('maximum', ExactDecimal(length=40), nullable=True),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_norms_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_norms')),
    sa.UniqueConstraint('employee_id', 'metric', name=op.f('uq_norms_employee_id_metric')),
    sa.UniqueConstraint('function', 'metric', name=op.f('uq_norms_function_metric'))
    )
    op.create_table('client_merges',
    sa.Column('id', BigId, nullable=False),
    sa.Column('kept_id', BigId, nullable=False),
    sa.Column('merged_id', BigId, nullable=True),
    sa.Column('merged_external_id', sa.String(), nullable=True),
    sa.Column('merged_name', sa.String(), nullable=False),
    sa.Column('merged_at', UtcDateTime(), nullable=False),
    sa.Column('merged_by', BigId, nullable=True),
    sa.Column('before', JsonValue, nullable=False),
    sa.Column('moved', JsonValue, nullable=False),
    sa.Column('undone_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['kept_id'], ['clients.id'], name=op.f('fk_client_merges_kept_id')),
    sa.ForeignKeyConstraint(['merged_by'], ['employees.id'], name=op.f('fk_client_merges_merged_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_client_merges'))
    )
    with op.batch_alter_table('client_merges', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_client_merges_kept_id'), ['kept_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_client_merges_merged_external_id'), ['merged_external_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_client_merges_merged_id'), ['merged_id'], unique=False)

    op.create_table('client_scores',
    sa.Column('id', BigId, nullable=False),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('component', sa.Enum('wallet_share', 'price_orientation', 'dependence', 'loyalty', 'decision_maker_contact', 'turnover', 'lifetime_value', 'margin', 'frequency', 'assortment', name='scorecomponent', native_enum=False, length=40), nullable=False),
    sa.Column('value', ShortDecimal(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=True),
    sa.Column('scored_on', sa.Date(), nullable=True),
    sa.Column('scored_by', BigId, nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_client_scores_client_id')),
    sa.ForeignKeyConstraint(['scored_by'], ['employees.id'], name=op.f('fk_client_scores_scored_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_client_scores')),
    sa.UniqueConstraint('client_id', 'component', name=op.f('uq_client_scores_client_id_component'))
    )
    op.create_table('complaints',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('kind', sa.Enum('complaint', 'request', name='complaintkind', native_enum=False, length=40), nullable=False),
    sa.Column('opened_at', UtcDateTime(), nullable=False),
    sa.Column('first_response_at', UtcDateTime(), nullable=True),
    sa.Column('resolved_at', UtcDateTime(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('opened_by', BigId, nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_complaints_client_id')),
    sa.ForeignKeyConstraint(['opened_by'], ['employees.id'], name=op.f('fk_complaints_opened_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaints')),
    sa.UniqueConstraint('external_id', name=op.f('uq_complaints_external_id'))
    )
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaints_client_id'), ['client_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_complaints_opened_at'), ['opened_at'], unique=False)

    op.create_table('profile_rows',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('topic', sa.Enum('purchases', 'result', 'wishes', 'competitors', 'capacity', 'requirements', 'plans', 'qualification', 'benefit', 'family', 'hobbies', name='profiletopic', native_enum=False, length=40), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=True),
    sa.Column('noted_on', sa.Date(), nullable=True),
    sa.Column('helps', sa.String(), nullable=True),
    sa.Column('share', ShortDecimal(), nullable=True),
    sa.Column('goods', sa.String(), nullable=True),
    sa.Column('noted_by', BigId, nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_profile_rows_client_id')),
    sa.ForeignKeyConstraint(['noted_by'], ['employees.id'], name=op.f('fk_profile_rows_noted_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profile_rows')),
    sa.UniqueConstraint('external_id', name=op.f('uq_profile_rows_external_id'))
    )
    with op.batch_alter_table('profile_rows', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_profile_rows_client_id'), ['client_id'], unique=False)

    op.create_table('contact_phones',
    sa.Column('id', BigId, nullable=False),
    sa.Column('contact_id', BigId, nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('phone_digits', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_contact_phones_contact_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_phones')),
    sa.UniqueConstraint('contact_id', 'phone', name=op.f('uq_contact_phones_contact_id_phone'))
    )
    with op.batch_alter_table('contact_phones', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_phones_phone_digits'), ['phone_digits'], unique=False)

    op.create_table('stage_events',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('stage_id', BigId, nullable=False),
    sa.Column('trigger', sa.Enum('entry', 'won', 'shipment', 'payment', name='trigger', native_enum=False, length=40), nullable=False),
    sa.Column('after_workdays', sa.BigInteger(), nullable=False),
    sa.Column('act', sa.Enum('task', 'notice', name='eventact', native_enum=False, length=40), nullable=False),
    sa.Column('task_kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('due_workdays', sa.BigInteger(), nullable=False),
    sa.Column('archived_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['stage_id'], ['stages.id'], name=op.f('fk_stage_events_stage_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stage_events')),
    sa.UniqueConstraint('external_id', name=op.f('uq_stage_events_external_id'))
    )
    with op.batch_alter_table('stage_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stage_events_stage_id'), ['stage_id'], unique=False)

    op.create_table('deal_checks',
    sa.Column('id', BigId, nullable=False),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('stage_id', BigId, nullable=False),
    sa.Column('item', sa.String(), nullable=False),
    sa.Column('done_at', UtcDateTime(), nullable=False),
    sa.Column('done_by', BigId, nullable=True),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_deal_checks_deal_id')),
    sa.ForeignKeyConstraint(['done_by'], ['employees.id'], name=op.f('fk_deal_checks_done_by')),
    sa.ForeignKeyConstraint(['stage_id'], ['stages.id'], name=op.f('fk_deal_checks_stage_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deal_checks')),
    sa.UniqueConstraint('deal_id', 'stage_id', 'item', name=op.f('uq_deal_checks_deal_id_stage_id_item'))
    )
    op.create_table('deal_competitors',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=True),
    sa.Column('notes', sa.String(), nullable=True),
    sa.Column('won', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_deal_competitors_deal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deal_competitors')),
    sa.UniqueConstraint('external_id', name=op.f('uq_deal_competitors_external_id'))
    )
    with op.batch_alter_table('deal_competitors', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deal_competitors_deal_id'), ['deal_id'], unique=False)

    op.create_table('deal_people',
    sa.Column('id', BigId, nullable=False),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('contact_id', BigId, nullable=False),
    sa.Column('decision_role', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_deal_people_contact_id')),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_deal_people_deal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deal_people')),
    sa.UniqueConstraint('deal_id', 'contact_id', name=op.f('uq_deal_people_deal_id_contact_id'))
    )
    op.create_table('deal_products',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('product_id', BigId, nullable=False),
    sa.Column('quantity', ShortDecimal(), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('discount', ShortDecimal(), nullable=True),
    sa.Column('cost', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_deal_products_deal_id')),
    sa.ForeignKeyConstraint(['product_id'], ['products.id'], name=op.f('fk_deal_products_product_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deal_products')),
    sa.UniqueConstraint('external_id', name=op.f('uq_deal_products_external_id'))
    )
    with op.batch_alter_table('deal_products', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deal_products_deal_id'), ['deal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deal_products_product_id'), ['product_id'], unique=False)

    op.create_table('deal_risks',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('level', sa.Enum('low', 'medium', 'high', name='risklevel', native_enum=False, length=40), nullable=False),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('noted_at', UtcDateTime(), nullable=True),
    sa.Column('closed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_deal_risks_deal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deal_risks')),
    sa.UniqueConstraint('external_id', name=op.f('uq_deal_risks_external_id'))
    )
    with op.batch_alter_table('deal_risks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deal_risks_deal_id'), ['deal_id'], unique=False)

    op.create_table('documents',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('client_id', BigId, nullable=True),
    sa.Column('deal_id', BigId, nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=True),
    sa.Column('file', sa.String(), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=True),
    sa.Column('added_at', UtcDateTime(), nullable=False),
    sa.Column('added_by', BigId, nullable=True),
    sa.Column('removed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['added_by'], ['employees.id'], name=op.f('fk_documents_added_by')),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_documents_client_id')),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_documents_deal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_documents')),
    sa.UniqueConstraint('external_id', name=op.f('uq_documents_external_id'))
    )
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_documents_client_id'), ['client_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_documents_deal_id'), ['deal_id'], unique=False)

    op.create_table('pending_events',
    sa.Column('id', BigId, nullable=False),
    sa.Column('event_id', BigId, nullable=False),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('due_at', UtcDateTime(), nullable=False),
    sa.Column('happened_at', UtcDateTime(), nullable=True),
    sa.Column('dropped_at', UtcDateTime(), nullable=True),
    sa.Column('task_id', BigId, nullable=True),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_pending_events_deal_id')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_pending_events_task_id')),
    sa.ForeignKeyConstraint(['event_id'], ['stage_events.id'], name=op.f('fk_pending_events_event_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pending_events')),
    sa.UniqueConstraint('event_id', 'deal_id', 'key', name=op.f('uq_pending_events_event_id_deal_id_key'))
    )
    with op.batch_alter_table('pending_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pending_events_deal_id'), ['deal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pending_events_due_at'), ['due_at'], unique=False)

    op.create_table('qualifications',
    sa.Column('id', BigId, nullable=False),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('method', sa.Enum('bant', 'meddpicc', 'schiffman', name='method', native_enum=False, length=40), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=True),
    sa.Column('noted_on', sa.Date(), nullable=True),
    sa.Column('noted_by', BigId, nullable=True),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_qualifications_deal_id')),
    sa.ForeignKeyConstraint(['noted_by'], ['employees.id'], name=op.f('fk_qualifications_noted_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_qualifications')),
    sa.UniqueConstraint('deal_id', 'method', 'key', name=op.f('uq_qualifications_deal_id_method_key'))
    )
    op.create_table('tco_components',
    sa.Column('id', BigId, nullable=False),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('component', sa.String(), nullable=False),
    sa.Column('ours', sa.BigInteger(), nullable=True),
    sa.Column('theirs', sa.BigInteger(), nullable=True),
    sa.Column('importance', sa.BigInteger(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=True),
    sa.Column('noted_on', sa.Date(), nullable=True),
    sa.Column('noted_by', BigId, nullable=True),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_tco_components_deal_id')),
    sa.ForeignKeyConstraint(['noted_by'], ['employees.id'], name=op.f('fk_tco_components_noted_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tco_components')),
    sa.UniqueConstraint('deal_id', 'component', name=op.f('uq_tco_components_deal_id_component'))
    )
    op.create_table('payments',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('deal_id', BigId, nullable=True),
    sa.Column('sale_id', BigId, nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_payments_client_id')),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_payments_deal_id')),
    sa.ForeignKeyConstraint(['sale_id'], ['sales.id'], name=op.f('fk_payments_sale_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payments')),
    sa.UniqueConstraint('external_id', name=op.f('uq_payments_external_id'))
    )
    with op.batch_alter_table('payments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payments_client_id_at'), ['client_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_payments_deal_id'), ['deal_id'], unique=False)

    op.create_table('sale_products',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('sale_id', BigId, nullable=False),
    sa.Column('product_id', BigId, nullable=False),
    sa.Column('quantity', ShortDecimal(), nullable=False),
    sa.Column('revenue', sa.BigInteger(), nullable=False),
    sa.Column('cost', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['product_id'], ['products.id'], name=op.f('fk_sale_products_product_id')),
    sa.ForeignKeyConstraint(['sale_id'], ['sales.id'], name=op.f('fk_sale_products_sale_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sale_products')),
    sa.UniqueConstraint('external_id', name=op.f('uq_sale_products_external_id'))
    )
    with op.batch_alter_table('sale_products', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sale_products_product_id'), ['product_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sale_products_sale_id'), ['sale_id'], unique=False)

    op.create_table('task_steps',
    sa.Column('id', BigId, nullable=False),
    sa.Column('task_id', BigId, nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('done_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_task_steps_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_steps')),
    sa.UniqueConstraint('task_id', 'position', name=op.f('uq_task_steps_task_id_position'))
    )
    with op.batch_alter_table('activities', schema=None) as batch_op:
        batch_op.alter_column(
            'duration_min', existing_type=sa.BIGINT(), type_=ShortDecimal(), existing_nullable=True,
            postgresql_using='duration_min::double precision',
        )

    # A number is given once on SQLite too: the tables have to be made anew for that.
    anew: Literal['always', 'never'] = 'always' if op.get_bind().dialect.name == 'sqlite' else 'never'
    with op.batch_alter_table('clients', recreate=anew, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('address', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('latitude', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('longitude', sa.Double(), nullable=True))
    with op.batch_alter_table('contacts', recreate=anew, table_kwargs={'sqlite_autoincrement': True}):
        pass

    with op.batch_alter_table('deals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('delay_cause', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('seller_role', sa.Enum('components', 'kits', 'integrator', 'ready_solution', name='sellerrole', native_enum=False, length=40), nullable=True))
        batch_op.add_column(sa.Column('from_lead_id', BigId, nullable=True))
        batch_op.add_column(sa.Column('probability_follows', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column(
            'probability', existing_type=sa.BIGINT(), type_=ShortDecimal(), existing_nullable=True,
            postgresql_using='probability::double precision',
        )
        batch_op.create_index(batch_op.f('ix_deals_from_lead_id'), ['from_lead_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_deals_from_lead_id'), 'deals', ['from_lead_id'], ['id'])

    with op.batch_alter_table('pipelines', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hands_to_id', BigId, nullable=True))
        batch_op.add_column(sa.Column('assign_by', sa.Enum('region', 'load', 'round_robin', name='assignby', native_enum=False, length=40), nullable=True))
        batch_op.add_column(sa.Column('assign_function', sa.Enum('caller', 'closer', 'account', 'universal', name='function', native_enum=False, length=40), nullable=True))
        batch_op.add_column(sa.Column('last_assigned_id', BigId, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_pipelines_last_assigned_id'), 'employees', ['last_assigned_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_pipelines_hands_to_id'), 'pipelines', ['hands_to_id'], ['id'])

    with op.batch_alter_table('stages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('script', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('checklist', JsonValue, nullable=False, server_default='[]'))
        batch_op.alter_column(
            'probability', existing_type=sa.BIGINT(), type_=ShortDecimal(), existing_nullable=True,
            postgresql_using='probability::double precision',
        )

    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cancel_reason', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('result', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('repeat_every', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('repeat_unit', sa.Enum('day', 'week', 'month', 'year', name='repeatunit', native_enum=False, length=40), nullable=True))
        batch_op.add_column(sa.Column('repeats_id', BigId, nullable=True))
        batch_op.add_column(sa.Column('remind_before_min', sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_tasks_repeats_id'), 'tasks', ['repeats_id'], ['id'])

    _only_ever_added()


def _only_ever_added() -> None:
    """The audit takes new rows alone, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is only ever added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to()"
    )
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM PUBLIC, CURRENT_USER")
