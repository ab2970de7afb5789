"""Database clients: the statements that they are given are judged."""

import re

from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import Split, split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.sql import judge_sql
from bonghwa.understanding.shell.words import Word


def _statements(court: Court, call: Call, words: list[Word | None]) -> None:
    for word in words:
        if word is None:
            continue
        if word.unforeseen:
            court.forbid(call, "its SQL cannot be known beforehand")
        for verdict, why in judge_sql(word.text.replace("\ue000", "*").replace("\ue001", "?")):
            court.note(verdict, call, why)


def _fed(court: Court, call: Call, *, needed: bool) -> Word | None:
    """What comes over standard input; nothing to see is not acceptable."""
    if call.feed is None:
        if needed:
            court.forbid(call, "it opens a session that nobody can look into")
        return None
    if call.feed.path == "/dev/null":
        return None
    if call.feed.text is None:
        if needed or call.feed.source:
            court.forbid(call, "what it is given cannot be looked at")
        return None
    return Word(call.feed.text, call.feed.text)


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
    r"\\(?:d\w*[+S]*|l\+?|x|timing|conninfo|pset|echo|encoding|z|q|sf\+?|sv\+?|a|t|watch)(?: [^\\|`]*)?\Z"
)


def psql(court: Court, call: Call, _rule: Rule) -> None:
    """Psql: statements of `-c`, or what stands on standard input."""
    parts = split(_PSQL, call.args)
    court.effects(_PSQL, call, parts)
    if parts.unknown:
        court.changes(call, f"the option {parts.unknown[0]} is not known to only read")
    _where(court, call, parts, "-h", "--host", "-d", "--dbname")
    commands = [value for name, value in parts.options if name in {"-c", "--command"}]
    if any(value is None for value in commands):
        court.changes(call, "it has no statement")
    listing = parts.has("-l", "--list", "-V", "--version", "--help")
    fed = None if listing or commands or parts.has("-f", "--file") else _fed(court, call, needed=True)
    for word in [*commands, fed]:
        if word is None:
            continue
        text = word.text
        for meta in re.findall(r"(?:^|\n|(?<=\s))\\[^\n]*", text):
            if not _META.match(meta.strip()) and not re.fullmatch(r"\\(?:gx?|G)\s*", meta.strip()):
                court.forbid(call, f"the command “{meta.strip()[:40]}” reaches files or programs")
        if re.search(r"(?<![:\w]):['\"]?[A-Za-z_]\w*", re.sub(r"'[^']*'", "''", text)) and parts.has(
            "-v", "--set", "--variable"
        ):
            court.forbid(call, "a variable hides a part of the statement")
        _statements(court, call, [Word(re.sub(r"(?m)^\s*\\[^\n]*$", "", text), word.source)])
    for word in parts.operands[2:]:
        court.changes(call, f"“{word.shown}” is not understood")


def _where(court: Court, call: Call, parts: Split, *names: str) -> None:
    for name in names:
        value = parts.value(name)
        if value is None:
            continue
        if name in {"-h", "--host"}:
            if not value.text.startswith("/"):
                court.reach(value, call)
        else:
            _connection(court, call, value)
    for word in parts.operands[:1]:
        _connection(court, call, word)


def _connection(court: Court, call: Call, word: Word) -> None:
    found = re.search(r"://(?:[^@/]*@)?([^:/?]+)|\bhost(?:addr)?=(\S+)", word.text)
    if found:
        court.reach(word, call, found[1] or found[2])
    if re.search(r"service=|passfile=|sslkey=|options=", word.text):
        court.changes(call, "its connection takes settings from elsewhere")
    court.record.touch("database", word.shown)


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
    args = [word for word in call.args if not re.match(r"-p.|--password=", word.text)]
    parts = split(_MYSQL, args)
    court.effects(_MYSQL, call, parts)
    _where(court, call, parts, "-h", "--host", "-D", "--database")
    given = [value for name, value in parts.options if name in {"-e", "--execute"}]
    fed = None if given or parts.has("-V", "--version", "--help", "-?") else _fed(court, call, needed=True)
    for word in [*given, fed]:
        if word is not None and re.search(
            r"\\[!.PTRoe]|^\s*(?:system|source|tee|pager|edit)\b", word.text, re.IGNORECASE | re.MULTILINE
        ):
            court.forbid(call, "its client commands reach files or programs")
    _statements(court, call, [*given, fed])


def mysqladmin(court: Court, call: Call, _rule: Rule) -> None:
    """Mysqladmin: states read."""
    args = [word for word in call.args if not re.match(r"-p.|--password=", word.text)]
    parts = split(
        reads(
            values="-h --host -P --port -u --user -S --socket -i --sleep -c --count -w --wait --connect-timeout"
        ),
        args,
    )
    _where(court, call, Split(parts.options), "-h", "--host")
    for word in parts.operands:
        if word.text in {"drop", "shutdown", "password", "old-password", "create", "kill"} or re.match(
            r"d(?:rop)?\Z|shut|pass|stop-|start-", word.text
        ):
            if word.text != "kill" and word.text != "create":
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
    if re.search(r"--(?:roles-only|globals-only)|(?:^| )-[gr](?: |\Z)", line(call)):
        court.forbid(call, "it shows password hashes of accounts")
    for index, word in enumerate(call.args):
        match = re.match(r"--(?:file|result-file|out|archive)=(.*)", word.text)
        if match:
            court.write(Word(match[1], word.source), call)
        elif word.text in {"-f", "-r", "-o", "--file", "--result-file", "--out"} and index + 1 < len(
            call.args
        ):
            court.write(call.args[index + 1], call)
        elif re.match(r"-[fr]/", word.text):
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
        given = [_fed(court, call, needed=True)]
    for word in given:
        if word is None:
            continue
        for dot in re.findall(r"(?m)^\s*\.[^\n]*", word.text):
            if not _DOT.match(dot.strip()) or "|" in dot:
                court.forbid(call, f"the command “{dot.strip()[:40]}” reaches files or programs")
        _statements(court, call, [Word(re.sub(r"(?m)^\s*\.[^\n]*", "", word.text), word.source)])


_HOST_ESCAPE = re.compile(
    r"(?im)^\s*(?:!|host\b|\$|ho\b|@|start\b|get\b|save\b|spool\b|edit\b|store\b|:!!|:r\b|:out\b)"
)
_SETTINGS = re.compile(
    r"(?im)^\s*(?:set (?:lines|linesize|pages|pagesize|feedback|heading|timing|head|trimspool|echo|colsep|long|num\w*|sqlformat|termout|wrap)\b[^\n]*|col(?:umn)?\b[^\n]*|exit\b.*|quit\b.*|prompt\b[^\n]*|desc(?:ribe)?\b[^\n;]*|show (?:parameter|user|sga|pdbs|con_name)\b[^\n]*|connect-none)\s*;?\s*$"
)


def oracle(court: Court, call: Call, _rule: Rule) -> None:
    """Sqlplus and other clients: only statements that are given in sight."""
    if re.fullmatch(r"-v|-V|--version|-version|-h|-help", line(call)):
        return
    if re.search(r"(?:^| )@", line(call)):
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
        if not re.match(r"(?:status|config|stat|check|ls|lsdg|lsct|query)\b", line(call)):
            court.changes(call, "it changes a database")
        return
    fed = None if given else _fed(court, call, needed=True)
    for item in [*given, *([fed] if fed is not None else [])]:
        if _HOST_ESCAPE.search(item.text):
            court.forbid(call, "its client commands reach files or programs")
        _statements(court, call, [Word(_SETTINGS.sub("", item.text), item.source)])


_MONGO_READS = re.compile(
    r"\s*(?:print(?:json)?\()?\s*(?:JSON\.stringify\()?\s*(?:db(?:\.getSiblingDB\(['\"]\w+['\"]\)|\.getMongo\(\))?|rs|sh)(?:\.\w+|\.getCollection\(['\"][\w.]+['\"]\))?"
    r"\.(?:serverStatus|stats|status|printReplicationInfo|printSecondaryReplicationInfo|printSlaveReplicationInfo|isMaster|hello|version|getCollectionNames|currentOp|hostInfo|serverBuildInfo|countDocuments|count|estimatedDocumentCount|find|findOne|distinct|getIndexes|"
    r"dataSize|storageSize|totalIndexSize|totalSize|conf|printCollectionStats|getProfilingStatus|getDBNames|getReplicationInfo|explain|latencyStats|getShardDistribution|adminCommand\(\{ ?['\"]?(?:ping|serverStatus|listDatabases|replSetGetStatus|connPoolStats|buildInfo)['\"]?: ?1 ?\}|runCommand\(\{ ?['\"]?(?:ping|serverStatus|dbStats|connectionStatus|buildInfo)['\"]?: ?1 ?\})"
)
_MONGO_FORBIDDEN = re.compile(
    r"drop|remove\(|deleteMany\(\{\s*\}|shutdownServer|createUser|updateUser|changeUserPassword|grantRoles|\$where|eval\(|mapReduce|runProgram|run\(|load\(|require|process\.|child_process|getUsers|system\.users|copyDatabase|fsync|writeFile|cat\(|removeFile|getURL|passwordPrompt",
    re.IGNORECASE,
)
_MONGO_CHANGES = re.compile(
    r"insert|update|delete|save|replace|create|set\w*\(|kill|findAndModify|\$out|\$merge|bulkWrite|rename|compact|reIndex|stepDown|reconfig|add\(|initiate|enable|move|=|;|function|=>|while|for\s*\(",
    re.IGNORECASE,
)


def mongo(court: Court, call: Call, _rule: Rule) -> None:
    """Mongo: only known asking expressions."""
    parts = split(
        reads(
            values="--eval -u -p --username --password --host --port --authenticationDatabase --authenticationMechanism -f --file --tls --tlsCAFile --tlsCertificateKeyFile"
        ),
        call.args,
    )
    host = parts.value("--host")
    if host is not None:
        court.reach(host, call)
    given = [value for name, value in parts.options if name == "--eval"]
    for word in parts.operands:
        if word.text.endswith(".js"):
            court.forbid(call, "it runs a program from a file")
        elif "://" in word.text or "/" in word.text:
            court.reach(word, call)
        else:
            court.record.touch("database", word.shown)
    if parts.has("-f", "--file"):
        court.forbid(call, "it runs a program from a file")
    if not given and not parts.has("--version"):
        given = [_fed(court, call, needed=True)]
    for value in given:
        if value is None:
            continue
        if value.unforeseen or _MONGO_FORBIDDEN.search(value.text):
            court.forbid(call, "its expression destroys data, changes who may log in, or reaches outside")
        elif not _MONGO_READS.match(value.text) or _MONGO_CHANGES.search(
            re.sub(r"\"[^\"]*\"|'[^']*'", "''", value.text)
        ):
            court.changes(call, "its expression is not known to only read")


_REDIS_READS = frozenset(
    "ping info dbsize slowlog get mget strlen exists ttl pttl type keys-none scan hget hgetall hkeys hlen hscan hmget lrange llen lindex smembers scard sismember sscan zrange zcard zscore zscan "
    "zcount client config memory latency command time lastsave role object cluster pubsub xlen xrange xinfo randomkey echo dump-none bitcount getrange module acl sentinel wait-none lolwut hexists zrangebyscore zrevrange zrank".split()
)
_REDIS_SECOND = {
    "config": r"get (?!.*(?:requirepass|masterauth|\*|pass|auth|user|\[|\?))\S+",
    "client": r"(?:list|info|getname|id|help)\b",
    "memory": r"(?:usage|stats|doctor|malloc-stats)\b",
    "latency": r"(?:doctor|latest|history|graph|histogram)\b",
    "slowlog": r"(?:get|len)\b",
    "cluster": r"(?:info|nodes|slots|shards|myid|keyslot|countkeysinslot|links|replicas|slaves)\b",
    "object": r"(?:encoding|freq|idletime|refcount)\b",
    "pubsub": r"",
    "module": r"list\b",
    "acl": r"(?:whoami|cat)\b",
    "command": r"",
    "xinfo": r"",
    "sentinel": r"(?:masters|master|replicas|slaves|sentinels|get-master-addr-by-name|ckquorum|myid)\b",
}
_REDIS_FORBIDDEN = re.compile(
    r"(?:flushall|flushdb|shutdown|debug|eval\w*|script|fcall|slaveof|replicaof|migrate|module|acl|auth|config (?:set|rewrite|get .*(?:pass|auth|\*))|cluster (?:reset|failover|forget)|failover|swapdb|monitor|sync|psync|restore|hello|function)\b"
)


def redis(court: Court, call: Call, _rule: Rule) -> None:
    """Redis-cli: known asking commands."""
    parts = split(
        reads(
            options={
                "--rdb --functions-rdb": "write",
                "--eval --pipe --cluster -x -X": "forbidden runs scripts or a stream of commands",
            },
            values="-h -p -s -a -u -n -r -i --user --pass --askpass-none -d -D --pattern -t",
        ),
        call.args,
        leading=True,
    )
    court.effects(
        reads(
            options={
                "--rdb --functions-rdb": "write",
                "--eval --pipe --cluster -x -X --replica --slave": "forbidden runs scripts or a stream of commands",
            }
        ),
        call,
        parts,
    )
    for name in ("-h", "-u"):
        host = parts.value(name)
        if host is not None:
            court.reach(host, call)
    words = call.args[parts.rest :]
    if not words:
        if parts.has(
            "--bigkeys",
            "--memkeys",
            "--hotkeys",
            "--stat",
            "--latency",
            "--latency-history",
            "--latency-dist",
            "--scan",
            "--intrinsic-latency",
            "-v",
            "--version",
        ):
            return
        fed = _fed(court, call, needed=True)
        for text in fed.text.splitlines() if fed is not None else ():
            _redis_command(court, call, text.strip().lower())
        return
    if any(word.unforeseen for word in words[:2]):
        court.forbid(call, "its command cannot be known beforehand")
    _redis_command(court, call, " ".join(word.text for word in words).lower().replace("\ue000", "*"))


def _redis_command(court: Court, call: Call, text: str) -> None:
    verb, _, rest = text.partition(" ")
    if verb in _REDIS_READS and re.match(_REDIS_SECOND.get(verb, ""), rest):
        if re.search(r"passw|secret|token|credential", rest) and verb not in {"slowlog", "info"}:
            court.forbid(call, "it shows credentials")
        return
    if _REDIS_FORBIDDEN.match(text):
        court.forbid(call, f"“{text[:40]}” loses data, shows credentials or takes the server over")
    else:
        court.changes(call, f"“{text[:40]}” is not known to only read")


def etcd(court: Court, call: Call, _rule: Rule) -> None:
    """Etcdctl: states read; values hold secrets of clusters."""
    text = line(call)
    if re.search(
        r"\b(?:endpoint (?:status|health|hashkv)|member list|alarm list|version|check perf-none)\b", text
    ):
        return
    if re.search(r"\b(?:get|snapshot|del|user|role|auth|txn|watch|make-mirror|elect|lock)\b", text):
        court.forbid(call, "it shows or changes what the cluster keeps, secrets included")
    else:
        court.changes(call, "it changes a cluster")


DATABASE: dict[str, Judge] = {
    "psql": psql,
    "mysql": mysql,
    "mysqladmin": mysqladmin,
    "mysql_tools": mysql_tools,
    "pg_ctl": pg_ctl,
    "dump": dump,
    "sqlite": sqlite,
    "oracle": oracle,
    "mongo": mongo,
    "redis": redis,
    "etcd": etcd,
}
