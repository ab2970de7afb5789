"""What service actions are told and what they see."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from bonghwa.vocabulary.values import AbsolutePath, HttpUrl, ServiceName, Values

Port: TypeAlias = Annotated[int, Meta(ge=1, le=65535)]
BackendChoice: TypeAlias = Literal["auto", "systemd", "sysv", "scripts", "supervisord"]


class ServiceParams(Values, frozen=True):
    """Which service, and how its health is known.

    `home` is, for scripts, the directory with `bin/startup.sh`, `bin/shutdown.sh` and `run/*.pid` (a Tomcat's
    CATALINA_BASE as well); for supervisord, the directory with `supervisord.conf`. `auto` takes the first that is
    there: scripts (when `home` has them), systemd, supervisord, sysv.
    """

    service: ServiceName
    backend: BackendChoice = "auto"
    home: AbsolutePath | None = None
    port: Port | None = None
    health: HttpUrl | None = None

    def __post_init__(self) -> None:
        if self.backend == "scripts" and self.home is None:
            raise ValueError("backend scripts needs `home`")


class StoppingParams(ServiceParams, frozen=True, kw_only=True):
    """`force` ends processes that outlive their shutdown: TERM, then KILL."""

    force: bool = False


Activity: TypeAlias = Literal["active", "partial", "changing", "failed", "inactive", "unknown"]


class ServiceState(Values, frozen=True):
    """What was seen of a service.

    `identity` names this very run of it (systemd's InvocationID; process id, start and boot elsewhere): a service
    that truly started anew shares none with its former self. `partial`: some of its processes are gone.
    `http_code` is None when not asked or not to be told, 0 when nothing answered. `not_found` says for each backend
    that was tried why it does not have the service, `obstacles` what the agent's user may not do.
    """

    backend: str | None
    activity: Activity
    detail: str = ""
    pids: tuple[int, ...] = ()
    identity: tuple[str, ...] = ()
    port_listening: bool | None = None
    port_pid: int | None = None
    http_code: int | None = None
    http_reason: str = ""
    user: str = ""
    not_found: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        return self.activity == "active"
