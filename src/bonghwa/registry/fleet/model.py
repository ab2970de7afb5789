"""The inventory: institutions own systems, systems run on servers, servers carry services, agents reach servers."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from bonghwa.kernel.errors import Conflict
from bonghwa.vocabulary.values import AbsolutePath, Code, HttpUrl, ServiceName, Values

RESERVED_CODES = frozenset(
    {"api", "app", "assets", "docs", "health", "incidents", "login", "mcp", "metrics", "ready", "stats", "ws"}
)
OFFLINE_AFTER = timedelta(seconds=30)

Title = Annotated[str, Meta(min_length=1, max_length=200)]


class AlreadyThere(Conflict):
    """The inventory holds it already; adding it again changes nothing."""

    code = "already_there"


class Institution(Values, frozen=True):
    code: Code
    name: Title


class System(Values, frozen=True):
    institution: Code
    code: Code
    name: Title


class Server(Values, frozen=True):
    """A host. `code` is unique in the installation; people see it instead of the address."""

    code: Code
    institution: Code
    system: Code
    environment: Code = "prod"
    layer: Annotated[str, Meta(max_length=20)] = "WAS"
    address: Annotated[str, Meta(max_length=255)] = ""
    agent: str | None = None


class ServiceSettings(Values, frozen=True):
    """How a service is run and what belongs to it; what is None is unknown and never guessed."""

    backend: str = "auto"
    home: AbsolutePath | None = None
    health: HttpUrl | None = None
    port: int | None = None
    log_directory: AbsolutePath | None = None
    log_pattern: str = "*"
    log_quota_bytes: int | None = None
    archive_directory: AbsolutePath | None = None
    configuration: tuple[AbsolutePath, ...] = ()
    baseline_store: AbsolutePath | None = None
    depends_on: tuple[ServiceName, ...] = ()


class Service(Values, frozen=True):
    """A program on a server, by its code there."""

    server: Code
    code: ServiceName
    institution: Code
    system: Code
    name: Title
    settings: ServiceSettings = ServiceSettings()


class AgentStatus(StrEnum):
    ONLINE = "online"
    BUSY = "busy"
    OFFLINE = "offline"


class Agent(Values, frozen=True):
    """An agent as enrolled. `connected` and `last_seen` come from its tunnel."""

    id: str
    name: Title
    institution: Code
    system: Code
    public_key: dict[str, str]
    enrolled_at: datetime
    last_seen: datetime | None = None
    connected: bool = False
    running: int = 0
    spooled: int = 0
    version: str = ""
    actions: dict[str, int] = msgspec.field(default_factory=dict)

    def status(self, now: datetime) -> AgentStatus:
        """ONLINE while its heartbeats come, BUSY while an order runs there, else OFFLINE."""
        if not self.connected or self.last_seen is None or now - self.last_seen > OFFLINE_AFTER:
            return AgentStatus.OFFLINE
        return AgentStatus.BUSY if self.running else AgentStatus.ONLINE
