"""What the operator adds to the built-in rules; it can only narrow them."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bonghwa.understanding.shell import patterns

MOST_PATTERNS = 2000
LONGEST_PATTERN = 500


@dataclass(frozen=True, slots=True)
class Policy:
    """The operator's lists and the known hosts.

    `deny`: a command that matches one of these patterns is forbidden. `allow`: when there is any, a command that
    matches none of them is never read-only by itself. A pattern is plain text with `*` for anything and `?` for one
    character; it is compared with the whole line and with every simple command in it, after quotes are resolved.
    `inventory_hosts`: names, addresses and networks that reading commands may contact; None when no inventory is
    known. Loopback is always allowed.
    """

    deny: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    inventory_hosts: frozenset[str] | None = None

    @classmethod
    def from_text(
        cls, *, deny: str = "", allow: str = "", inventory_hosts: Iterable[str] | None = None
    ) -> "Policy":
        """A policy from the text of two files: one pattern a line, `#` starts a comment line.

        Raises:
            ValueError: a list is too long or a pattern is longer than 500 characters.
        """
        hosts = None if inventory_hosts is None else frozenset(host.lower() for host in inventory_hosts)
        return cls(deny=_patterns(deny), allow=_patterns(allow), inventory_hosts=hosts)

    def denied_by(self, text: str) -> str | None:
        """The first deny pattern that matches `text`."""
        return next((pattern for pattern in self.deny if _compiled(pattern).match(_squeeze(text))), None)

    def allows(self, text: str) -> bool:
        """Whether the allow list, if there is one, has a pattern for `text`."""
        return not self.allow or any(_compiled(pattern).match(_squeeze(text)) for pattern in self.allow)

    def knows_host(self, host: str) -> bool:
        """Whether reading commands may contact `host`."""
        if self.inventory_hosts is None or is_loopback(host):
            return True
        if host.lower() in self.inventory_hosts:
            return True
        try:
            address = ipaddress.ip_address(host.strip("[]"))
        except ValueError:
            return False
        return any(address in network for network in _networks(self.inventory_hosts))


DEFAULT = Policy()


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine itself."""
    name = host.lower().strip("[]")
    if name in {"localhost", "localhost.localdomain", "::1", "0.0.0.0", "ip6-localhost"}:  # noqa: S104  # compared, not bound
        return True
    return patterns.fullmatch(r"127\.\d{1,3}\.\d{1,3}\.\d{1,3}", name) is not None


def _patterns(text: str) -> tuple[str, ...]:
    lines = [line.strip() for line in text.splitlines()]
    found = tuple(_squeeze(line) for line in lines if line and not line.startswith("#"))
    if len(found) > MOST_PATTERNS:
        raise ValueError(f"The list has {len(found)} patterns; at most {MOST_PATTERNS} are read. Shorten it.")
    longest = max((len(line) for line in found), default=0)
    if longest > LONGEST_PATTERN:
        raise ValueError(
            f"A pattern has {longest} characters; at most {LONGEST_PATTERN} are read. Shorten it."
        )
    return found


def _squeeze(text: str) -> str:
    return " ".join(text.split())


class _Glob:
    """A pattern with `*` and `?`, matched in time linear in text times pattern (no backtracking explosion)."""

    __slots__ = ("_exact", "_last", "_parts")

    def __init__(self, pattern: str) -> None:
        self._parts = [
            re.compile(re.escape(part).replace(r"\?", "."), re.DOTALL) for part in pattern.split("*")
        ]
        self._exact = len(self._parts) == 1
        self._last = len(pattern.rpartition("*")[2])

    def match(self, text: str) -> bool:
        if self._exact:
            return self._parts[0].fullmatch(text) is not None
        first = self._parts[0].match(text)
        if first is None:
            return False
        place = first.end()
        for part in self._parts[1:-1]:
            found = part.search(text, place)
            if found is None:
                return False
            place = found.end()
        return self._parts[-1].fullmatch(text, max(place, len(text) - self._last)) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> _Glob:
    return _Glob(pattern)


@lru_cache(maxsize=16)
def _networks(hosts: frozenset[str]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    found: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
    for host in hosts:
        if "/" in host:
            try:
                found.append(ipaddress.ip_network(host, strict=False))
            except ValueError:
                continue
    return tuple(found)
