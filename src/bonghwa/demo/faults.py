import asyncio
import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bonghwa.demo.victim import pastlog
from bonghwa.demo.victim.installation import configuration_text
from bonghwa.demo.victim.operation import (
    healthy,
    kill,
    pid_of,
    start,
    start_service,
    stop,
    stop_service,
)
from bonghwa.demo.victim.quota import directory_bytes
from bonghwa.demo.victim.shop import Service, Shop
from bonghwa.kernel.errors import Unavailable

__all__ = ["Fault", "healthy", "inject", "pid_of", "restore_everything", "start", "stop"]

FILLED_DAYS = 14
YOUNGEST_FILLED = 8
"""Age in days of the youngest rolled log that the quota fault lays down."""
OVERFILL = 1.4
"""Share of the quota that is used once the fault is in."""
LOOKS = 60
"""How often, 50 ms apart, we look whether a fault has come through."""


class Fault(StrEnum):
    """What can be broken; each one truly is."""

    WORKER = "worker"
    QUOTA = "quota"
    CONFIG = "config"

    @property
    def story(self) -> str:
        """What happens, in one sentence for people."""
        return {
            Fault.WORKER: "the application process is killed (SIGKILL); the front finds nobody behind it",
            Fault.QUOTA: "weeks of rolled logs exceed the quota of the log directory; orders cannot be recorded",
            Fault.CONFIG: "a careless deploy alters conf/shop.toml and restarts the application, which cannot start",
        }[self]


async def inject(shop: Shop, fault: Fault) -> None:
    """Breaks the running shop and returns when it is broken.

    Raises:
        Unavailable: the shop is still well, so there would be nothing to see.
    """
    match fault:
        case Fault.WORKER:
            await kill(shop, Service.WORKER)
        case Fault.QUOTA:
            await asyncio.to_thread(_overfill, shop)
        case Fault.CONFIG:
            await stop_service(shop, Service.WORKER)
            await asyncio.to_thread(_mistype, shop)
            await start_service(shop, Service.WORKER)  # fails, as it should
    for _ in range(LOOKS):
        if not await healthy(shop):
            return
        await asyncio.sleep(0.05)
    raise Unavailable(
        f"The fault {fault} did not break the shop in {shop.directory}.",
        next_step="Stop the shop, start it again and try once more.",
    )


async def restore_everything(shop: Shop) -> None:
    """Undoes every fault without any of Bonghwa's help and returns when the shop runs as installed.

    Raises:
        Unavailable: a service does not start.
    """
    delivered = configuration_text(shop.worker_port, shop.quota_bytes)
    if shop.configuration.read_text("utf-8", "replace") != delivered:
        shop.configuration.write_text(delivered, "utf-8")
    _remove_archives(shop)
    today = datetime.now(UTC).astimezone()
    youngest = pastlog.name_of(today - timedelta(days=YOUNGEST_FILLED))
    for path in shop.logs.glob("shop-*.json"):
        if path.name <= youngest:
            path.unlink()
    await start(shop)


def _overfill(shop: Shop) -> None:
    """Lays down rolled logs, older than a week, until the directory is well over its quota.

    Archives of an earlier turn are removed first, as if fetched by the backup, so that the demo can go on for days.
    """
    _remove_archives(shop)
    quota = shop.quota_bytes
    each = round(quota * OVERFILL / FILLED_DAYS)
    today = datetime.now(UTC).astimezone()
    age = YOUNGEST_FILLED
    while directory_bytes(shop.logs) < quota * OVERFILL:
        day = today - timedelta(days=age)
        if not pastlog.present(shop.logs, day):
            pastlog.write(shop.logs, day, each)
        age += 1


def _mistype(shop: Shop) -> None:
    text = shop.configuration.read_text("utf-8")
    altered = re.sub(r"^tax_rate = [0-9.]+", 'tax_rate = "10 %"', text, count=1, flags=re.MULTILINE)
    shop.configuration.write_text(altered, "utf-8")


def _remove_archives(shop: Shop) -> None:
    for pattern in ("shop-*.json.gz", "shop-*.json.zst", "shop-*.json.xz"):
        for path in shop.logs.glob(pattern):
            path.unlink()
