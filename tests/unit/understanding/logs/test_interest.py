"""The byte patterns mean the same to a fast matcher as to the reference."""

import hyperscan
from hypothesis import given, settings
from hypothesis import strategies as st

from bonghwa.understanding.logs import INTERESTING_PATTERNS, is_interesting

_FLAGS = (
    hyperscan.HS_FLAG_CASELESS
    | hyperscan.HS_FLAG_SINGLEMATCH
    | hyperscan.HS_FLAG_MULTILINE
    | hyperscan.HS_FLAG_DOTALL
)
_COUNT = len(INTERESTING_PATTERNS)
_WORDS = st.sampled_from(
    [
        b"GET ", b"/a ", b"200 ", b"503 ", b"info ", b"error", b"err", b"_err", b"ERR12", b"warn", b"WARNING ", b"interface ", b"\t", b" at x",
        b"kerberos ", b"DB5001 ", b"level", b'"level":50,', b'"PRIORITY":"3"', "실패".encode(), "장애".encode("cp949"), b"loaded ", b"in full ",
        b"\x00", b"<34>", b"E0506 07:", b"status=404 ", b"status=200 ", b'" 404 ', b"FATAL",
    ]
)  # fmt: skip


@given(st.one_of(st.lists(_WORDS, max_size=6).map(b"".join), st.binary(max_size=60)))
@settings(max_examples=400, deadline=None)
def test_hyperscan_and_the_reference_agree(line: bytes) -> None:
    line = line.replace(b"\n", b" ").replace(b"\r", b" ")
    found: list[int] = []
    _DATABASE.scan(line, match_event_handler=lambda number, *_: found.append(number))
    assert bool(found) == is_interesting(line)


def _compiled() -> hyperscan.Database:
    database = hyperscan.Database()
    database.compile(
        expressions=list(INTERESTING_PATTERNS),
        ids=list(range(_COUNT)),
        elements=_COUNT,
        flags=[_FLAGS] * _COUNT,
    )
    return database


_DATABASE = _compiled()
