"""Fetching and sending: curl, wget, netcat, telnet."""

import re

from bonghwa.understanding.shell import hosts, patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import ONE, STAR, Word

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


def curl(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901  # one plain branch for each form that the command line can take
    """Curl: plain GET and HEAD to known hosts read; everything that sends, stores or takes orders does not."""
    parts = split(_CURL, call.args)
    court.effects(_CURL, call, parts)
    if parts.unknown:
        court.changes(call, f"the option {parts.unknown[0]} is not known to only read")
    method = parts.value("-X", "--request")
    if method is not None and method.text.upper() not in {"GET", "HEAD", "OPTIONS"}:
        court.changes(call, f"the method {method.shown} asks the other side to change something")
        if method.text.upper() == "DELETE" and any(
            patterns.search(r"/(?:_all|\*|_nodes|)\Z", word.text) for word in parts.operands
        ):
            court.forbid(call, "it deletes everything on the other side")
    sends = [
        value
        for name, value in parts.options
        if name.startswith(("-d", "--data", "--json")) and name != "-d-"
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
    if "@" in value.text[:1] or patterns.match(r"[\w.]*@", value.text):
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
    if patterns.search(r"[{}\[\]]", host) and not patterns.fullmatch(r"[0-9a-fA-F:.%]+", host):
        court.forbid(call, "the host is a pattern")
    court.reach(word, call, host)
    if _TELLS_SECRETS.search(path):
        court.forbid(call, f"“{path[:60]}” hands out credentials")
    elif _ACTS.search(path):
        court.changes(call, f"“{path[:60]}” looks like an order to the other side")
    name = host.lower()
    public = (
        "." in name
        and not patterns.search(
            r"\.(?:internal|local|lan|corp|localdomain|intra|svc|home|test)(?:\.|\Z)", name
        )
        and not _private(name)
    )
    if public and court.policy.inventory_hosts is None and "?" in path:
        court.changes(call, "it passes data to a public host")


def _private(host: str) -> bool:
    return (
        patterns.match(
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


_QUESTIONS = frozenset(
    {"ruok", "stat", "stats", "mntr", "srvr", "cons", "isro", "wchs", "version", "PING", "ping"}
)
"""Words that services such as ZooKeeper, memcached or Redis answer without changing anything."""


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
        if feed is not None and feed.text in _QUESTIONS:
            pass
        elif feed is None or feed.path == "/dev/null":
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


TRANSFER: dict[str, Judge] = {"curl": curl, "wget": wget, "netcat": netcat, "telnet": telnet}
