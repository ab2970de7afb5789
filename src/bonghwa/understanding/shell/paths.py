"""Files that must not be shown, must not be written, or must not be swept away."""

import posixpath
import re
from functools import lru_cache

from bonghwa.understanding.shell.expansions import HOLE, TAME
from bonghwa.understanding.shell.globs import could_name
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
from bonghwa.understanding.shell.words import ONE, STAR

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
_EXEMPLARS = tuple(pattern if pattern.endswith("**") else pattern.rstrip("*") for pattern in SECRET_FILES)
"""Name patterns without their open end, so that a glob must come close to a secret's own name."""
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
        patterns: tuple[str, ...] = SECRET_PLACES
    elif HOLE in full:
        patterns = (*SECRET_PLACES, *SECRET_FILES, *SECRET_ENDINGS)
    elif _ONLY_MARKS.match(name):
        patterns = (
            (*SECRET_PLACES, *_EXEMPLARS, *SECRET_ENDINGS) if _SUSPECT_PLACE.search(full) else SECRET_PLACES
        )
    elif _ONLY_MARKS.match(name.rpartition(".")[0] or name):
        patterns = (*SECRET_PLACES, *SECRET_ENDINGS)
    else:
        patterns = (*SECRET_PLACES, *_EXEMPLARS, *SECRET_ENDINGS)
    for pattern in patterns:
        if could_name(full, pattern):
            return f"credentials or key material ({pattern})"
    return None


def _is_secret(full: str) -> bool:
    return _SECRET.match(full) is not None and _PUBLIC.match(full) is None


def _discloses_relative(rest: str) -> str | None:
    """A file below an unknown directory: judged by its own name and by the directories that are written."""
    name = rest.rpartition("/")[2]
    if _MARK.search(rest) is None:
        hidden = _is_secret("/-/" + rest) or any(
            pattern.rpartition("/")[2] == name
            for pattern in SECRET_PLACES
            if "*" not in pattern.rpartition("/")[2]
        )
        return "credentials or key material" if hidden and _PUBLIC.match("/-/" + rest) is None else None
    if _ONLY_MARKS.match(name) and "/" not in rest:
        return "whatever lies in the current directory" if HOLE in name else None
    if HOLE not in rest and not (name.rpartition(".")[0] or name).strip("\ue000\ue001\ue003"):
        patterns: tuple[str, ...] = SECRET_ENDINGS
    else:
        patterns = (*_EXEMPLARS, *SECRET_ENDINGS, *SECRET_PLACES)
    for pattern in patterns:
        tail = "/-/" + pattern.rpartition("/")[2] if pattern in SECRET_PLACES else pattern
        if tail not in {"/-/*", "/-/**"} and could_name("/-/" + rest, tail):
            return f"credentials or key material ({pattern})"
    return None


def discloses_below(path: str, base: str | None = None) -> str | None:
    """Why reading everything below `path` could disclose credentials, or None."""
    full = normal(path, base).rstrip("/") or "/"
    if full == "/" or any(full == place or place.startswith(full + "/") for place in SECRET_DIRECTORIES):
        return f"everything below {full}, where credentials lie"
    if any(mark in full for mark in (HOLE, STAR, ONE)) and any(
        could_name(full, place) for place in SECRET_DIRECTORIES
    ):
        return "a directory where credentials lie"
    return discloses(path, base) or discloses(full + "/" + "x", base)


def harmless_sink(path: str) -> bool:
    """Whether writing to `path` changes nothing."""
    return path in HARMLESS_SINKS or re.fullmatch(r"/dev/fd/[0-9\ue003]+", path) is not None


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
    if any(could_name(full, pattern) for pattern in UNWRITABLE) and full.startswith(
        tuple(GUARDED_DIRECTORIES)
    ):
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
    stem = re.sub("(?:/[\ue000-\ue003.]*)+\\Z", "", full) or "/"
    if stem == "/" or stem in WIDE_DIRECTORIES or HOLE in stem[:2]:
        return True
    if deep and re.fullmatch(r"/(?:home|Users|srv|data|app|opt)/[^/]+", stem):
        return True
    return any(stem == place or stem.startswith(place + "/") for place in GUARDED_DIRECTORIES) or any(
        could_name(stem, place) for place in WIDE_DIRECTORIES if _MARK.search(stem)
    )


def disposable(path: str, base: str | None = None) -> bool:
    """Whether a directory's own name says that it may go (temporary, cached, dated or superseded copies)."""
    return not wide(path, base) and _DISPOSABLE.search(normal(path, base)) is not None
