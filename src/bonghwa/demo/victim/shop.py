from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Service(StrEnum):
    """The separately started process trees of the shop."""

    WORKER = "worker"
    FRONT = "front"
    CUSTOMER = "customer"


SERVICES = (Service.WORKER, Service.FRONT, Service.CUSTOMER)
"""Start order; the shop stops in the reverse order."""


@dataclass(frozen=True)
class Shop:
    """Where an installed shop lives and listens (always on 127.0.0.1); `quota_bytes` is the size `logs/` may have."""

    directory: Path
    front_port: int
    worker_port: int
    quota_bytes: int

    @property
    def address(self) -> str:
        """What a customer opens in a browser."""
        return f"http://127.0.0.1:{self.front_port}/"

    @property
    def configuration(self) -> Path:
        """The configuration of the worker, read once at its start."""
        return self.directory / "conf" / "shop.toml"

    @property
    def logs(self) -> Path:
        """The directory under quota: `shop.json` and its rolled days `shop-YYYY-MM-DD.json`."""
        return self.directory / "logs"

    @property
    def shop_log(self) -> Path:
        """The worker's JSON log of today, one object a line."""
        return self.logs / "shop.json"

    @property
    def front_log(self) -> Path:
        """The front's plain-text error log."""
        return self.home(Service.FRONT) / "logs" / "front.log"

    @property
    def worker_output(self) -> Path:
        """The worker's standard error, outside the quota: where it cries when its own log fails."""
        return self.home(Service.WORKER) / "logs" / "worker.out"

    @property
    def tailed(self) -> tuple[Path, ...]:
        """The logs to watch."""
        return (self.shop_log, self.front_log, self.worker_output)

    @property
    def database(self) -> Path:
        """The SQLite file with the orders."""
        return self.directory / "data" / "shop.db"

    def home(self, service: Service) -> Path:
        """The directory of one service: `bin/startup.sh`, `bin/shutdown.sh`, `logs/`, `run/`."""
        return self.directory / "services" / service

    def pid_file(self, service: Service) -> Path:
        """Where the start script of `service` leaves the process id."""
        return self.home(service) / "run" / f"{service}.pid"
