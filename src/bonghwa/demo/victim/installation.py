import shlex
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bonghwa.demo.victim import pastlog
from bonghwa.demo.victim.shop import SERVICES, Shop

LAYOUT = Path(__file__).with_name("layout")
QUOTA_BYTES = 6 * 1024 * 1024
SEEDED_DAYS = 7
SEEDED_BYTES = 24 * 1024


def install(directory: Path, *, front_port: int, worker_port: int, quota_bytes: int = QUOTA_BYTES) -> Shop:
    """Lays out a shop in `directory` and returns where it is; nothing is started.

    Installing over an earlier shop renews scripts and configuration and keeps orders and logs; stop it first.
    A week of small, uneventful rolled logs is laid down, as any shop would have.

    Args:
        directory: the shop's own directory, made when missing.
        front_port: loopback port that customers use.
        worker_port: loopback port of the application behind the front.
        quota_bytes: how much the directory `logs/` may hold.
    """
    shop = Shop(directory.resolve(), front_port, worker_port, quota_bytes)
    for name in ("bin", "conf", "data", "logs"):
        (shop.directory / name).mkdir(parents=True, exist_ok=True)
    _copy_scripts(LAYOUT / "bin", shop.directory / "bin")
    for service in SERVICES:
        for name in ("bin", "logs", "run"):
            (shop.home(service) / name).mkdir(parents=True, exist_ok=True)
        _copy_scripts(LAYOUT / "service" / "bin", shop.home(service) / "bin")
    environment = (
        "# Written at installation: what the start scripts need to know.\n"
        f"PYTHON={shlex.quote(sys.executable)}\n"
        f"FRONT_PORT={front_port}\n"
        f"WORKER_PORT={worker_port}\n"
    )
    (shop.directory / "conf" / "environment.sh").write_text(environment, "utf-8")
    shop.configuration.write_text(configuration_text(worker_port, quota_bytes), "utf-8")
    today = datetime.now(UTC).astimezone()
    for age in range(1, SEEDED_DAYS + 1):
        day = today - timedelta(days=age)
        if not pastlog.present(shop.logs, day):
            pastlog.write(shop.logs, day, SEEDED_BYTES)
    return shop


def configuration_text(worker_port: int, quota_bytes: int) -> str:
    """The configuration file as it is delivered."""
    template = (LAYOUT / "shop.toml").read_text("utf-8")
    return template.replace("@WORKER_PORT@", str(worker_port)).replace("@QUOTA_BYTES@", str(quota_bytes))


def _copy_scripts(source: Path, target: Path) -> None:
    for script in sorted(source.glob("*.sh")):
        copied = Path(shutil.copyfile(script, target / script.name))
        copied.chmod(0o755)
