import errno
import json
import os
import time
from pathlib import Path

import pytest

from bonghwa.demo.victim.quota import Quota, directory_bytes
from bonghwa.demo.victim.shoplog import ShopLog


def test_a_line_is_one_json_object_with_time_level_and_fields(tmp_path: Path) -> None:
    ShopLog(tmp_path).write("INFO", "shop.orders", "order accepted\nforged", order="봉화")
    (line,) = (tmp_path / "shop.json").read_text("utf-8").splitlines()
    record = json.loads(line)
    assert record["message"] == "order accepted\nforged"
    assert record["order"] == "봉화"
    assert record["timestamp"][10] == "T"


def test_yesterdays_log_is_rolled_under_its_own_day_and_never_overwritten(tmp_path: Path) -> None:
    yesterday = time.time() - 86400
    name = time.strftime("shop-%Y-%m-%d", time.localtime(yesterday))
    for text in ("first", "second"):
        current = tmp_path / "shop.json"
        current.write_text(text)
        os.utime(current, (yesterday, yesterday))
        ShopLog(tmp_path).write("INFO", "shop", "good morning")
        assert "good morning" in current.read_text()
    assert (tmp_path / f"{name}.json").read_text() == "first"
    assert (tmp_path / f"{name}.1.json").read_text() == "second"


def test_a_log_moved_away_is_begun_anew(tmp_path: Path) -> None:
    log = ShopLog(tmp_path)
    log.write("INFO", "shop", "one")
    (tmp_path / "shop.json").rename(tmp_path / "elsewhere")
    log.write("INFO", "shop", "two")
    assert "two" in (tmp_path / "shop.json").read_text()


def test_a_full_directory_refuses_the_write_and_takes_it_again_when_space_is_freed(tmp_path: Path) -> None:
    filler = tmp_path / "archive" / "shop-2020-01-01.json"
    filler.parent.mkdir()
    filler.write_bytes(b"x" * 4000)
    log = ShopLog(tmp_path, Quota(tmp_path, 4100))
    with pytest.raises(OSError, match="quota") as caught:
        log.write("INFO", "shop", "no room")
    assert caught.value.errno == errno.EDQUOT
    assert not (tmp_path / "shop.json").exists()
    filler.unlink()
    while True:
        try:
            log.write("INFO", "shop", "room")
            break
        except OSError:
            time.sleep(0.02)
    assert "room" in (tmp_path / "shop.json").read_text()


def test_what_is_written_between_two_measurements_counts_too(tmp_path: Path) -> None:
    log = ShopLog(tmp_path, Quota(tmp_path, 2000))
    with pytest.raises(OSError, match="quota"):
        write_often(log)
    assert 1500 < directory_bytes(tmp_path) <= 2000


def write_often(log: ShopLog) -> None:
    for _ in range(100):
        log.write("INFO", "shop", "again and again")
