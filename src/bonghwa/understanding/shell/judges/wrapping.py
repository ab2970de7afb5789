"""Programs that run another program: what they really run is judged."""

import re
from collections.abc import Sequence

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.assignment import assign
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import SECRET_VARIABLE
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import Word


def _settings(court: Court, call: Call, words: Sequence[Word]) -> Sequence[Word]:
    """Judge leading `NAME=value` words and give what follows."""
    place = 0
    while place < len(words) and patterns.match(r"[A-Za-z_]\w*=", words[place].text):
        name, _, value = words[place].text.partition("=")
        assign(court, call, name, value, exported=True, program="env")
        place += 1
    return words[place:]


def wrapper(court: Court, call: Call, rule: Rule) -> None:
    """A plain wrapper: options, a few operands, then the command."""
    parts = split(rule, call.args, leading=True)
    rest = call.args[parts.rest + rule.skip :]
    if rest:
        court.words(call, rest)


def ionice(court: Court, call: Call, rule: Rule) -> None:
    """With `-p` it changes a running process."""
    parts = split(rule, call.args, leading=True)
    if parts.has("-p", "-P", "-u", "--pid"):
        if parts.has("-c", "-n", "--class", "--classdata"):
            court.changes(call, "it changes the priority of processes")
        return
    court.words(call, call.args[parts.rest :])


_SUDO = reads(
    values="-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir --chroot --other-user --role --type --command-timeout"
)


def sudo(court: Court, call: Call, _rule: Rule) -> None:
    """Sudo and doas: the command inside; sessions and edits as root are not for free commands."""
    parts = split(_SUDO, call.args, leading=True)
    rest = _settings(court, call, call.args[parts.rest :])
    if parts.has("-i", "-s", "--login", "--shell"):
        if rest and not parts.has("-s", "--shell"):
            court.joined(call, rest)
            return
        court.forbid(call, "it opens a session as another user")
        if rest:
            court.joined(call, rest)
        return
    if parts.has("-e", "--edit"):
        court.forbid(call, "it edits a file as another user")
        return
    if parts.has("-R", "--chroot", "-D", "--chdir"):
        court.changes(call, "it runs somewhere else")
    if parts.has("-A", "--askpass"):
        court.forbid(call, "it runs a program that asks for a password")
    if rest:
        court.words(call, rest)
    elif not parts.has(
        "-l", "--list", "-V", "--version", "-v", "--validate", "-k", "-K", "-h", "--help", "-n"
    ):
        court.forbid(call, "it runs nothing that can be looked at")
    elif parts.has("-v", "-k", "-K", "--validate"):
        court.changes(call, "it changes how long rights last")


def su(court: Court, call: Call, _rule: Rule) -> None:
    """Su and runuser: only with a command in sight."""
    parts = split(reads(values="-c --command -s --shell -g -G -u --user -w --group"), call.args)
    user = parts.value("-u", "--user")
    command = parts.value("-c", "--command")
    shell_path = parts.value("-s", "--shell")
    if shell_path is not None and not patterns.fullmatch(r"/(?:usr/)?bin/(?:ba|da)?sh", shell_path.text):
        court.forbid(call, "it runs a shell of somebody's choice")
    if command is not None:
        court.joined(call, [command])
    elif user is not None and call.name == "runuser":
        at = next(index for index, word in enumerate(call.args) if word is user)
        rest = [word for word in call.args[at + 1 :] if word.text != "--"]
        court.words(call, rest)
    else:
        court.forbid(call, "it opens a session as another user")


def sg(court: Court, call: Call, _rule: Rule) -> None:
    """Sg: a command as another group."""
    parts = split(reads(values="-c"), call.args)
    command = parts.value("-c")
    if command is None:
        court.forbid(call, "it opens a session with another group")
    else:
        court.joined(call, [command])


def privilege(court: Court, call: Call, _rule: Rule) -> None:
    """Pkexec, setpriv and the like hand rights on."""
    for index, word in enumerate(call.args):
        if not word.text.startswith("-"):
            skip = 1 if call.name in {"gosu", "su-exec", "chpst"} else 0
            court.changes(call, "it runs a program with other rights")
            court.words(call, call.args[index + skip :])
            return
    court.forbid(call, "it opens a session with other rights")


_ENV = reads(
    options={"-S --split-string": "value", "-C --chdir": "value"},
    values="-u --unset --block-signal --default-signal --ignore-signal -a --argv0",
    known="-i -0 --null --ignore-environment -v --debug -",
)


def env(court: Court, call: Call, _rule: Rule) -> None:
    """Env: settings, then a command; alone it shows every variable."""
    parts = split(_ENV, call.args, leading=True)
    text = parts.value("-S", "--split-string")
    rest = list(call.args[parts.rest :])
    if rest and rest[0].text == "-":
        rest = rest[1:]
    following = _settings(court, call, rest)
    if parts.has("-C", "--chdir"):
        folder = parts.value("-C", "--chdir")
        court.base = folder.text if folder is not None and folder.sure else None
        if folder is not None and paths.discloses_below(folder.text):
            court.base = folder.text
    if text is not None:
        if not text.sure or "\\" in text.text or "$" in text.text:
            court.forbid(call, "its text is taken apart in a way that cannot be followed")
        else:
            court.script(text.text + " " + " ".join(word.text for word in following))
        return
    if following:
        court.words(call, following)
        return
    if parts.has("-i", "--ignore-environment") or (rest and rest[0].text == "-"):
        return
    _dump(court, call)


_FILTER = re.compile(
    r"\s*\|\s*(?:grep|egrep)\s+(?:-[iEwF]+\s+)*['\"]?\^?([\w|()]{2,80})=?['\"]?\s*(?:\|\s*(?:head|tail|sort|wc|cut)[^|;&]*)?\Z"
)
_HARMLESS_VARIABLE = re.compile(
    r"\(?(?:[A-Z]\w*\|)*[A-Z]\w*\)?_(?:HOME|HOST|PORT|VERSION|REGION|PROFILES?|PROFILES?_ACTIVE|DIR|PATH|SID|LANG|LEVEL|ZONE)\Z|"
    r"(?:LANG|LC_\w+|TZ|PATH|HOME|USER|LOGNAME|SHELL|PWD|HOSTNAME|TERM|LANGUAGE|DISPLAY|MAIL|EDITOR)\Z"
)


def _dump(court: Court, call: Call) -> None:
    """The whole environment, unless only harmless names are picked from it right away."""
    following = (
        court.source[call.place + len(call.source) :]
        if court.source.startswith(call.source, call.place)
        else ""
    )
    match = _FILTER.match(following)
    if match and _HARMLESS_VARIABLE.match(match[1].upper()):
        return
    court.forbid(call, "it shows environment variables, credentials among them")


def printenv(court: Court, call: Call, _rule: Rule) -> None:
    """Single harmless variables may be shown."""
    words = [word for word in call.args if not word.text.startswith("-")]
    if not words:
        _dump(court, call)
    for word in words:
        if (
            not word.sure
            or SECRET_VARIABLE.search(word.text)
            or patterns.search(r"(?i)dsn|url|conn", word.text)
        ):
            court.forbid(call, f"“{word.shown}” may be a credential")


def space(court: Court, call: Call, rule: Rule) -> None:
    """Chroot, unshare, nsenter: the command inside, and a session when there is none."""
    parts = split(rule, call.args, leading=True)
    rest = call.args[parts.rest + (1 if call.name == "chroot" else 0) :]
    if not rest:
        court.forbid(call, "it opens a session in another space of the system")
    elif (
        call.name == "nsenter"
        and parts.value("-t", "--target") is not None
        and getattr(parts.value("-t", "--target"), "text", "") == "1"
    ):
        court.forbid(call, "it enters the host itself")
    court.words(call, rest)


def flock(court: Court, call: Call, rule: Rule) -> None:
    """Flock FILE command, or `-c text`."""
    parts = split(rule, call.args, leading=True)
    rest = call.args[parts.rest :]
    if rest:
        court.write(rest[0], call)
    if len(rest) > 2 and rest[1].text in {"-c", "--command"}:
        court.joined(call, rest[2:])
    else:
        court.words(call, rest[1:])


def watch(court: Court, call: Call, rule: Rule) -> None:
    """Watch glues its words together for a shell."""
    parts = split(rule, call.args, leading=True)
    rest = call.args[parts.rest :]
    if parts.has("-x", "--exec"):
        court.words(call, rest)
    else:
        court.joined(call, rest)


def script_program(court: Court, call: Call, _rule: Rule) -> None:
    """Script -c runs text and records it."""
    parts = split(
        reads(values="-c --command -o -t -I -O -B -T -m -E --log-out --log-in --log-io --log-timing"),
        call.args,
    )
    command = parts.value("-c", "--command")
    if command is None:
        court.forbid(call, "it opens a session that nobody can look into")
    else:
        court.joined(call, [command])
    for word in parts.operands:
        court.write(word, call)


def busybox(court: Court, call: Call, _rule: Rule) -> None:
    """Busybox APPLET arguments."""
    if not call.args or call.args[0].text in {"--list", "--help", "--list-full"}:
        return
    if call.args[0].text.startswith("-"):
        court.forbid(call, "it changes what program names mean")
        return
    court.words(call, call.args)


WRAPPING: dict[str, Judge] = {
    "wrapper": wrapper,
    "ionice": ionice,
    "sudo": sudo,
    "su": su,
    "sg": sg,
    "privilege": privilege,
    "env": env,
    "printenv": printenv,
    "space": space,
    "flock": flock,
    "watch": watch,
    "script": script_program,
    "busybox": busybox,
}
