"""The interface of a service backend: what looks, what starts, what stops."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.vocabulary.program import Program


class Backend(ABC):
    """One way in which hosts keep services.

    `functions` is sh that defines `look_NAME SERVICE HOME`. It says what it saw (backend, activity, …) and returns 0
    when the service is kept by this backend; else it says not_found and returns 1.
    """

    name: ClassVar[str]
    functions: ClassVar[str]

    @abstractmethod
    def start(self, p: ServiceParams, before: ServiceState) -> Sequence[Program]:
        """Starts what is down."""

    @abstractmethod
    def stop(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        """Stops what is up; `force` ends processes that outlive that."""

    @abstractmethod
    def restart(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        """Stops, and starts anew."""
