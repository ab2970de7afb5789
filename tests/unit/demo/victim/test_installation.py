import json
import os
import subprocess
import sys
import time
from pathlib import Path

import bonghwa
from bonghwa.demo.victim import SERVICES, install


def test_the_layout_is_that_of_a_small_installation(tmp_path: Path) -> None:
    shop = install(tmp_path / "shop", front_port=18080, worker_port=18081)
    for home in (shop.directory, *(shop.home(service) for service in SERVICES)):
        for name in ("startup.sh", "shutdown.sh"):
            assert os.access(home / "bin" / name, os.X_OK)
    assert shop.configuration.is_file()
    assert "WORKER_PORT=18081" in (shop.directory / "conf" / "environment.sh").read_text("utf-8")


def test_a_week_of_uneventful_logs_is_there_each_as_old_as_its_name(tmp_path: Path) -> None:
    shop = install(tmp_path / "shop", front_port=18080, worker_port=18081)
    rolled = sorted(shop.logs.glob("shop-*.json"))
    assert len(rolled) == 7
    for path in rolled:
        changed = time.localtime(path.stat().st_mtime)
        assert path.name == time.strftime("shop-%Y-%m-%d.json", changed)
        assert {json.loads(line)["level"] for line in path.read_text("utf-8").splitlines()} == {"INFO"}


def test_installing_again_keeps_logs_and_renews_the_configuration(tmp_path: Path) -> None:
    first = install(tmp_path / "shop", front_port=18080, worker_port=18081)
    first.shop_log.write_text("{}\n")
    first.configuration.write_text("broken")
    again = install(tmp_path / "shop", front_port=18080, worker_port=18081)
    assert again == first
    assert again.shop_log.read_text() == "{}\n"
    assert "tax_rate = 0.1" in again.configuration.read_text("utf-8")


def test_the_services_need_nothing_but_the_standard_library() -> None:
    program = (
        "import sys, bonghwa.demo.victim.worker, bonghwa.demo.victim.front, bonghwa.demo.victim.customer\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names))"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.append({str(Path(bonghwa.__path__[0]).parent)!r})\n{program}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) <= {"__main__", "bonghwa"}
