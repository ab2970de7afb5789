"""Network destinations: which host a word names, and whether a reading command may contact it."""

import re

from bonghwa.understanding.shell.expansions import HOLE, TAME
from bonghwa.understanding.shell.policy import Policy, is_loopback
from bonghwa.understanding.shell.words import Word

_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,20})://(?:(?P<user>[^/@?#]*)@)?(?P<host>\[[^\]]*\]|[^/:?#]*)(?::(?P<port>[^/?#]*))?(?P<path>.*)\Z",
    re.DOTALL,
)
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})\Z|\[?[0-9A-Fa-f:.]{2,45}(?:%\w+)?\]?\Z")
_ODD_NUMBER = re.compile(r"(?:0[xX][0-9A-Fa-f.xX]+|\d{5,}|0\d+(?:\.\d+){1,3}|\d+\.\d+|\d+\.\d+\.\d+)\Z")
_METADATA = re.compile(
    r"(?:169\.254\.169\.25[34]|169\.254\.170\.2|100\.100\.100\.200|metadata(?:\.google\.internal)?|192\.0\.0\.192|"
    r"fd00:ec2::254|::ffff:169\.254\.169\.254|::ffff:a9fe:a9fe|instance-data(?:\.\w+)*|169\.254\.\d+\.\d+)\Z"
)


def url_parts(text: str) -> tuple[str, str, str, str] | None:
    """Scheme, user part, host and the rest of a URL, or None when it is none."""
    match = _URL.match(text)
    if match is None:
        return None
    return match["scheme"].lower(), match["user"] or "", match["host"].strip("[]"), match["path"] or ""


def host_of(text: str) -> str:
    """The bare host of `user@host:port`, `[address]:port`, a URL or a plain name."""
    parts = url_parts(text)
    if parts is not None:
        return parts[2]
    text = text.rpartition("@")[2]
    if text.startswith("["):
        return text[1:].partition("]")[0]
    if text.count(":") == 1:
        return text.partition(":")[0]
    return text


def objection(word: Word, host: str, policy: Policy) -> str | None:  # noqa: PLR0911  # one plain branch for each sign or form of the grammar
    """Why a command may not contact `host`, or None when it may."""
    if host in {HOLE, TAME}:
        return "its network destination cannot be compared with the inventory"
    if not word.sure and not _NAME.match(host):
        return "its network destination is put together from other data, which could carry data away"
    name = host.lower().rstrip(".")
    if _METADATA.match(name):
        return "the cloud metadata service hands out credentials"
    if _ODD_NUMBER.match(name):
        return "its destination is an address in an unusual notation, which hides where it goes"
    if not _NAME.match(name):
        return "its network destination cannot be read with certainty"
    if is_loopback(name) or policy.knows_host(name):
        return None
    return f"the host {host} is not in the inventory"
