import sqlalchemy as sa

from bonghwa.store.tables import Id, UtcTime, metadata, place_columns

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("incident", Id, sa.ForeignKey("incidents.id"), primary_key=True),
    sa.Column("language", sa.String(5), primary_key=True),
    *place_columns(),
    sa.Column("markdown", sa.Text, nullable=False),
    sa.Column("html", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
)
