"""A gate in a script of the shop: counts each call and holds it until the gate is opened."""

from pathlib import Path
from typing import Literal

from bonghwa.demo.victim import Shop
from bonghwa.demo.victim.shop import Service

_GUARD = """
echo "$$" >>"$service_home/{name}.calls"
while [ -e "$service_home/{name}.closed" ]; do sleep 0.05; done
"""


class Gate:
    """Stands in `bin/<name>.sh` of the shop's worker; open until it is closed."""

    def __init__(self, shop: Shop, name: Literal["startup", "shutdown"]) -> None:
        home = shop.home(Service.WORKER)
        self._calls = home / f"{name}.calls"
        self._closed = home / f"{name}.closed"
        script: Path = home / "bin" / f"{name}.sh"
        head, rest = script.read_text("utf-8").split('. "$service_home', 1)
        script.write_text(head + _GUARD.format(name=name) + '. "$service_home' + rest, "utf-8")

    @property
    def calls(self) -> int:
        """How often the script was called."""
        return len(self._calls.read_text("ascii").split()) if self._calls.exists() else 0

    def close(self) -> None:
        """Hold every call from now on."""
        self._closed.touch()

    def open(self) -> None:
        """Let the calls go on."""
        self._closed.unlink(missing_ok=True)
