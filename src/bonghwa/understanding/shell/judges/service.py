"""Service managers, schedulers, web servers, message brokers."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.rules.guarded import ANYBODYS
from bonghwa.understanding.shell.rules.model import Rule
from bonghwa.understanding.shell.words import Word

_GUARDIANS = re.compile(
    r"(?:sshd?|auditd|firewalld|iptables|ip6tables|nftables|ufw|fail2ban|rsyslogd?|syslog(?:-ng)?|systemd-journald|journald|apparmor|selinux\S*|falcon-sensor|crowdstrike|"
    r"ossec|wazuh\S*|clamav\S*|clamd|aide\S*|chronyd|ntpd|systemd-\S+|dbus|NetworkManager|network|networking|bonghwa\S*|sssd|polkit|auditbeat|osqueryd|usbguard|ds_agent|\*|.*\*.*)"
    r"(?:\.service|\.socket)?\Z"
)
_WEAKENING = frozenset({"stop", "disable", "mask", "kill", "freeze", "clean", "off", "remove", "--del"})


def _guardian(court: Court, call: Call, verb: str, names: list[Word]) -> None:
    for word in names:
        if word.text.startswith(HOLE):
            court.forbid(call, "the service cannot be known beforehand")
        elif verb in _WEAKENING and _GUARDIANS.match(word.text.replace("\ue000", "*")):
            court.forbid(call, f"“{word.shown}” protects or connects the host")
        else:
            court.record.touch("service", word.shown)


def service_change(court: Court, call: Call, _rule: Rule) -> None:
    """Systemctl with a changing verb; `call.path` is the verb."""
    names = [word for word in call.args if not word.text.startswith("-")]
    _guardian(court, call, call.path, names)
    for word in names:
        if word.text.startswith(("/", "./", "../")):
            court.forbid(call, f"“{word.shown}” is a service definition from somewhere else")
        if call.path == "isolate" or word.text.endswith(".target"):
            court.forbid(call, "it switches the whole host")
        if call.path == "set-property" and patterns.match(
            r"Exec|Environment|User=|Delegate|Device", word.text
        ):
            court.forbid(call, "it changes what the service runs or may do")


def service_look(court: Court, call: Call, _rule: Rule) -> None:
    """Properties of a service; its environment may hold credentials."""
    if any("Environment" in word.text for word in call.args):
        court.forbid(call, "it shows environment variables, credentials among them")


def service(court: Court, call: Call, _rule: Rule) -> None:
    """`service NAME verb`."""
    words = list(call.args)
    if words and words[0].text in {"--status-all", "--help"}:
        return
    if (
        len(words) == 2
        and words[1].text in {"status", "configtest"}
        and patterns.fullmatch(r"[\w@.-]+", words[0].text)
    ):
        court.record.touch("service", words[0].text)
        return
    court.changes(call, "it changes a service")
    if len(words) > 1:
        _guardian(court, call, words[1].text, words[:1])


def init_script(court: Court, call: Call, _rule: Rule) -> None:
    """`/etc/init.d/NAME verb`."""
    if line(call) != "status":
        court.changes(call, "it changes a service")
        _guardian(court, call, line(call), [Word(call.path.rpartition("/")[2], call.path)])


def chkconfig(court: Court, call: Call, _rule: Rule) -> None:
    """Listing reads."""
    text = line(call)
    if text and not patterns.fullmatch(r"--list(?: [\w.-]+)?|[\w.-]+", text):
        court.changes(call, "it changes what starts with the host")
        _guardian(
            court,
            call,
            "disable" if patterns.search(r"\boff\b|--del", text) else "on",
            [w for w in call.args if w.text not in {"on", "off"} and not w.text.startswith("-")],
        )


def upstart(court: Court, call: Call, _rule: Rule) -> None:
    """Upstart's verbs."""
    if call.name == "status" or (
        call.name == "initctl" and patterns.match(r"(?:list|status|version)\b", line(call))
    ):
        return
    court.changes(call, "it changes a service")
    _guardian(court, call, call.name, list(call.args))


def runit(court: Court, call: Call, _rule: Rule) -> None:
    """`sv status` reads."""
    if not (call.name == "sv" and patterns.match(r"(?:status|s) ", line(call))):
        court.changes(call, "it changes a service")


def systemd_run(court: Court, call: Call, _rule: Rule) -> None:
    """The command that systemd-run starts."""
    place = 0
    values = {
        "-p",
        "--property",
        "-u",
        "--unit",
        "--description",
        "--slice",
        "--uid",
        "--gid",
        "-E",
        "--setenv",
        "--nice",
        "--working-directory",
        "-d",
        "-M",
        "-H",
        "--service-type",
        "--timer-property",
    }
    while place < len(call.args) and call.args[place].text.startswith("-"):
        text = call.args[place].text
        if text.startswith(("--on-", "--timer", "--path-", "--socket-")):
            court.forbid(call, "it schedules something that runs later")
        if text in {"-S", "--shell", "-t", "--pty"}:
            court.forbid(call, "it opens a session with other rights")
        place += 2 if text in values else 1
    court.words(call, call.args[place:])


def web_server(court: Court, call: Call, _rule: Rule) -> None:
    """Tests and versions read; everything else starts or changes the server."""
    text = line(call)
    for index, word in enumerate(call.args):
        if word.text in {"-g", "-C", "-c", "-D"} or patterns.match(r"-[gCc]\S", word.text):
            following = call.args[index + 1].text if index + 1 < len(call.args) else word.text
            if (
                not (word.text == "-c" and call.name == "nginx" and following.startswith("/etc/nginx/"))
                and word.text != "-D"
            ):
                court.forbid(call, f"“{following[:60]}” makes the server load something")
    if patterns.fullmatch(
        r"(?:-[tTvVqSLlMh?]+|configtest|-c /etc/nginx/\S+|-D \w+|-t -D DUMP_\w+|fullstatus|status|\s)+", text
    ):
        return
    court.changes(call, "it starts or changes the web server")


def haproxy(court: Court, call: Call, _rule: Rule) -> None:
    """Options decide."""


def no_assignment(court: Court, call: Call, _rule: Rule) -> None:
    """Postconf with `name=value` edits."""
    if any("=" in word.text for word in call.args):
        court.changes(call, "it edits the mail configuration")


def crontab(court: Court, call: Call, _rule: Rule) -> None:
    """`-l` lists; a new table can be bounded by a named file, standard input cannot be looked at."""
    text = line(call)
    quoted = [Word("x", word.source) if word.quoted and word.text == HOLE else word for word in call.args]
    if patterns.fullmatch(r"(?:-u [\w.-]+ )?-l(?: -u [\w.-]+)?", " ".join(word.text for word in quoted)):
        return
    court.changes(call, "it changes scheduled jobs")
    if "-r" in text.split() or patterns.search(r"(?:^| )-\w*r", text):
        court.forbid(call, "it removes every scheduled job")
    names = [word.text for word in call.args if not word.text.startswith("-")]
    if (
        (not names and "-e" not in text)
        or "-" in text.split()
        or any(name.startswith(ANYBODYS) for name in names)
    ):
        court.forbid(call, "the new jobs cannot be looked at")
    if patterns.search(r"-u ?root", text):
        court.forbid(call, "it changes jobs of root")


def at(court: Court, call: Call, _rule: Rule) -> None:
    """`at -l` lists; jobs from standard input cannot be looked at."""
    text = line(call)
    if patterns.fullmatch(r"-l|-V", text):
        return
    court.changes(call, "it schedules a job")
    if "-f" not in text or patterns.search(r"-f ?/(?:tmp|var/tmp|dev)/", text):
        court.forbid(call, "what it will run later cannot be looked at")


def ntpq(court: Court, call: Call, _rule: Rule) -> None:
    """Peers and variables read."""
    text = line(call)
    if call.name == "ntpq" and not patterns.fullmatch(
        r"(?:-\w*[pn4]\w*|-c (?:peers|rv|as|associations|sysinfo|kerninfo|opeers)\S*|[\w.-]+|\s)+", text
    ):
        court.changes(call, "it may change the time service")


def clock(court: Court, call: Call, _rule: Rule) -> None:
    """Queries read."""
    if not (call.name == "hwclock" and patterns.fullmatch(r"|-r|--show|-v|--verbose", line(call))) and not (
        call.name == "ntpdate" and patterns.match(r"-\w*q", line(call))
    ):
        court.changes(call, "it changes the clock")


def date(court: Court, call: Call, _rule: Rule) -> None:
    """A bare operand that is no format sets the clock."""
    skip = False
    for word in call.args:
        if skip:
            skip = False
        elif word.text in {"-d", "--date", "-r", "--reference", "-f", "-j", "-v"}:
            skip = True
        elif not word.text.startswith(("-", "+")):
            court.changes(call, f"“{word.shown}” sets the clock")


def catalina(court: Court, call: Call, _rule: Rule) -> None:
    """Version and configuration test read."""
    if line(call) not in {"version", "configtest"}:
        court.changes(call, "it starts or stops an application server")


def last_status(court: Court, call: Call, _rule: Rule) -> None:
    """`status` reads."""
    if line(call) != "status":
        court.changes(call, "it starts, stops or changes an application server")


_RABBIT = re.compile(
    r"(?:-[nqst] \S+ |-q |-s |--\w+=\S+ )*(?:list_\w+|status|cluster_status|report-none|node_health_check|ping|check_\w+|version|server_version|alarms|listeners|memory_breakdown|observer-none|consume-none|is_running|is_booting|maybe_stuck|environment-none)\b"
)


def rabbitmq(court: Court, call: Call, _rule: Rule) -> None:
    """Lists and states read; reset loses everything."""
    text = line(call)
    if _RABBIT.match(text):
        return
    if patterns.search(
        r"\b(?:reset|force_reset|delete_vhost|delete_queue|purge_queue|forget_cluster_node|force_boot)\b",
        text,
    ):
        court.forbid(call, "it loses messages or the whole configuration")
    elif patterns.search(
        r"\b(?:eval|rpc|add_user|change_password|set_permissions|set_user_tags|environment|report)\b", text
    ):
        court.forbid(call, "it runs code, or changes or shows who may do what")
    else:
        court.changes(call, "it changes the message broker")


def rabbitmqadmin(court: Court, call: Call, _rule: Rule) -> None:
    """Lists read."""
    if not patterns.match(r"(?:-\w \S+ |--\w+=\S+ )*(?:list|show)\b", line(call)):
        court.changes(call, "it changes the message broker")
    if patterns.search(r"\b(?:export|users|permissions)\b", line(call)):
        court.forbid(call, "it shows credentials")


def kafka(court: Court, call: Call, _rule: Rule) -> None:
    """List and describe read."""
    words = {word.text for word in call.args}
    if not words & {"--list", "--describe"} or words & {
        "--delete",
        "--create",
        "--alter",
        "--reset-offsets",
        "--execute",
    }:
        court.changes(call, "it changes the message broker")
    for index, word in enumerate(call.args):
        if word.text == "--bootstrap-server" and index + 1 < len(call.args):
            for host in call.args[index + 1].text.split(","):
                court.reach(Word(host, host), call)
        if word.text == "--command-config" and index + 1 < len(call.args):
            court.show(call.args[index + 1], call)


def zabbix(court: Court, call: Call, _rule: Rule) -> None:
    """Item values."""
    if patterns.search(r"system\.run|vfs\.file\.contents", line(call)):
        court.forbid(call, "it runs a command or shows a file through the monitoring")


SERVICE: dict[str, Judge] = {
    "service_change": service_change,
    "service_look": service_look,
    "service": service,
    "init_script": init_script,
    "chkconfig": chkconfig,
    "upstart": upstart,
    "runit": runit,
    "systemd_run": systemd_run,
    "web_server": web_server,
    "haproxy": haproxy,
    "no_assignment": no_assignment,
    "crontab": crontab,
    "at": at,
    "ntpq": ntpq,
    "clock": clock,
    "date": date,
    "catalina": catalina,
    "last_status": last_status,
    "rabbitmq": rabbitmq,
    "rabbitmqadmin": rabbitmqadmin,
    "kafka": kafka,
    "zabbix": zabbix,
}
