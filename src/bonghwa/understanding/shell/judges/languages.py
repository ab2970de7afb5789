"""Shells and programming languages: programs on the command line, or files that nobody can look at."""

import ast
import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.rules.model import Rule
from bonghwa.understanding.shell.words import Word

_TRUSTED_SCRIPT = re.compile(r"/(?:app|opt|usr/local|srv|data)/(?:[\w.-]+/)*[\w.-]+\Z")


def shell(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """Sh: `-c` text is judged, standard input too when it is in sight; files and sessions are not acceptable."""
    args = list(call.args)
    place = 0
    text: Word | None = None
    while place < len(args):
        item = args[place].text
        if item in {"--rcfile", "--init-file"}:
            court.forbid(call, "it runs a start-up file of somebody's choice")
            place += 2
            continue
        if item in {"-o", "+o", "-O", "+O"}:
            place += 2
            continue
        if item == "--":
            place += 1
            break
        if not item.startswith(("-", "+")) or item == "-":
            break
        place += 1
        if not item.startswith("--") and "c" in item[1:]:
            while place < len(args) and args[place].text.startswith(("-", "+")):
                place += 1
            text = args[place] if place < len(args) else None
            if text is None:
                court.forbid(call, "it has no text to run")
                return
            court.joined(call, [text])
            return
        if item in {"--version", "--help"}:
            return
        if not item.startswith("--") and "s" in item[1:]:
            place = len(args)
    if place < len(args) and args[place].text != "-":
        _file(court, call, args[place])
    elif call.feed is None:
        court.forbid(call, "it opens a session that nobody can look into")
    elif call.feed.text is None:
        court.forbid(call, "it runs whatever it is given, which cannot be looked at")
    else:
        court.script(call.feed.text)


def _file(court: Court, call: Call, word: Word) -> None:
    if word.sure and _TRUSTED_SCRIPT.match(word.text) and "/../" not in word.text:
        court.changes(call, f"it runs the file “{word.shown}”, which cannot be looked at")
    else:
        court.forbid(call, f"it runs the file “{word.shown}”, which cannot be looked at")


_MODULES = frozenset(
    {
        "sys",
        "json",
        "ssl",
        "platform",
        "time",
        "datetime",
        "math",
        "re",
        "collections",
        "calendar",
        "statistics",
        "string",
        "textwrap",
        "locale",
    }
)
_CALLS = frozenset(
    {
        "print",
        "len",
        "str",
        "int",
        "float",
        "sorted",
        "sum",
        "min",
        "max",
        "round",
        "abs",
        "list",
        "dict",
        "set",
        "tuple",
        "enumerate",
        "range",
        "zip",
        "repr",
        "bool",
        "any",
        "all",
        "isinstance",
        "hex",
        "ord",
        "chr",
    }
)
_METHODS = frozenset(
    {
        "load",
        "loads",
        "dumps",
        "get",
        "items",
        "keys",
        "values",
        "split",
        "strip",
        "join",
        "format",
        "upper",
        "lower",
        "startswith",
        "endswith",
        "replace",
        "time",
        "now",
        "today",
        "utcnow",
        "strftime",
        "isoformat",
        "fromtimestamp",
        "timestamp",
    }
    | {
        "platform",
        "python_version",
        "machine",
        "system",
        "release",
        "node",
        "version",
        "read",
        "readlines",
        "readline",
        "splitlines",
        "findall",
        "match",
        "search",
        "sub",
        "group",
        "groups",
        "count",
        "index",
        "total_seconds",
        "mean",
        "median",
        "most_common",
        "ctime",
        "strptime",
    }
)
_FACTS = frozenset(
    [
        "stdin",
        "argv",
        "version_info",
        "executable",
        "maxsize",
        "byteorder",
        "OPENSSL_VERSION",
        "OPENSSL_VERSION_INFO",
        "pi",
        "e",
        "date",
        "datetime",
        "timedelta",
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "days",
        "seconds",
    ]
)
_NODES = (
    ast.Module, ast.Expr, ast.Import, ast.ImportFrom, ast.alias, ast.Call, ast.Name, ast.Load, ast.Store, ast.Attribute, ast.Constant, ast.Subscript, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.operator, ast.unaryop,
    ast.boolop, ast.cmpop, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp, ast.comprehension, ast.For, ast.If, ast.IfExp, ast.Assign, ast.AugAssign, ast.JoinedStr,
    ast.FormattedValue, ast.Slice, ast.keyword, ast.Starred, ast.Lambda, ast.arguments, ast.arg, ast.Pass,
)  # fmt: skip


def _python_reads(text: str) -> bool:  # noqa: C901, PLR0911, PLR0912  # one plain branch for each form that the command line can take
    """Whether Python text can only compute and print: listed modules, names, methods and nothing with underscores."""
    if len(text) > 2000:
        return False
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    own = _CALLS | _MODULES | {"Counter", "stdin"}
    own |= {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        if not isinstance(node, _NODES):
            return False
        if isinstance(node, ast.Import):
            if any(item.name not in _MODULES or item.asname for item in node.names):
                return False
        elif isinstance(node, ast.ImportFrom):
            if node.module not in _MODULES or any(
                item.name not in _METHODS | {"datetime", "Counter", "stdin"} or item.asname
                for item in node.names
            ):
                return False
        elif isinstance(node, ast.Attribute):
            if node.attr not in _METHODS | _FACTS:
                return False
        elif isinstance(node, ast.Name) and (
            node.id.startswith("_") or (isinstance(node.ctx, ast.Load) and node.id not in own)
        ):
            return False
        elif isinstance(node, ast.Call):
            function = node.func
            known = (isinstance(function, ast.Name) and function.id in _CALLS | {"Counter"}) or (
                isinstance(function, ast.Attribute) and function.attr in _METHODS
            )
            if not known:
                return False
        elif (
            isinstance(node, ast.Assign)
            and any(
                isinstance(target, ast.Name) and target.id in _CALLS | _MODULES for target in node.targets
            )
        ) or (
            isinstance(node, ast.Assign)
            and any(isinstance(target, (ast.Attribute, ast.Subscript)) for target in node.targets)
        ):
            return False
    return True


def python(court: Court, call: Call, _rule: Rule) -> None:
    """Python: versions, a few harmless modules, and text that can only compute and print."""
    args = list(call.args)
    if line(call) in {"-V", "--version", "-VV"}:
        return
    while args and patterns.fullmatch(r"-[ubBsSEIOv]+", args[0].text):
        args.pop(0)
    if args and args[0].text == "-m":
        _module(court, call, args[1:])
    elif args and args[0].text.startswith("-c"):
        text = args[0].text[2:] or (args[1].text if len(args) > 1 else "")
        if any(not word.sure for word in args[:2]) or not _python_reads(text):
            court.forbid(call, "its program is not known to only compute and print")
    elif args and not args[0].text.startswith("-"):
        _file(court, call, args[0])
    elif call.feed is not None and call.feed.text is not None and _python_reads(call.feed.text):
        return
    else:
        court.forbid(call, "it runs a program that cannot be looked at")


def _module(court: Court, call: Call, args: list[Word]) -> None:
    name = args[0].text if args else ""
    rest = [word for word in args[1:] if not word.text.startswith("-")]
    if name == "json.tool" and len(rest) <= 1:
        for word in rest:
            court.show(word, call)
    elif name in {"site", "platform", "sysconfig"} and not rest:
        return
    elif name == "pip":
        court.words(call, [Word("pip", "pip"), *args[1:]])
    elif name in {
        "http.server",
        "pty",
        "smtpd",
        "ftplib",
        "telnetlib",
        "webbrowser",
        "code",
        "pdb",
        "timeit",
        "runpy",
        "SimpleHTTPServer",
    }:
        court.forbid(call, f"the module {name} opens a door or runs programs")
    else:
        court.changes(call, f"the module {name} is not known to only read")


_PERL_PATTERN = r"!?\s*/(?:[^/\\$@(]|\\.|\((?!\?\??\{))*/[imsx]*"
_PERL_CONDITION = (
    rf"(?:{_PERL_PATTERN}(?:\s*(?:&&|\|\||and|or)\s*{_PERL_PATTERN}){{0,5}}|\$\. ?[=<>]+ ?\d+|\d+ ?\.\. ?\d+)"
)
_PERL_PRINT = re.compile(
    rf"\s*(?:print(?: \$_| \$\d)?|next|last)?\s*(?:if|unless)\s*{_PERL_CONDITION}\s*;?\s*\Z"
)


def perl(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """Perl: versions and printing lines that match."""
    args = list(call.args)
    if line(call) in {"-v", "--version", "-V"}:
        return
    programs: list[str] = []
    files: list[Word] = []
    in_place = False
    index = 0
    while index < len(args):
        text = args[index].text
        if patterns.fullmatch(r"-[nplaw0i.\w]*[eE]", text) and not text.startswith(("-M", "-I", "-m", "-d")):
            in_place = in_place or "i" in text
            programs.append(args[index + 1].text if index + 1 < len(args) and args[index + 1].sure else "?")
            index += 2
            continue
        if text.startswith("-"):
            in_place = in_place or text.startswith("-i")
            if not patterns.fullmatch(r"-[nplawi0.]+\w*", text) or text.startswith(("-M", "-I", "-d")):
                court.forbid(call, f"the option {args[index].shown} loads or runs code")
        else:
            files.append(args[index])
        index += 1
    if not programs:
        if files:
            _file(court, call, files[0])
        else:
            court.forbid(call, "it runs a program that cannot be looked at")
        return
    if in_place:
        court.changes(call, "it rewrites files in place")
        for word in files:
            court.write(word, call)
        if not all(
            patterns.fullmatch(
                r"s([/|#,!])(?:(?!\1)[^\\$@`]|\\.)*\1(?:(?!\1)[^\\$@`]|\\.)*\1[gim]*;?", program
            )
            for program in programs
        ):
            court.forbid(call, "its program is more than a plain replacement")
        return
    for word in files:
        court.show(word, call)
    if not all(_PERL_PRINT.match(program) for program in programs):
        court.forbid(call, "its program is not known to only print")


def language(court: Court, call: Call, _rule: Rule) -> None:
    """Other languages: only their versions."""
    if patterns.fullmatch(r"-v|-V|--version|-version|version|-i|-m|--ini|-RUBY", line(call)) and not (
        call.name == "ruby" and line(call) == "-i"
    ):
        return
    words = [word for word in call.args if not word.text.startswith("-")]
    if words and len(call.args) == len(words) and call.feed is None:
        _file(court, call, words[0])
    else:
        court.forbid(call, "its program cannot be followed here")


LANGUAGES: dict[str, Judge] = {"shell": shell, "python": python, "perl": perl, "language": language}
