"""Settings of a server: `bonghwa.toml` in its data directory, overridden by `BONGHWA_*` in the environment."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from bonghwa.kernel.errors import Invalid

PREFIX = "BONGHWA_"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a server can be told. docs/settings.md describes each; a test holds the two together."""

    data: Path
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8470
    public_url: str = ""
    database_url: str = ""
    workflow_database_url: str = ""
    language: Literal["ko", "en"] = "ko"
    notify: tuple[str, ...] = ()
    trusted_proxies: str = "127.0.0.1"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"
    web: Path | None = None

    @property
    def database(self) -> str:
        """The URL of the store; an embedded SQLite file unless told otherwise."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data / 'bonghwa.db'}"

    @property
    def workflow_database(self) -> str:
        """The URL of the durable workflows' own database."""
        return self.workflow_database_url or f"sqlite:///{self.data / 'workflows.db'}"

    @property
    def address(self) -> str:
        """Where people and agents reach the server."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether people come over HTTPS; cookies are then marked Secure."""
        return self.address.startswith("https://")


def load_settings(data: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the server whose data lies in `data`. Raises Invalid naming the wrong key."""
    environment = os.environ if environment is None else environment
    raw: dict[str, Any] = {}
    file = data / "bonghwa.toml"
    if file.exists():
        try:
            raw = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Invalid(
                f"{file} cannot be read: {error}", next_step="Correct the file and start again."
            ) from error
    for name in Settings.__struct_fields__:
        value = environment.get(PREFIX + name.upper())
        if value is not None:
            raw[name] = value.split() if name == "notify" else value
    raw["data"] = str(data.resolve())
    try:
        return msgspec.convert(raw, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise Invalid(
            f"A setting is wrong: {error}", next_step=f"Correct {file} or the environment."
        ) from error


def _path(type_: type, value: Any) -> Any:
    if type_ is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError(type_)
