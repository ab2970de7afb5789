import sqlalchemy as sa

from bonghwa.store.tables import Id, UtcTime, id_column, metadata, place_columns

notifications = sa.Table(
    "notifications",
    metadata,
    id_column(),
    *place_columns(),
    sa.Column("incident", Id, sa.ForeignKey("incidents.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(30), nullable=False),
    sa.Column("topic", sa.String(300), nullable=False, index=True),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("sent_at", UtcTime),
)
