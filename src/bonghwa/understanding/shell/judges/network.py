"""Interfaces, routes, firewalls and captures."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.rules.model import Rule

_IP_READS = re.compile(r"(?:show|list|ls|lst|get|help|sh|s|l|)\Z")


def ip(court: Court, call: Call, _rule: Rule) -> None:
    """Ip: objects with show, list or get read; `-b` and `exec` run what somebody wrote."""
    words = list(call.args)
    while words and words[0].text.startswith("-"):
        text = words.pop(0).text
        if patterns.fullmatch(r"-b(?:a(?:t(?:ch?)?)?)?|--?batch|--?force", text):
            court.forbid(call, "it runs a list of changes from a file")
        if text in {"-n", "-netns", "-f", "-family", "-rcvbuf", "-l", "-loops"} and words:
            words.pop(0)
    texts = [word.text for word in words]
    if "exec" in texts:
        court.changes(call, "it runs a program in another network")
        court.words(call, words[texts.index("exec") + (2 if texts[0] in {"netns", "vrf"} else 1) :])
        return
    verb = texts[1] if len(texts) > 1 else ""
    if verb == "s" and texts[0][:1] not in {"a", "r"}:
        verb = "set"
    if not texts or (_IP_READS.match(verb) and HOLE not in "".join(texts[:2])):
        return
    if texts[0].startswith("m") and "monitor".startswith(texts[0]):
        return
    court.changes(call, f"“{' '.join(texts[:2])}” changes the network")
    if (
        patterns.search(r"\bdefault\b|0\.0\.0\.0/0", " ".join(texts))
        or verb == "flush"
        or (texts[0].startswith("l") and "down" in texts)
    ):
        court.forbid(call, "it can cut the host off or send its traffic elsewhere")


def ifconfig(court: Court, call: Call, _rule: Rule) -> None:
    """With an interface at most it shows."""
    words = [word for word in call.args if not word.text.startswith("-")]
    if len(words) > 1:
        court.changes(call, "it changes a network interface")
        if any(word.text == "down" for word in words):
            court.forbid(call, "it can cut the host off")


def network_switch(court: Court, call: Call, _rule: Rule) -> None:
    """Switching an interface off cuts the host off."""
    if call.name == "ifdown":
        court.forbid(call, "it can cut the host off")


def route(court: Court, call: Call, _rule: Rule) -> None:
    """Add, del, flush change."""
    for word in call.args:
        if word.text in {"add", "del", "delete", "flush", "change"}:
            court.changes(call, "it changes routes")
            if "default" in line(call):
                court.forbid(call, "it sends the traffic of the host elsewhere")


def ethtool(court: Court, call: Call, _rule: Rule) -> None:
    """Small letters show, capitals change."""
    if not patterns.fullmatch(
        r"(?:-[SiakgclmnxTudPeh]|--statistics|--driver|--show-\w+|--phy-statistics|--module-info|--version)? ?[\w.:@-]*",
        line(call),
    ):
        court.changes(call, "it changes a network card")


def nmcli(court: Court, call: Call, _rule: Rule) -> None:
    """Show and status read; `-s` shows secrets."""
    text = patterns.replace(
        r"(?:^|(?<= ))(?:-[tpacmf]+|--terse|--pretty|--fields|--mode|-g)(?: [A-Z][\w.,:-]*| all| tabular| multiline)? ?",
        "",
        line(call),
    ).strip()
    if patterns.search(r"(?:^| )(?:-s\b|--show-secrets)", line(call)):
        court.forbid(call, "it shows passwords of networks")
    elif not patterns.fullmatch(
        r"|(?:d|dev|device|c|con|connection|g|general|n|networking|r|radio)(?: (?:status|show|list|s|hostname|permissions|connectivity)(?: --active| [\w.:@-]+)?)?|(?:d|dev|device) wifi(?: list)?",
        text,
    ):
        court.changes(call, "it changes the network")


def ping(court: Court, call: Call, _rule: Rule) -> None:
    """A pattern can carry data out."""
    for word in call.args:
        if word.text.startswith("-p") and call.name in {"ping", "ping6"}:
            court.forbid(call, "its pattern can carry data out")


def first_host(court: Court, call: Call, _rule: Rule) -> None:
    """Only the first operand is a host."""


def capture(court: Court, call: Call, _rule: Rule) -> None:
    """Only a bounded number of packets."""
    if call.name in {"ngrep", "dumpcap", "snoop", "wireshark"}:
        court.changes(call, "it shows or keeps what is transmitted")


def iptables(court: Court, call: Call, _rule: Rule) -> None:
    """Listing reads."""
    text = line(call)
    if patterns.search(
        r"(?:^| )(?:-\w*[LS]\w*|--list\S*|-V|--version|-h)(?: |\Z)", text
    ) and not patterns.search(
        r"(?:^| )(?:-[ADIRFXPNEZ]|--(?:append|delete|insert|replace|flush|policy|zero|new|rename|delete-chain|modprobe)|-\w*Z\w*|-M)(?: |=|\Z)",
        text,
    ):
        return
    court.changes(call, "it changes the firewall")
    if patterns.search(
        r"(?:^| )(?:-F|--flush|-X|-P|--policy|--delete-chain|--modprobe|-M)(?: |=|\Z)|-j ACCEPT", text
    ):
        court.forbid(call, "it opens or cuts off the whole host")


def nft(court: Court, call: Call, _rule: Rule) -> None:
    """Listing reads."""
    text = line(call)
    if patterns.match(r"(?:-\w+ )*(?:list|-v|--version|describe|monitor)\b", text) and not patterns.search(
        r"(?:^| )(?:-f|--file|-i|--interactive|-I)\b|;", text
    ):
        return
    court.forbid(call, "it changes the firewall")


def firewalld(court: Court, call: Call, _rule: Rule) -> None:
    """Queries read."""
    for word in call.args:
        text = word.text
        if patterns.match(
            r"--(?:panic-on|add-source|add-rich|set-default-zone|add-interface|set-target|direct|remove-service=ssh|add-masquerade|complete-reload)",
            text,
        ):
            court.forbid(call, "it opens or cuts off the host")
        elif (
            not patterns.match(
                r"--(?:state|list-|get-|query-|info-|zone=|permanent|version|help|check-config|policy=)", text
            )
            and text != "--zone"
        ):
            court.changes(call, "it changes the firewall")
    if not call.args:
        court.changes(call, "it changes the firewall")


def ufw(court: Court, call: Call, _rule: Rule) -> None:
    """Status and show read."""
    text = line(call)
    if patterns.match(r"(?:status|show|version|app (?:list|info))\b", text):
        return
    court.changes(call, "it changes the firewall")
    if patterns.search(
        r"\b(?:disable|reset|default)\b|\bdelete\b.*\b22\b|deny.*(?:\b22\b|ssh)|allow (?:from any|any)", text
    ):
        court.forbid(call, "it opens or cuts off the whole host")


def wireguard(court: Court, call: Call, _rule: Rule) -> None:
    """Show without keys."""
    text = line(call)
    if "key" in text or "showconf" in text or "dump" in text:
        court.forbid(call, "it shows keys")
    elif text and not text.startswith("show"):
        court.changes(call, "it changes a tunnel")


NETWORK_JUDGES: dict[str, Judge] = {
    "ip": ip,
    "ifconfig": ifconfig,
    "network_switch": network_switch,
    "route": route,
    "ethtool": ethtool,
    "nmcli": nmcli,
    "ping": ping,
    "first_host": first_host,
    "capture": capture,
    "iptables": iptables,
    "nft": nft,
    "firewalld": firewalld,
    "ufw": ufw,
    "wireguard": wireguard,
}
