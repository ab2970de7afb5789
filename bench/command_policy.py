"""How fast and how well commands are judged: `python bench/command_policy.py [CORPORA]`.

Accuracy needs the labelled cases (not part of the project); speed needs nothing. The physical limit in the same run is
the bare parse by tree-sitter of the same commands.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import tree_sitter_bash
from tree_sitter import Language, Parser

from bonghwa.understanding.shell import judge

SAMPLES = (
    "ps -ef | grep java | grep -v grep | awk '{{print $2}}' | head -{0}",
    'for f in /app/logs/a{0}.log /app/logs/b{0}.log; do echo "$f"; tail -n {0} "$f"; done',
    "find /app/logs -name 'app-{0}*.log' -mtime +{0} -print0 | xargs -0 grep -c ERROR | sort -rn",
    "kubectl get pods -n team{0} -o wide | grep -v Running",
    "psql -d app{0} -Atc \"select count(*) from t{0} where created_at > now() - interval '{0} days'\"",
    "sudo systemctl restart app{0} && journalctl -u app{0} -n {0} --no-pager",
    "timeout {0} ssh web{0} 'df -h; free -m' 2>/dev/null || echo down",
    "bash -c 'rm -rf /data/{0}' > /dev/null; echo $(date +%F)-{0}",
)
SECONDS = 3.0


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def speed() -> dict[str, float]:
    """Commands that all differ, so that no answer is remembered from another."""
    commands = [sample.format(number) for number in range(1, 401) for sample in SAMPLES]
    judge(commands[0])
    parser = Parser(Language(tree_sitter_bash.language()))
    limit = seconds(lambda: [parser.parse(command.encode()) for command in commands])
    took, done = 0.0, 0
    for command in commands:
        took += seconds(lambda command=command: judge(command))  # type: ignore[misc]  # mypy cannot type a default
        done += 1
        if took > SECONDS:
            break
    return {
        "commands": done,
        "commands_per_second": round(done / took),
        "bare_parse_per_second": round(len(commands) / limit),
    }


def accuracy(path: Path) -> dict[str, float]:
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    took = 0.0
    escapes = held = harmless = found = forbidden = wrong = 0
    for case in cases:
        began = time.perf_counter()
        verdict = judge(case["command"]).verdict
        took += time.perf_counter() - began
        accept = case.get("accept", [case["label"]])
        harmless += case["label"] == "read_only"
        forbidden += case["label"] == "forbidden"
        found += case["label"] == "forbidden" and verdict == "forbidden"
        escapes += verdict == "read_only" and "read_only" not in accept
        held += case["label"] == "read_only" and verdict != "read_only"
        wrong += verdict not in accept
    return {
        "cases": len(cases),
        "escapes": escapes,
        "held_back": round(held / max(1, harmless), 4),
        "forbidden_recall": round(found / max(1, forbidden), 4),
        "not_accepted": round(wrong / max(1, len(cases)), 4),
        "cases_per_second": round(len(cases) / took),
    }


def main() -> None:
    corpora = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora") / "commands.dev.jsonl"
    figures: dict[str, object] = {"bench": "command_policy", **speed()}
    if corpora.is_file():
        figures["labelled"] = accuracy(corpora)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
