"""Records goldens from real runs: `python -m tests.actions.record [NAME…]` in the project's folder.

Scenes are laid out below /tmp/bonghwa-goldens. Run it where process names and mounts may be published.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

import msgspec
from tests.actions.golden import Acted, Golden, save
from tests.actions.host import Host
from tests.actions.scenes import SCENES

from bonghwa.actions import get_action
from bonghwa.actions.services.look import BACKENDS

GROUND = Path("/tmp/bonghwa-goldens")


def record(name: str) -> str:
    """Plays one scene here and keeps what was seen. Gives the verdict."""
    host = Host()
    directory = GROUND / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    with SCENES[name](directory, host) as scene:
        action = get_action(scene.action)
        p = action.parse_params(scene.params)
        run = host.play(action, p, patience=scene.patience)
        assert run.outcome.verdict is scene.verdict, f"{name}: {run.outcome}"
        programs = action.act(p, run.before)
        save(
            name,
            Golden(
                action=action.name,
                version=action.version,
                params=scene.params,
                look=run.look,
                before=_plain(run.before),
                look_digest=action.look_digest(run.before),
                preview=tuple(action.preview(p, run.before)),
                acted=tuple(
                    Acted(program.argv, output) for program, output in zip(programs, run.acted, strict=False)
                ),
                look_after=run.look_after,
                after=_plain(run.after),
                undo=tuple(program.argv for program in action.undo(p, run.before)),
                outcome=run.outcome,
                backend=scene.backend if scene.backend in BACKENDS else None,
            ),
        )
    return run.outcome.verdict


def _plain(state: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(state)
    return plain


if __name__ == "__main__":
    for chosen in sys.argv[1:] or SCENES:
        print(chosen, record(chosen))  # noqa: T201 (a tool at the terminal)
