"""Whether a written pattern could name a file of a guarded pattern."""

from functools import lru_cache

from bonghwa.understanding.shell.expansions import HOLE, TAME
from bonghwa.understanding.shell.words import ONE, STAR

_WITHIN = frozenset({STAR, TAME})


@lru_cache(maxsize=8192)
def could_name(written: str, guarded: str) -> bool:
    """Whether some path fits both.

    In `written`, marks stand for globs (never across `/`, never a leading dot) and for unknown text (anything). In
    `guarded`, `*` stays within one name, and `**` crosses names.
    """
    tokens: list[str] = []
    place = 0
    while place < len(guarded):
        if guarded.startswith("**", place):
            tokens.append("**")
            place += 2
        else:
            tokens.append(guarded[place])
            place += 1
    states = {0}
    _open_up(states, tokens)
    previous = "/"
    for letter in written:
        states = _step(states, letter, tokens, at_start=previous == "/")
        if not states:
            return False
        previous = letter
    return len(tokens) in states


def _open_up(states: set[int], tokens: list[str]) -> None:
    """Let stars of the guarded pattern stand for nothing."""
    for state in sorted(states):
        at = state
        while at < len(tokens) and tokens[at] in {"*", "**"}:
            at += 1
            states.add(at)


def _step(states: set[int], letter: str, tokens: list[str], *, at_start: bool) -> set[int]:
    if letter == HOLE or letter in _WITHIN:
        return _swallow(states, tokens, crosses=letter == HOLE, dotless=at_start and letter != HOLE)
    after: set[int] = set()
    for state in states:
        if state == len(tokens):
            continue
        token = tokens[state]
        if token == "**" or (token == "*" and letter != "/"):
            after.add(state)
        elif token == letter or (
            letter == ONE and token not in {"/", "*"} and not (at_start and token == ".")
        ):
            after.add(state + 1)
    _open_up(after, tokens)
    return after


def _swallow(states: set[int], tokens: list[str], *, crosses: bool, dotless: bool) -> set[int]:
    """Every place of the guarded pattern that unknown text can lead to."""
    after = set(states)
    for state in states:
        at = state
        while at < len(tokens):
            token = tokens[at]
            if not crosses and token == "/":
                break
            if dotless and at == state and token == ".":
                break
            at += 1
            after.add(at)
    _open_up(after, tokens)
    return after
