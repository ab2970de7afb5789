"""The spool under pressure, and under `kill -9`: what was counted stays counted, once."""

import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonghwa.agent.merging import merge_signals
from bonghwa.agent.spool import Filled, Spool
from bonghwa.agent.tail.position import Position
from bonghwa.vocabulary.severity import Level
from bonghwa.vocabulary.signal import Signal, SignalBatch

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def signal(name: str, count: int = 1, body: str = "body") -> Signal:
    return Signal(name, name, Level.HIGH, 17, body, "shop-1", "web", count, AT, AT)


def filled(*signals: Signal, text: str | None = None, lines: int = 0) -> Filled:
    return Filled(signals=signals, created_at=AT, sealed=text, sealed_lines=lines)


def total(batches: Iterable[SignalBatch]) -> int:
    return sum(one.count for batch in batches for one in batch.signals)


def test_batches_come_back_in_order_with_ids_of_their_own_until_accepted(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", limit=1 << 20)
    for number in range(5):
        spool.store([filled(signal(str(number)))])
    batches = spool.to_send(after=0, most=3)
    assert [batch.signals[0].fingerprint for batch in batches] == ["0", "1", "2"]
    assert [batch.sequence for batch in batches] == [1, 2, 3]
    spool.accepted([batches[0].id, batches[1].id])
    spool.close()
    spool = Spool(tmp_path / "spool.db", limit=1 << 20)
    left = spool.to_send(after=0, most=10)
    assert left[0] == batches[2]
    assert (spool.waiting, len({batch.id for batch in left})) == (3, 3)
    spool.accepted([batch.id for batch in left])
    spool.store([filled(signal("new"))])
    assert spool.to_send(after=0, most=1)[0].sequence > 5
    spool.close()


def test_raw_text_goes_before_counts_and_what_went_is_told(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", limit=20_000)
    for _ in range(8):
        spool.store([filled(signal("same", 2), text="s" * 4_000, lines=2)])
    batches = spool.to_send(after=0, most=100)
    assert total(batches) == 16
    assert spool.size <= 20_000
    assert [batch.sealed is None for batch in batches] == sorted(
        (batch.sealed is None for batch in batches), reverse=True
    )
    gone = sum(batch.sealed is None for batch in batches)
    assert spool.dropped == sum(batch.dropped for batch in batches) == gone * 2 > 0
    spool.close()


def test_then_the_oldest_batches_are_added_up(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", limit=8_000)
    for number in range(200):
        spool.store([filled(signal(str(number % 3)), text="s" * 500, lines=1)])
    assert (spool.size <= 8_000, spool.full) == (True, False)
    assert total(spool.to_send(after=0, most=1000)) == 200
    spool.close()


def test_what_was_sent_keeps_its_id_and_counts(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", limit=8_000)
    for number in range(10):
        spool.store([filled(signal(str(number)))])
    sent = spool.to_send(after=0, most=10)
    spool.close()
    spool = Spool(tmp_path / "spool.db", limit=3_000)
    for _ in range(300):
        spool.store([filled(signal("later"))])
    again = spool.to_send(after=0, most=1000)
    assert again[:10] == sent
    assert total(again) == 310
    spool.close()


def test_a_spool_that_can_give_up_nothing_more_says_that_it_is_full(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", limit=64_000)
    number = 0
    while not spool.full:
        spool.store([filled(signal(f"{number}", body="b" * 900))])
        number += 1
        assert number < 1_000
    assert total(spool.to_send(after=0, most=1000)) == number
    spool.accepted([batch.id for batch in spool.to_send(after=0, most=20)])
    assert spool.size < 64_000
    spool.close()


def test_a_refused_batch_is_set_aside(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", limit=1 << 20)
    spool.store([filled(signal("one")), filled(signal("two"))])
    first, second = spool.to_send(after=0, most=5)
    spool.refused(first.id, "speaks for another", AT)
    spool.refused("never heard of", "x", AT)
    assert spool.to_send(after=0, most=5) == [second]
    spool.close()


def test_positions_survive_even_with_huge_inode_numbers(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", limit=1 << 20)
    one = Position(device=(1 << 64) - 1, inode=(1 << 63) + 5, path="/x", offset=7, head=b"\x00\xff")
    spool.store([], [one], watches=["/x"])
    spool.close()
    spool = Spool(tmp_path / "spool.db", limit=1 << 20)
    assert (spool.positions(), spool.watches()) == ([one], frozenset({"/x"}))
    spool.forget_positions([one])
    assert spool.positions() == []
    spool.close()


NAMES = st.sampled_from(["a", "b", "c"])
GROUPS = st.lists(st.lists(st.builds(signal, NAMES, st.integers(1, 99)), max_size=4), max_size=5)


@given(groups=GROUPS)
def test_adding_up_loses_no_count(groups: list[list[Signal]]) -> None:
    merged = merge_signals(groups)
    assert sum(one.count for one in merged) == sum(one.count for group in groups for one in group)
    assert len({one.fingerprint for one in merged}) == len(merged)


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bonghwa.agent.spool import Filled, Spool
from bonghwa.agent.tail.position import Position
from bonghwa.vocabulary.severity import Level
from bonghwa.vocabulary.signal import Signal

at = datetime(2026, 1, 2, tzinfo=UTC)
spool = Spool(Path(sys.argv[1]), limit=30_000)
done = sum(p.offset for p in spool.positions())
print("ready", flush=True)
while True:
    done += 1
    one = Signal(str(done % 5), "t", Level.HIGH, 17, "b" * 50, "h", "s", 1, at, at)
    spool.store([Filled(signals=(one,), created_at=at, sealed="s" * 300, sealed_lines=1)],
                [Position(device=1, inode=1, path="/x", offset=done)])
    if done % 7 == 0:
        spool.to_send(after=0, most=2)
"""


@pytest.mark.slow
def test_killed_at_any_moment_counts_and_positions_still_agree(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    before = 0
    for turn in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(0.05 + turn * 0.017)
            process.kill()
        spool = Spool(path, limit=30_000)
        counted = total(spool.to_send(after=0, most=100_000))
        assert counted == sum(position.offset for position in spool.positions())
        assert counted > before
        before = counted
        spool.close()
