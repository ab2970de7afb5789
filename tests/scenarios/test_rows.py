import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROWS = {"A": 9, "B": 6, "C": 21, "D": 7, "E": 6}
TABLE = tomllib.loads((HERE / "rows.toml").read_text("utf-8"))


def written() -> Iterator[str]:
    """Every scenario: the tests of this folder, apart from this file's."""
    for path in sorted(HERE.glob("test_*.py")):
        if path.name != Path(__file__).name:
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef) and node.name.startswith("test_"):
                    yield f"{path.name}::{node.name}"


def test_every_row_of_the_mission_has_a_scenario_or_is_said_to_have_none() -> None:
    every = {f"{part}{number}" for part, rows in ROWS.items() for number in range(1, rows + 1)}
    played, missing = set(TABLE["scenarios"]), TABLE["open"]["rows"]
    assert len(missing) == len(set(missing))
    assert played.isdisjoint(missing)
    assert played | set(missing) == every
    assert set(TABLE["partly"]) <= played


def test_the_table_names_every_scenario_and_no_other() -> None:
    named = {scenario for scenarios in TABLE["scenarios"].values() for scenario in scenarios}
    assert named == set(written())
