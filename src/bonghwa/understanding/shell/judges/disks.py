"""Swap, disk arrays and mounted file systems."""

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads


def swap(court: Court, call: Call, _rule: Rule) -> None:
    """All swap at once is too much."""
    if any(word.text in {"-a", "--all"} for word in call.args) and call.name == "swapoff":
        court.changes(call, "it takes all swap away")


def raid(court: Court, call: Call, _rule: Rule) -> None:
    """Showing states of arrays."""
    text = line(call)
    if not patterns.search(
        r"\bshow\b|GetInfo|-LDInfo|-PDList|-AdpAllInfo|-EncInfo|getconfig|-ShowSummary", text
    ) or patterns.search(r"(?i)set|delete|clear|Cfg|add|start|modify|=", text):
        court.forbid(call, "it may take a disk array apart")


def mount(court: Court, call: Call, _rule: Rule) -> None:
    """Without operands it lists; over system directories it hides them."""
    text = line(call)
    parts = split(reads(values="-t -o -O -L -U --types --options"), call.args)
    operands = parts.operands or [
        word for word in call.args if word.text.startswith(("/", "UUID=", "LABEL=")) or ":" in word.text
    ]
    if not operands and not patterns.search(r"(?:^| )(?:-\w*a|--all|-o|-M)", text):
        return
    court.changes(call, "it mounts a file system")
    target = operands[-1] if operands else None
    if (
        target is not None
        and "remount" not in text
        and (
            paths.guarded(target.text + "/x", court.base)
            or target.text in {"/", "/etc", "/usr", "/bin", "/home", "/var", "/lib"}
        )
    ):
        court.forbid(call, f"it covers “{target.shown}” with something else")
    if patterns.search(r"\bsuid\b|\bdev\b", text) and "nosuid" not in text:
        court.forbid(call, "it lets foreign programs gain rights")
    if (
        "remount" in text
        and patterns.search(r"\bro\b", text)
        and patterns.search(r"(?:^| )/(?: |\Z|usr|var)", text)
    ):
        court.changes(call, "it makes the system unwritable")


def umount(court: Court, call: Call, _rule: Rule) -> None:
    """Not the root, not everything."""
    for word in call.args:
        if word.text in {
            "/",
            "-a",
            "--all",
            "/boot",
            "/var",
            "/usr",
            "/home",
            "/proc",
            "/sys",
            "/dev",
            "/etc",
        }:
            court.forbid(call, f"the host needs “{word.shown}”")


DISKS: dict[str, Judge] = {"swap": swap, "raid": raid, "mount": mount, "umount": umount}
