"""Searching programs: grep and its kin, jq and yq."""

import re

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import Word

CREDENTIAL_WORDS = re.compile(
    r"(?i)passw|passphrase|pwd|secret|token|credential|api.?key|access.?key|private.?key|requirepass|BEGIN .*KEY|PRIVATE KEY|auth_?key|bearer|jdbc.*@"
)
_GREP = reads(
    options={
        "-f --file": "read",
        "--pre": "changes= runs another program on each file",
        "--hostname-bin --pager --view": "changes= runs another program",
        "--save-config": "changes writes a file",
        "-z --search-zip": "flag",
        "--exclude-from --ignore-file": "read",
    },
    values="-e --regexp -m --max-count -A -B -C --after-context --before-context --context --include --exclude --exclude-dir --color --colour "
    "-d -D --directories --devices --label --binary-files -g --glob -t --type -T --type-not -j --threads",
)
_QUIET = (
    "-c",
    "--count",
    "-l",
    "--files-with-matches",
    "-L",
    "--files-without-match",
    "-q",
    "--quiet",
    "--silent",
)
_LOGS = re.compile(
    r"(?:/logs?/|/log\b|\.log\b|\.out\b|\.log\.|/journal/|access_log|error_log|messages|/secure)"
)
_RECURSIVE = ("-r", "-R", "--recursive", "--dereference-recursive")


def search(court: Court, call: Call, _rule: Rule) -> None:
    """Grep: the matching lines of files are shown."""
    parts = split(_GREP, call.args)
    court.effects(_GREP, call, parts)
    given = parts.has("-e", "-f", "--regexp", "--file")
    patterns = [word.text for name, word in parts.options if name in {"-e", "--regexp"} and word is not None]
    operands = parts.operands
    if not given and operands:
        patterns.append(operands[0].text)
        operands = operands[1:]
    if operands and operands[0].text.startswith(HOLE) and not given and call.name in {"rg", "ag"}:
        court.changes(call, "an unknown word could turn into an option")
    if _may_be_several(call):
        court.changes(call, "unknown words could name files to show")
    quiet = parts.has(*_QUIET)
    recursive = parts.has(*_RECURSIVE) or call.name in {"rg", "ag", "ack", "ugrep"}
    for word in operands:
        if (
            quiet
            and paths.discloses(word.text, court.base)
            in {
                None,
                "whatever lies in the current directory",
            }
        ) or (quiet and recursive and HOLE not in word.text and not _file_like_secret(word, court)):
            court.record.touch("path", word.shown)
        elif recursive:
            court.show_tree(word, call)
        else:
            court.show(word, call)
    if recursive and not operands and not quiet and call.feed is None and court.base:
        court.show_tree(Word(court.base, court.base), call)
    hunted = next((text for text in patterns if CREDENTIAL_WORDS.search(text)), None)
    if hunted and not quiet and not parts.has("-v", "--invert-match"):
        _hunting(court, call, operands, hunted)


def _may_be_several(call: Call) -> bool:
    """Whether an unquoted unknown word could become several."""
    return any(word.text.startswith(HOLE) and not word.quoted for word in call.args)


def _file_like_secret(word: Word, court: Court) -> bool:
    return paths.discloses(word.text, court.base) is not None


def _hunting(court: Court, call: Call, operands: list[Word], pattern: str) -> None:
    """Looking for credentials in settings is disclosure; looking for failed log-ins in logs is not."""
    places = [word.text for word in operands]
    if not places and call.feed is not None:
        if _LOGS.search(call.feed.source) or patterns.match(
            r"\s*(?:journalctl|ps|dmesg|last|ausearch|docker logs|kubectl logs|man|rpm|dpkg|ls|find)\b",
            call.feed.source,
        ):
            return
        court.forbid(call, f"it looks for credentials (“{pattern[:40]}”)")
    elif any(not _LOGS.search(place) for place in places) or not places:
        court.forbid(call, f"it looks for credentials (“{pattern[:40]}”)")


_JQ = reads(
    options={
        "-f --from-file -L --rawfile --slurpfile --argfile": "read",
        "-i --in-place --inplace": "changes edits files in place",
        "-s --split-exp": "flag",
    },
    values="--arg --argjson --indent --tab -o -p --output-format --input-format -I",
)
_JQ_REACH = re.compile(
    r"\benv\b|\$ENV|\$__prog|\binput_filename\b.*@|\bload\w*\(|\bstrenv\b|\benvsubst\b|\bsystem\b|\bimport\b|\binclude\b|\beval\b",
    re.IGNORECASE,
)


def _named_values(court: Court, call: Call) -> list[Word]:
    """The arguments without `--arg NAME VALUE` and `--rawfile NAME FILE`; such files are shown."""
    kept: list[Word] = []
    place = 0
    while place < len(call.args):
        word = call.args[place]
        if word.text in {"--arg", "--argjson", "--rawfile", "--slurpfile", "--argfile"}:
            if word.text not in {"--arg", "--argjson"} and place + 2 < len(call.args):
                court.show(call.args[place + 2], call)
            place += 3
            continue
        kept.append(word)
        place += 1
    return kept


def selector(court: Court, call: Call, _rule: Rule) -> None:
    """Jq and yq: a program, then files that it reads."""
    parts = split(_JQ, _named_values(court, call))
    court.effects(_JQ, call, parts)
    operands = parts.operands
    if operands and operands[0].text in {"e", "eval", "ea", "eval-all", "r", "read"} and call.name == "yq":
        operands = operands[1:]
    if (
        operands
        and call.name == "yq"
        and operands[0].text in {"w", "write", "d", "delete", "m", "merge", "shell-completion", "n", "new"}
    ):
        court.changes(call, "it may edit files")
    for index, word in enumerate(operands):
        looks_like_program = index == 0 and not parts.has("-f", "--from-file")
        if looks_like_program:
            if not word.sure:
                court.changes(call, "its filter cannot be known beforehand")
            if _JQ_REACH.search(word.text):
                court.forbid(call, f"its filter reaches beyond its input: “{word.shown}”")
            if CREDENTIAL_WORDS.search(word.text):
                court.forbid(call, f"it picks credentials: “{word.shown}”")
        else:
            court.show(word, call)


SEARCH: dict[str, Judge] = {"search": search, "selector": selector}
