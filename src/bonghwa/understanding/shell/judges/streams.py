"""Text programs that carry a program of their own: sed, awk, pagers, editors, printing."""

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.awk_program import awk_objection, awk_writes
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.judges.sed_program import sed_actions
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import Word, literal

_SED = reads(options={"-f --file": "read"}, values="-e --expression -l --line-length -E-none")


def sed(court: Court, call: Call, _rule: Rule) -> None:
    """Sed: each command of its program counts, and `-i` rewrites its files."""
    args: list[Word] = []
    in_place = False
    for word in call.args:
        if patterns.match(r"-[nErszu]*i|--in-place", word.text) and not (
            args and args[-1].text in {"-e", "-f"}
        ):
            in_place = True
            continue
        args.append(word)
    parts = split(_SED, args)
    court.effects(_SED, call, parts)
    programs = [word for name, word in parts.options if name in {"-e", "--expression"} and word is not None]
    files = parts.operands
    if parts.has("-f", "--file"):
        court.forbid(call, "its program is in a file that cannot be looked at")
    elif not programs:
        programs, files = files[:1], files[1:]
    for program in programs:
        _sed_program(court, call, program)
    for word in files:
        if in_place:
            court.write(word, call)
        else:
            court.show(word, call)
    if in_place:
        court.changes(call, "it rewrites files in place")


def _sed_program(court: Court, call: Call, program: Word) -> None:
    if program.text.startswith(HOLE) or HOLE in program.text:
        court.forbid(call, "its program cannot be known beforehand")
        return
    for kind, value in sed_actions(program.text):
        if kind == "run":
            court.forbid(call, f"its program runs a command: “{value[:60]}”")
        elif kind == "write":
            court.write(literal(value), call)
        elif kind == "read":
            court.show(literal(value), call)
        else:
            court.changes(call, f"its program cannot be read with certainty: “{value[:60]}”")


_AWK = reads(
    options={
        "-i --include -l --load -E --exec": "forbidden= loads other code",
        "-f --file": "forbidden= runs a program from a file that cannot be looked at",
        "-o --pretty-print -p --profile -d --dump-variables": "changes writes a file",
        "-D --debug": "forbidden opens a shell of its own",
        "-W": "changes= changes how it works",
    },
    values="-F -v --field-separator --assign -e --source",
)


def awk(court: Court, call: Call, _rule: Rule) -> None:
    """Awk: its program may run commands, write and read files, and open connections."""
    parts = split(_AWK, call.args, leading=True)
    court.effects(_AWK, call, parts)
    rest = list(call.args[parts.rest :])
    programs = [word for name, word in parts.options if name in {"-e", "--source"} and word is not None]
    if not programs and not parts.has("-f", "--file"):
        programs, rest = rest[:1], rest[1:]
    for program in programs:
        _awk_program(court, call, program)
    for word in rest:
        if not patterns.match(r"[A-Za-z_]\w*=", word.text):
            court.show(word, call)
        elif HOLE in word.text[:1]:
            court.changes(call, "an unknown word could change what it reads")


def _awk_program(court: Court, call: Call, program: Word) -> None:
    if HOLE in program.text:
        court.forbid(call, "its program cannot be known beforehand")
        return
    why = awk_objection(program.text)
    if why:
        court.forbid(call, why)
    for path in awk_writes(program.text):
        court.write(literal(path), call)


def printing(court: Court, call: Call, _rule: Rule) -> None:
    """Echo and printf: harmless unless they set variables or hide letters for what follows."""
    if call.name == "printf" and call.args and call.args[0].text.startswith("-v"):
        names(court, call, _rule)
        for word in call.args[:2]:
            if "[" in word.text:
                court.forbid(call, "it sets a variable through an index, which can run commands")


def names(court: Court, call: Call, _rule: Rule) -> None:
    """Builtins that evaluate indexes: `test -v 'a[$(…)]'` runs what stands in the brackets."""
    if any(patterns.search(r"\$\(|`", word.text) for word in call.args):
        court.forbid(call, "command text hidden in an argument would be run when it is evaluated")


def pager(court: Court, call: Call, _rule: Rule) -> None:
    """A pager at the end of a pipe or on a file shows text; its commands and options can do more."""
    for word in call.args:
        if (
            word.text.startswith("+")
            and word.text not in {"+G", "+g", "+F"}
            and not patterns.fullmatch(r"\+/?[\w .:-]*", word.text)
        ):
            court.forbid(call, f"“{word.shown}” gives the pager commands")
        elif patterns.match(r"-[a-zA-Z]*[oOkpPtT]|--(?:log|LOG|lesskey|tag|prompt|pattern|cmd)", word.text):
            court.changes(call, f"the option {word.shown} is not known to only read")
        elif not word.text.startswith(("-", "+")):
            court.show(word, call)


def environment(court: Court, call: Call, _rule: Rule) -> None:
    """Text with variables replaced may show credentials."""
    court.forbid(call, "it fills in environment variables, credentials among them")


def tee(court: Court, call: Call, _rule: Rule) -> None:
    """Each operand is written."""
    words = [word for word in call.args if not word.text.startswith("-")]
    for word in words:
        court.write(word, call)
    if call.feed is not None and patterns.search(r"\b(?:curl|wget)\b", call.feed.source):
        court.changes(call, "it keeps what was downloaded")


def editor(court: Court, call: Call, _rule: Rule) -> None:
    """Editors with commands on the command line can do anything."""
    for index, word in enumerate(call.args):
        text = word.text
        if patterns.match(r"-[a-zA-Z]*[cSsuUW]\Z|--cmd|--eval|-(?:batch|l|f|-load|-script)|\+", text):
            following = call.args[index + 1].text if index + 1 < len(call.args) else ""
            if (
                "!" in following
                or "!" in text
                or patterns.search(r"system|shell|call|eval|py|lua|perl|source|term", following + text)
                or not patterns.fullmatch(r"\+\d+", text)
            ):
                court.forbid(call, f"“{word.shown}” gives the editor commands to run")
        elif not text.startswith("-"):
            court.write(word, call)


def patch(court: Court, call: Call, _rule: Rule) -> None:
    """A patch says itself which files it writes."""
    for word in call.args:
        if word.text in {"/", "-d/", "--directory=/"} or word.text.startswith(("-d/etc", "--directory=/etc")):
            court.forbid(call, "it rewrites files of the system")


def calculator(court: Court, call: Call, _rule: Rule) -> None:
    """Bc and dc can run commands with `!`."""
    if call.name == "dc" and (call.feed is not None or any("!" in word.text for word in call.args)):
        court.changes(call, "its program may run commands")
    if call.name in {"tset", "stty"} and call.args and call.args[0].text not in {"-a", "size", "-g"}:
        court.changes(call, "it changes the terminal")
    if call.name in {"bc", "dc"}:
        for word in call.args:
            if not word.text.startswith("-"):
                court.show(word, call)


STREAMS: dict[str, Judge] = {
    "sed": sed,
    "awk": awk,
    "printing": printing,
    "names": names,
    "pager": pager,
    "environment": environment,
    "tee": tee,
    "editor": editor,
    "patch": patch,
    "calculator": calculator,
}
