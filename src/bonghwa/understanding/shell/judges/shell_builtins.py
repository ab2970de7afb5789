"""Builtins of the shell that run text, move, or change how the line is read."""

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.assignment import assign
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.rules.model import Rule


def builtin_wrapper(court: Court, call: Call, _rule: Rule) -> None:
    """Exec, command, builtin, coproc."""
    args = list(call.args)
    if call.name == "command" and args and args[0].text in {"-v", "-V"}:
        return
    while args and patterns.fullmatch(r"-[acplvV]+", args[0].text):
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


def trap(court: Court, call: Call, _rule: Rule) -> None:
    """Trap runs its text later."""
    if not call.args or call.args[0].text in {"-l", "-p", "-", ""}:
        return
    if call.args[0].sure:
        court.script(call.args[0].text)
    court.changes(call, "it runs something later")


def directory(court: Court, call: Call, _rule: Rule) -> None:
    """Cd moves where relative paths lie."""
    words = [word for word in call.args if not patterns.fullmatch(r"-[LPe]", word.text)]
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
            skip = word.text != "-s"
            if word.text == "-C":
                court.forbid(call, "it runs a command for each line")
            continue
        if word.text.startswith("-"):
            continue
        if not patterns.fullmatch(r"[A-Za-z_]\w*", word.text):
            court.forbid(call, f"“{word.shown}” is not a plain variable")
        else:
            assign(court, call, word.text, HOLE, exported=False, program="read")


def shell_settings(court: Court, call: Call, _rule: Rule) -> None:
    """Set, shopt and friends: a few switches are harmless."""
    text = line(call)
    if call.name == "set":
        if not call.args:
            court.forbid(call, "it shows every variable, credentials among them")
        elif text.startswith("--") or not patterns.fullmatch(
            r"(?:[-+][euxofnECh]+|[-+]o|pipefail|errexit|nounset|noglob|xtrace|noclobber|errtrace| )+", text
        ):
            court.forbid(call, "it replaces the arguments or changes how the line is read")
    elif call.name == "shopt":
        if not patterns.fullmatch(
            r"(?:-[sup] |)(?:nullglob|globstar|dotglob|failglob|lastpipe|extglob-none)?", text
        ) and text not in {"-p", ""}:
            court.changes(call, "it changes how the line is read")
    elif call.name in {"complete", "compgen"} and patterns.fullmatch(r"-[pcbadu]\w*(?: \w+)?", text):
        return
    else:
        court.forbid(call, f"{call.name} changes what names and keys mean")


def let(court: Court, call: Call, _rule: Rule) -> None:
    """Let evaluates indexes."""
    if not all(word.sure for word in call.args) or patterns.search(r"[\[`]|\$\(", line(call)):
        court.forbid(call, "its arithmetic can run commands through an index")


def declare(court: Court, call: Call, _rule: Rule) -> None:
    """As a command behind a wrapper these are unusual."""
    court.forbid(call, "it changes or shows variables")


def alias(court: Court, call: Call, _rule: Rule) -> None:
    """Showing is harmless, defining hides programs."""
    if any("=" in word.text for word in call.args):
        court.forbid(call, "it gives the name of a program another meaning")


BUILTINS: dict[str, Judge] = {
    "builtin_wrapper": builtin_wrapper,
    "eval": evaluate,
    "trap": trap,
    "directory": directory,
    "read_names": read_names,
    "shell_settings": shell_settings,
    "let": let,
    "declare": declare,
    "alias": alias,
}
