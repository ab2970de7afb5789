"""Programs that copy, remove and change files."""

import re

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import Word

_PLAIN = reads()


def rm(court: Court, call: Call, _rule: Rule) -> None:
    """Removal: single named files change, whole trees and system files are lost for good."""
    parts = split(_PLAIN, call.args)
    recursive = parts.has("-r", "-R", "--recursive") or any(
        "recursive".startswith(n[2:]) and len(n) > 2 for n, _ in parts.options if n.startswith("--")
    )
    if parts.has("--no-preserve-root"):
        court.forbid(call, "it removes everything")
    for word in parts.operands:
        _removed(court, call, word, recursive=recursive)


def _removed(court: Court, call: Call, word: Word, *, recursive: bool) -> None:
    if recursive and not (word.text[:1] != HOLE and paths.disposable(word.text, court.base)):
        court.forbid(call, f"it removes everything below “{word.shown}” for good")
    elif word.text.startswith(HOLE):
        court.forbid(call, f"it removes “{word.source[:40]}”, which cannot be known beforehand")
    else:
        court.remove(word, call)


def copy(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901  # one plain branch for each form that the command line can take
    """Cp, mv, ln, install: what is read, what is written, what disappears."""
    rule = reads(
        values="-t --target-directory -m --mode -o --owner -g --group -S --suffix --strip-program",
        options={"-T": "flag"},
    )
    parts = split(rule, call.args)
    operands = list(parts.operands)
    target = parts.value("-t", "--target-directory")
    if target is None and call.name == "install" and parts.has("-d", "--directory"):
        sources: list[Word] = []
        targets = operands
    elif target is None:
        sources, targets = operands[:-1], operands[-1:]
    else:
        sources, targets = operands, [target]
    if call.name == "ln" and target is None and len(operands) == 1:
        sources, targets = operands, []
    mode = parts.value("-m", "--mode")
    if mode is not None and patterns.search(r"(?:[2467]\d{3}|s)\Z|[ugoa]*[+=][rwx]*s", mode.text):
        court.forbid(call, f"the mode {mode.shown} lets a program run with other rights")
    if parts.has("--strip-program"):
        court.forbid(call, "it runs another program")
    for word in sources:
        _source(court, call, word, moves=call.name == "mv")
    for word in targets:
        court.write(word, call)
        if paths.harmless_sink(word.text) and call.name == "mv":
            court.forbid(call, f"“{word.shown}” swallows what is moved there")
        for source in sources:
            name = source.text.rstrip("/").rpartition("/")[2]
            if name and paths.guarded(word.text.rstrip("/") + "/" + name, court.base):
                court.forbid(
                    call,
                    f"it writes to “{word.shown}/{name}”, a file that security, start-up or the system depends on",
                )


def _source(court: Court, call: Call, word: Word, *, moves: bool) -> None:
    court.show(word, call)
    if paths.discloses_below(word.text, court.base) and (paths.wide(word.text, court.base)):
        court.forbid(call, f"“{word.shown}” would carry credentials along")
    if moves and (paths.wide(word.text, court.base) or paths.guarded(word.text, court.base)):
        court.forbid(call, f"it takes “{word.shown}” away, which the host needs")


def dd(court: Court, call: Call, _rule: Rule) -> None:
    """Dd: `if=` is shown, `of=` is written, devices are lost."""
    output = next((word for word in call.args if word.text.startswith("of=")), None)
    for word in call.args:
        key, _, value = word.text.partition("=")
        if key == "if":
            quiet = output is not None and output.text == "of=/dev/null"
            if not (quiet and value.startswith("/dev/")) and value not in {
                "/dev/zero",
                "/dev/urandom",
                "/dev/random",
            }:
                court.show(Word(value, word.source), call)
        elif key == "of":
            court.write(Word(value, word.source), call)
        elif (
            key
            not in {"bs", "count", "status", "skip", "seek", "iflag", "oflag", "conv", "ibs", "obs", "cbs"}
            or not word.sure
        ):
            court.changes(call, f"{word.shown} is not a known setting of dd")


_WORLD = re.compile(r"0*[0-7]?[0-7]?[0-7][2367]\Z|[ugo]*[ao]?[+=][rxXt]*w[rxXt]*\Z")
_PRIVILEGED = re.compile(r"0*[2-7][0-7]{3}\Z|[ugoa,]*[+=][rwxXt]*s")


def ownership(court: Court, call: Call, _rule: Rule) -> None:
    """Chmod, chown, chgrp: system files, whole trees and privileged modes are beyond a free command."""
    parts = split(
        reads(values="--reference --from"),
        [word for word in call.args if not patterns.fullmatch(r"-[rwxXst]+", word.text)],
    )
    recursive = parts.has("-R", "--recursive")
    operands = parts.operands
    if operands and not parts.has("--reference"):
        what = operands[0].text
        if call.name == "chmod" and _PRIVILEGED.match(what):
            court.forbid(call, f"the mode {what} lets a program run with other rights")
        if call.name == "chmod" and recursive and _WORLD.match(what):
            court.forbid(call, f"the mode {what} lets everybody write")
        operands = operands[1:]
    for word in operands:
        if recursive and paths.wide(word.text, court.base):
            court.forbid(call, f"it changes the rights of everything below “{word.shown}”")
        elif not paths.harmless_sink(word.text):
            court.write(word, call)
    if call.feed is not None and patterns.search(r"\b(?:curl|wget)\b", call.feed.source):
        court.forbid(call, "it makes a download executable")


def targets(court: Court, call: Call, _rule: Rule) -> None:
    """Other changes of attributes: every operand that looks like a path is written."""
    for word in call.args:
        if word.text.startswith(("/", ".", "~", HOLE)) or "/" in word.text:
            if paths.wide(word.text, court.base) and any(
                patterns.match(r"-\w*R", other.text) for other in call.args
            ):
                court.forbid(call, f"it changes everything below “{word.shown}”")
            else:
                court.write(word, call)


def attributes(court: Court, call: Call, rule: Rule) -> None:
    """Chattr on system files takes away what protects them."""
    targets(court, call, rule)


def semanage(court: Court, call: Call, _rule: Rule) -> None:
    """Semanage can list; permissive domains switch protection off."""
    text = [word.text for word in call.args]
    if call.name == "semanage" and ("-l" in text or "--list" in text):
        return
    court.changes(call, "it changes security labels")
    targets(court, call, _rule)
    if "permissive" in text or "login" in text or "user" in text:
        court.forbid(call, "it weakens the security policy")


def directories(court: Court, call: Call, _rule: Rule) -> None:
    """Mkdir with a mode of its own."""
    if any(patterns.match(r"-m\s*[2-7]\d{3}", word.text) for word in call.args):
        court.forbid(call, "the mode gives other rights")


def special_file(court: Court, call: Call, _rule: Rule) -> None:
    """Mknod makes devices."""
    if call.name == "mknod" and any(word.text in {"b", "c", "u"} for word in call.args):
        court.forbid(call, "it makes a device, which reaches below all permissions")
    for word in call.args:
        if word.text.startswith("/"):
            court.write(word, call)


def logrotate(court: Court, call: Call, _rule: Rule) -> None:
    """Logrotate runs what its configuration says."""
    for word in call.args:
        if not word.text.startswith("-") and not word.text.startswith("/etc/logrotate"):
            court.forbid(call, f"“{word.shown}” may name programs to run")


def resize(court: Court, call: Call, _rule: Rule) -> None:
    """Growing is recoverable, shrinking loses data."""
    for word in call.args:
        if word.text.startswith("-") and patterns.search(r"\A-[Ll]-|=-", word.text):
            court.forbid(call, "it shrinks a volume")
    if call.name == "lvresize":
        size = split(reads(values="-L -l --size --extents"), call.args).value(
            "-L", "-l", "--size", "--extents"
        )
        if size is None or not size.text.startswith("+"):
            court.forbid(call, "it may shrink a volume")


HANDLING: dict[str, Judge] = {
    "rm": rm,
    "copy": copy,
    "dd": dd,
    "ownership": ownership,
    "acl": targets,
    "attributes": attributes,
    "semanage": semanage,
    "directories": directories,
    "special_file": special_file,
    "logrotate": logrotate,
    "resize": resize,
}
