"""What one agent is allowed and told to do: `agent.toml`, which only its own machine can change."""

import ipaddress
import json
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.files import write_atomically
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.values import AbsolutePath, Code, Values, values_from

SOCKET_PATH = "/ws/agent"
_FIX = "Correct the file, or enrol again with `bonghwa agent enroll`."

ActionPattern = Annotated[str, Meta(pattern=r"\A[a-z*?][a-z0-9_.*?-]{0,126}\Z")]


class Allowed(Values, frozen=True):
    """What orders may do here, whatever the server says: action-name patterns, the highest risk, and where.

    With `paths`, every absolute path in the parameters of what acts must be one of them or lie below one.
    """

    actions: tuple[ActionPattern, ...] = ()
    highest_risk: Risk = Risk.READ
    paths: tuple[AbsolutePath, ...] = ()


class Host(Values, frozen=True):
    """A host this agent may act on and speak for, and whose it is (codes of the inventory)."""

    code: Code
    institution: Code
    system: Code


class Watch(Values, frozen=True):
    """Files to follow. `glob` is absolute and may hold `**`; include and exclude are file-name patterns.

    `start` says where to begin in files that are there when this watch is seen for the first time.
    """

    glob: Annotated[str, Meta(pattern=r"\A/[^\x00-\x1f\x7f]*\Z", max_length=4096)]
    host: Code
    service: Code
    start: Literal["end", "beginning"] = "end"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ("*.gz", "*.bz2", "*.xz", "*.zst", "*.zip")


class Limits(Values, frozen=True):
    """Bounds: the spool on disk in bytes, error lines in one batch, seconds one program may take."""

    spool_bytes: Annotated[int, Meta(ge=64 * 1024)] = 256 * 1024 * 1024
    batch_lines: Annotated[int, Meta(ge=1, le=100_000)] = 5_000
    program_seconds: Annotated[float, Meta(gt=0, le=86_400)] = 600.0


class AgentConfiguration(Values, frozen=True):
    """Everything `agent.toml` says. `directory` holds keys, spool and journal and is private to the agent."""

    server: str
    agent: Annotated[str, Meta(min_length=1, max_length=64)]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    directory: str
    allow: Allowed = Allowed()
    limits: Limits = Limits()
    host: tuple[Host, ...] = ()
    watch: tuple[Watch, ...] = ()
    allow_plain_text: bool = False
    ca_file: str | None = None

    @property
    def state(self) -> Path:
        """The folder of keys, spool and journal."""
        return Path(self.directory)

    def host_named(self, code: str) -> Host | None:
        """The configured host of that code, if it is ours."""
        return next((host for host in self.host if host.code == code), None)


def check_configuration(configuration: AgentConfiguration) -> AgentConfiguration:
    """The same configuration if its parts agree. Raises Invalid naming what does not."""
    address = urlsplit(configuration.server)
    if address.scheme not in {"ws", "wss"} or not address.hostname:
        raise Invalid(f"`server` is not a ws:// or wss:// address: {configuration.server!r}.", next_step=_FIX)
    if address.scheme == "ws" and not configuration.allow_plain_text and not _is_loopback(address.hostname):
        raise Invalid(
            "`server` is reached without encryption on another machine.",
            next_step="Use wss://, or set `allow_plain_text = true` where the network itself is trusted.",
        )
    if not configuration.state.is_absolute():
        raise Invalid("`directory` must be an absolute path.", next_step=_FIX)
    codes = [host.code for host in configuration.host]
    if len(set(codes)) != len(codes):
        raise Invalid("A [[host]] code appears twice.", next_step=_FIX)
    for watch in configuration.watch:
        if watch.host not in codes:
            raise Invalid(
                f"The watch of {watch.glob} speaks for {watch.host!r}, which is no [[host]] of this agent.",
                next_step="Add the host, or correct the watch.",
            )
    return configuration


def read_configuration(path: Path) -> AgentConfiguration:
    """Read and check `agent.toml`; a relative `directory` counts from the file. Raises Invalid."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Invalid(
            f"{path} cannot be read ({error.strerror}).", next_step="Enrol with `bonghwa agent enroll`."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"{path} is not valid TOML: {error}.", next_step=_FIX) from error
    if isinstance(raw.get("directory"), str):
        raw["directory"] = str((path.parent / raw["directory"]).resolve())
    return check_configuration(values_from(raw, AgentConfiguration, what=str(path)))


def write_configuration(path: Path, configuration: AgentConfiguration) -> None:
    """Write `configuration` as TOML, readable only by its owner."""
    plain: dict[str, Any] = msgspec.to_builtins(configuration)
    lines: list[str] = []
    tables: list[str] = []
    for name, value in plain.items():
        if value is None:
            continue
        if isinstance(value, dict):
            tables += ["", f"[{name}]", *_pairs(value)]
        elif isinstance(value, list | tuple):
            for item in value:
                tables += ["", f"[[{name}]]", *_pairs(item)]
        else:
            lines.append(f"{name} = {_toml(value)}")
    write_atomically(path, "\n".join([*lines, *tables, ""]).encode(), mode=0o600)


def _pairs(table: dict[str, Any]) -> list[str]:
    return [f"{name} = {_toml(value)}" for name, value in table.items()]


def _toml(value: Any) -> str:
    """A TOML scalar or list: the same text as JSON, but that DEL must be escaped."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
