import sqlalchemy as sa

from bonghwa.store.tables import Id, Json, UtcTime, id_column, metadata, place_columns

runs = sa.Table(
    "runs",
    metadata,
    id_column(),
    *place_columns(),
    sa.Column("proposal", Id, sa.ForeignKey("proposals.id"), nullable=False, unique=True),
    sa.Column("incident", Id, sa.ForeignKey("incidents.id"), nullable=False, index=True),
    sa.Column("status", sa.String(20), nullable=False, index=True),
    sa.Column("started_at", UtcTime, nullable=False),
    sa.Column("finished_at", UtcTime),
    sa.Column("reason", sa.Text),
    sa.Column("cancel_requested", sa.Boolean, nullable=False, default=False),
)

run_steps = sa.Table(
    "run_steps",
    metadata,
    sa.Column("run", Id, sa.ForeignKey("runs.id"), primary_key=True),
    sa.Column("index", sa.Integer, primary_key=True),
    *place_columns(),
    sa.Column("order", Id, nullable=False, unique=True),
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("host", sa.String(63), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("issued", Json),
    sa.Column("result", Json),
)

run_output = sa.Table(
    "run_output",
    metadata,
    sa.Column("run", Id, sa.ForeignKey("runs.id"), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True),
    *place_columns(),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("stream", sa.String(10), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

stop_switch = sa.Table(
    "stop_switch",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("on", sa.Boolean, nullable=False),
    sa.Column("by", sa.String(100)),
    sa.Column("at", UtcTime),
    sa.Column("reason", sa.String(500)),
)
