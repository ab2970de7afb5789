import sqlalchemy as sa

from bonghwa.store.tables import Id, Json, UtcTime, metadata, place_columns

diagnoses = sa.Table(
    "diagnoses",
    metadata,
    sa.Column("incident", Id, sa.ForeignKey("incidents.id"), primary_key=True),
    *place_columns(),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("started_at", UtcTime, nullable=False),
    sa.Column("finished_at", UtcTime),
    sa.Column("cause", sa.String(60)),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("severity", sa.String(10)),
    sa.Column("claims", Json, nullable=False),
    sa.Column("reason", sa.Text),
)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("incident", Id, sa.ForeignKey("incidents.id"), primary_key=True),
    sa.Column("id", sa.String(10), primary_key=True),
    *place_columns(),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("origin", sa.String(300), nullable=False),
    sa.Column("title", sa.String(100), nullable=False),
    sa.Column("values", Json, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)
