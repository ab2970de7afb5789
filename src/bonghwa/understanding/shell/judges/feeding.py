"""Programs that run a command for each thing they read: xargs, parallel."""

import re

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call, Feed
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE, TAME
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import Word

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
        Word("-I", word.source) if patterns.fullmatch(r"-i|--replace", word.text) else word
        for word in call.args
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


_SEVERAL = re.compile(
    r" (?:-o|-or|!|\\!|-not|,)(?: |\Z)|\(|-name.*-i?name|-(?:path|regex|lname|samefile|files0-from|newer\w*) .*-name"
)
"""A search with alternatives or negations: what it finds is not described by one name."""


def _unknown_for(source: str) -> str:
    """What stands for the unknown words: files below a directory that `find` or `ls` names, numbers, or anything."""
    if _TAME_SOURCE.search(source):
        return TAME
    found = patterns.match(r"\s*(?:sudo )?find ((?:/[\w.-]+){1,8})/? (?!.*(?:-L\b|-follow))[^|]*\Z", source)
    if found and not _SEVERAL.search(source):
        named = patterns.search(r"-i?name ['\"]?([\w.*?-]+)['\"]?", source)
        name = named[1].replace("*", "\ue000").replace("?", "\ue001") if named else "\ue000"
        if paths.discloses(name) if named else paths.discloses_below(found[1]):
            return HOLE
        return found[1] + "/" + name
    listed = patterns.match(r"\s*ls (?:-\w+ )*((?:/[\w.*-]+){2,8})\s*\Z", source)
    if listed:
        return listed[1].replace("*", "\ue000")
    searched = patterns.match(
        r"\s*(?:grep|egrep) -\w*[lL]\w* (?:'[^']*'|\"[^\"$`]*\"|[\w.-]+) ((?:/[\w.*-]+){2,8})\s*\Z", source
    )
    if searched:
        return searched[1].replace("*", "\ue000") + "/\ue000"
    return HOLE


def _sweeping(court: Court, call: Call, name: str, rest: list[Word], source: str) -> None:
    """Changing programs fed with names: bounded when the names come from a narrow search."""
    court.changes(call, f"it runs {name} on whatever it is given")
    text = " ".join(word.text for word in rest)
    root = patterns.search(r"\b(?:find|ls)\s+(?:-\w+ )*(/\S*)", source)
    if name == "rm" and patterns.search(r" -\w*[rR]| --rec", text):
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
    if name in {"chmod", "chown"} and patterns.search(r"[2467]\d{3}|\+s|777", text):
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


def source(court: Court, call: Call, _rule: Rule) -> None:
    """Source runs a file that cannot be looked at."""
    court.forbid(call, "it runs a file that cannot be looked at")


FEEDING: dict[str, Judge] = {"xargs": xargs, "parallel": parallel, "source": source}
