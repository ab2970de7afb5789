import sqlalchemy as sa

from bonghwa.store.tables import Id, Json, UtcTime, id_column, metadata, place_columns

proposals = sa.Table(
    "proposals",
    metadata,
    id_column(),
    *place_columns(),
    sa.Column("incident", Id, sa.ForeignKey("incidents.id"), nullable=False, index=True),
    sa.Column("status", sa.String(20), nullable=False, index=True),
    sa.Column("risk", sa.String(20), nullable=False),
    sa.Column("plan", Json, nullable=False),
    sa.Column("plan_hash", sa.String(64), nullable=False),
    sa.Column("previews", Json, nullable=False),
    sa.Column("intent_hash", sa.String(64), nullable=False, index=True),
    sa.Column("requester", sa.String(100), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.Column("decided_at", UtcTime),
)

beneficiaries = sa.Table(
    "proposal_incidents",
    metadata,
    sa.Column("proposal", Id, sa.ForeignKey("proposals.id"), primary_key=True),
    sa.Column("incident", Id, sa.ForeignKey("incidents.id"), primary_key=True, index=True),
)
