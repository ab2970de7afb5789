"""Processes, kernel settings, disks and accounts."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.rules.first_words import FIRST_READS
from bonghwa.understanding.shell.rules.model import Rule

_FIRST = {name: re.compile(pattern) for name, pattern in FIRST_READS.items()}
_VITAL_PROCESSES = frozenset({"1", "0", "-1"})
_VITAL_NAMES = re.compile(r"(?:systemd|init|sshd|dbus|auditd|rsyslog|java|.*\*.*|\.|\.\*|)\Z")


def line(call: Call) -> str:
    """The arguments as one text."""
    return " ".join(word.text for word in call.args)


def first_reads(court: Court, call: Call, rule: Rule) -> None:
    """Programs whose first words decide; addresses among them are contacted."""
    for word in call.args:
        if "://" in word.text:
            court.reach(word, call)
    pattern = _FIRST.get(call.name)
    if pattern is not None and pattern.match(line(call)) and HOLE not in line(call)[:1]:
        return
    court.changes(call, rule.why or f"{call.name} with these words is not known to only read")


def processes(court: Court, call: Call, _rule: Rule) -> None:
    """Ps with `e` (without dash) or `-E` shows the environment of every process."""
    skip = False
    for word in call.args:
        text = word.text
        if not skip and text.startswith(HOLE) and not word.quoted:
            court.changes(call, "an unknown word could turn into an option that shows environments")
        if skip:
            skip = False
            if patterns.search(r"\benviron", text):
                court.forbid(call, "it shows environment variables, credentials among them")
            continue
        if patterns.fullmatch(
            r"-[A-Za-z]*[oOCGgpqstUuNk]|--(?:sort|format|pid|ppid|user|group|cols|columns|rows|width)", text
        ):
            skip = text[-1] in "oOCGgpqstUuk" or "--" in text
        elif (
            patterns.fullmatch(r"[A-Za-z]+", text) and "e" in text.rstrip("o") and not text.startswith("e=")
        ) or ("E" in text and patterns.fullmatch(r"-[A-Z]*E[A-Za-z]*", text)):
            court.forbid(call, f"“{text}” shows environment variables, credentials among them")


def processes_list(court: Court, call: Call, _rule: Rule) -> None:
    """Most of these only show; a few have switches."""
    text = line(call)
    if call.name == "pstree" and patterns.search(r"(?:^| )-\w*E", text):
        court.forbid(call, "it shows environments")
    if call.name == "pgrep" and patterns.search(r"--signal", text):
        court.changes(call, "it may signal")
    if (
        call.name in {"last", "lastb", "utmpdump"}
        and patterns.search(r"(?:^| )-f ?(\S+)", text)
        and not patterns.search(r"-f ?/var/log/[bw]tmp", text)
    ):
        court.changes(call, "it reads another file")


def top(court: Court, call: Call, _rule: Rule) -> None:
    """Top is fine; without `-b` it waits for keys."""


def kill(court: Court, call: Call, _rule: Rule) -> None:
    """Kill -l lists; signals to everybody or to the first process stop the host."""
    words = [word.text for word in call.args]
    if words[:1] == ["-l"] or words[:1] == ["-L"] or words[:1] == ["--list"]:
        return
    court.changes(call, "it signals processes")
    seen = 0
    first = True
    for word in call.args:
        text = word.text
        if text == "--":
            first = False
            continue
        if (
            first
            and patterns.fullmatch(r"-(?:\d{1,2}|(?:SIG)?[A-Z][A-Z0-9+]{1,9}|[ns]|[sn]\w+|-signal.*)", text)
            and text != "-1"
        ):
            continue
        first = False if not text.startswith("-") else first
        if (
            text in _VITAL_PROCESSES
            and (seen or text in {"1", "-1"})
            and not (text == "-1" and len(call.args) > 1 and word is call.args[0])
        ):
            court.forbid(
                call, f"it signals {'every process' if text == '-1' else 'the first process'} of the host"
            )
        elif text.startswith(HOLE):
            court.forbid(call, "it signals processes that cannot be known beforehand")
        seen += 1


def pkill(court: Court, call: Call, _rule: Rule) -> None:
    """By name: broad patterns hit the whole host."""
    if call.name == "killall5":
        court.forbid(call, "it kills every process of the host")
        return
    words = [word for word in call.args if not word.text.startswith("-")]
    flags = " ".join(word.text for word in call.args if word.text.startswith("-"))
    if call.name == "killall" and patterns.search(r"(?:^| )-(?:l|V)\b", flags):
        return
    court.changes(call, "it signals processes by name")
    if patterns.search(r"-u\b|-U\b|--euid|--uid|-v\b|--inverse|--user|-G\b|-t\b", flags):
        court.forbid(call, "it signals every process of somebody")
    for word in words:
        if not word.sure or _VITAL_NAMES.match(word.text):
            court.forbid(call, f"“{word.shown}” is too much to signal at once")


def prlimit(court: Court, call: Call, _rule: Rule) -> None:
    """Without a new value it shows limits."""
    if patterns.search(
        r"=|-\w ?\d+:|--\w+ \d", patterns.replace(r"--(?:pid|output)[= ]\S+|-[po] ?\S+", "", line(call))
    ):
        court.changes(call, "it changes limits")


def ulimit(court: Court, call: Call, _rule: Rule) -> None:
    """With a value it changes limits of the session."""
    if any(not word.text.startswith("-") for word in call.args):
        court.changes(call, "it changes limits of the session")


def sysctl(court: Court, call: Call, _rule: Rule) -> None:
    """Reads without `=`, `-w`, `-p`."""
    text = line(call)
    if not ("=" in text or patterns.search(r"(?:^| )(?:-\w*[wpf]|--write|--load|--system)", text)):
        if HOLE in text:
            court.changes(call, "an unknown word could set a value")
        return
    court.changes(call, "it changes settings of the kernel")
    if patterns.search(
        r"randomize_va_space|core_pattern|modprobe|hotplug|kptr_restrict|dmesg_restrict|yama|sysrq|panic|unprivileged|suid_dumpable|usermodehelper|modules_disabled|perf_event_paranoid|protected_|rp_filter|accept_redirects",
        text,
    ):
        court.forbid(call, "it weakens a protection of the kernel")
    for word in call.args:
        if word.text.startswith("/") and not word.text.startswith("/etc/sysctl"):
            court.forbid(call, f"the settings in “{word.shown}” cannot be looked at")


def tracer(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """Tracers run or look inside programs."""
    args = list(call.args)
    text = line(call)
    if call.name in {"gdb", "bpftrace"} or patterns.search(
        r"(?:shell|system|python|source|call|print) ", text
    ):
        for index, word in enumerate(args):
            following = args[index + 1].text if index + 1 < len(args) else ""
            if word.text in {"-ex", "-eval-command", "--eval-command", "-iex"} and not patterns.match(
                r"(?:thread apply all )?(?:bt|backtrace|info threads|detach|quit|where)\b", following
            ):
                court.forbid(call, f"it gives the debugger commands: “{following[:60]}”")
            elif patterns.match(r"--?(?:x|command|ix)\b", word.text) or word.text in {
                "-e",
                "--args",
                "-c",
                "--unsafe",
            }:
                court.forbid(call, "it gives the debugger commands or a program")
        return
    if call.name == "perf":
        if args and args[0].text in {"top", "list", "version"}:
            return
        args = args[1:]
    place = 0
    while place < len(args):
        item = args[place].text
        if item in {"-o", "--output"} and place + 1 < len(args):
            court.write(args[place + 1], call)
        if item in {
            "-e",
            "-p",
            "-o",
            "-s",
            "-u",
            "-E",
            "-P",
            "-a",
            "-S",
            "-g",
            "-F",
            "-x",
            "-l",
            "-n",
            "-A",
            "--output",
            "-I",
            "-C",
            "-t",
            "-O",
            "-X",
            "-b",
            "-U",
        }:
            place += 2
        elif item.startswith("-"):
            place += 1
        else:
            break
    if place < len(args) and args[place].text != "--":
        court.words(call, args[place:])
    elif place + 1 < len(args):
        court.words(call, args[place + 1 :])
    if "-p" in text.split() and patterns.search(r"write|read|-s ?\d{3}", text):
        court.forbid(call, "it shows what a process reads and writes, credentials among it")


def affinity(court: Court, call: Call, _rule: Rule) -> None:
    """Taskset and chrt: `-p PID` shows, with a mask it changes, otherwise they run a program."""
    words = [word for word in call.args if not word.text.startswith("-")]
    if any(patterns.match(r"-\w*p|--pid", word.text) for word in call.args):
        if len(words) > 1:
            court.changes(call, "it changes how a process is scheduled")
    elif any(word.text in {"-m", "--max"} for word in call.args):
        return
    else:
        court.words(call, words[1:] and call.args[call.args.index(words[1]) :])


def numactl(court: Court, call: Call, _rule: Rule) -> None:
    """Showing, or running a program bound to memory."""
    if patterns.fullmatch(r"--hardware|-H|--show|-s", line(call)):
        return
    for index, word in enumerate(call.args):
        if not word.text.startswith("-"):
            court.words(call, call.args[index:])
            return
    court.changes(call, "it binds memory")


def ipmitool(court: Court, call: Call, _rule: Rule) -> None:
    """Sensors and logs read; power and users change."""
    text = line(call)
    if patterns.search(
        r"\b(?:sdr|sensor list|sel (?:list|elist|info)|fru|chassis status|power status|mc info|lan print)\b",
        text,
    ) and not patterns.search(r"clear|set|thresh| -f|exec", text):
        return
    court.forbid(call, "it can switch the machine off or change who manages it")


_POWER_GROUPS = re.compile(r"\b(?:sudo|wheel|root|admin|docker|lxd|disk|shadow|adm|kmem|libvirt|dba)\b")


def account(court: Court, call: Call, _rule: Rule) -> None:
    """Accounts with the rights of root, or the removal of root."""
    text = line(call)
    if patterns.search(
        r"(?:^| )(?:-o\b|-\w*o\w* |--non-unique)|(?:-u|--uid)[ =]?0\b|(?:-g|--gid)[ =]?0\b", text
    ):
        court.forbid(call, "it gives an account the rights of root")
    if (
        patterns.search(r"(?:^| )-(?:\w*G|g|-groups?)\b", text) and _POWER_GROUPS.search(text)
    ) or patterns.search(r"(?:^| )-p\b|--password", text):
        court.forbid(call, "it gives an account more rights or a password")
    if call.name in {"adduser", "gpasswd", "groupmems", "usermod", "deluser"} and _POWER_GROUPS.search(text):
        court.forbid(call, "it changes who has the rights of root")
    if patterns.search(r"(?:^| )(?:root|sshd|daemon|nobody)\Z", text):
        court.forbid(call, "it changes an account of the system")


def tuned(court: Court, call: Call, _rule: Rule) -> None:
    """Tuned-adm active, list."""
    if not patterns.match(r"(?:active|list|recommend|verify|profile_info)\b", line(call)):
        court.changes(call, "it changes kernel tuning")


MACHINE: dict[str, Judge] = {
    "first_reads": first_reads,
    "processes": processes,
    "processes_list": processes_list,
    "top": top,
    "kill": kill,
    "pkill": pkill,
    "prlimit": prlimit,
    "ulimit": ulimit,
    "sysctl": sysctl,
    "tracer": tracer,
    "affinity": affinity,
    "numactl": numactl,
    "ipmitool": ipmitool,
    "account": account,
    "tuned": tuned,
}
