import json
import os
import random
from datetime import datetime, timedelta
from pathlib import Path

from bonghwa.demo.victim.products import PRODUCTS


def name_of(day: datetime) -> str:
    """The file name of a rolled day."""
    return f"shop-{day:%Y-%m-%d}.json"


def present(logs: Path, day: datetime) -> bool:
    """Whether that day's log is there, as it was rolled or archived (any further suffix)."""
    return any(logs.glob(name_of(day) + "*"))


def write(logs: Path, day: datetime, size: int) -> Path:
    """Writes one rolled day of ordinary business, at least `size` bytes long and last changed on that day."""
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    # Not for secrecy: the same day always reads the same, and ids are as varied as real ones.
    chance = random.Random(name_of(day))  # noqa: S311 (see above)
    lines: list[str] = []
    written = 0
    moment = midnight + timedelta(hours=6)
    step = timedelta(hours=17) / max(1, size // 240)
    while written < size:
        moment += step * chance.uniform(0.2, 1.8)
        product = chance.choice(PRODUCTS)
        quantity = chance.randint(1, 4)
        record = {
            "timestamp": min(moment, midnight + timedelta(hours=23, minutes=59)).isoformat(
                timespec="milliseconds"
            ),
            "level": "INFO",
            "logger": "shop.orders",
            "message": "order accepted",
            "service": "worker",
            "order": f"{chance.getrandbits(128):032x}",
            "product": product.code,
            "quantity": quantity,
            "amount": round(product.price * quantity * 1.1),
        }
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
        lines.append(line)
        written += len(line.encode())
    path = logs / name_of(day)
    path.write_text("".join(lines), "utf-8")
    ended = (midnight + timedelta(hours=23, minutes=59)).timestamp()
    os.utime(path, (ended, ended))
    return path
