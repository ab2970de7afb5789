"""What database clients share: statements, standard input, servers."""

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court
from bonghwa.understanding.shell.judges.options import Split
from bonghwa.understanding.shell.sql import judge_sql
from bonghwa.understanding.shell.words import Word


def judge_statements(court: Court, call: Call, words: list[Word | None]) -> None:
    for word in words:
        if word is None:
            continue
        if word.unforeseen:
            court.forbid(call, "its SQL cannot be known beforehand")
        for verdict, why in judge_sql(word.text.replace("\ue000", "*").replace("\ue001", "?")):
            court.note(verdict, call, why)


def what_is_fed(court: Court, call: Call, *, needed: bool) -> Word | None:
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


def note_server(court: Court, call: Call, parts: Split, *names: str) -> None:
    for name in names:
        value = parts.value(name)
        if value is None:
            continue
        if name in {"-h", "--host"}:
            if not value.text.startswith("/"):
                court.reach(value, call)
        else:
            note_connection(court, call, value)
    for word in parts.operands[:1]:
        note_connection(court, call, word)


def note_connection(court: Court, call: Call, word: Word) -> None:
    if word.unforeseen:
        court.changes(call, "where it connects cannot be known beforehand")
    found = patterns.search(r"://(?:[^@/]*@)?([^:/?]+)|\bhost(?:addr)?=(\S+)", word.text)
    if found:
        court.reach(word, call, found[1] or found[2])
    if patterns.search(r"service=|passfile=|sslkey=|options=", word.text):
        court.changes(call, "its connection takes settings from elsewhere")
    court.record.touch("database", word.shown)
