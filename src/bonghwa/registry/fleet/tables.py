"""Tables of the inventory. Codes are the keys: they appear in addresses and never change."""

import sqlalchemy as sa

from bonghwa.store.tables import CodeText, Id, Json, UtcTime, id_column, metadata, place_columns

institutions = sa.Table(
    "institutions",
    metadata,
    sa.Column("code", CodeText, primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
)

systems = sa.Table(
    "systems",
    metadata,
    sa.Column("institution", CodeText, sa.ForeignKey("institutions.code"), primary_key=True),
    sa.Column("code", CodeText, primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
)

agents = sa.Table(
    "agents",
    metadata,
    id_column(),
    *place_columns(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("public_key", Json, nullable=False),
    sa.Column("enrolled_at", UtcTime, nullable=False),
    sa.Column("last_seen", UtcTime),
    sa.Column("connected", sa.Boolean, nullable=False, default=False),
    sa.Column("running", sa.Integer, nullable=False, default=0),
    sa.Column("spooled", sa.Integer, nullable=False, default=0),
    sa.Column("version", sa.String(50), nullable=False, default=""),
    sa.Column("actions", Json, nullable=False, default=dict),
)

enrolment_tokens = sa.Table(
    "enrolment_tokens",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    *place_columns(),
    sa.Column("hosts", Json, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.Column("used_by", Id),
)

servers = sa.Table(
    "servers",
    metadata,
    sa.Column("code", CodeText, primary_key=True),
    *place_columns(),
    sa.Column("environment", CodeText, nullable=False),
    sa.Column("layer", sa.String(20), nullable=False),
    sa.Column("address", sa.String(255), nullable=False, default=""),
    sa.Column("agent", Id, sa.ForeignKey("agents.id")),
)

services = sa.Table(
    "services",
    metadata,
    sa.Column("server", CodeText, sa.ForeignKey("servers.code"), primary_key=True),
    sa.Column("code", sa.String(127), primary_key=True),
    *place_columns(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("settings", Json, nullable=False),
)
