"""Grouping: speed beside drain3 with the masks of its example configuration, quality on labelled sets when present.

One JSON line. Cold: a new grouper for each set, final merges included. Warm: the same lines again. Without the labelled
sets (`../shared/corpora/loghub`) only the speed on a made-up stream is measured.
Needs the packages of the `bench` extra.
"""

import csv
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig

from bonghwa.understanding.logs import Grouper, variables

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "loghub"
ROUNDS = 3

_EDGES = "((?<=[^A-Za-z0-9])|^)", "((?=[^A-Za-z0-9])|$)"
_PEER_MASKS = (
    (r"(([0-9a-f]{2,}:){3,}([0-9a-f]{2,}))", "ID"),
    (r"(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})", "IP"),
    (r"([0-9a-f]{6,} ?){3,}", "SEQ"),
    (r"([0-9A-F]{4} ?){4,}", "SEQ"),
    (r"(0x[a-f0-9A-F]+)", "HEX"),
    (r"([\-\+]?\d+)", "NUM"),
)


def labelled_sets(folder: Path) -> dict[str, tuple[list[str], list[str]]]:
    sets = {}
    for path in sorted(folder.glob("*_structured.csv")):
        with path.open(newline="", encoding="utf-8", errors="replace") as handle:
            rows = list(csv.DictReader(handle))
        sets[path.name.split("_")[0]] = ([row["Content"] for row in rows], [row["EventId"] for row in rows])
    return sets


def made_up_stream() -> list[str]:
    dice = random.Random(7)
    kinds = [
        f"{verb} {noun}"
        for verb in ("opened", "closed", "lost", "checked")
        for noun in ("session", "socket", "file")
    ]
    return [
        f"{dice.choice(kinds)} {dice.randrange(10**6)} for 192.0.2.{dice.randrange(256)} in {dice.randrange(999)} ms"
        for _ in range(20_000)
    ]


def accuracy(groups: list[int], truth: list[str]) -> tuple[float, float]:
    """GA and FGA: shares of lines and of groups that are exactly right."""
    sizes, true_sizes = Counter(groups), Counter(truth)
    exact = [
        n
        for (group, kind), n in Counter(zip(groups, truth, strict=True)).items()
        if n == sizes[group] == true_sizes[kind]
    ]
    return sum(exact) / len(truth), 2 * len(exact) / (len(sizes) + len(true_sizes))


def peer_seconds(lines: list[str]) -> float:
    config = TemplateMinerConfig()
    config.masking_instructions = [
        MaskingInstruction(_EDGES[0] + mask + _EDGES[1], name) for mask, name in _PEER_MASKS
    ]
    miner = TemplateMiner(config=config)
    start = time.perf_counter()
    for line in lines:
        miner.add_log_message(line)
    return time.perf_counter() - start


def measure(lines: list[str]) -> tuple[float, float, list[int]]:
    """Seconds cold (with final merges), seconds warm, and the groups."""
    raw = [line.encode() for line in lines]
    variables.forget()
    start = time.perf_counter()
    grouper = Grouper()
    shapes = grouper.add_many(raw)
    grouping = grouper.grouping()
    cold = time.perf_counter() - start
    start = time.perf_counter()
    grouper.add_many(raw)
    return cold, time.perf_counter() - start, [grouping.group_of[shape] for shape in shapes]


def main() -> None:
    sets = labelled_sets(CORPORA)
    streams = {name: lines for name, (lines, _) in sets.items()} or {"made-up": made_up_stream()}
    total = sum(map(len, streams.values()))
    best: dict[str, float] = {"cold": 0.0, "warm": 0.0, "peer": 0.0}
    quality = {}
    for name, lines in streams.items():
        runs = [measure(lines) for _ in range(ROUNDS)]
        best["cold"] += min(run[0] for run in runs)
        best["warm"] += min(run[1] for run in runs)
        best["peer"] += min(peer_seconds(lines) for _ in range(ROUNDS))
        if name in sets:
            quality[name] = accuracy(runs[0][2], sets[name][1])
    result = {
        "bench": "grouping",
        "lines": total,
        "cold_lines_per_second": round(total / best["cold"]),
        "warm_lines_per_second": round(total / best["warm"]),
        "drain3_lines_per_second": round(total / best["peer"]),
        "cold_times_drain3": round(best["peer"] / best["cold"], 2),
        "ga": round(sum(ga for ga, _ in quality.values()) / len(quality), 4) if quality else None,
        "fga": round(sum(fga for _, fga in quality.values()) / len(quality), 4) if quality else None,
        "by_set": {name: [round(ga, 4), round(fga, 4)] for name, (ga, fga) in quality.items()},
    }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
