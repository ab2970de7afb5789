"""Error line written → incident on an open WebSocket, over the demo's real server and agent on loopback.

Prints one JSON line. The reference is what the disk allows: the time of the three durable SQLite commits that
lie on the way (agent's spool, stored batch, incident), measured in the same run.
"""

import argparse
import asyncio
import json
import random
import sqlite3
import statistics
import string
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import websockets

from bonghwa.demo.stage import Stage, stage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=200)
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between errors")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bonghwa-bench-") as folder:
        print(json.dumps(asyncio.run(_measure(Path(folder), arguments.errors, arguments.pause))))


async def _measure(folder: Path, errors: int, pause: float) -> dict[str, object]:
    async with stage(folder / "run", port=None) as ready:
        seen = await _detect(ready, errors, pause)
    milliseconds = sorted(seen)
    reference = _three_commits(folder / "reference.db")
    return {
        "bench": "detection",
        "errors": errors,
        "seen": len(milliseconds),
        "median_ms": round(statistics.median(milliseconds), 1),
        "p99_ms": round(milliseconds[max(0, int(len(milliseconds) * 0.99) - 1)], 1),
        "max_ms": round(milliseconds[-1], 1),
        "three_commits_median_ms": round(reference, 1),
        "median_over_three_commits": round(statistics.median(milliseconds) / reference, 1),
    }


async def _detect(ready: Stage, errors: int, pause: float) -> list[float]:
    """Milliseconds from the written line to the frame, for every error that was seen."""
    async with httpx.AsyncClient(base_url=ready.address) as http:
        body = {"login": ready.admin.login, "password": ready.admin.password}
        (await http.post("/api/v1/session", json=body)).raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
    address = ready.address.replace("http", "ws", 1) + "/ws/live"
    written: dict[str, float] = {}
    took: dict[str, float] = {}
    async with websockets.connect(address, additional_headers={"Cookie": cookie}) as socket:
        await socket.recv()

        async def listen() -> None:
            async for frame in socket:
                message = json.loads(frame)
                if message["type"] != "incident":
                    continue
                word = next((w for w in message["incident"]["title"].split() if w in written), None)
                if word is not None and word not in took:
                    took[word] = (time.monotonic() - written[word]) * 1000
                if len(took) == errors:
                    return

        listening = asyncio.create_task(listen())
        with ready.shop.worker_output.open("a", encoding="utf-8") as log:
            for _ in range(errors):
                word = "".join(random.choices(string.ascii_lowercase, k=12))
                stamp = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S,%f")[:-3]
                written[word] = time.monotonic()
                log.write(f"{stamp} ERROR [shop.bench] storing {word} was not possible\n")
                log.flush()
                await asyncio.sleep(pause)
        await asyncio.wait([listening], timeout=20)
        listening.cancel()
    return list(took.values())


def _three_commits(path: Path) -> float:
    """Median milliseconds of three durable SQLite commits in a row."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE t (text TEXT)")
    times = []
    for _ in range(50):
        began = time.monotonic()
        for _ in range(3):
            database.execute("INSERT INTO t VALUES ('x')")
        times.append((time.monotonic() - began) * 1000)
    database.close()
    return statistics.median(times)


if __name__ == "__main__":
    main()
