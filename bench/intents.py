"""Requests read per second, for the inventory of the tests and for one of 1,000 systems.

The peer is a nearest-neighbour guess over the same requests (rapidfuzz, edit ratio), leave-one-out: the
simplest thing that also works without a model. With the labelled cases beside the checkout, their number per
second is measured too.
"""

import csv
import json
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from bonghwa.understanding.language import Fleet, parse_intent

HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "tests/unit/understanding/language"
LABELLED = HERE.parent.parent / "shared/corpora"
SECONDS = 2.0


def speed(texts: list[str], fleet: Fleet) -> float:
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < SECONDS:
        for text in texts:
            parse_intent(text, fleet)
        done += len(texts)
    return round(done / spent, 1)


def large(inventory: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    systems = [
        {**s, "code": f"{s['code']}{n}", "name": f"{s['name']}{n}", "aliases": []}
        for s in inventory["systems"]
        for n in range(200)
    ]
    nodes = [
        {**node, "id": f"{node['id']}-{n}", "system": f"{node['system']}{n}"}
        for node in inventory["nodes"][:10]
        for n in range(200)
    ]
    return {**inventory, "systems": inventory["systems"] + systems, "nodes": inventory["nodes"] + nodes}


def main() -> None:
    inventory = json.loads((CASES / "inventory.json").read_text(encoding="utf-8"))
    with (CASES / "requests.tsv").open(encoding="utf-8") as handle:
        rows = [
            row
            for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row and not row[0].startswith("#")
        ]
    texts = [row[0] for row in rows]
    fleet = Fleet.from_cmdb(inventory)
    right = sum(parse_intent(row[0], fleet).intent == row[1] for row in rows)
    start = time.perf_counter()
    guessed = 0
    for at, row in enumerate(rows):
        others = texts[:at] + texts[at + 1 :]
        labels = [other[1] for other in rows[:at] + rows[at + 1 :]]
        best = process.extractOne(row[0], others, scorer=fuzz.ratio)
        guessed += labels[best[2]] == row[1]
    peer_seconds = time.perf_counter() - start
    figures: dict[str, float | int] = {
        "cases": len(rows),
        "parses_per_second": speed(texts, fleet),
        "parses_per_second_1000_systems": speed(texts, Fleet.from_cmdb(large(inventory))),
        "intent": round(right / len(rows), 4),
        "peer_nearest_neighbour_intent": round(guessed / len(rows), 4),
        "peer_nearest_neighbour_per_second": round(len(rows) / peer_seconds, 1),
    }
    labelled, cmdb = LABELLED / "intents.dev.jsonl", LABELLED / "cmdb.json"
    if labelled.exists() and cmdb.exists():
        other = Fleet.from_cmdb(json.loads(cmdb.read_text(encoding="utf-8")))
        cases = [json.loads(line) for line in labelled.read_text(encoding="utf-8").splitlines()]
        figures["labelled_parses_per_second"] = speed([case["text"] for case in cases], other)
        figures["labelled_intent"] = round(
            sum(parse_intent(case["text"], other).intent == case["expected"]["intent"] for case in cases)
            / len(cases),
            4,
        )
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
