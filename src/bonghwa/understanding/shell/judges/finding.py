"""Find and fd: tests are harmless, actions are judged by what they do to which directories."""

import re

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call, Feed
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import STAR, Word

_FIND_TESTS_WITH_VALUE = frozenset(
    [
        "-name",
        "-iname",
        "-path",
        "-ipath",
        "-wholename",
        "-iwholename",
        "-regex",
        "-iregex",
        "-lname",
        "-ilname",
        "-type",
        "-xtype",
        "-size",
        "-mtime",
        "-atime",
        "-ctime",
        "-mmin",
        "-amin",
        "-cmin",
        "-newer",
        "-anewer",
        "-cnewer",
        "-perm",
        "-user",
        "-group",
        "-uid",
        "-gid",
        "-links",
        "-inum",
        "-samefile",
        "-fstype",
        "-maxdepth",
        "-mindepth",
        "-regextype",
        "-used",
        "-context",
        "-printf",
        "-D",
    ]
)
_FIND_PLAIN = frozenset(
    [
        "-print",
        "-print0",
        "-ls",
        "-prune",
        "-quit",
        "-depth",
        "-d",
        "-xdev",
        "-mount",
        "-follow",
        "-empty",
        "-readable",
        "-writable",
        "-executable",
        "-nouser",
        "-nogroup",
        "-true",
        "-false",
        "-not",
        "-a",
        "-and",
        "-o",
        "-or",
        "-daystart",
        "-noleaf",
        "-ignore_readdir_race",
        "-warn",
        "-nowarn",
        "-H",
        "-L",
        "-P",
        "-E",
        "-X",
        "-s",
        "-x",
        "!",
        "(",
        ")",
        ",",
        "-delete",
    ]
)
_FIND_RUNS = frozenset({"-exec", "-execdir", "-ok", "-okdir"})
_FIND_WRITES = frozenset({"-fprint", "-fprint0", "-fls", "-fprintf"})
_SELECTIVE = frozenset(
    {"-name", "-iname", "-mtime", "-mmin", "-size", "-regex", "-path", "-newer", "-ctime", "-atime", "-empty"}
)


def find(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """Find: tests are harmless, actions are judged by what they do to which directories."""
    args = list(call.args)
    roots: list[Word] = []
    place = 0
    while place < len(args) and patterns.fullmatch(r"-[HLP]+|-O[0-3]", args[place].text):
        place += 1
    while place < len(args) and not args[place].text.startswith(("-", "(", "!")):
        roots.append(args[place])
        court.record.touch("path", args[place].shown)
        place += 1
    if any(word.text.startswith(HOLE) for word in roots):
        court.changes(call, "an unknown word could turn into an action such as -delete")
    roots = roots or [Word(".", ".")]
    tests: set[str] = set()
    while place < len(args):
        word = args[place]
        text = word.text
        place += 1
        if text in _FIND_RUNS:
            place = _find_exec(court, call, text, place, roots=roots, tests=tests)
        elif text in _FIND_WRITES:
            if place < len(args):
                court.write(args[place], call)
            else:
                court.changes(call, f"{text} writes a file")
            place += 2 if text == "-fprintf" else 1
        elif text == "-files0-from" and place < len(args):
            court.show(args[place], call)
            place += 1
        elif text == "-delete":
            _sweep(court, call, roots, tests)
        elif text in _FIND_TESTS_WITH_VALUE or patterns.fullmatch(r"-newer[aBcm][aBcmt]", text):
            tests.add(text)
            place += 1
        elif text in _FIND_PLAIN or patterns.fullmatch(r"-O[0-3]", text):
            tests.add(text)
        elif text.startswith("-") or not word.sure:
            court.changes(call, f"{word.shown} is not a known test of find")


def _sweep(court: Court, call: Call, roots: list[Word], tests: set[str]) -> None:
    for root in roots:
        if _irreplaceable(root, court.base) or not root.sure or paths.guarded(root.text + "/x", court.base):
            court.forbid(call, f"it removes whatever it finds below “{root.shown}”")
        elif not tests & _SELECTIVE:
            court.forbid(call, f"it removes everything below “{root.shown}” without choosing")
        else:
            court.changes(call, f"it removes files below “{root.shown}”")


_LEFTOVERS = re.compile(r"/(?:logs?|tmp|temp|cache|backups?|archive|old|work|batch|dump|spool|trash)/*\Z")


def _irreplaceable(root: Word, base: str | None) -> bool:
    """A directory that is no place for leftovers."""
    return paths.wide(root.text, base, deep=_LEFTOVERS.search(root.text) is None)


def _find_exec(
    court: Court, call: Call, action: str, place: int, *, roots: list[Word], tests: set[str]
) -> int:
    words: list[Word] = []
    while place < len(call.args) and call.args[place].text not in {";", "+"}:
        words.append(call.args[place])
        place += 1
    if not words:
        court.changes(call, f"{action} without a command")
        return place + 1
    name = words[0].text.rpartition("/")[2]
    if name in {"rm", "unlink", "shred"} and not any(
        word.text.startswith("-") and "r" in word.text.lower() for word in words[1:]
    ):
        _sweep(court, call, roots, tests)
        if name == "shred":
            court.forbid(call, "it destroys files beyond recovery")
        return place + 1
    for root in roots:
        found = Word(root.text.rstrip("/") + "/" + STAR, root.source)
        swapped = [
            Word(word.text.replace("{}", found.text), word.source, word.quoted) if "{}" in word.text else word
            for word in words
        ]
        if any("{}" in word.text for word in words[1:]) and words[0].text.rpartition("/")[2] in {
            "sh",
            "bash",
            "dash",
            "zsh",
            "ksh",
        }:
            swapped = words
        if name in {
            "cat",
            "head",
            "tail",
            "strings",
            "base64",
            "xxd",
            "od",
            "grep",
            "egrep",
            "zgrep",
            "awk",
            "sed",
            "less",
            "more",
        } and any("{}" in word.text for word in words):
            _shown_below(court, call, root, tests, words)
        court.words(call, swapped, Feed(source="find"))
    return place + 1


def _shown_below(court: Court, call: Call, root: Word, tests: set[str], words: list[Word]) -> None:
    quiet = any(patterns.fullmatch(r"-\w*[lcqL]\w*", word.text) for word in words[1:])
    why = paths.discloses_below(root.text, court.base)
    named = tests & {"-name", "-iname"} and not any(
        word.text in {"-o", "-or", "!", "-not", ","} for word in call.args
    )
    if why and not quiet:
        secret = not named or any(
            paths.discloses("/\ue003/" + word.text.replace("*", "\ue000"))
            for word in call.args
            if word.quoted or "*" in word.text
        )
        if secret or root.text in {"/", "/root", "/home"}:
            court.forbid(call, f"it would show {why}")


_FD = reads(
    options={
        "-x --exec -X --exec-batch": "changes runs a command for each file",
        "--ignore-file": "read",
        "--list-details -l": "flag",
    },
    values="-e -t -d -E -S -g --extension --type --max-depth --exclude --size --changed-within --changed-before -o --owner -c --color",
)


def fd(court: Court, call: Call, _rule: Rule) -> None:
    """Fd: like find, `-x` runs commands."""
    for index, word in enumerate(call.args):
        if word.text in {"-x", "--exec", "-X", "--exec-batch"}:
            court.changes(call, f"{word.text} runs a command for each file")
            court.words(call, call.args[index + 1 :])
            return
    parts = split(_FD, call.args)
    court.effects(_FD, call, parts)


FINDING: dict[str, Judge] = {"find": find, "fd": fd}
