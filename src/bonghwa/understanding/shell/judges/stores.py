"""MongoDB, Redis, etcd: known asking commands."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.judges.statements import what_is_fed
from bonghwa.understanding.shell.rules.model import Rule, reads

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


def mongo(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901  # one plain branch for each form that the command line can take
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
        given = [what_is_fed(court, call, needed=True)]
    for value in given:
        if value is None:
            continue
        if value.unforeseen or _MONGO_FORBIDDEN.search(value.text):
            court.forbid(call, "its expression destroys data, changes who may log in, or reaches outside")
        elif not _MONGO_READS.match(value.text) or _MONGO_CHANGES.search(
            patterns.replace(r"\"[^\"]*\"|'[^']*'", "''", value.text)
        ):
            court.changes(call, "its expression is not known to only read")


_REDIS_READS = frozenset(
    [
        "ping",
        "info",
        "dbsize",
        "slowlog",
        "get",
        "mget",
        "strlen",
        "exists",
        "ttl",
        "pttl",
        "type",
        "keys-none",
        "scan",
        "hget",
        "hgetall",
        "hkeys",
        "hlen",
        "hscan",
        "hmget",
        "lrange",
        "llen",
        "lindex",
        "smembers",
        "scard",
        "sismember",
        "sscan",
        "zrange",
        "zcard",
        "zscore",
        "zscan",
        "zcount",
        "client",
        "config",
        "memory",
        "latency",
        "command",
        "time",
        "lastsave",
        "role",
        "object",
        "cluster",
        "pubsub",
        "xlen",
        "xrange",
        "xinfo",
        "randomkey",
        "echo",
        "dump-none",
        "bitcount",
        "getrange",
        "module",
        "acl",
        "sentinel",
        "wait-none",
        "lolwut",
        "hexists",
        "zrangebyscore",
        "zrevrange",
        "zrank",
    ]
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
        fed = what_is_fed(court, call, needed=True)
        for text in fed.text.splitlines() if fed is not None else ():
            _redis_command(court, call, text.strip().lower())
        return
    if any(word.unforeseen for word in words[:2]):
        court.forbid(call, "its command cannot be known beforehand")
    _redis_command(court, call, " ".join(word.text for word in words).lower().replace("\ue000", "*"))


def _redis_command(court: Court, call: Call, text: str) -> None:
    verb, _, rest = text.partition(" ")
    if verb in _REDIS_READS and re.match(_REDIS_SECOND.get(verb, ""), rest):
        if patterns.search(r"passw|secret|token|credential", rest) and verb not in {"slowlog", "info"}:
            court.forbid(call, "it shows credentials")
        return
    if _REDIS_FORBIDDEN.match(text):
        court.forbid(call, f"“{text[:40]}” loses data, shows credentials or takes the server over")
    else:
        court.changes(call, f"“{text[:40]}” is not known to only read")


def etcd(court: Court, call: Call, _rule: Rule) -> None:
    """Etcdctl: states read; values hold secrets of clusters."""
    text = line(call)
    if patterns.search(
        r"\b(?:endpoint (?:status|health|hashkv)|member list|alarm list|version|check perf-none)\b", text
    ):
        return
    if patterns.search(r"\b(?:get|snapshot|del|user|role|auth|txn|watch|make-mirror|elect|lock)\b", text):
        court.forbid(call, "it shows or changes what the cluster keeps, secrets included")
    else:
        court.changes(call, "it changes a cluster")


STORES: dict[str, Judge] = {"mongo": mongo, "redis": redis, "etcd": etcd}
