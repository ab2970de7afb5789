"""The look that measures a host."""

from collections.abc import Iterator
from typing import Final

from bonghwa.actions.measurements.model import FileSystem, Process, Resources
from bonghwa.actions.measurements.processes import WATCH
from bonghwa.actions.shell.lines import Lines, number
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.program import Output, Program, posix_script

_DISKS: Final = r"""
# A network file system that does not answer must not hold up the rest.
patient_df() { if have timeout; then timeout 10 df "$@"; else df "$@"; fi 2>/dev/null; }

# say_disks KEY: each line of df as KEY=total used available percent source<TAB>mount
say_disks() {
    LC_ALL=C awk -v key="$1" '
        match($0, / +[0-9]+ +-?[0-9]+ +-?[0-9]+ +([0-9]+%|-) +\//) {
            source = substr($0, 1, RSTART - 1)
            split(substr($0, RSTART, RLENGTH - 1), n, " ")
            mount = substr($0, RSTART + RLENGTH - 1)
            if (source mount !~ /[\\\t\r]/) print key "=" n[1] " " n[2] " " n[3] " " n[4] " " source "\t" mount
        }'
}
"""

_MAIN: Final = r"""
    export LC_ALL=C
    cpus=$(grep -c '^processor' /proc/cpuinfo 2>/dev/null)
    case $cpus in '' | 0) cpus=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) ;; esac
    say cpus "$cpus"
    if [ -r /proc/loadavg ]; then
        read -r one five fifteen rest </proc/loadavg
        say load "$one $five $fifteen"
    fi
    if [ -r /proc/uptime ]; then read -r up rest </proc/uptime; say uptime "$up"; fi
    if [ -r /proc/meminfo ]; then
        awk '
            { kib[$1] = $2 }
            END {
                # MemAvailable came with Linux 3.14.
                free = "MemAvailable:" in kib ? kib["MemAvailable:"] : kib["MemFree:"] + kib["Buffers:"] + kib["Cached:"]
                printf "memory_total=%.0f\nmemory_available=%.0f\n", kib["MemTotal:"] * 1024, free * 1024
                printf "swap_total=%.0f\nswap_free=%.0f\n", kib["SwapTotal:"] * 1024, kib["SwapFree:"] * 1024
            }' /proc/meminfo
    else
        say obstacle 'there is no /proc/meminfo'
    fi
    patient_df -P -k | say_disks disk
    patient_df -P -i | say_disks inodes
    awk '
        $3 ~ /^(squashfs|iso9660|erofs|cramfs|udf|romfs)$/ { print "image=" $2; next }
        $3 ~ /^(ext[234]|xfs|btrfs|jfs|reiserfs|zfs|f2fs|vfat|nfs4?)$/ && $4 ~ /^ro(,|$)/ { print "read_only=" $2 }
    ' /proc/mounts 2>/dev/null | grep -v '[\\]'
    if [ -r /proc/stat ]; then say_processes "$1" "$cpus"; else say obstacle 'there is no /proc/stat'; fi
    say end ok
"""

LOOK: Final = script(WATCH, _DISKS, _MAIN)

_ONCE: Final = (
    "cpus",
    "load",
    "uptime",
    "memory_total",
    "memory_available",
    "swap_total",
    "swap_free",
    "cpu_percent",
)
_MANY: Final = ("disk", "inodes", "image", "read_only", "by_memory", "by_cpu", "obstacle")
_NOT_DISKS: Final = ("/proc", "/sys", "/dev", "/run/user", "/run/credentials", "/run/lock")


def look_at(top: int) -> Program:
    """Measures for about a second; `top` processes by memory and by processor."""
    return posix_script(LOOK, str(top), timeout=45.0)


def read_resources(output: Output) -> Resources:
    """What was measured. Raises LookFailed."""
    lines = Lines(output, once=_ONCE, many=_MANY)
    load = [number(word, float) for word in lines.text("load").split()]
    return Resources(
        cpus=max(1, lines.integer("cpus") or 1),
        cpu_percent=lines.decimal("cpu_percent"),
        load=(load[0], load[1], load[2]) if len(load) == 3 else None,
        memory_total=lines.integer("memory_total"),
        memory_available=lines.integer("memory_available"),
        swap_total=lines.integer("swap_total"),
        swap_free=lines.integer("swap_free"),
        uptime_seconds=lines.decimal("uptime"),
        file_systems=tuple(_file_systems(lines)),
        by_memory=tuple(_processes(lines, "by_memory")),
        by_cpu=tuple(_processes(lines, "by_cpu")),
        obstacles=lines.texts("obstacle"),
    )


def _file_systems(lines: Lines) -> Iterator[FileSystem]:
    inodes = {words[4]: words[3] for words in lines.records("inodes", 5)}
    images, read_only = set(lines.texts("image")), set(lines.texts("read_only"))
    seen: set[str] = set()
    for total, _, available, percent, place in lines.records("disk", 5):
        source, _, mount = place.partition("\t")
        inside = any(mount == path or mount.startswith(path + "/") for path in _NOT_DISKS)
        if number(total, int) == 0 or (inside and mount != "/dev/shm") or mount in seen:  # noqa: S108 (a mount point)
            continue
        seen.add(mount)
        share = inodes.get(place, "-")
        yield FileSystem(
            mount=mount,
            source=source,
            total=number(total, int) * 1024,
            available=number(available, int) * 1024,
            used_percent=number(percent.rstrip("%"), float) if percent != "-" else 0.0,
            inodes_percent=None if share == "-" else number(share.rstrip("%"), float),
            read_only=mount in read_only,
            image=mount in images,
        )


def _processes(lines: Lines, key: str) -> Iterator[Process]:
    for pid, cpu, memory, user, name in lines.records(key, 5):
        yield Process(
            pid=number(pid, int),
            name=name,
            user=user,
            cpu_percent=number(cpu, float),
            memory=number(memory, int),
        )
