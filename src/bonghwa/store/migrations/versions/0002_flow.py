"""The river. There is no way down: a backup is restored instead."""

import sqlalchemy as sa
from alembic import op

from bonghwa.store.tables import Json, UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("host", sa.String(length=63), nullable=False),
        sa.Column("service", sa.String(length=127), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("first_seen", UtcTime(), nullable=False),
        sa.Column("last_seen", UtcTime(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.Column("resolved_at", UtcTime(), nullable=True),
        sa.Column("regression_of", sa.String(length=36), nullable=True),
        sa.Column("cause", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("number", name=op.f("uq_incidents_number")),
    )
    op.create_index(op.f("ix_incidents_institution"), "incidents", ["institution"], unique=False)
    op.create_index("ix_incidents_key", "incidents", ["host", "service", "fingerprint"], unique=False)
    op.create_index(op.f("ix_incidents_opened_at"), "incidents", ["opened_at"], unique=False)
    op.create_index(op.f("ix_incidents_status"), "incidents", ["status"], unique=False)
    op.create_index(op.f("ix_incidents_system"), "incidents", ["system"], unique=False)
    op.create_table(
        "signal_batches",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("agent", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("dropped", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("absorbed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_batches")),
    )
    op.create_index(op.f("ix_signal_batches_agent"), "signal_batches", ["agent"], unique=False)
    op.create_index(op.f("ix_signal_batches_received_at"), "signal_batches", ["received_at"], unique=False)
    op.create_table(
        "stop_switch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=True),
        sa.Column("at", UtcTime(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_switch")),
    )
    op.create_table(
        "diagnoses",
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.Column("cause", sa.String(length=60), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=True),
        sa.Column("claims", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_diagnoses_incident")),
        sa.PrimaryKeyConstraint("incident", name=op.f("pk_diagnoses")),
    )
    op.create_index(op.f("ix_diagnoses_institution"), "diagnoses", ["institution"], unique=False)
    op.create_index(op.f("ix_diagnoses_system"), "diagnoses", ["system"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_evidence_incident")),
        sa.PrimaryKeyConstraint("incident", "id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_institution"), "evidence", ["institution"], unique=False)
    op.create_index(op.f("ix_evidence_system"), "evidence", ["system"], unique=False)
    op.create_table(
        "incident_timeline",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_incident_timeline_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_timeline")),
    )
    op.create_index(op.f("ix_incident_timeline_incident"), "incident_timeline", ["incident"], unique=False)
    op.create_index(
        op.f("ix_incident_timeline_institution"), "incident_timeline", ["institution"], unique=False
    )
    op.create_index(op.f("ix_incident_timeline_system"), "incident_timeline", ["system"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("risk", sa.String(length=20), nullable=False),
        sa.Column("plan", Json, nullable=False),
        sa.Column("plan_hash", sa.String(length=64), nullable=False),
        sa.Column("previews", Json, nullable=False),
        sa.Column("intent_hash", sa.String(length=64), nullable=False),
        sa.Column("requester", sa.String(length=100), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_proposals_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_incident"), "proposals", ["incident"], unique=False)
    op.create_index(op.f("ix_proposals_institution"), "proposals", ["institution"], unique=False)
    op.create_index(op.f("ix_proposals_intent_hash"), "proposals", ["intent_hash"], unique=False)
    op.create_index(op.f("ix_proposals_status"), "proposals", ["status"], unique=False)
    op.create_index(op.f("ix_proposals_system"), "proposals", ["system"], unique=False)
    op.create_table(
        "signals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("batch", sa.String(length=36), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("severity_number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("host", sa.String(length=63), nullable=False),
        sa.Column("service", sa.String(length=127), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("first_seen", UtcTime(), nullable=False),
        sa.Column("last_seen", UtcTime(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("attributes", Json, nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["signal_batches.id"], name=op.f("fk_signals_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
    )
    op.create_index(op.f("ix_signals_batch"), "signals", ["batch"], unique=False)
    op.create_index(op.f("ix_signals_fingerprint"), "signals", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_signals_institution"), "signals", ["institution"], unique=False)
    op.create_index(op.f("ix_signals_last_seen"), "signals", ["last_seen"], unique=False)
    op.create_index(op.f("ix_signals_system"), "signals", ["system"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("proposal", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("person_name", sa.String(length=200), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("key_id", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_approvals_person")),
        sa.ForeignKeyConstraint(["proposal"], ["proposals.id"], name=op.f("fk_approvals_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_institution"), "approvals", ["institution"], unique=False)
    op.create_index(op.f("ix_approvals_proposal"), "approvals", ["proposal"], unique=False)
    op.create_index(op.f("ix_approvals_system"), "approvals", ["system"], unique=False)
    op.create_table(
        "proposal_incidents",
        sa.Column("proposal", sa.String(length=36), nullable=False),
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_proposal_incidents_incident")),
        sa.ForeignKeyConstraint(["proposal"], ["proposals.id"], name=op.f("fk_proposal_incidents_proposal")),
        sa.PrimaryKeyConstraint("proposal", "incident", name=op.f("pk_proposal_incidents")),
    )
    op.create_index(op.f("ix_proposal_incidents_incident"), "proposal_incidents", ["incident"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("proposal", sa.String(length=36), nullable=False),
        sa.Column("incident", sa.String(length=36), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_runs_incident")),
        sa.ForeignKeyConstraint(["proposal"], ["proposals.id"], name=op.f("fk_runs_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("proposal", name=op.f("uq_runs_proposal")),
    )
    op.create_index(op.f("ix_runs_incident"), "runs", ["incident"], unique=False)
    op.create_index(op.f("ix_runs_institution"), "runs", ["institution"], unique=False)
    op.create_index(op.f("ix_runs_status"), "runs", ["status"], unique=False)
    op.create_index(op.f("ix_runs_system"), "runs", ["system"], unique=False)
    op.create_table(
        "run_output",
        sa.Column("run", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_run_output_run")),
        sa.PrimaryKeyConstraint("run", "sequence", name=op.f("pk_run_output")),
    )
    op.create_index(op.f("ix_run_output_institution"), "run_output", ["institution"], unique=False)
    op.create_index(op.f("ix_run_output_system"), "run_output", ["system"], unique=False)
    op.create_table(
        "run_steps",
        sa.Column("run", sa.String(length=36), nullable=False),
        sa.Column("index", sa.Integer(), nullable=False),
        sa.Column("institution", sa.String(length=63), nullable=False),
        sa.Column("system", sa.String(length=63), nullable=False),
        sa.Column("order", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("host", sa.String(length=63), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("issued", Json, nullable=True),
        sa.Column("result", Json, nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_run_steps_run")),
        sa.PrimaryKeyConstraint("run", "index", name=op.f("pk_run_steps")),
        sa.UniqueConstraint("order", name=op.f("uq_run_steps_order")),
    )
    op.create_index(op.f("ix_run_steps_institution"), "run_steps", ["institution"], unique=False)
    op.create_index(op.f("ix_run_steps_system"), "run_steps", ["system"], unique=False)
