from typing import ClassVar

from bonghwa.store.outbox import Event


class RunCreated(Event, frozen=True):
    """An approved plan is about to be carried out."""

    run: str
    incident: str
    institution: str
    system: str


class RunStepped(Event, frozen=True):
    """A step began or ended."""

    fleeting: ClassVar[bool] = True

    run: str
    incident: str
    institution: str
    system: str


class RunFinished(Event, frozen=True):
    """The run is over."""

    run: str
    incident: str
    institution: str
    system: str
    status: str


class RunOutputWritten(Event, frozen=True):
    """Output lines up to `sequence` are stored."""

    fleeting: ClassVar[bool] = True

    run: str
    incident: str
    institution: str
    system: str
    sequence: int


class StopSwitchChanged(Event, frozen=True):
    """The stop switch was turned."""

    on: bool
