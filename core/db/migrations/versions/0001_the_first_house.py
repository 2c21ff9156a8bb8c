"""The first house"""

import sqlalchemy as sa
from alembic import op

from core.db.types import BigId, ExactDecimal, JsonValue, UtcDateTime

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('id', BigId, nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('actor_id', BigId, nullable=True),
    sa.Column('update_id', BigId, nullable=True),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('thing', sa.String(), nullable=False),
    sa.Column('thing_id', sa.BigInteger(), nullable=False),
    sa.Column('changes', JsonValue, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_thing_thing_id'), ['thing', 'thing_id'], unique=False)

    op.create_table('channels',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_channels')),
    sa.UniqueConstraint('external_id', name=op.f('uq_channels_external_id'))
    )
    op.create_table('chat_leases',
    sa.Column('chat', BigId, autoincrement=False, nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('until', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('chat', name=op.f('pk_chat_leases'))
    )
    op.create_table('company',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=True),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('forgotten_a', sa.BigInteger(), nullable=False),
    sa.Column('forgotten_b', sa.BigInteger(), nullable=False),
    sa.Column('forgotten_c', sa.BigInteger(), nullable=False),
    sa.Column('forgotten_none', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_company'))
    )
    op.create_table('conversations',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('place', BigId, nullable=False),
    sa.Column('state', sa.String(), nullable=True),
    sa.Column('data', JsonValue, nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_conversations'))
    )
    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conversations_place'), ['place'], unique=False)

    op.create_table('inbox',
    sa.Column('id', BigId, nullable=False),
    sa.Column('update_id', BigId, nullable=False),
    sa.Column('chat', BigId, nullable=False),
    sa.Column('payload', sa.Text(), nullable=True),
    sa.Column('received_at', UtcDateTime(), nullable=False),
    sa.Column('state', sa.Enum('new', 'done', 'dead', name='entrystate', native_enum=False, length=40), nullable=False),
    sa.Column('attempts', sa.BigInteger(), nullable=False),
    sa.Column('error_id', sa.String(), nullable=True),
    sa.Column('done_at', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox')),
    sa.UniqueConstraint('update_id', name=op.f('uq_inbox_update_id'))
    )
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inbox_done_at'), ['done_at'], unique=False)
        batch_op.create_index('ix_inbox_open', ['chat', 'id'], unique=False, postgresql_where=sa.text("state = 'new'"), sqlite_where=sa.text("state = 'new'"))

    op.create_table('leases',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('until', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_table('notices',
    sa.Column('id', BigId, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('place', BigId, nullable=False),
    sa.Column('employee_id', BigId, nullable=True),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('payload', JsonValue, nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('due_at', UtcDateTime(), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.Column('edits', sa.BigInteger(), nullable=True),
    sa.Column('state', sa.Enum('due', 'sent', 'expired', 'dead', 'unreachable', 'unknown', name='noticestate', native_enum=False, length=40), nullable=False),
    sa.Column('holder', sa.String(), nullable=True),
    sa.Column('leased_until', UtcDateTime(), nullable=True),
    sa.Column('begun', sa.Boolean(), nullable=False),
    sa.Column('not_before', UtcDateTime(), nullable=True),
    sa.Column('attempts', sa.BigInteger(), nullable=False),
    sa.Column('doubts', sa.BigInteger(), nullable=False),
    sa.Column('sent_message', sa.BigInteger(), nullable=True),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.Column('error', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices')),
    sa.UniqueConstraint('kind', 'place', 'key', name=op.f('uq_notices_kind_place_key'))
    )
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.create_index('ix_notices_due', ['due_at'], unique=False, postgresql_where=sa.text("state = 'due'"), sqlite_where=sa.text("state = 'due'"))
        batch_op.create_index('ix_notices_place_sent', ['place', 'sent_message'], unique=False)

    op.create_table('pipelines',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('reach', 'react', 'reengage', 'refresh', name='pipelinekind', native_enum=False, length=40), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pipelines')),
    sa.UniqueConstraint('external_id', name=op.f('uq_pipelines_external_id'))
    )
    op.create_table('teams',
    sa.Column('id', BigId, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_teams')),
    sa.UniqueConstraint('name', name=op.f('uq_teams_name'))
    )
    op.create_table('employees',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.Enum('manager', 'head', 'director', 'stranger', 'clock', 'administrator', name='role', native_enum=False, length=40), nullable=False),
    sa.Column('team_id', BigId, nullable=True),
    sa.Column('function', sa.Enum('caller', 'closer', 'account', 'universal', name='function', native_enum=False, length=40), nullable=True),
    sa.Column('regions', JsonValue, nullable=False),
    sa.Column('timezone', sa.String(), nullable=True),
    sa.Column('hired_on', sa.Date(), nullable=True),
    sa.Column('dismissed_on', sa.Date(), nullable=True),
    sa.Column('telegram_id', BigId, nullable=True),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('morning', sa.Time(), nullable=False),
    sa.Column('evening', sa.Time(), nullable=False),
    sa.Column('unreachable_since', UtcDateTime(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_employees_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employees')),
    sa.UniqueConstraint('external_id', name=op.f('uq_employees_external_id')),
    sa.UniqueConstraint('telegram_id', name=op.f('uq_employees_telegram_id'))
    )
    with op.batch_alter_table('employees', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employees_team_id'), ['team_id'], unique=False)

    op.create_table('stages',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=False),
    sa.Column('pipeline_id', BigId, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('open', 'won', 'lost', name='stagekind', native_enum=False, length=40), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('probability', sa.BigInteger(), nullable=True),
    sa.Column('sla_days', sa.BigInteger(), nullable=True),
    sa.Column('worked', sa.Boolean(), nullable=False),
    sa.Column('offer', sa.Boolean(), nullable=False),
    sa.Column('required', JsonValue, nullable=False),
    sa.ForeignKeyConstraint(['pipeline_id'], ['pipelines.id'], name=op.f('fk_stages_pipeline_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stages')),
    sa.UniqueConstraint('external_id', name=op.f('uq_stages_external_id'))
    )
    with op.batch_alter_table('stages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stages_pipeline_id_position'), ['pipeline_id', 'position'], unique=False)

    op.create_table('absences',
    sa.Column('id', BigId, nullable=False),
    sa.Column('employee_id', BigId, nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_absences_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absences'))
    )
    with op.batch_alter_table('absences', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absences_employee_id'), ['employee_id'], unique=False)

    op.create_table('clients',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('search_key', sa.String(), nullable=False),
    sa.Column('inn', sa.String(), nullable=True),
    sa.Column('industry', sa.String(), nullable=True),
    sa.Column('region', sa.String(), nullable=True),
    sa.Column('category', sa.String(), nullable=True),
    sa.Column('owner_id', BigId, nullable=True),
    sa.Column('channel_id', BigId, nullable=True),
    sa.Column('need_per_year', sa.BigInteger(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('archived_at', UtcDateTime(), nullable=True),
    sa.Column('custom', JsonValue, nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channels.id'], name=op.f('fk_clients_channel_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['employees.id'], name=op.f('fk_clients_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clients')),
    sa.UniqueConstraint('external_id', name=op.f('uq_clients_external_id'))
    )
    with op.batch_alter_table('clients', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_clients_inn'), ['inn'], unique=False)
        batch_op.create_index(batch_op.f('ix_clients_owner_id'), ['owner_id'], unique=False)

    op.create_table('invites',
    sa.Column('id', BigId, nullable=False),
    sa.Column('secret_hash', sa.String(), nullable=False),
    sa.Column('role', sa.Enum('manager', 'head', 'director', 'stranger', 'clock', 'administrator', name='role', native_enum=False, length=40), nullable=False),
    sa.Column('team_id', BigId, nullable=True),
    sa.Column('invited_by', BigId, nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.Column('used_by', BigId, nullable=True),
    sa.Column('used_at', UtcDateTime(), nullable=True),
    sa.Column('newcomer_name', sa.String(), nullable=True),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('confirmed_at', UtcDateTime(), nullable=True),
    sa.Column('refused_at', UtcDateTime(), nullable=True),
    sa.Column('employee_id', BigId, nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_invites_employee_id')),
    sa.ForeignKeyConstraint(['invited_by'], ['employees.id'], name=op.f('fk_invites_invited_by')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_invites_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invites')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_invites_secret_hash'))
    )
    with op.batch_alter_table('invites', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invites_used_by'), ['used_by'], unique=False)

    op.create_table('plans',
    sa.Column('id', BigId, nullable=False),
    sa.Column('scope', sa.Enum('company', 'team', 'employee', name='planscope', native_enum=False, length=40), nullable=False),
    sa.Column('team_id', BigId, nullable=True),
    sa.Column('employee_id', BigId, nullable=True),
    sa.Column('metric', sa.String(), nullable=False),
    sa.Column('month', sa.String(), nullable=False),
    sa.Column('value', ExactDecimal(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_plans_employee_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_plans_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plans'))
    )
    with op.batch_alter_table('plans', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plans_employee_id_month'), ['employee_id', 'month'], unique=False)
        batch_op.create_index(batch_op.f('ix_plans_month_metric'), ['month', 'metric'], unique=False)

    op.create_table('client_aliases',
    sa.Column('id', BigId, nullable=False),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('alias', sa.String(), nullable=False),
    sa.Column('learned_by', BigId, nullable=True),
    sa.Column('draft_id', BigId, nullable=True),
    sa.Column('learned_at', UtcDateTime(), nullable=False),
    sa.Column('undone_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_client_aliases_client_id')),
    sa.ForeignKeyConstraint(['learned_by'], ['employees.id'], name=op.f('fk_client_aliases_learned_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_client_aliases')),
    sa.UniqueConstraint('client_id', 'alias', name=op.f('uq_client_aliases_client_id_alias'))
    )
    op.create_table('contacts',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('search_key', sa.String(), nullable=False),
    sa.Column('position', sa.String(), nullable=True),
    sa.Column('decision_role', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('phone_digits', sa.String(), nullable=True),
    sa.Column('email', sa.String(), nullable=True),
    sa.Column('birthday', sa.Date(), nullable=True),
    sa.Column('custom', JsonValue, nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_contacts_client_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contacts')),
    sa.UniqueConstraint('external_id', name=op.f('uq_contacts_external_id'))
    )
    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contacts_client_id'), ['client_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contacts_phone_digits'), ['phone_digits'], unique=False)

    op.create_table('told_silences',
    sa.Column('id', BigId, nullable=False),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('employee_id', BigId, nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_told_silences_client_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_told_silences_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_told_silences')),
    sa.UniqueConstraint('client_id', 'employee_id', 'since', name=op.f('uq_told_silences_client_id_employee_id_since'))
    )
    op.create_table('deals',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('contact_id', BigId, nullable=True),
    sa.Column('pipeline_id', BigId, nullable=False),
    sa.Column('first_stage_id', BigId, nullable=False),
    sa.Column('stage_id', BigId, nullable=False),
    sa.Column('stage_since', UtcDateTime(), nullable=False),
    sa.Column('owner_id', BigId, nullable=True),
    sa.Column('channel_id', BigId, nullable=True),
    sa.Column('kind', sa.Enum('new', 'repeat', 'upsell', 'cross_sell', 'won_back', name='dealkind', native_enum=False, length=40), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('probability', sa.BigInteger(), nullable=True),
    sa.Column('expected_close', sa.Date(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('lost_reason', sa.String(), nullable=True),
    sa.Column('draft_id', BigId, nullable=True),
    sa.Column('undone_at', UtcDateTime(), nullable=True),
    sa.Column('custom', JsonValue, nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channels.id'], name=op.f('fk_deals_channel_id')),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_deals_client_id')),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_deals_contact_id')),
    sa.ForeignKeyConstraint(['first_stage_id'], ['stages.id'], name=op.f('fk_deals_first_stage_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['employees.id'], name=op.f('fk_deals_owner_id')),
    sa.ForeignKeyConstraint(['pipeline_id'], ['pipelines.id'], name=op.f('fk_deals_pipeline_id')),
    sa.ForeignKeyConstraint(['stage_id'], ['stages.id'], name=op.f('fk_deals_stage_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deals')),
    sa.UniqueConstraint('external_id', name=op.f('uq_deals_external_id'))
    )
    with op.batch_alter_table('deals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deals_client_id'), ['client_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deals_owner_id_stage_id'), ['owner_id', 'stage_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deals_pipeline_id_created_at'), ['pipeline_id', 'created_at'], unique=False)

    op.create_table('activities',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('kind', sa.Enum('call', 'meeting', 'visit', 'email', 'message', 'note', name='activitykind', native_enum=False, length=40), nullable=False),
    sa.Column('outcome', sa.Enum('reached', 'no_answer', 'refused', name='outcome', native_enum=False, length=40), nullable=True),
    sa.Column('client_id', BigId, nullable=True),
    sa.Column('contact_id', BigId, nullable=True),
    sa.Column('deal_id', BigId, nullable=True),
    sa.Column('employee_id', BigId, nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('duration_min', sa.BigInteger(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('draft_id', BigId, nullable=True),
    sa.Column('undone_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_activities_client_id')),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_activities_contact_id')),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_activities_deal_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_activities_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activities')),
    sa.UniqueConstraint('external_id', name=op.f('uq_activities_external_id'))
    )
    with op.batch_alter_table('activities', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activities_client_id_at'), ['client_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_activities_deal_id_at'), ['deal_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_activities_draft_id'), ['draft_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_activities_employee_id_at'), ['employee_id', 'at'], unique=False)

    op.create_table('moves',
    sa.Column('id', BigId, nullable=False),
    sa.Column('deal_id', BigId, nullable=False),
    sa.Column('stage_id', BigId, nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by_id', BigId, nullable=True),
    sa.Column('draft_id', BigId, nullable=True),
    sa.Column('undone_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['employees.id'], name=op.f('fk_moves_by_id')),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_moves_deal_id')),
    sa.ForeignKeyConstraint(['stage_id'], ['stages.id'], name=op.f('fk_moves_stage_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moves'))
    )
    with op.batch_alter_table('moves', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_moves_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_moves_deal_id_at_id'), ['deal_id', 'at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_moves_draft_id'), ['draft_id'], unique=False)

    op.create_table('sales',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('client_id', BigId, nullable=False),
    sa.Column('deal_id', BigId, nullable=True),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('revenue', sa.BigInteger(), nullable=False),
    sa.Column('cost', sa.BigInteger(), nullable=False),
    sa.Column('employee_id', BigId, nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_sales_client_id')),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_sales_deal_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_sales_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sales')),
    sa.UniqueConstraint('external_id', name=op.f('uq_sales_external_id'))
    )
    with op.batch_alter_table('sales', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sales_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sales_client_id_at'), ['client_id', 'at'], unique=False)

    op.create_table('tasks',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('assignee_id', BigId, nullable=True),
    sa.Column('author_id', BigId, nullable=True),
    sa.Column('client_id', BigId, nullable=True),
    sa.Column('deal_id', BigId, nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('due_at', UtcDateTime(), nullable=True),
    sa.Column('first_due_at', UtcDateTime(), nullable=True),
    sa.Column('all_day', sa.Boolean(), nullable=False),
    sa.Column('done_at', UtcDateTime(), nullable=True),
    sa.Column('cancelled_at', UtcDateTime(), nullable=True),
    sa.Column('draft_id', BigId, nullable=True),
    sa.Column('undone_at', UtcDateTime(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['assignee_id'], ['employees.id'], name=op.f('fk_tasks_assignee_id')),
    sa.ForeignKeyConstraint(['author_id'], ['employees.id'], name=op.f('fk_tasks_author_id')),
    sa.ForeignKeyConstraint(['client_id'], ['clients.id'], name=op.f('fk_tasks_client_id')),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_tasks_deal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tasks')),
    sa.UniqueConstraint('external_id', name=op.f('uq_tasks_external_id'))
    )
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tasks_assignee_id_due_at'), ['assignee_id', 'due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_tasks_client_id'), ['client_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tasks_deal_id'), ['deal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tasks_draft_id'), ['draft_id'], unique=False)

    op.create_table('drafts',
    sa.Column('id', BigId, nullable=False),
    sa.Column('employee_id', BigId, nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('slots', JsonValue, nullable=False),
    sa.Column('source_message', sa.BigInteger(), nullable=True),
    sa.Column('state', sa.Enum('open', 'saved', 'cancelled', 'undone', name='draftstate', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('saved_at', UtcDateTime(), nullable=True),
    sa.Column('undone_at', UtcDateTime(), nullable=True),
    sa.Column('deal_id', BigId, nullable=True),
    sa.Column('activity_id', BigId, nullable=True),
    sa.Column('move_id', BigId, nullable=True),
    sa.Column('task_id', BigId, nullable=True),
    sa.Column('expected_close', sa.Date(), nullable=True),
    sa.Column('probability', sa.BigInteger(), nullable=True),
    sa.Column('before', JsonValue, nullable=False),
    sa.Column('opened_deal', sa.Boolean(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activities.id'], name=op.f('fk_drafts_activity_id')),
    sa.ForeignKeyConstraint(['deal_id'], ['deals.id'], name=op.f('fk_drafts_deal_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_drafts_employee_id')),
    sa.ForeignKeyConstraint(['move_id'], ['moves.id'], name=op.f('fk_drafts_move_id')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_drafts_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts'))
    )
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafts_employee_id_state'), ['employee_id', 'state'], unique=False)

