"""From files to the spool: what is kept, counted, joined and masked; what a sick disk does."""

import sqlite3
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.agent.conftest import Installation

from bonghwa.agent.collector import Collector
from bonghwa.agent.interest import InterestScanner
from bonghwa.agent.pipeline import SignalBuilder
from bonghwa.agent.record_source import RecordSource
from bonghwa.agent.spool import Spool
from bonghwa.kernel.clock import SystemClock
from bonghwa.kernel.keys import unseal
from bonghwa.kernel.masking import Masker
from bonghwa.understanding.logs import Joined, is_interesting
from bonghwa.vocabulary.signal import Signal, SignalBatch


class Bench:
    """A collector whose time is turned by hand."""

    def __init__(self, installation: Installation, glob: Path) -> None:
        self.now = 100.0
        self.data = installation.data
        self.spool = Spool(installation.directory / "spool.db", limit=1 << 24)
        self.collector = Collector(
            installation.configuration(watch=(installation.watch(glob),)),
            spool=self.spool,
            builder=SignalBuilder(Masker(), installation.data, most_lines=1000),
            clock=SystemClock(),
            monotonic=lambda: self.now,
        )

    def turns(self, count: int = 5) -> None:
        for _ in range(count):
            self.now += 0.03
            self.collector.turn()

    def batches(self) -> list[SignalBatch]:
        return self.spool.to_send(after=0, most=1000)

    def signals(self) -> list[Signal]:
        return [signal for batch in self.batches() for signal in batch.signals]

    def end(self) -> None:
        self.collector.finish()
        self.spool.close()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "logs").mkdir()
    return tmp_path / "logs" / "app.log"


def test_a_trace_is_one_record_and_its_neighbours_are_not_part_of_it(
    log: Path, installation: Installation
) -> None:
    log.write_text(
        "2026-01-02T03:04:05Z INFO starting\n"
        "2026-01-02T03:04:06Z ERROR order failed\n"
        "java.lang.IllegalStateException: no stock\n"
        "\tat shop.Orders.take(Orders.java:12)\n"
        "\tat shop.Main.main(Main.java:3)\n"
        "2026-01-02T03:04:07Z INFO going on\n"
        "2026-01-02T03:04:08Z WARN queue is long\n"
    )
    bench = Bench(installation, log)
    bench.turns()
    trace, warning = bench.signals()
    assert (trace.count, "Orders.java" in trace.body, "going on" in trace.body) == (1, True, False)
    assert trace.first_seen == datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC)
    assert "queue is long" in warning.body
    bench.end()


def test_the_same_error_is_counted_and_its_raw_text_sealed(log: Path, installation: Installation) -> None:
    stamp = datetime.now(UTC).isoformat()
    log.write_text("".join(f"{stamp} ERROR user {n} token=fakefakefake{n} rejected\n" for n in range(300)))
    bench = Bench(installation, log)
    bench.turns()
    assert sum(signal.count for signal in bench.signals()) == 300
    assert len({signal.fingerprint for signal in bench.signals()}) == 1
    assert "fakefakefake" not in repr(bench.signals())
    raw = [unseal(bench.data, batch.sealed).decode() for batch in bench.batches() if batch.sealed]
    assert "\n".join(raw) + "\n" == log.read_text()
    bench.end()


def test_a_disk_that_refuses_loses_nothing(
    log: Path, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.write_text("2026-01-02T03:04:05Z ERROR one failed\n")
    bench = Bench(installation, log)
    store = bench.spool.store

    def refuse(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(bench.spool, "store", refuse)
    bench.turns()
    with log.open("a") as file:
        file.write("2026-01-02T03:04:05Z ERROR two failed\n")
    bench.turns()
    assert bench.batches() == []
    monkeypatch.setattr(bench.spool, "store", store)
    bench.turns()
    assert sum(signal.count for signal in bench.signals()) == 2
    bench.end()


def test_binary_noise_and_long_lines_leave_the_errors_beside_them_alone(
    log: Path, installation: Installation
) -> None:
    error = b"2026-01-02T03:04:05Z ERROR it failed\n"
    log.write_bytes(error + bytes(range(256)) * 4_000 + b"\n" + error + b"error " * 1_000_000 + b"\n" + error)
    bench = Bench(installation, log)
    bench.turns(10)
    assert sum(signal.count for signal in bench.signals() if "it failed" in signal.body) == 3
    bench.end()


SCANNER = InterestScanner()

LINES = st.lists(
    st.one_of(
        st.sampled_from([b"error", b"\tat x", b"Caused by: y", b"plain", b"", b"Traceback (most recent call last):"]),
        st.binary(max_size=30).map(lambda data: data.replace(b"\n", b"")),
    ),
    max_size=20,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(lines=LINES, cuts=st.lists(st.integers(0, 20), max_size=4))
def test_no_interesting_line_is_lost_wherever_the_blocks_end(lines: list[bytes], cuts: list[int]) -> None:
    taken: list[Joined] = []
    source = RecordSource(SCANNER.line_starts, taken.append)
    position = 0
    edges = sorted({0, len(lines), *(min(cut, len(lines)) for cut in cuts)})
    for begin, end in pairwise(edges):
        block = b"".join(line + b"\n" for line in lines[begin:end])
        source.block(position, memoryview(block), 0.0)
        position += len(block)
    source.flush()
    interesting = [line for line in lines if is_interesting(line)]
    assert sum(joined.lines for joined in taken) >= len(interesting)
    assert source.held_from is None


@settings(deadline=None)
@given(block=st.lists(st.binary(max_size=40).map(lambda b: b.replace(b"\n", b"")), max_size=10))
def test_the_scanner_finds_what_the_reference_finds(block: list[bytes]) -> None:
    text = b"".join(line + b"\n" for line in block)
    starts, position = [], 0
    for line in block:
        if is_interesting(line):
            starts.append(position)
        position += len(line) + 1
    assert set(SCANNER.line_starts(text)) >= set(starts)


def test_a_clean_end_stores_what_was_still_open(log: Path, installation: Installation) -> None:
    log.write_text("2026-01-02T03:04:05Z ERROR one failed\n")
    bench = Bench(installation, log)
    bench.collector.turn()
    bench.collector.finish()
    assert [signal.count for signal in bench.signals()] == [1]
    bench.spool.close()
