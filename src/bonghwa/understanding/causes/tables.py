"""Causes that show in figures rather than words: tables of `df`, and `key=value` lines of our own looks."""

import re
from collections.abc import Callable

from .cause import Sign
from .excerpt import Excerpt
from .marks import Mark

FULL = 97  # percent from which a file system counts as full

_ROW = re.compile(
    r"^[#\s]{0,8}(\S{1,200})\s+[\d.]+[kmgtp]?i?\s+[\d.]+[kmgtp]?i?\s+-?[\d.]+[kmgtp]?i?\s+(\d{1,3})%\s+(/\S{0,200})"
)
_FIELD = re.compile(r"(?<![\w.])([a-z][\w./\[\]-]{0,80})\s?[=:]\s?\"?(\d{1,3})(?:\.\d{1,6})?%?\"?(?![\w.])")
# How the judgement of `host.resources` says it.
_SAID = re.compile(r"(?<!\S)/\S{0,200} (\d{1,3})(?:\.\d{1,6})? % (full|of its inodes used)")
# Mounts that are full by nature.
_NATURALLY_FULL = ("/snap/", "/dev/loop", "squashfs", "/media/cdrom", "iso9660")

_DISK_ROW = Sign(("df",), 0.9, why="a file system in the table has no space left")
_INODE_ROW = Sign(("df -i",), 0.97, why="a file system in the table has no free inodes left")
_DISK_FIELD = Sign(("disk percent",), 0.85, why="the measured use of the file system is at its limit")
_INODE_FIELD = Sign(("inodes percent",), 0.9, why="the measured use of inodes is at its limit")


def _rows(excerpt: Excerpt, *, inodes: bool) -> tuple[Mark, ...]:
    sign = _INODE_ROW if inodes else _DISK_ROW
    marks, inode_table = [], False
    for at, line in enumerate(excerpt.lines):
        if "use%" in line.low or "capacity" in line.low:
            inode_table = "iuse%" in line.low or "ifree" in line.low
            continue
        row = _ROW.match(line.low) if "%" in line.low else None
        if row is None or any(word in line.low for word in _NATURALLY_FULL):
            continue
        if inode_table is inodes and int(row[2]) >= FULL:
            marks.append(Mark(sign, at, row.end(), sign.weight))
    return tuple(marks)


def _fields(excerpt: Excerpt, *, inodes: bool) -> tuple[Mark, ...]:
    sign = _INODE_FIELD if inodes else _DISK_FIELD
    marks = []
    for at, line in enumerate(excerpt.lines):
        ending = "of its inodes used" if inodes else "full"
        if any(said[2] == ending and int(said[1]) >= FULL for said in _SAID.finditer(line.low)):
            marks.append(Mark(sign, at, len(line.low), sign.weight))
            continue
        if "disk" not in line.low and "inode" not in line.low and "filesystem" not in line.low:
            continue
        for found in _FIELD.finditer(line.low):
            name = found[1]
            percent = (
                "percent" in name or "pct" in name or "usage" in name or "used" in name or "%" in found[0]
            )
            about = (
                "inode" in name
                if inodes
                else ("disk" in name or "filesystem" in name) and "inode" not in name
            )
            if percent and about and FULL <= int(found[2]) <= 100:
                marks.append(Mark(sign, at, found.end(), sign.weight))
                break
    return tuple(marks)


def _disk(excerpt: Excerpt) -> tuple[Mark, ...]:
    return _rows(excerpt, inodes=False) + _fields(excerpt, inodes=False)


def _inodes(excerpt: Excerpt) -> tuple[Mark, ...]:
    return _rows(excerpt, inodes=True) + _fields(excerpt, inodes=True)


FIGURES: dict[str, Callable[[Excerpt], tuple[Mark, ...]]] = {"disk_full": _disk, "inode_exhausted": _inodes}
