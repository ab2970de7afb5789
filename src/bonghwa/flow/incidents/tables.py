import sqlalchemy as sa

from bonghwa.store.tables import Id, Json, UtcTime, id_column, metadata, place_columns

incidents = sa.Table(
    "incidents",
    metadata,
    id_column(),
    *place_columns(),
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    sa.Column("host", sa.String(63), nullable=False),
    sa.Column("service", sa.String(127), nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("template", sa.Text, nullable=False),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("sample", sa.Text, nullable=False),
    sa.Column("level", sa.String(10), nullable=False),
    sa.Column("status", sa.String(20), nullable=False, index=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("first_seen", UtcTime, nullable=False),
    sa.Column("last_seen", UtcTime, nullable=False),
    sa.Column("opened_at", UtcTime, nullable=False, index=True),
    sa.Column("updated_at", UtcTime, nullable=False),
    sa.Column("resolved_at", UtcTime),
    sa.Column("regression_of", Id),
    sa.Column("cause", sa.String(60)),
    sa.Index("ix_incidents_key", "host", "service", "fingerprint"),
)

timeline = sa.Table(
    "incident_timeline",
    metadata,
    id_column(),
    *place_columns(),
    sa.Column("incident", Id, sa.ForeignKey("incidents.id"), nullable=False, index=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("key", sa.String(100), nullable=False),
    sa.Column("values", Json, nullable=False),
    sa.Column("actor", sa.String(100)),
)
