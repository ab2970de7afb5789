"""Files that must not be shown, must not be written, or must not be swept away."""

import posixpath
import re
from functools import lru_cache

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.expansions import HOLE, TAME
from bonghwa.understanding.shell.globs import Guarded, first_named, guarded_patterns
from bonghwa.understanding.shell.rules.guarded import (
    DISPOSABLE,
    GUARDED_DIRECTORIES,
    HARMLESS_SINKS,
    PUBLIC_EXCEPTIONS,
    SECRET_DIRECTORIES,
    SECRET_DUMPS,
    SECRET_ENDINGS,
    SECRET_FILES,
    SECRET_PLACES,
    UNWRITABLE,
    WIDE_DIRECTORIES,
)
from bonghwa.understanding.shell.words import STAR

_MARK = re.compile("[\ue000-\ue003]")


def _translate(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(_translate(pattern) for pattern in patterns) + r")\Z", re.DOTALL)


_SECRET = _any_of(SECRET_PLACES + SECRET_FILES + SECRET_ENDINGS + SECRET_DUMPS)
_DUMP = _any_of(SECRET_DUMPS)
_PUBLIC = _any_of(PUBLIC_EXCEPTIONS)
_UNWRITABLE = _any_of(UNWRITABLE)
_DISPOSABLE = re.compile(DISPOSABLE)
_SUSPECT_PLACE = re.compile(
    r"/(?:etc|root|home|ssl|pki|tls|\.?ssh|private|secrets?|certs?|keys?|conf|config)(?:/|\Z)"
)


def _exemplars(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Name patterns without their open end, so that a glob must come close to a guarded name itself."""
    return tuple(pattern if pattern.endswith("**") else pattern.rstrip("*") for pattern in patterns)


_PLACES = guarded_patterns(SECRET_PLACES)
_ENDINGS = guarded_patterns(SECRET_ENDINGS)
_NAMES = guarded_patterns(_exemplars(SECRET_FILES))
_OPEN_NAMES = guarded_patterns(SECRET_FILES)
_PLACE_NAMES = tuple(
    name for name in {pattern.rpartition("/")[2].rstrip("*") for pattern in SECRET_PLACES} if name
)
_PLACE_TAILS = guarded_patterns(tuple("/-/" + name for name in _PLACE_NAMES))
_PLAIN_PLACE_NAMES = frozenset(name for name in _PLACE_NAMES if "*" not in name)
_DIRECTORIES = guarded_patterns(SECRET_DIRECTORIES)
_WIDE = guarded_patterns(WIDE_DIRECTORIES)
_NO_WRITING = guarded_patterns(_exemplars(UNWRITABLE))
_ONLY_MARKS = re.compile("[\ue000-\ue003.]*\\Z")
_PROC_ALIAS = re.compile(r"/proc/[^/]+/(?:root|cwd|task/[^/]+/(?:root|cwd))(?=/|\Z)")


@lru_cache(maxsize=8192)
def normal(path: str, base: str | None = None) -> str:
    """An absolute path without `.`, `..` and doubled slashes; relative ones stand below `base` (or an unknown place)."""
    if not path.startswith(("/", HOLE)):
        path = f"{base}/{path}" if base else f"/{TAME}cwd/{path}"
    if path.startswith("/"):
        path = posixpath.normpath("/" + path.lstrip("/"))
    return _PROC_ALIAS.sub("", path) or "/"


def discloses(path: str, base: str | None = None) -> str | None:
    """Why showing what is in `path` could disclose credentials, or None."""
    if path in {"-", ""} or path.startswith("/dev/fd/"):
        return None
    full = normal(path, base)
    if full.startswith(f"/{TAME}cwd/"):
        return _discloses_relative(full[len(f"/{TAME}cwd/") :])
    if _MARK.search(full) is None:
        return "credentials or key material" if _is_secret(full) else None
    if full[0] == HOLE and _ONLY_MARKS.match(full):
        return "a file that cannot be known beforehand"
    return _could_disclose(full)


@lru_cache(maxsize=4096)
def _could_disclose(full: str) -> str | None:
    """A path with globs or unknown parts: whether it could name a secret, without suspecting every `*.log`."""
    name = full.rpartition("/")[2]
    if full.startswith("/proc/"):
        tables: tuple[tuple[Guarded, ...], ...] = (_PLACES,)
    elif HOLE in full:
        tables = (_PLACES, _OPEN_NAMES, _ENDINGS)
    elif _ONLY_MARKS.match(name) and "." not in name:
        tables = (_PLACES, _NAMES, _ENDINGS) if _SUSPECT_PLACE.search(full) else (_PLACES,)
    elif name.rpartition(".")[0] and _ONLY_MARKS.match(name.rpartition(".")[0]):
        tables = (_PLACES, _ENDINGS)
    else:
        tables = (_PLACES, _NAMES, _ENDINGS)
    return _named(full, tables)


def _named(full: str, tables: tuple[tuple[Guarded, ...], ...]) -> str | None:
    for table in tables:
        pattern = first_named(full, table)
        if pattern is not None:
            return f"credentials or key material ({pattern})"
    return None


def _is_secret(full: str) -> bool:
    return _SECRET.match(full) is not None and _PUBLIC.match(full) is None


def _discloses_relative(rest: str) -> str | None:
    """A file below an unknown directory: judged by its own name and by the directories that are written."""
    name = rest.rpartition("/")[2]
    if _MARK.search(rest) is None:
        hidden = _is_secret("/-/" + rest) or name in _PLAIN_PLACE_NAMES
        return "credentials or key material" if hidden and _PUBLIC.match("/-/" + rest) is None else None
    if _ONLY_MARKS.match(name) and "/" not in rest and "." not in name:
        return "whatever lies in the current directory" if HOLE in name else None
    stem = name.rpartition(".")[0] or name
    if HOLE not in rest and stem != name and not stem.strip("\ue000\ue001\ue003"):
        return _named("/-/" + rest, (_ENDINGS,))
    return _named("/-/" + rest, (_NAMES, _ENDINGS, _PLACE_TAILS))


def discloses_below(path: str, base: str | None = None) -> str | None:
    """Why reading everything below `path` could disclose credentials, or None."""
    full = normal(path, base).rstrip("/") or "/"
    if full == "/" or any(full == place or place.startswith(full + "/") for place in SECRET_DIRECTORIES):
        return f"everything below {full}, where credentials lie"
    if first_named(full, _DIRECTORIES) is not None:
        return "a directory where credentials lie"
    return discloses(path, base) or discloses(full + "/" + "x", base)


def harmless_sink(path: str) -> bool:
    """Whether writing to `path` changes nothing."""
    return path in HARMLESS_SINKS or patterns.fullmatch(r"/dev/fd/[0-9\ue003]+", path) is not None


@lru_cache(maxsize=4096)
def guarded(path: str, base: str | None = None) -> str | None:
    """Why nobody may write to `path` by a free command, or None when a bounded change may be made there."""
    full = normal(path, base)
    if _MARK.search(full) is None:
        if _UNWRITABLE.match(full) or (_is_secret(full) and not _DUMP.match(full)):
            return "a file that security, start-up or the system itself depends on"
        return None
    if full[0] == HOLE:
        return "a place that cannot be known beforehand"
    if first_named(full, _NO_WRITING) is not None:
        return "possibly a file that security, start-up or the system itself depends on"
    return None


@lru_cache(maxsize=4096)
def wide(path: str, base: str | None = None, *, deep: bool = True) -> bool:
    """Whether `path` is so much that losing or altering all of it harms the whole host or service.

    With `deep`, a whole application directory (`/app/portal`) counts too.
    """
    if path in {"", ".", "..", "*", STAR, "./", "../", "./" + STAR, "../" + STAR, "." + STAR}:
        return True
    full = normal(path, base)
    if full.startswith((HOLE, f"/{TAME}cwd/..")):
        return True
    stem = patterns.replace("(?:/[\ue000-\ue003.]*)+\\Z", "", full) or "/"
    if stem == "/" or stem in WIDE_DIRECTORIES or HOLE in stem[:2]:
        return True
    if deep and patterns.fullmatch(r"/(?:home|Users|srv|data|app|opt)/[^/]+", stem):
        return True
    if any(stem == place or stem.startswith(place + "/") for place in GUARDED_DIRECTORIES):
        return True
    return _MARK.search(stem) is not None and first_named(stem, _WIDE) is not None


def disposable(path: str, base: str | None = None) -> bool:
    """Whether a directory's own name says that it may go (temporary, cached, dated or superseded copies)."""
    return not wide(path, base) and _DISPOSABLE.search(normal(path, base)) is not None
