import sqlalchemy as sa

from bonghwa.store.tables import CodeText, Id, Json, UtcTime, id_column, metadata

people = sa.Table(
    "people",
    metadata,
    id_column(),
    sa.Column("login", sa.String(63), nullable=False, unique=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("email", sa.String(254), nullable=False, default=""),
    sa.Column("language", sa.String(5), nullable=False, default="ko"),
    sa.Column("timezone", sa.String(64), nullable=False, default="Asia/Seoul"),
    sa.Column("active", sa.Boolean, nullable=False, default=True),
    sa.Column("password_hash", sa.String(255)),
    sa.Column("created_at", UtcTime, nullable=False),
)

grants = sa.Table(
    "grants",
    metadata,
    id_column(),
    sa.Column("person", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("institution", CodeText),
    sa.Column("system", CodeText),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("person", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("csrf", sa.String(64), nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False, index=True),
)

api_tokens = sa.Table(
    "api_tokens",
    metadata,
    id_column(),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("person", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("label", sa.String(100), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime),
    sa.Column("revoked_at", UtcTime),
)

setup_links = sa.Table(
    "setup_links",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.Column("used_at", UtcTime),
)

login_failures = sa.Table(
    "login_failures",
    metadata,
    id_column(),
    sa.Column("subject", sa.String(100), nullable=False, index=True),
    sa.Column("at", UtcTime, nullable=False, index=True),
)

approver_keys = sa.Table(
    "approver_keys",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("person", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("label", sa.String(100), nullable=False),
    sa.Column("jwk", Json, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("revoked_at", UtcTime),
)

rosters = sa.Table(
    "rosters",
    metadata,
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("signed", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
)
