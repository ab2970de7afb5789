import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class ConfigurationError(Exception):
    """The configuration file cannot be used; the message names file, key, what is wanted and what was found."""


@dataclass(frozen=True)
class Configuration:
    """What the worker needs to know; `quota_bytes` is the size the log directory may have."""

    port: int
    tax_rate: float
    largest_quantity: int
    payment_address: str
    quota_bytes: int


def load(path: Path) -> Configuration:
    """Reads and checks a configuration file.

    Raises:
        ConfigurationError: it is missing, no TOML, or a value is missing or not usable.
    """
    where = f"{path.parent.name}/{path.name}"
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"cannot read {where}: {error}") from error
    tax_rate = _value(values, "orders.tax_rate")
    if isinstance(tax_rate, bool) or not isinstance(tax_rate, int | float) or not 0 <= tax_rate <= 1:
        raise _invalid(where, "orders.tax_rate", "a number from 0 to 1", tax_rate)
    address = _value(values, "orders.payment_address")
    if not isinstance(address, str) or not address.startswith("https://"):
        raise _invalid(where, "orders.payment_address", "an https address", address)
    return Configuration(
        port=_integer(values, where, "worker.port", 1, 65535),
        tax_rate=float(tax_rate),
        largest_quantity=_integer(values, where, "orders.largest_quantity", 1, 1000),
        payment_address=address,
        quota_bytes=_integer(values, where, "log.quota_bytes", 4096, 1 << 40),
    )


def _value(values: dict[str, Any], key: str) -> object:
    section, _, name = key.partition(".")
    found = values.get(section)
    return found.get(name) if isinstance(found, dict) else None


def _integer(values: dict[str, Any], where: str, key: str, lowest: int, highest: int) -> int:
    found = _value(values, key)
    if isinstance(found, bool) or not isinstance(found, int) or not lowest <= found <= highest:
        raise _invalid(where, key, f"a whole number from {lowest} to {highest}", found)
    return found


def _invalid(where: str, key: str, wanted: str, found: object) -> ConfigurationError:
    shown = "nothing" if found is None else repr(found)[:80]
    return ConfigurationError(f"invalid configuration in {where}: {key} must be {wanted}, found {shown}")
