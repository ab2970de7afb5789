import sqlalchemy as sa

from bonghwa.store.tables import Id, UtcTime, id_column, metadata, place_columns

approvals = sa.Table(
    "approvals",
    metadata,
    id_column(),
    *place_columns(),
    sa.Column("proposal", Id, sa.ForeignKey("proposals.id"), nullable=False, index=True),
    sa.Column("person", Id, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("person_name", sa.String(200), nullable=False),
    sa.Column("decision", sa.String(10), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("signature", sa.Text),
    sa.Column("key_id", sa.String(64)),
    sa.Column("reason", sa.String(500)),
)
