"""A checker counts every generated line, whatever happens to the files under the reader."""

import os
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonghwa.agent.configuration import Watch
from bonghwa.agent.tail.followed_file import MAX_LINE, Block, FollowedFile
from bonghwa.agent.tail.position import Position
from bonghwa.agent.tail.rotation_names import possible_originals
from bonghwa.agent.tail.tailer import Tailer


class Reader:
    """A tailer whose time is turned by hand, restarted at will from what it would have stored."""

    def __init__(self, glob: Path | str, **changes: str | tuple[str, ...]) -> None:
        self.watch = Watch(
            glob=str(glob),
            host="shop-1",
            service="web",
            **{"start": "beginning", **changes},  # type: ignore[arg-type]  # changes are fields
        )
        self.now = 1000.0
        self.lines: list[str] = []
        self.bytes = bytearray()
        self.cut: list[int] = []
        self._positions: dict[tuple[int, int], Position] = {}
        self._seen: frozenset[str] = frozenset()
        self.tailer = self._tailer()

    def _tailer(self) -> Tailer:
        return Tailer([self.watch], known=self._positions.values(), seen_watches=self._seen, rescan=0.0)

    def _take(self, file: FollowedFile, watch: Watch, block: Block) -> None:
        if block.cut:
            self.cut.append(len(block.view))
            return
        self.bytes += block.view
        self.lines += bytes(block.view).decode("utf-8", "replace").splitlines()

    def poll(self, turns: int = 1, *, seconds: float = 0.03) -> list[str]:
        for _ in range(turns):
            self.now += seconds
            while self.tailer.poll(self.now, self._take, budget=1 << 23):
                pass
            for glob, positions in self.tailer.began:
                self._seen |= {glob}
                self._positions.update({(p.device, p.inode): p for p in positions})
            self.tailer.began.clear()
            self._positions.update({(p.device, p.inode): p for p in self.tailer.copies})
            self.tailer.copies.clear()
            for file in (*self.tailer.files, *self.tailer.closed):
                self._positions[file.key] = file.remembered()
            for file in self.tailer.closed:
                file.close()
            self.tailer.closed.clear()
        return self.lines

    def stop(self) -> None:
        self.tailer.close()

    def restart(self) -> None:
        self.tailer.close()
        self.tailer = self._tailer()


def append(path: Path, *lines: str, end: str = "\n") -> None:
    with path.open("a") as file:
        file.write("".join(line + end for line in lines))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    return folder / "app.log"


def test_lines_are_read_once_and_a_partial_line_waits_for_its_end(log: Path) -> None:
    reader = Reader(log)
    append(log, "one", "two")
    append(log, "thr", end="")
    assert reader.poll() == ["one", "two"]
    append(log, "ee")
    assert reader.poll() == ["one", "two", "three"]
    append(log, "four", end="")
    assert reader.poll(3) == ["one", "two", "three"]
    assert reader.poll(2, seconds=5.0) == ["one", "two", "three", "four"]
    append(log, "", "five")
    assert reader.poll()[-1] == "five"
    reader.stop()


def test_a_new_watch_begins_at_the_end_and_later_files_at_their_beginning(log: Path) -> None:
    append(log, "old")
    append(log, "half a li", end="")
    reader = Reader(log.with_name("*.log"), start="end")
    assert reader.poll() == []
    append(log, "ne", "new")
    append(log.with_name("other.log"), "other")
    assert sorted(reader.poll()) == ["new", "other"]
    reader.stop()


@pytest.mark.parametrize("glob", ["app.log", "app.log*"])
@pytest.mark.parametrize("style", ["rename", "copytruncate", "date"])
def test_every_line_is_counted_through_rotations_at_any_moment(log: Path, glob: str, style: str) -> None:
    """Rotations come between any two polls, several at a time, and across restarts of the reader."""
    chance = random.Random(f"{glob}{style}")
    reader = Reader(log.with_name(glob))
    log.touch()
    reader.poll()
    written: list[str] = []
    rotations = 0
    for _ in range(400):
        lines = [f"line {len(written) + n}" for n in range(chance.randrange(6))]
        append(log, *lines)
        written += lines
        if chance.random() < 0.2 and log.stat().st_size and written:
            rotations += 1
            rotated = log.with_name(
                {"rename": f"app.log.{rotations}", "copytruncate": f"app.log.{rotations}"}.get(
                    style, f"app-2026010{rotations % 10}-{rotations}.log"
                )
            )
            if style == "copytruncate":
                shutil.copyfile(log, rotated)
                if chance.random() < 0.5:
                    reader.poll()
                os.truncate(log, 0)
                # Two truncations between two looks leave a copy that nobody can tell from a new file.
                reader.poll()
            else:
                log.rename(rotated)
                log.touch()
        if chance.random() < 0.4:
            reader.poll(seconds=chance.choice((0.02, 20.0)))
        if chance.random() < 0.05:
            reader.restart()
    reader.poll(3)
    assert rotations > 20
    assert sorted(reader.lines) == sorted(written)
    reader.stop()


def test_a_file_rotated_while_the_reader_was_away_is_finished_first(log: Path) -> None:
    reader = Reader(log)
    append(log, "one")
    reader.poll()
    append(log, "two")
    log.rename(log.with_name("app.log.1"))
    append(log, "three")
    log.rename(log.with_name("app.log.1.old"))
    append(log, "four")
    reader.restart()
    assert reader.poll() == ["one", "two", "three", "four"]
    reader.stop()


def test_a_truncated_file_is_read_from_its_beginning(log: Path) -> None:
    reader = Reader(log)
    append(log, "one", "two")
    reader.poll()
    log.write_text("x\n")
    assert reader.poll(2) == ["one", "two", "x"]
    log.write_text("a longer text than before\n")
    assert reader.poll(2)[-1] == "a longer text than before"
    reader.stop()


def test_a_deleted_file_is_read_to_its_end_and_given_up(log: Path) -> None:
    reader = Reader(log)
    append(log, "one")
    reader.poll()
    append(log, "two")
    log.unlink()
    assert reader.poll() == ["one", "two"]
    reader.poll(seconds=20.0)
    assert reader.tailer.files == ()
    append(log, "anew")
    assert reader.poll()[-1] == "anew"
    reader.stop()


def test_a_copy_kept_beside_a_log_is_not_read_again(log: Path) -> None:
    reader = Reader(log.with_name("app.log*"))
    append(log, "one", "two")
    reader.poll()
    shutil.copyfile(log, log.with_name("app.log.bak"))
    append(log, "three")
    assert reader.poll(3) == ["one", "two", "three"]
    reader.restart()
    assert reader.poll(3) == ["one", "two", "three"]
    reader.stop()


def test_a_line_of_fifty_megabytes_is_cut_and_the_next_one_read(log: Path) -> None:
    reader = Reader(log)
    with log.open("wb") as file:
        file.write(b"before\n")
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b"\nafter\n")
    reader.poll(60)
    assert reader.lines == ["before", "after"]
    assert reader.cut == [MAX_LINE]
    reader.stop()


@pytest.mark.parametrize("name", ["pipe", "folder", "gone"])
def test_what_is_no_file_blocks_nothing(log: Path, name: str) -> None:
    {"pipe": os.mkfifo, "folder": os.mkdir, "gone": lambda path: path.symlink_to("/nowhere")}[name](log)
    reader = Reader(log.with_name("*.log"))
    append(log.with_name("good.log"), "good")
    assert reader.poll() == ["good"]
    reader.stop()


def test_folders_that_come_later_are_found(log: Path) -> None:
    reader = Reader(log.parent / "**" / "*.log", exclude=("secret*",))
    reader.poll()
    deep = log.parent / "a" / "b"
    deep.mkdir(parents=True)
    append(deep / "deep.log", "deep")
    append(deep / "secret.log", "secret")
    assert reader.poll() == ["deep"]
    reader.stop()


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(st.binary(max_size=300), max_size=12))
def test_any_bytes_in_any_pieces_are_read_in_order(
    parts: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "noise.log"
    reader = Reader(path)
    for part in parts:
        with path.open("ab") as file:
            file.write(part)
        reader.poll()
    reader.poll(2, seconds=5.0)
    assert bytes(reader.bytes) == b"".join(parts)
    reader.stop()


NAMES = {
    "app.log.1": {"app.log"},
    "app.log-20260102": {"app.log"},
    "app-2026-01-02.log": {"app.log"},
    "catalina.2026-01-02.log": {"catalina.log"},
    "app.log.2026-01-02T03": {"app.log"},
    "app.log.old": {"app.log"},
    "app.log": set(),
    "worker1.log": set(),
    "app-b.log": set(),
    "error.log": set(),
    "1" * 300: set(),
}


@pytest.mark.parametrize("name", NAMES)
def test_rotation_is_told_by_the_name(name: str) -> None:
    assert set(possible_originals(name)) >= NAMES[name]
    assert bool(possible_originals(name)) is bool(NAMES[name])


@given(name=st.text(max_size=200))
def test_no_name_confuses(name: str) -> None:
    assert name not in possible_originals(name)
