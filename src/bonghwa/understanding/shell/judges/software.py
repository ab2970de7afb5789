"""Package managers and builds."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.rules.model import Rule

_VITAL = re.compile(
    r"\b(?:systemd|glibc|libc6|bash|kernel\S*|linux-image\S*|openssh-server|sudo|coreutils|rpm|yum|dnf|apt|dpkg|init|util-linux|grub\S*|pam|audit|auditd|firewalld|selinux-\S+|NetworkManager|python3?)(?: |\Z)"
)


_REMOTE = re.compile(r"://|\bgit\+|@git")


def _packages(court: Court, call: Call, text: str) -> None:
    court.changes(call, "it installs, updates or removes packages")
    if patterns.search(
        r"\b(?:remove|erase|purge|autoremove|-e|-P|-r|--purge|--erase|--remove)\b", text
    ) and _VITAL.search(text + " "):
        court.forbid(call, "the host needs that package")
    if patterns.search(
        r"--nogpgcheck|--nosignature|--nodigest|--no-gpg-check\w*|--allow-unauthenticated|--force-all|--force-yes|--allow-downgrades-none|--root|--installroot|--noscripts-none",
        text,
    ):
        court.forbid(call, "it switches a check of packages off")
    if patterns.search(r"https?://|ftp://|git\+", text):
        court.forbid(call, "it installs from somewhere else")
    if patterns.search(r"(?:^|[ '\"/])/?(?:tmp|var/tmp|dev/shm)/", text):
        court.forbid(call, "it installs from a place where anybody may have put something")


def rpm(court: Court, call: Call, _rule: Rule) -> None:
    """Queries and verification read."""
    text = line(call)
    if patterns.search(
        r"(?:^| )(?:--pipe|--define|-D|--eval|-E|--rcfile|--macros|--load|--dbpath|--root)\b", text
    ):
        court.forbid(call, "it runs or loads something of somebody's choice")
    elif call.name == "rpmquery" or patterns.match(
        r"(?:-q\w*|-V\w*|--query|--verify|--querytags|--showrc|-K|--checksig|--version)(?: |\Z)", text
    ):
        if patterns.search(r"https?://", text):
            court.changes(call, "it loads a package from somewhere else")
        if patterns.search(
            r"(?:^| )(?:--import|--rebuilddb|--initdb|--setperms|--setugids|--restore)\b", text
        ):
            court.forbid(call, "it changes packages as a whole")
    else:
        _packages(court, call, text)
        if "--import" in text or "--rebuilddb" in text:
            court.forbid(call, "it changes which packages are trusted")


_YUM_READS = re.compile(
    r"(?:list|info|search|provides|whatprovides|repolist|repoinfo|check-update|check|deplist|repoquery|grouplist|groupinfo|updateinfo|version|history(?: (?:list|info|summary|packages-list|packages-info|addon-info))?(?= |\Z)(?! (?:undo|redo|rollback|new|sync))|module list|group (?:list|info|summary)|needs-restarting|help)\b"
)


def yum(court: Court, call: Call, _rule: Rule) -> None:
    """Yum and dnf."""
    text = patterns.replace(
        r"(?:^|(?<= ))(?:-[qyvCt]+|--\w[\w-]*(?:=\S+)?|-[deRx] \S+)(?: |\Z)", "", line(call)
    ).strip()
    if patterns.search(
        r"(?:^| )-c[ =]?\S|--config|--setopt|--rpmverbosity-none|--enableplugin|--pluginpath|--installroot|--repofrompath",
        line(call),
    ):
        court.forbid(call, "it takes other settings, which can install anything")
    if _YUM_READS.match(text):
        return
    if patterns.match(r"(?:clean|makecache)\b", text):
        court.changes(call, "it changes a cache")
        return
    _packages(court, call, line(call))
    if patterns.match(r"(?:shell|history (?:undo|rollback))\b", text):
        court.forbid(call, "what it will do cannot be seen here")


def dpkg(court: Court, call: Call, _rule: Rule) -> None:
    """Lists and searches read."""
    text = line(call)
    if patterns.match(
        r"(?:-[lLsSVpCI]|--list(?:files)?|--status|--search|--verify|--get-selections|--print-\S+|--audit|--info|-c|--contents|--version|--compare-versions)(?: |\Z)",
        text,
    ) and not patterns.search(r"--(?:pre|post)-invoke|--status-logger|--root|--admindir", text):
        return
    _packages(court, call, text)
    if patterns.search(r"--force|--(?:pre|post)-invoke|--status-logger|--set-selections|--clear", text):
        court.forbid(call, "it overrides a check or runs another program")


def apt(court: Court, call: Call, _rule: Rule) -> None:
    """Apt: lists, policies and simulations read."""
    text = line(call)
    if patterns.search(r"(?:^| )(?:-o|--option|-c|--config-file)", text):
        if patterns.search(
            r"(?i)invoke|hook|pager|proxy|dir|allowunauth|unsafe|exec|command|trusted|(?:^| )(?:-c|--config-file)",
            text,
        ):
            court.forbid(call, "its settings make it run or trust something else")
        court.changes(call, "it takes other settings")
    words = [word.text for word in call.args if not word.text.startswith("-")]
    verb = words[0] if words else ""
    if verb in {
        "list",
        "search",
        "show",
        "policy",
        "depends",
        "rdepends",
        "madison",
        "showpkg",
        "changelog",
        "check",
        "showsrc",
        "versions",
    } or text in {"--version", "-v"}:
        return
    if patterns.search(r"(?:^| )(?:-s|--simulate|--just-print|--dry-run)(?: |\Z)", text) and verb in {
        "upgrade",
        "dist-upgrade",
        "install",
        "full-upgrade",
        "autoremove",
        "remove",
    }:
        return
    _packages(court, call, text)
    if verb in {"edit-sources", "source", "build-dep"}:
        court.forbid(call, "it changes which packages are trusted")


def remote_package(court: Court, call: Call, _rule: Rule) -> None:
    """Installing straight from an address."""
    text = line(call)
    if patterns.match(r"(?:install|i|add|download|wheel|ci|exec|run|dlx|x|create|init)\b", text):
        if (
            _REMOTE.search(text)
            or patterns.search(
                r"--(?:index-url|extra-index-url|registry|trusted-host|find-links)|(?:^| )-[if] ?\S*://", text
            )
            or patterns.search(r"(?:^| )\.{0,2}/(?:tmp|var/tmp)", text)
        ):
            court.forbid(call, "it installs from somewhere else")
        if patterns.match(r"(?:exec|run|dlx|x|create|init)\b", text):
            court.forbid(call, "it runs what a package says")


def builder(court: Court, call: Call, _rule: Rule) -> None:
    """Make and its kin."""
    text = line(call)
    if call.name in {"make", "gmake"} and patterns.fullmatch(r"-n(?: [\w.-]+)?|--version|-v", text):
        court.changes(call, "it reads a build file, which can run commands even so")
    if (
        patterns.search(r"--eval|-f ?-|\bSHELL=|-f ?/tmp|-f ?/dev", text)
        or call.name == "m4"
        or (call.feed is not None and call.feed.path != "/dev/null")
    ):
        court.forbid(call, "what it runs cannot be looked at")


SOFTWARE: dict[str, Judge] = {
    "rpm": rpm,
    "yum": yum,
    "dpkg": dpkg,
    "apt": apt,
    "remote_package": remote_package,
    "builder": builder,
}
