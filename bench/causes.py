"""How well and how fast causes are told: `python bench/causes.py [CORPORA]`.

Accuracy needs the labelled cases (not part of the project); speed needs nothing. The physical limit in the same run is
one pass of `str.splitlines` and `str.lower` over the same text.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bonghwa.understanding.causes import INCONCLUSIVE, NO_FAULT, diagnose, ranked

CALM = {NO_FAULT, INCONCLUSIVE}
CONFIDENT = 0.5
SAMPLE = (
    "2025-03-01 10:00:00.001 INFO [main] request served in 12 ms for /orders/88\n"
    "2025-03-01 10:00:00.002 WARN [pool] connection to 10.0.0.7 slow, 900 ms\n"
    "2025-03-01 10:00:00.003 ERROR [db] connect() failed: Connection refused\n"
    "\tat shop.db.Client.open(Client.java:88)\n"
)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def speed() -> dict[str, float]:
    text = SAMPLE * (1_000_000 // len(SAMPLE))
    diagnose(SAMPLE)  # builds the index
    whole = min(seconds(lambda: diagnose(text)) for _ in range(3))
    limit = min(seconds(lambda: [line.lower() for line in text.splitlines()]) for _ in range(3))
    small = min(seconds(lambda: [diagnose(SAMPLE) for _ in range(300)]) for _ in range(3))
    return {
        "megabyte_seconds": round(whole, 3),
        "limit_seconds": round(limit, 4),
        "excerpts_per_second": round(300 / small),
    }


def accuracy(corpora: Path) -> dict[str, float]:
    with (corpora / "diagnoses.dev.jsonl").open(encoding="utf-8") as handle:
        cases = [json.loads(line) for line in handle]
    faults = [(case, diagnose(case["log"])) for case in cases if case["cause"] != NO_FAULT]
    harmless = [diagnose(case["log"]) for case in cases if case["cause"] == NO_FAULT]
    return {
        "cases": len(cases),
        "top1": round(sum(ranked(found)[0] in case["accept"] for case, found in faults) / len(faults), 4),
        "top3": round(
            sum(bool({*ranked(found)[:3]} & {*case["accept"]}) for case, found in faults) / len(faults), 4
        ),
        "severity": round(sum(found.severity == case["severity"] for case, found in faults) / len(faults), 4),
        "false_alarms": sum(found.cause not in CALM for found in harmless),
    }


def informational(corpora: Path) -> dict[str, float]:
    """Alarms on ordinary informational lines, and on 500 of them spread evenly."""
    lines = [
        line
        for file in sorted((corpora / "loghub").glob("*_2k.log"))
        for line in file.read_text("utf-8", "replace").splitlines()
        if " INFO " in line or "[notice]" in line or " session opened " in line
    ]
    alarms = [line for line in lines if _confident(line)]
    chosen = lines[:: max(1, len(lines) // 500)][:500]
    return {
        "informational": len(lines),
        "alarms": len(alarms),
        "alarms_in_500": sum(_confident(line) for line in chosen),
    }


def _confident(line: str) -> bool:
    found = diagnose(line)
    return found.cause not in CALM and found.confidence >= CONFIDENT


def main() -> None:
    corpora = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/corpora")
    figures: dict[str, float] = speed()
    if (corpora / "diagnoses.dev.jsonl").exists():
        figures |= accuracy(corpora) | informational(corpora)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
