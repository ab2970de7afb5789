"""Network programs: what they show, whom they reach, what they carry."""

import re

from bonghwa.understanding.shell import hosts, paths
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.verdict import Verdict
from bonghwa.understanding.shell.words import HOLE, ONE, STAR, Word

_IP_READS = re.compile(r"(?:show|list|ls|lst|get|help|sh|s|l|)\Z")


def ip(court: Court, call: Call, _rule: Rule) -> None:
    """Ip: objects with show, list or get read; `-b` and `exec` run what somebody wrote."""
    words = list(call.args)
    while words and words[0].text.startswith("-"):
        text = words.pop(0).text
        if re.match(r"-b|--?force|-force", text):
            court.forbid(call, "it runs a list of changes from a file")
        if text in {"-n", "-netns", "-f", "-family", "-rcvbuf", "-l", "-loops"} and words:
            words.pop(0)
    texts = [word.text for word in words]
    if "exec" in texts:
        court.changes(call, "it runs a program in another network")
        court.words(call, words[texts.index("exec") + (2 if texts[0] in {"netns", "vrf"} else 1) :])
        return
    verb = texts[1] if len(texts) > 1 else ""
    if not texts or (_IP_READS.match(verb) and HOLE not in "".join(texts[:2])):
        return
    if texts[0].startswith("m") and "monitor".startswith(texts[0]):
        return
    court.changes(call, f"“{' '.join(texts[:2])}” changes the network")
    if (
        re.search(r"\bdefault\b|0\.0\.0\.0/0", " ".join(texts))
        or verb in {"flush"}
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
    if not re.fullmatch(
        r"(?:-[SiakgclmnxTudPeh]|--statistics|--driver|--show-\w+|--phy-statistics|--module-info|--version)? ?[\w.:@-]*",
        line(call),
    ):
        court.changes(call, "it changes a network card")


def nmcli(court: Court, call: Call, _rule: Rule) -> None:
    """Show and status read; `-s` shows secrets."""
    text = re.sub(
        r"(?:^|(?<= ))(?:-[tpacmf]+|--terse|--pretty|--fields|--mode|-g)(?: [A-Z][\w.,:-]*| all| tabular| multiline)? ?",
        "",
        line(call),
    ).strip()
    if re.search(r"(?:^| )(?:-s\b|--show-secrets)", line(call)):
        court.forbid(call, "it shows passwords of networks")
    elif not re.fullmatch(
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
        if text in {"-f", "-k", "-y"} or re.match(r"-f\S", text):
            court.forbid(call, "it reads questions or keys from a file")
            skip = True
        elif text.startswith("@"):
            court.reach(Word(text[1:], word.source), call)
        elif re.fullmatch(r"-[tTcbpqwWRNmx]", text):
            skip = text not in {"-T", "-x"}
        elif not word.sure:
            court.forbid(call, "a question put together from other data could carry data out")
        elif not text.startswith(("-", "+")) and not re.fullmatch(
            r"[A-Z0-9]{1,10}|any|mx|ns|txt|soa|ptr|aaaa|a|srv", text
        ):
            court.record.touch("host", text)
    if not call.args and call.name == "nslookup":
        court.changes(call, "it waits for commands")


def getent(court: Court, call: Call, _rule: Rule) -> None:
    """The databases of accounts without their secrets."""
    words = [word.text for word in call.args if not word.text.startswith("-")]
    if words and not re.fullmatch(
        r"passwd|group|hosts|services|networks|protocols|ahosts|ahostsv4|ahostsv6|aliases|ethers|netgroup|rpc|initgroups",
        words[0],
    ):
        court.forbid(call, f"“{words[0]}” holds credentials")


_CURL_FLAGS = (
    "-s --silent -S --show-error -k --insecure -v --verbose -i --include -I --head -L --location -f --fail --fail-with-body -g --globoff -G --get -4 -6 --ipv4 --ipv6 "
    "-0 --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 --compressed -N --no-buffer -j -q --disable --ssl-reqd --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --no-keepalive "
    "--path-as-is --raw --tcp-nodelay -# --progress-bar --no-progress-meter --cert-status -a --styled-output --no-sessionid --parallel -Z --anyauth --basic --digest --negotiate --ntlm -V"
)
_CURL = reads(
    options={
        "-o --output --dump-header -D --trace --trace-ascii --stderr -c --cookie-jar --etag-save --hsts --alt-svc --libcurl --output-dir": "write",
        "-O --remote-name --remote-name-all -J --remote-header-name --create-dirs --remove-on-error -R": "changes keeps what it downloads",
        "-T --upload-file -F --form --form-string": "forbidden= sends data away",
        "-K --config --netrc-file --engine --proto-default --interface --dns-servers --doh-url": "forbidden= makes it take orders from elsewhere",
        "-n --netrc --netrc-optional": "forbidden uses stored passwords",
        "-x --proxy --preproxy --socks5 --socks5-hostname --socks4 --socks4a --proxy1.0": "forbidden= sends its traffic through somebody else",
        "--unix-socket --abstract-unix-socket": "changes= speaks to a local service that may obey",
        "--cert -E --key": "value",
        "-X --request -d --data --data-raw --data-binary --data-ascii --data-urlencode --json --url-query --url": "value",
        "-Q --quote --telnet-option -t --mail-from --mail-rcpt --mail-auth --ftp-create-dirs -P --ftp-port -a --append": "forbidden= gives orders to the other side",
    },
    values="-m --max-time --connect-timeout --retry --retry-delay --retry-max-time -w --write-out -A --user-agent -H --header -e --referer -u --user --cacert --capath --resolve "
    "--connect-to -r --range -y -Y --limit-rate --max-redirs -b --cookie -z --time-cond --ciphers --tls-max --proto --noproxy --max-filesize --happy-eyeballs-timeout-ms --local-port --keepalive-time",
    known=_CURL_FLAGS,
)
_TELLS_SECRETS = re.compile(
    r"(?i)/actuator/(?:env|heapdump|configprops|httptrace|httpexchanges|threaddump/secret|loggers/.*=)|/api/v1/(?:.*/)?secrets|/v1/(?:secret|kv|sys|auth)/|/\.(?:env|git|aws|ssh|htpasswd)|"
    r"/computeMetadata/|/latest/(?:meta-data|user-data|api/token)|security-credentials|/debug/pprof/heap|/server-info|/jolokia/.*(?:Password|environment)|/secrets?(?:/|\?|\Z)|/credentials?(?:/|\?|\Z)|/pods\b.*\bexec\b|"
    r"/(?:env|heapdump|configprops)\Z|/printenv|/phpinfo"
)
_ACTS = re.compile(
    r"(?i)/(?:shutdown|_shutdown|restart|reload|stop|start|undeploy|deploy|delete|remove|drop|flush|purge|reset|exec|eval|kill|quit|quitquitquit|refresh|pause|resume|drain|scriptText|script|build)(?:[/?#]|\Z)|"
    r"[?&](?:action|cmd|command|exec|op|method|do|q|query)=(?:\w*(?:delete|drop|stop|start|restart|reload|kill|exec|shutdown|insert|update|alter|create|truncate|write|set|remove)|[^&]*(?:;|%3b|\bdrop\b|\bdelete\b))"
)


def curl(court: Court, call: Call, _rule: Rule) -> None:
    """Curl: plain GET and HEAD to known hosts read; everything that sends, stores or takes orders does not."""
    parts = split(_CURL, call.args)
    court.effects(_CURL, call, parts)
    if parts.unknown:
        court.changes(call, f"the option {parts.unknown[0]} is not known to only read")
    method = parts.value("-X", "--request")
    if method is not None and method.text.upper() not in {"GET", "HEAD", "OPTIONS"}:
        court.changes(call, f"the method {method.shown} asks the other side to change something")
        if method.text.upper() == "DELETE" and any(
            re.search(r"/(?:_all|\*|_nodes|)\Z", word.text) for word in parts.operands
        ):
            court.forbid(call, "it deletes everything on the other side")
    sends = [
        value
        for name, value in parts.options
        if name.startswith(("-d", "--data", "--json")) and name not in {"-d-"}
    ]
    for value in sends:
        _sends(court, call, value, asks=parts.has("-G", "--get"))
    for name, value in parts.options:
        if value is None or name not in {
            "-H",
            "--header",
            "-b",
            "--cookie",
            "-A",
            "--user-agent",
            "-e",
            "--referer",
            "-u",
            "--user",
            "--url-query",
            "-w",
            "--write-out",
        }:
            continue
        if (
            value.text.startswith("@")
            or (name in {"-b", "--cookie"} and "=" not in value.text)
            or "%output{" in value.text
        ):
            court.show(Word(value.text.lstrip("@"), value.source), call)
            court.changes(call, f"{name} takes its value from a file")
        if value.unforeseen and name not in {"-w", "--write-out"}:
            court.forbid(call, f"{name} carries data that cannot be known beforehand")
    urls = parts.operands + [value for name, value in parts.options if name == "--url" and value is not None]
    for name, value in parts.options:
        if name in {"--connect-to", "--resolve"} and value is not None:
            court.reach(
                Word(value.text, value.source),
                call,
                value.text.rstrip(":").split(":")[2 if name == "--connect-to" else -1]
                if value.text.count(":") > 1
                else value.text,
            )
    if not urls and not parts.has("-V", "--version", "-h", "--help"):
        court.changes(call, "it names no destination")
    for word in urls:
        url(court, call, word)


def _sends(court: Court, call: Call, value: Word | None, *, asks: bool) -> None:
    if value is None:
        return
    if "@" in value.text[:1] or re.match(r"[\w.]*@", value.text):
        court.forbid(call, "it sends a file or its input away")
    elif value.unforeseen:
        court.forbid(call, "it sends data away that cannot be known beforehand")
    elif not asks:
        court.changes(call, "it sends data, which asks the other side to change something")


def url(court: Court, call: Call, word: Word) -> None:
    """One URL that is fetched."""
    text = word.text.replace(ONE, "?").replace(STAR, "*")
    full = text if "://" in text else "http://" + text
    parts = hosts.url_parts(full)
    if parts is None:
        court.forbid(call, f"“{word.shown}” is no destination that can be read with certainty")
        return
    scheme, user, host, path = parts
    if scheme == "file":
        court.show(Word(path, word.source), call)
        return
    if scheme not in {"http", "https", "ws", "wss"}:
        court.forbid(call, f"the protocol {scheme} can carry orders to any service")
    if word.unforeseen:
        court.forbid(call, "the address is put together from other data, which could carry data away")
    if user:
        court.changes(call, "the address carries a password")
    if re.search(r"[{}\[\]]", host) and not re.fullmatch(r"[0-9a-fA-F:.%]+", host):
        court.forbid(call, "the host is a pattern")
    court.reach(word, call, host)
    if _TELLS_SECRETS.search(path):
        court.forbid(call, f"“{path[:60]}” hands out credentials")
    elif _ACTS.search(path):
        court.changes(call, f"“{path[:60]}” looks like an order to the other side")
    name = host.lower()
    public = (
        "." in name
        and not re.search(r"\.(?:internal|local|lan|corp|localdomain|intra|svc|home|test)(?:\.|\Z)", name)
        and not _private(name)
    )
    if public and court.policy.inventory_hosts is None and "?" in path:
        court.changes(call, "it passes data to a public host")


def _private(host: str) -> bool:
    return (
        re.match(
            r"(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+\Z|[fF][cdCD][0-9a-fA-F]{2}:|::1\Z",
            host,
        )
        is not None
    )


_WGET = reads(
    options={
        "-o --output-file -a --append-output --save-cookies --hsts-file --warc-file --rejected-log": "write",
        "-i --input-file --config --load-cookies --certificate --private-key --ca-certificate": "changes= takes orders or keys from a file",
        "-e --execute --use-askpass": "forbidden= makes it run or obey something else",
        "--post-data --post-file --body-data --body-file": "forbidden= sends data away",
        "--method": "changes= asks the other side to change something",
        "-r --recursive -m --mirror -p --page-requisites -b --background -c --continue -N": "changes keeps what it downloads",
        "-O --output-document -P --directory-prefix": "value",
        "--proxy": "changes= goes through somebody else",
        "--spider": "flag",
    },
    values="-T --timeout --tries -t --header --user-agent -U --connect-timeout --read-timeout -w --wait --user --password --max-redirect --limit-rate --secure-protocol --bind-address",
    known="-q --quiet -S --server-response -nv --no-verbose -v --no-check-certificate --no-proxy -4 -6 --spider -d --no-cache -qO -nd",
)


def wget(court: Court, call: Call, _rule: Rule) -> None:
    """Wget keeps what it downloads unless it writes to standard output or only looks."""
    args = [
        word
        for item in call.args
        for word in (
            [Word("-q", "-q"), Word("-O" + item.text[3:], item.source)]
            if item.text.startswith("-qO")
            else [item]
        )
    ]
    parts = split(_WGET, args)
    court.effects(_WGET, call, parts)
    if parts.unknown:
        court.changes(call, f"the option {parts.unknown[0]} is not known to only read")
    target = parts.value("-O", "--output-document")
    if target is not None and target.text != "-":
        court.write(target, call)
    folder = parts.value("-P", "--directory-prefix")
    if folder is not None:
        court.write(Word(folder.text.rstrip("/") + "/x", folder.source), call)
    if target is None and not parts.has("--spider"):
        court.changes(call, "it keeps what it downloads")
    for value in (
        word
        for name, word in parts.options
        if name in {"--header", "-U", "--user-agent"} and word is not None
    ):
        if value.unforeseen:
            court.forbid(call, "it carries data that cannot be known beforehand")
    for word in parts.operands:
        url(court, call, word)


def any_secret(court: Court, call: Call, _rule: Rule) -> None:
    """Names of secret files among the arguments."""
    for word in call.args:
        candidate = word.text.rpartition("@")[2].rpartition("=")[2]
        if "/" in candidate and paths.discloses(candidate, court.base):
            court.forbid(call, f"“{word.shown}” would use or show credentials")


def netcat(court: Court, call: Call, _rule: Rule) -> None:
    """Nc: looking whether a port answers reads; listening, running or feeding it does not."""
    rule = reads(values="-w -p -s -i -q -X -x -e -c --exec --sh-exec -o -T -I -O -G -P", options={})
    parts = split(rule, call.args)
    if parts.has("-e", "-c", "--exec", "--sh-exec", "--lua-exec"):
        court.forbid(call, "it hands a connection to a program")
    elif parts.has("-l", "-L", "--listen", "-k"):
        court.forbid(call, "it opens a door")
    elif not parts.has("-z"):
        feed = call.feed
        if feed is None or feed.path == "/dev/null":
            court.changes(call, "it opens a connection that somebody may use")
        else:
            court.forbid(call, "it sends data over the network")
    if parts.has("-x", "-X", "-o"):
        court.changes(call, "it uses a proxy or writes a file")
    if parts.operands:
        court.reach(parts.operands[0], call)


def telnet(court: Court, call: Call, _rule: Rule) -> None:
    """Telnet host port, without anything to send."""
    words = [word for word in call.args if not word.text.startswith("-")]
    if words:
        court.reach(words[0], call)
    quiet = call.feed is not None and (
        call.feed.path == "/dev/null" or call.feed.text in {"", "quit", "\x1dclose", "q"}
    )
    if not quiet:
        court.changes(call, "it opens a session with another service")
    if call.feed is not None and not quiet:
        court.forbid(call, "it sends data over the network")


_OPENSSL_READS = frozenset(
    "x509 verify version ciphers crl s_client dgst asn1parse list s_time ocsp req errstr crl2pkcs7 md5 sha1 sha256 sha512 speed prime help rand".split()
)
_OPENSSL_SECRETS = frozenset(
    "pkey rsa ec dsa pkcs12 pkcs8 genpkey genrsa gendsa ecparam-genkey cms smime rsautl pkeyutl enc ca passwd engine s_server ts srp storeutl mac kdf base64 aes-256-cbc provider".split()
)


def openssl(court: Court, call: Call, _rule: Rule) -> None:
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
            elif following is not None and text == "-in" and verb in {"dgst"}:
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
            and not re.fullmatch(
                r"\s*(?:echo(?: Q| -n(?: '')?| \"\"|)|:|true|yes-none|printf ''|sleep \d+|\(echo)\s*",
                fed.source,
            )
        ):
            court.forbid(call, "it sends data over the network")


def ssh(court: Court, call: Call, _rule: Rule) -> None:
    """Ssh: the command on the other host is judged; tunnels, sessions and local hooks are not for free commands."""
    rule = reads(values="-p -l -i -o -F -b -c -D -E -e -I -J -L -m -O -Q -R -S -W -w -B -P")
    parts = split(rule, call.args, leading=True)
    for name, value in parts.options:
        text = value.text if value is not None else ""
        if name in {"-L", "-R", "-D", "-W", "-w", "-A", "-X", "-Y", "-N", "-f", "-M", "-S", "-O", "-I"}:
            court.forbid(call, f"{name} opens a tunnel or hands rights on")
        elif name == "-F" or name == "-E":
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
    if re.match(
        r"(?i)StrictHostKeyChecking|UserKnownHostsFile|GlobalKnownHostsFile|CheckHostIP|UpdateHostKeys", text
    ):
        court.changes(call, f"“{text[:60]}” weakens the check of who the other host is")
        return
    court.forbid(call, f"the setting “{text[:60]}” can run programs or open tunnels")
    key, _, value = text.partition("=")
    if "command" in key.lower():
        court.script(value)


def capture(court: Court, call: Call, _rule: Rule) -> None:
    """Only a bounded number of packets."""
    if call.name in {"ngrep", "dumpcap", "snoop", "wireshark"}:
        court.changes(call, "it shows or keeps what is transmitted")


def iptables(court: Court, call: Call, _rule: Rule) -> None:
    """Listing reads."""
    text = line(call)
    if re.search(r"(?:^| )(?:-\w*[LS]\w*|--list\S*|-V|--version|-h)(?: |\Z)", text) and not re.search(
        r"(?:^| )(?:-[ADIRFXPNEZ]|--(?:append|delete|insert|replace|flush|policy|zero|new|rename|delete-chain|modprobe)|-\w*Z\w*|-M)(?: |=|\Z)",
        text,
    ):
        return
    court.changes(call, "it changes the firewall")
    if re.search(
        r"(?:^| )(?:-F|--flush|-X|-P|--policy|--delete-chain|--modprobe|-M)(?: |=|\Z)|-j ACCEPT", text
    ):
        court.forbid(call, "it opens or cuts off the whole host")


def nft(court: Court, call: Call, _rule: Rule) -> None:
    """Listing reads."""
    text = line(call)
    if re.match(r"(?:-\w+ )*(?:list|-v|--version|describe|monitor)\b", text) and not re.search(
        r"(?:^| )(?:-f|--file|-i|--interactive|-I)\b|;", text
    ):
        return
    court.forbid(call, "it changes the firewall")


def firewalld(court: Court, call: Call, _rule: Rule) -> None:
    """Queries read."""
    for word in call.args:
        text = word.text
        if re.match(
            r"--(?:panic-on|add-source|add-rich|set-default-zone|add-interface|set-target|direct|remove-service=ssh|add-masquerade|complete-reload)",
            text,
        ):
            court.forbid(call, "it opens or cuts off the host")
        elif (
            not re.match(
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
    if re.match(r"(?:status|show|version|app (?:list|info))\b", text):
        return
    court.changes(call, "it changes the firewall")
    if re.search(
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
    "dns": dns,
    "getent": getent,
    "curl": curl,
    "wget": wget,
    "any_secret": any_secret,
    "netcat": netcat,
    "telnet": telnet,
    "openssl": openssl,
    "ssh": ssh,
    "capture": capture,
    "iptables": iptables,
    "nft": nft,
    "firewalld": firewalld,
    "ufw": ufw,
    "wireguard": wireguard,
}
