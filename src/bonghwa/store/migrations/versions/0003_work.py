"""Reports and notifications. There is no way down: a backup is restored instead."""

import sqlalchemy as sa
from alembic import op

from bonghwa.store.tables import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notifications",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_notifications_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    )
    op.create_index(op.f("ix_notifications_incident"), "notifications", ["incident"], unique=False)
    op.create_index(op.f("ix_notifications_institution"), "notifications", ["institution"], unique=False)
    op.create_index(op.f("ix_notifications_system"), "notifications", ["system"], unique=False)
    op.create_index(op.f("ix_notifications_topic"), "notifications", ["topic"], unique=False)
    op.create_table(
        "reports",
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_reports_incident")),
        sa.PrimaryKeyConstraint("incident", "language", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_institution"), "reports", ["institution"], unique=False)
    op.create_index(op.f("ix_reports_system"), "reports", ["system"], unique=False)
