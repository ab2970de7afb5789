"""The stop switch: while it is on, nothing acts, anywhere."""

from datetime import datetime

from msgspec import Struct

from bonghwa.flow.runs.events import StopSwitchChanged
from bonghwa.flow.runs.tables import stop_switch
from bonghwa.registry.audit.service import record
from bonghwa.store.scope import require
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import Actor, Permission


class StopSwitch(Struct, frozen=True):
    """Whether everything is halted, and who said so."""

    on: bool = False
    by: str | None = None
    at: datetime | None = None
    reason: str | None = None


async def get_stop_switch(tx: Tx) -> StopSwitch:
    """How the switch stands."""
    row = (await tx.execute(stop_switch.select())).first()
    return StopSwitch(on=row.on, by=row.by, at=row.at, reason=row.reason) if row else StopSwitch()


async def turn(tx: Tx, actor: Actor, *, on: bool, reason: str) -> StopSwitch:
    """Halt everything, or release it. Halting is open to all who operate; releasing needs it everywhere."""
    if not (on and actor.may_somewhere(Permission.STOP)):
        require(actor, Permission.STOP)
    switch = StopSwitch(on=on, by=actor.login, at=tx.clock.now(), reason=reason[:500])
    values = {"on": switch.on, "by": switch.by, "at": switch.at, "reason": switch.reason}
    if (await tx.execute(stop_switch.select())).first():
        await tx.execute(stop_switch.update().values(values))
    else:
        await tx.execute(stop_switch.insert().values({"id": 1} | values))
    await record(
        tx, actor, "stop_switch.on" if on else "stop_switch.off", "everything", {"reason": reason[:500]}
    )
    await tx.emit(StopSwitchChanged(on))
    return switch
