"""Names of programs: which file a command name means, and whether the name can be trusted."""

import re
from functools import lru_cache

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.words import Word

_PLACES = re.compile(r"(?:/usr(?:/local)?)?/s?bin/([A-Za-z0-9_.+\[-]+)\Z")
_KIT = re.compile(
    r"/(?:app|opt|usr|data|srv)/(?:[A-Za-z0-9_.+-]+/){0,6}s?bin/([A-Za-z0-9_.+-]+)\Z|"
    r"/usr/lib(?:64|exec)?/(?:[A-Za-z0-9_.+-]+/){0,4}([A-Za-z0-9_.+-]+)\Z|/etc/init\.d/[a-z][\w.-]*\Z"
)
_KIT_PROGRAMS = frozenset(
    [
        "java",
        "jps",
        "jstack",
        "jstat",
        "jmap",
        "jinfo",
        "jcmd",
        "jar",
        "javac",
        "keytool",
        "psql",
        "pg_isready",
        "pg_ctl",
        "pg_dump",
        "pg_controldata",
        "mysql",
        "mysqladmin",
        "mysqldump",
        "nginx",
        "httpd",
        "apachectl",
        "redis-cli",
        "mongo",
        "mongosh",
        "sqlplus",
        "lsnrctl",
        "kubectl",
        "docker",
        "helm",
        "git",
        "node",
        "npm",
        "pm2",
        "python3",
        "perl",
        "rabbitmqctl",
        "version.sh",
        "configtest.sh",
        "startup.sh",
        "shutdown.sh",
        "catalina.sh",
        "kafka-topics.sh",
        "kafka-consumer-groups.sh",
        "zkServer.sh",
        "zabbix_agentd",
        "standalone.sh",
        "jboss-cli.sh",
        "supervisorctl",
        "postgres",
        "mysqld",
        "haproxy",
        "etcdctl",
        "consul",
        "vault",
        "curl",
        "openssl",
        "promtool",
        "amtool",
    ]
)
_VERSIONED = (
    (re.compile(r"python[23]?(?:\.\d+)?\Z|pypy3?\Z"), "python3"),
    (re.compile(r"perl\d[\d.]*\Z"), "perl"),
    (re.compile(r"ruby\d[\d.]*\Z"), "ruby"),
    (re.compile(r"php\d[\d.]*\Z"), "php"),
    (re.compile(r"lua(?:jit)?\d?[\d.]*\Z"), "lua"),
    (re.compile(r"pip[23]?(?:\.\d+)?\Z"), "pip"),
    (re.compile(r"node(?:js)?\d*\Z"), "node"),
    (re.compile(r"mkfs\.\w+\Z|mke2fs\Z"), "mkfs"),
    (re.compile(r"fsck\.\w+\Z|e2fsck\Z|xfs_repair\Z"), "fsck"),
    (re.compile(r"(?:iptables|ip6tables|xtables)-(?:legacy|nft)\Z|ip6tables\Z"), "iptables"),
    (re.compile(r"(?:iptables|ip6tables)(?:-legacy|-nft)?-save\Z"), "iptables-save"),
    (re.compile(r"(?:iptables|ip6tables)(?:-legacy|-nft)?-restore\Z"), "iptables-restore"),
    (re.compile(r"nc\.\w+\Z|netcat\Z|ncat\Z"), "nc"),
    (re.compile(r"vim\.\w+\Z|nvim\Z|vi\Z|ex\Z|rvim\Z|vimdiff\Z|gvim\Z"), "vim"),
    (re.compile(r"tclsh[\d.]*\Z|wish[\d.]*\Z"), "tclsh"),
    (re.compile(r"mawk\Z|gawk\Z|nawk\Z|original-awk\Z"), "awk"),
    (
        re.compile(r"(?:|ba|da|a|z|k|mk|pdk|ok|c|tc|fi|ya|r|rba|lk|po|sa|el|x|o)sh\d?\Z|ksh93\Z|pwsh\Z|nu\Z"),
        "sh",
    ),
)
_HOME_VARIABLE = re.compile(
    r"\$(?:\{(JAVA_HOME|CATALINA_HOME|CATALINA_BASE|TOMCAT_HOME|ORACLE_HOME|JRE_HOME|PGHOME|KAFKA_HOME)\}|"
    r"(JAVA_HOME|CATALINA_HOME|CATALINA_BASE|TOMCAT_HOME|ORACLE_HOME|JRE_HOME|PGHOME|KAFKA_HOME))/bin/([\w.+-]+)\Z"
)


def objection_to_name(word: Word, values: dict[str, str]) -> str | None:  # noqa: PLR0911  # one plain branch for each sign or form of the grammar
    """Why a command name is not acceptable, or None."""
    if not word.sure:
        match = _HOME_VARIABLE.match(word.source.strip('"'))
        if match and match[3] in _KIT_PROGRAMS and (match[1] or match[2]) not in values:
            return None
        return "the name of the program comes from a variable, a pattern or another command"
    if not word.text:
        return "the name of the program is empty"
    if word.pieced:
        return "the name of the program is hidden by quoting"
    if "$" in word.source:
        return "the name of the program comes from a variable"
    if "/" in word.text and ("//" in word.text or "/../" in f"/{word.text}" or "/./" in word.text[1:]):
        return "the name of the program is hidden by a winding path"
    if patterns.search(r"[\s;|&<>(){}$`'\"\\*?]", word.text):
        return "the name of the program has unusual characters"
    return None


@lru_cache(maxsize=8192)
def canonical(text: str) -> str | None:
    """The table name of a program as called, or None when its place is not one that programs come from."""
    name = text
    if text == "/etc/init.d":
        return text
    if "/" in text:
        match = _PLACES.match(text)
        if match:
            name = match[1]
        else:
            name = text.rpartition("/")[2]
            if text.startswith("/etc/init.d/") and _KIT.match(text):
                return "/etc/init.d"
            home = text.startswith("\ue002") and name in _KIT_PROGRAMS
            if not home and (not _KIT.match(text) or name not in _KIT_PROGRAMS):
                return None
    for pattern, known in _VERSIONED:
        if pattern.match(name):
            return known
    return name
