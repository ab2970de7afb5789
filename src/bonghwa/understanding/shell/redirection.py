"""What `<` and `>` do to files and hosts."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call, Feed
from bonghwa.understanding.shell.court import Court
from bonghwa.understanding.shell.words import Word

_SOCKET = re.compile(r"/dev/(?:tcp|udp)/([^/]*)/([^/]*)\Z")


def judge(
    court: Court, call: Call, operator: str, target: Word | None, feed: Feed | None, *, silent: bool
) -> Feed | None:
    """Judge one redirection and give what the command will read.

    `silent` says that nothing is written (`: > …`), so that opening a connection only shows whether a port answers.
    """
    if operator in {">&-", "<&-"} or target is None:
        return feed
    text = target.text
    if patterns.fullmatch(r"\d{1,2}|-|\d{1,2}-", text) and operator in {">&", "<&"}:
        return feed
    socket = _SOCKET.match(text)
    if socket:
        if operator == "<" or (silent and operator == ">"):
            court.reach(target, call, socket[1])
        else:
            court.forbid(call, f"it sends data to {target.shown}")
        return Feed(source=text)
    if "/dev/tcp" in text or "/dev/udp" in text:
        court.forbid(call, f"it opens a connection to {target.shown}, which cannot be known beforehand")
        return feed
    if operator in {"<", "<&"}:
        court.show(target, call)
        return Feed(path=text, source=f"< {target.source}")
    court.write(target, call)
    return feed
