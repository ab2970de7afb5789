"""SQL clients: the statements that they are given are judged."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import Split, split
from bonghwa.understanding.shell.judges.statements import judge_statements, note_server, what_is_fed
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import Word

_PSQL = reads(
    options={
        "-f --file": "forbidden= runs statements from a file that cannot be looked at",
        "-o --output -L --log-file": "write",
        "-v --set --variable": "changes= sets text that is pasted into statements",
        "-W --password": "flag",
    },
    values="-c --command -h --host -p --port -U --username -d --dbname -P --pset -F --field-separator -R --record-separator -T --table-attr",
    known="-A --no-align -t --tuples-only -x --expanded -q --quiet -X --no-psqlrc -w --no-password -l --list --csv -1 --single-transaction -H --html -e --echo-queries -a -E -z -0 -n -V -W",
)


_META = re.compile(
    r"\\(?:d\w*[+S]*|l\+?|x|timing|conninfo|pset (?:format|border|tuples_only|null|expanded|footer|fieldsep) ?[\w|,]*|pset pager off|echo|encoding|z|q|sf\+?|sv\+?|a|t)(?: [^\\|`]*)?\Z"
)


def psql(court: Court, call: Call, _rule: Rule) -> None:
    """Psql: statements of `-c`, or what stands on standard input."""
    parts = split(_PSQL, call.args)
    court.effects(_PSQL, call, parts)
    if parts.unknown:
        court.changes(call, f"the option {parts.unknown[0]} is not known to only read")
    note_server(court, call, parts, "-h", "--host", "-d", "--dbname")
    commands = [value for name, value in parts.options if name in {"-c", "--command"}]
    if any(value is None for value in commands):
        court.changes(call, "it has no statement")
    listing = parts.has("-l", "--list", "-V", "--version", "--help")
    fed = None if listing or commands or parts.has("-f", "--file") else what_is_fed(court, call, needed=True)
    for word in [*commands, fed]:
        if word is None:
            continue
        text = word.text
        for meta in patterns.every(r"(?:^|\n|(?<=\s))\\[^\n]*", text):
            if not _META.match(meta.strip()) and not patterns.fullmatch(r"\\(?:gx?|G)\s*", meta.strip()):
                court.forbid(call, f"the command “{meta.strip()[:40]}” reaches files or programs")
        if patterns.search(
            r"(?<![:\w]):['\"]?[A-Za-z_]\w*", patterns.replace(r"'[^']*'", "''", text)
        ) and parts.has("-v", "--set", "--variable"):
            court.forbid(call, "a variable hides a part of the statement")
        judge_statements(court, call, [Word(patterns.replace(r"(?m)^\s*\\[^\n]*$", "", text), word.source)])
    for word in parts.operands[2:]:
        court.changes(call, f"“{word.shown}” is not understood")


_MYSQL = reads(
    options={
        "--defaults-file --defaults-extra-file --defaults-group-suffix --login-path --plugin-dir --default-auth --init-command --pager --tee --ssl-key": "changes= takes settings from or writes to a file",
        "--local-infile": "forbidden= lets the server read files",
        "--system-command": "forbidden= runs other programs",
    },
    values="-e --execute -h --host -P --port -u --user -D --database -S --socket --protocol --connect-timeout --default-character-set --prompt",
)


def mysql(court: Court, call: Call, _rule: Rule) -> None:
    """Mysql: statements of `-e`, or standard input."""
    args = [word for word in call.args if not patterns.match(r"-p.|--password=", word.text)]
    parts = split(_MYSQL, args)
    court.effects(_MYSQL, call, parts)
    note_server(court, call, parts, "-h", "--host", "-D", "--database")
    given = [value for name, value in parts.options if name in {"-e", "--execute"}]
    fed = (
        None
        if given or parts.has("-V", "--version", "--help", "-?")
        else what_is_fed(court, call, needed=True)
    )
    for word in [*given, fed]:
        if word is not None and patterns.search(
            r"(?im)\\[!.PTRoe]|^\s*(?:system|source|tee|pager|edit)\b", word.text
        ):
            court.forbid(call, "its client commands reach files or programs")
    judge_statements(court, call, [*given, fed])


def mysqladmin(court: Court, call: Call, _rule: Rule) -> None:
    """Mysqladmin: states read."""
    args = [word for word in call.args if not patterns.match(r"-p.|--password=", word.text)]
    parts = split(
        reads(
            values="-h --host -P --port -u --user -S --socket -i --sleep -c --count -w --wait --connect-timeout"
        ),
        args,
    )
    note_server(court, call, Split(parts.options), "-h", "--host")
    for word in parts.operands:
        if word.text in {"drop", "shutdown", "password", "old-password", "create", "kill"} or patterns.match(
            r"d(?:rop)?\Z|shut|pass|stop-|start-", word.text
        ):
            if word.text not in {"kill", "create"}:
                court.forbid(
                    call, f"{word.shown} destroys a database, stops the server or changes who may log in"
                )
            court.changes(call, f"{word.shown} changes the server")
            return
        if word.text not in {
            "status",
            "extended-status",
            "processlist",
            "proc",
            "variables",
            "ping",
            "version",
            "ext",
            "stat",
            "extended",
            "var",
        }:
            court.changes(call, f"“{word.shown}” is not known to only read")


def mysql_tools(court: Court, call: Call, _rule: Rule) -> None:
    """Tools around MySQL."""


def pg_ctl(court: Court, call: Call, _rule: Rule) -> None:
    """Status reads."""
    words = [word.text for word in call.args if not word.text.startswith("-")]
    if "status" in words:
        return
    court.changes(call, "it changes the database server")
    if "initdb" in words or "kill" in words or "promote" in words:
        court.forbid(call, "it rebuilds or switches the database")


def dump(court: Court, call: Call, _rule: Rule) -> None:
    """A dump to a file is a backup; a dump to the network carries data off."""
    if patterns.search(r"--(?:roles-only|globals-only)|(?:^| )-[gr](?: |\Z)", line(call)):
        court.forbid(call, "it shows password hashes of accounts")
    for index, word in enumerate(call.args):
        match = patterns.match(r"--(?:file|result-file|out|archive)=(.*)", word.text)
        if match:
            court.write(Word(match[1], word.source), call)
        elif word.text in {"-f", "-r", "-o", "--file", "--result-file", "--out"} and index + 1 < len(
            call.args
        ):
            court.write(call.args[index + 1], call)
        elif patterns.match(r"-[fr]/", word.text):
            court.write(Word(word.text[2:], word.source), call)


_SQLITE = reads(
    options={
        "-init": "forbidden= runs statements from a file",
        "-cmd": "value",
        "-deserialize -append -zip -A": "changes does more than read",
    },
    values="-separator -newline -nullvalue -mmap -vfs -maxsize -lookaside -pagecache",
    style="single",
)


_DOT = re.compile(
    r"\.(?:tables|schema|indexes|indices|databases|mode|headers?|width|show|dbinfo|timer|quit|exit|help|stats|fullschema|nullvalue|separator|version)\b"
)


def sqlite(court: Court, call: Call, _rule: Rule) -> None:
    """Sqlite3: a database file, then statements; dot commands reach files and programs."""
    parts = split(_SQLITE, call.args)
    court.effects(_SQLITE, call, parts)
    if parts.operands:
        court.show(parts.operands[0], call)
    given: list[Word | None] = [
        *parts.operands[1:],
        *(value for name, value in parts.options if name == "-cmd"),
    ]
    if not given and not parts.has("-version", "--version", "-help"):
        given = [what_is_fed(court, call, needed=True)]
    for word in given:
        if word is None:
            continue
        for dot in patterns.every(r"(?m)^\s*\.[^\n]*", word.text):
            if not _DOT.match(dot.strip()) or "|" in dot:
                court.forbid(call, f"the command “{dot.strip()[:40]}” reaches files or programs")
        judge_statements(
            court, call, [Word(patterns.replace(r"(?m)^\s*\.[^\n]*", "", word.text), word.source)]
        )


_HOST_ESCAPE = re.compile(
    r"(?im)^\s*(?:!|host\b|\$|ho\b|@|start\b|get\b|save\b|spool\b|edit\b|store\b|:!!|:r\b|:out\b)"
)


_SETTINGS = re.compile(
    r"(?im)^\s*(?:set (?:lines|linesize|pages|pagesize|feedback|heading|timing|head|trimspool|echo|colsep|long|num\w*|sqlformat|termout|wrap)\b[^\n]*|col(?:umn)?\b[^\n]*|exit\b.*|quit\b.*|prompt\b[^\n]*|desc(?:ribe)?\b[^\n;]*|show (?:parameter|user|sga|pdbs|con_name)\b[^\n]*|connect-none)\s*;?\s*$"
)


def oracle(court: Court, call: Call, _rule: Rule) -> None:
    """Sqlplus and other clients: only statements that are given in sight."""
    if patterns.fullmatch(r"-v|-V|--version|-version|-h|-help", line(call)):
        return
    if patterns.search(r"(?:^| )@", line(call)):
        court.forbid(call, "it runs statements from a file")
        return
    given: list[Word] = []
    for index, word in enumerate(call.args):
        if word.text in {
            "-c",
            "-e",
            "-Q",
            "-q",
            "-query",
            "--query",
            "-execute",
            "--execute",
        } and index + 1 < len(call.args):
            given.append(call.args[index + 1])
    if call.name in {"srvctl", "crsctl", "asmcmd"}:
        if not patterns.match(r"(?:status|config|stat|check|ls|lsdg|lsct|query)\b", line(call)):
            court.changes(call, "it changes a database")
        return
    fed = None if given else what_is_fed(court, call, needed=True)
    for item in [*given, *([fed] if fed is not None else [])]:
        if _HOST_ESCAPE.search(item.text):
            court.forbid(call, "its client commands reach files or programs")
        judge_statements(court, call, [Word(_SETTINGS.sub("", item.text), item.source)])


DATABASE: dict[str, Judge] = {
    "psql": psql,
    "mysql": mysql,
    "mysqladmin": mysqladmin,
    "mysql_tools": mysql_tools,
    "pg_ctl": pg_ctl,
    "dump": dump,
    "sqlite": sqlite,
    "oracle": oracle,
}
