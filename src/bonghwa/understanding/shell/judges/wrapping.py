"""Programs that run other programs: what they really run is judged."""

import re
from collections.abc import Sequence

from bonghwa.understanding.shell import paths
from bonghwa.understanding.shell.call import Call, Feed
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import SECRET_VARIABLE, TAME
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.assignment import assign
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import HOLE, Word


def _settings(court: Court, call: Call, words: Sequence[Word]) -> Sequence[Word]:
    """Judge leading `NAME=value` words and give what follows."""
    place = 0
    while place < len(words) and re.match(r"[A-Za-z_]\w*=", words[place].text):
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
    if shell_path is not None and not re.fullmatch(r"/(?:usr/)?bin/(?:ba|da)?sh", shell_path.text):
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
    r"\s*\|\s*(?:grep|egrep)\s+(?:-[iEwF]+\s+)*(?:\^?['\"]?\^?)([A-Za-z_][\w]{2,40})=?['\"]?\s*(?:\|\s*(?:head|tail|sort|wc|cut)[^|;&]*)?\Z"
)


def _dump(court: Court, call: Call) -> None:
    """The whole environment, unless only one harmless name is picked from it right away."""
    following = (
        court.source[call.place + len(call.source) :]
        if court.source.startswith(call.source, call.place)
        else ""
    )
    match = _FILTER.match(following)
    if (
        match
        and not SECRET_VARIABLE.search(match[1])
        and not re.search(r"(?i)pass|key|auth|pw|url|dsn|db|conn|sec|tok|cred", match[1])
    ):
        return
    court.forbid(call, "it shows environment variables, credentials among them")


def printenv(court: Court, call: Call, _rule: Rule) -> None:
    """Single harmless variables may be shown."""
    words = [word for word in call.args if not word.text.startswith("-")]
    if not words:
        _dump(court, call)
    for word in words:
        if not word.sure or SECRET_VARIABLE.search(word.text) or re.search(r"(?i)dsn|url|conn", word.text):
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


_XARGS = reads(
    options={
        "-a --arg-file": "read",
        "-o --open-tty -p --interactive": "changes asks at the terminal",
        "-i -e -l": "flag",
    },
    values="-I -n -P -L -d -E -s -R -J --replace --max-args --max-procs --max-lines --delimiter --max-chars",
)
_INNER_TEXT = frozenset(
    {"sh", "bash", "dash", "zsh", "ksh", "eval", "ssh", "perl", "python3", "python", "ruby", "awk", "su"}
)
_BOUNDED = re.compile(
    r"\bfind\s+/\w+/\S+.*-(?:name|mtime|mmin|size|newer|iname)|\bls\s+(?:-\S+ )*/\w+/\S+|\bgrep -l|\btail\b|\bhead\b"
)


def xargs(court: Court, call: Call, _rule: Rule) -> None:
    """Xargs: the command with unknown words behind it."""
    args = [
        Word("-I", word.source) if re.fullmatch(r"-i|--replace", word.text) else word for word in call.args
    ]
    args = [
        Word("-I{}", word.source) if word.text == "-I" and word.source in {"-i", "--replace"} else word
        for word in args
    ]
    parts = split(_XARGS, args, leading=True)
    court.effects(_XARGS, call, parts)
    rest = list(args[parts.rest :])
    if not rest:
        return
    name = rest[0].text.rpartition("/")[2]
    marker = parts.value("-I", "--replace")
    source = call.feed.source if call.feed is not None else ""
    if name in _INNER_TEXT:
        court.forbid(call, "unknown text would be run as a program")
        court.words(call, rest)
        return
    unknown = _unknown_for(source)
    if marker is not None and marker.text:
        filled = [
            Word(word.text.replace(marker.text, unknown), word.source) if marker.text in word.text else word
            for word in rest
        ]
        if marker.text in rest[0].text:
            court.forbid(call, "the name of the program is unknown")
            return
    else:
        filled = [*rest, Word(unknown, "…")]
    if name in {"rm", "unlink", "mv", "cp", "chmod", "chown", "kill", "touch", "gzip"}:
        _sweeping(court, call, name, rest, source)
        return
    court.words(call, filled, Feed(source=source) if source else None)


_TAME_SOURCE = re.compile(
    r"(?:\A|\|)\s*(?:pgrep(?: -[fxou]+)*(?: [\w.-]+)?|pidof [\w.-]+|seq [\d ]+|docker ps -[aq]+|ps [^|]*\|\s*awk '\{ ?print \$\d+ ?\}')\s*\Z"
)


def _unknown_for(source: str) -> str:
    """What stands for the unknown words: files below a directory that `find` or `ls` names, numbers, or anything."""
    if _TAME_SOURCE.search(source):
        return TAME
    found = re.match(r"\s*(?:sudo )?find ((?:/[\w.-]+){1,8})/? (?!.*(?:-L\b|-follow))[^|]*\Z", source)
    if found:
        named = re.search(r"-i?name ['\"]?([\w.*?-]+)['\"]?", source)
        name = named[1].replace("*", "\ue000").replace("?", "\ue001") if named else "\ue000"
        return found[1] + "/" + TAME + "/" + name if name != "\ue000" else found[1] + "/\ue000"
    listed = re.match(r"\s*ls (?:-\w+ )*((?:/[\w.*-]+){2,8})\s*\Z", source)
    if listed:
        return listed[1].replace("*", "\ue000")
    searched = re.match(
        r"\s*(?:grep|egrep) -\w*[lL]\w* (?:'[^']*'|\"[^\"$`]*\"|[\w.-]+) ((?:/[\w.*-]+){2,8})\s*\Z", source
    )
    if searched:
        return searched[1].replace("*", "\ue000") + "/\ue000"
    return HOLE


def _sweeping(court: Court, call: Call, name: str, rest: list[Word], source: str) -> None:
    """Changing programs fed with names: bounded when the names come from a narrow search."""
    court.changes(call, f"it runs {name} on whatever it is given")
    text = " ".join(word.text for word in rest)
    root = re.search(r"\b(?:find|ls)\s+(?:-\w+ )*(/\S*)", source)
    if name == "rm" and re.search(r" -\w*[rR]| --rec", text):
        court.forbid(call, "it removes whole trees that cannot be known beforehand")
    if root is not None and (paths.wide(root[1]) or paths.guarded(root[1].rstrip("/*") + "/x")):
        court.forbid(call, f"it works on everything below “{root[1]}”")
    elif (
        root is None
        and not _BOUNDED.search(source)
        and not any(word.text in {"-a", "--arg-file"} for word in call.args)
    ):
        court.forbid(call, "what it works on cannot be known beforehand")
    for word in rest[1:]:
        if word.text.startswith("/") and (paths.wide(word.text) or paths.guarded(word.text)):
            court.forbid(call, f"“{word.shown}” is part of the system")
    if name in {"chmod", "chown"} and re.search(r"[2467]\d{3}|\+s|777", text):
        court.forbid(call, "it hands out rights")


def parallel(court: Court, call: Call, _rule: Rule) -> None:
    """Parallel runs its words for each line."""
    cut = next((index for index, word in enumerate(call.args) if word.text.startswith(":::")), len(call.args))
    parts = split(
        reads(values="-j --jobs -a --arg-file -S --sshlogin -n -N --delay --timeout --joblog -I"),
        call.args[:cut],
        leading=True,
    )
    rest = call.args[parts.rest : cut]
    if not rest:
        court.forbid(call, "unknown text would be run as a program")
        return
    if rest[0].text in _INNER_TEXT:
        court.forbid(call, "unknown text would be run as a program")
    court.joined(call, [Word(word.text.replace("{}", "x"), word.source) for word in rest])


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


def builtin_wrapper(court: Court, call: Call, _rule: Rule) -> None:
    """Exec, command, builtin, coproc."""
    args = list(call.args)
    if call.name == "command" and args and args[0].text in {"-v", "-V"}:
        return
    while args and re.fullmatch(r"-[acplvV]+", args[0].text):
        text = args.pop(0).text
        if text == "-a" and args:
            court.forbid(call, "it gives a program a false name")
            args.pop(0)
    if call.name == "coproc":
        court.changes(call, "it starts something in the background")
    court.words(call, args)


def evaluate(court: Court, call: Call, _rule: Rule) -> None:
    """Eval reads text as a command a second time."""
    if not all(word.sure for word in call.args):
        court.forbid(call, "it runs text that cannot be known beforehand")
        return
    court.script(" ".join(word.text for word in call.args))
    court.changes(call, "it runs text as a command")


def source(court: Court, call: Call, _rule: Rule) -> None:
    """Source runs a file that cannot be looked at."""
    court.forbid(call, "it runs a file that cannot be looked at")


def trap(court: Court, call: Call, _rule: Rule) -> None:
    """Trap runs its text later."""
    if not call.args or call.args[0].text in {"-l", "-p", "-", ""}:
        return
    if call.args[0].sure:
        court.script(call.args[0].text)
    court.changes(call, "it runs something later")


def directory(court: Court, call: Call, _rule: Rule) -> None:
    """Cd moves where relative paths lie."""
    words = [word for word in call.args if not re.fullmatch(r"-[LPe]", word.text)]
    if call.name in {"popd", "dirs"}:
        court.base = None
        return
    where = words[0].text if words else "/home/me"
    if where == "-" or where.startswith(HOLE):
        court.base = HOLE
        return
    court.base = paths.normal(where, court.base) if where.startswith("/") or court.base else f"./{where}"
    if not where.startswith("/") and court.base.startswith("./"):
        court.base = None


def read_names(court: Court, call: Call, _rule: Rule) -> None:
    """Read sets variables from input."""
    skip = False
    for word in call.args:
        if skip:
            skip = False
            continue
        if word.text in {"-p", "-d", "-n", "-N", "-t", "-u", "-i", "-s", "-O", "-c", "-C"}:
            skip = word.text not in {"-s"}
            if word.text == "-C":
                court.forbid(call, "it runs a command for each line")
            continue
        if word.text.startswith("-"):
            continue
        if not re.fullmatch(r"[A-Za-z_]\w*", word.text):
            court.forbid(call, f"“{word.shown}” is not a plain variable")
        else:
            assign(court, call, word.text, HOLE, exported=False, program="read")


def shell_settings(court: Court, call: Call, _rule: Rule) -> None:
    """Set, shopt and friends: a few switches are harmless."""
    text = line(call)
    if call.name == "set":
        if not call.args:
            court.forbid(call, "it shows every variable, credentials among them")
        elif text.startswith("--") or not re.fullmatch(
            r"(?:[-+][euxofnECh]+|[-+]o|pipefail|errexit|nounset|noglob|xtrace|noclobber|errtrace| )+", text
        ):
            court.forbid(call, "it replaces the arguments or changes how the line is read")
    elif call.name == "shopt":
        if not re.fullmatch(
            r"(?:-[sup] |)(?:nullglob|globstar|dotglob|failglob|lastpipe|extglob-none)?", text
        ) and text not in {"-p", ""}:
            court.changes(call, "it changes how the line is read")
    elif call.name in {"complete", "compgen"} and re.fullmatch(r"-[pcbadu]\w*(?: \w+)?", text):
        return
    else:
        court.forbid(call, f"{call.name} changes what names and keys mean")


def let(court: Court, call: Call, _rule: Rule) -> None:
    """Let evaluates indexes."""
    if not all(word.sure for word in call.args) or re.search(r"[\[`]|\$\(", line(call)):
        court.forbid(call, "its arithmetic can run commands through an index")


def declare(court: Court, call: Call, _rule: Rule) -> None:
    """As a command behind a wrapper these are unusual."""
    court.forbid(call, "it changes or shows variables")


def alias(court: Court, call: Call, _rule: Rule) -> None:
    """Showing is harmless, defining hides programs."""
    if any("=" in word.text for word in call.args):
        court.forbid(call, "it gives the name of a program another meaning")


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
    "xargs": xargs,
    "parallel": parallel,
    "script": script_program,
    "busybox": busybox,
    "builtin_wrapper": builtin_wrapper,
    "eval": evaluate,
    "source": source,
    "trap": trap,
    "directory": directory,
    "read_names": read_names,
    "shell_settings": shell_settings,
    "let": let,
    "declare": declare,
    "alias": alias,
}
