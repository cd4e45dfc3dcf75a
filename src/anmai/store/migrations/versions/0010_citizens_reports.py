"""Keep citizens' reports, their numbers, and what their reporters were told.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "citizen_reports",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("received", sa.String(length=32), nullable=False, comment="UTC"),
        sa.Column("day", sa.String(length=10), nullable=False, comment="Day of the number (UTC+8)"),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="Of the day, from 1"),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reporter", sa.String(length=128), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("subject", sa.String(length=256), nullable=True, comment="Whom it complains of"),
        sa.Column("address", sa.String(length=512), nullable=True, comment="Where it is about"),
        sa.Column("region", sa.String(length=128), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False, comment="counter | phone | letter | web | referred"),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("citizen_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citizen_reports_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_citizen_reports_status"), ["status"], unique=False)
    op.create_table(
        "citizen_report_steps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=True),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("told", sa.Text(), nullable=True, comment="What the reporter hears"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("citizen_report_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citizen_report_steps_number"), ["number"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("citizen_report_steps")
    op.drop_table("citizen_reports")
