import sqlalchemy as sa

from bonghwa.store.tables import Id, Json, UtcTime, id_column, metadata, place_columns

signal_batches = sa.Table(
    "signal_batches",
    metadata,
    id_column(),
    sa.Column("agent", Id, nullable=False, index=True),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("received_at", UtcTime, nullable=False, index=True),
    sa.Column("records", sa.BigInteger, nullable=False),
    sa.Column("dropped", sa.BigInteger, nullable=False),
    sa.Column("sealed", sa.Text),
    sa.Column("absorbed", sa.Boolean, nullable=False, default=False),
)

signals = sa.Table(
    "signals",
    metadata,
    id_column(),
    *place_columns(),
    sa.Column("batch", Id, sa.ForeignKey("signal_batches.id"), nullable=False, index=True),
    sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
    sa.Column("template", sa.Text, nullable=False),
    sa.Column("level", sa.String(10), nullable=False),
    sa.Column("severity_number", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("host", sa.String(63), nullable=False),
    sa.Column("service", sa.String(127), nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("first_seen", UtcTime, nullable=False),
    sa.Column("last_seen", UtcTime, nullable=False, index=True),
    sa.Column("source", sa.String(500), nullable=False),
    sa.Column("attributes", Json, nullable=False),
)
