"""Other machines and encrypted connections: ssh, openssl, name servers."""

import re

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.verdict import Verdict
from bonghwa.understanding.shell.words import Word


def dns(court: Court, call: Call, _rule: Rule) -> None:
    """Questions to name servers; a name made from other data carries it out."""
    skip = False
    for word in call.args:
        text = word.text
        if skip:
            skip = False
            if not word.sure:
                court.forbid(call, "a question put together from other data could carry data out")
            continue
        if text in {"-f", "-k", "-y"} or patterns.match(r"-f\S", text):
            court.forbid(call, "it reads questions or keys from a file")
            skip = True
        elif text.startswith("@"):
            court.reach(Word(text[1:], word.source), call)
        elif patterns.fullmatch(r"-[tTcbpqwWRNmx]", text):
            skip = text not in {"-T", "-x"}
        elif not word.sure:
            court.forbid(call, "a question put together from other data could carry data out")
        elif not text.startswith(("-", "+")) and not patterns.fullmatch(
            r"[A-Z0-9]{1,10}|any|mx|ns|txt|soa|ptr|aaaa|a|srv", text
        ):
            court.record.touch("host", text)
    if not call.args and call.name == "nslookup":
        court.changes(call, "it waits for commands")


def getent(court: Court, call: Call, _rule: Rule) -> None:
    """The databases of accounts without their secrets."""
    words = [word.text for word in call.args if not word.text.startswith("-")]
    if words and not patterns.fullmatch(
        r"passwd|group|hosts|services|networks|protocols|ahosts|ahostsv4|ahostsv6|aliases|ethers|netgroup|rpc|initgroups",
        words[0],
    ):
        court.forbid(call, f"“{words[0]}” holds credentials")


def any_secret(court: Court, call: Call, _rule: Rule) -> None:
    """Names of secret files among the arguments."""
    for word in call.args:
        candidate = word.text.rpartition("@")[2].rpartition("=")[2]
        if "/" in candidate and paths.discloses(candidate, court.base):
            court.forbid(call, f"“{word.shown}” would use or show credentials")


_OPENSSL_READS = frozenset(
    [
        "x509",
        "verify",
        "version",
        "ciphers",
        "crl",
        "s_client",
        "dgst",
        "asn1parse",
        "list",
        "s_time",
        "ocsp",
        "req",
        "errstr",
        "crl2pkcs7",
        "md5",
        "sha1",
        "sha256",
        "sha512",
        "speed",
        "prime",
        "help",
        "rand",
    ]
)


_OPENSSL_SECRETS = frozenset(
    [
        "pkey",
        "rsa",
        "ec",
        "dsa",
        "pkcs12",
        "pkcs8",
        "genpkey",
        "genrsa",
        "gendsa",
        "ecparam-genkey",
        "cms",
        "smime",
        "rsautl",
        "pkeyutl",
        "enc",
        "ca",
        "passwd",
        "engine",
        "s_server",
        "ts",
        "srp",
        "storeutl",
        "mac",
        "kdf",
        "base64",
        "aes-256-cbc",
        "provider",
    ]
)


def openssl(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """Openssl: looking at certificates and connections reads; keys, encryption and engines do not."""
    texts = [word.text for word in call.args]
    verb = texts[0] if texts else ""
    if verb not in _OPENSSL_READS:
        if verb in _OPENSSL_SECRETS or verb.startswith(("aes", "des", "camellia", "chacha")):
            if (
                verb in {"pkcs12", "pkey", "rsa", "ec", "dsa", "pkcs8", "storeutl"}
                and "-pubout" in texts
                and "-noout" in texts
            ):
                court.changes(call, "it reads a key")
            else:
                court.forbid(call, f"openssl {verb} shows, makes or uses keys, or loads code")
        else:
            court.changes(call, f"openssl {verb} is not known to only read")
    for index, word in enumerate(call.args):
        following = call.args[index + 1] if index + 1 < len(call.args) else None
        text = word.text.replace("--", "-", 1)
        if text in {
            "-engine",
            "-provider",
            "-provider-path",
            "-provider_path",
            "-config",
            "-rand",
            "-loadable",
        }:
            court.forbid(call, f"{word.shown} loads code or settings from elsewhere")
        elif text in {
            "-out",
            "-keyout",
            "-writerand",
            "-sess_out",
            "-keylogfile",
            "-msgfile",
            "-CAcreateserial",
            "-CAserial",
            "-respout",
            "-reqout",
            "-signature",
        }:
            if following is not None:
                court.write(following, call)
            else:
                court.changes(call, f"{word.shown} writes a file")
        elif text in {
            "-in",
            "-CAfile",
            "-cert",
            "-key",
            "-inkey",
            "-signkey",
            "-sign",
            "-untrusted",
            "-passin",
            "-passout",
            "-pass",
            "-kfile",
        }:
            if text in {"-signkey", "-sign", "-passin", "-passout", "-pass", "-kfile", "-newkey"}:
                court.forbid(call, f"{word.shown} uses keys or passwords")
            elif (
                following is not None
                and verb not in {"x509", "verify", "crl", "req", "dgst"}
                and text == "-in"
            ):
                court.show(following, call)
            elif following is not None and text == "-in" and verb == "dgst":
                court.record.touch("path", following.shown)
            elif following is not None:
                court.record.touch("path", following.shown)
                if paths.discloses(following.text, court.base) and verb == "asn1parse":
                    court.show(following, call)
        elif text in {"-connect", "-proxy", "-host", "-url"} and following is not None:
            court.reach(following, call)
        elif text in {
            "-new",
            "-newkey",
            "-x509toreq",
            "-genkey",
            "-CA",
            "-force_pubkey",
            "-set_serial",
            "-days",
            "-req",
        } and verb in {"req", "x509"}:
            court.changes(call, f"{word.shown} makes a certificate or key")
    if verb == "s_client":
        fed = call.feed
        if (
            fed is not None
            and fed.path != "/dev/null"
            and fed.text not in {"", "Q", "QUIT", "\n", "q", "quit"}
            and not patterns.fullmatch(
                r"\s*(?:echo(?: Q| -n(?: '')?| \"\"|)|:|true|yes-none|printf ''|sleep \d+|\(echo)\s*",
                fed.source,
            )
        ):
            court.forbid(call, "it sends data over the network")


def ssh(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """Ssh: the command on the other host is judged; tunnels, sessions and local hooks are not for free commands."""
    rule = reads(values="-p -l -i -o -F -b -c -D -E -e -I -J -L -m -O -Q -R -S -W -w -B -P")
    parts = split(rule, call.args, leading=True)
    for name, value in parts.options:
        text = value.text if value is not None else ""
        if name in {"-L", "-R", "-D", "-W", "-w", "-A", "-X", "-Y", "-N", "-f", "-M", "-S", "-O", "-I"}:
            court.forbid(call, f"{name} opens a tunnel or hands rights on")
        elif name in {"-F", "-E"}:
            court.forbid(call, f"{name} takes settings from or writes to a file")
        elif name == "-J":
            for jump in text.split(","):
                court.reach(Word(jump, jump), call)
        elif name == "-o":
            _ssh_option(court, call, text)
    if parts.has("-V", "-Q", "-G"):
        return
    rest = list(call.args[parts.rest :])
    if not rest:
        court.forbid(call, "it names no host")
        return
    court.reach(rest[0], call)
    more = split(rule, rest[1:], leading=True)
    command = rest[1 + more.rest :]
    for name, value in more.options:
        if name == "-o" and value is not None:
            _ssh_option(court, call, value.text)
        elif name not in {"-q", "-n", "-T", "-t", "-p", "-l", "-i", "-4", "-6", "-C", "-v"}:
            court.forbid(call, f"{name} opens a tunnel or hands rights on")
    if not command:
        court.forbid(call, "it opens a session on another host that nobody can look into")
        return
    base, court.base = court.base, None
    other = court.trial()
    other.joined(call, command)
    court.joined(call, command)
    court.base = base
    fed = call.feed is not None and call.feed.path != "/dev/null" and call.feed.source != "<<"
    if fed and other.record.verdict is not Verdict.READ_ONLY:
        court.forbid(call, "it carries data to another host")


_SSH_SAFE = re.compile(
    r"(?i)(?:ConnectTimeout|BatchMode|ServerAlive\w+|LogLevel|Port|User|ConnectionAttempts|PreferredAuthentications|PasswordAuthentication|AddressFamily|RequestTTY|Compression|TCPKeepAlive|NumberOfPasswordPrompts|IdentitiesOnly|PubkeyAuthentication|KbdInteractiveAuthentication|GSSAPIAuthentication)[= ]|(?i:StrictHostKeyChecking)[= ](?:yes|ask)\Z"
)


def _ssh_option(court: Court, call: Call, text: str) -> None:
    if _SSH_SAFE.match(text):
        return
    if patterns.match(
        r"(?i)StrictHostKeyChecking|UserKnownHostsFile|GlobalKnownHostsFile|CheckHostIP|UpdateHostKeys", text
    ):
        court.changes(call, f"“{text[:60]}” weakens the check of who the other host is")
        return
    court.forbid(call, f"the setting “{text[:60]}” can run programs or open tunnels")
    key, _, value = text.partition("=")
    if "command" in key.lower():
        court.script(value)


REMOTE: dict[str, Judge] = {
    "dns": dns,
    "getent": getent,
    "any_secret": any_secret,
    "openssl": openssl,
    "ssh": ssh,
}
