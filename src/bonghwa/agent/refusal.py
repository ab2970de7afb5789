"""Why an agent will not do something."""

from enum import StrEnum

from bonghwa.kernel.errors import Forbidden


class Check(StrEnum):
    """The checks an order must pass, in this order."""

    SIGNATURE = "signature"
    VERSION = "version"
    TARGET = "target"
    EXPIRY = "expiry"
    REPLAY = "replay"
    HALT = "halt"
    PLAN = "plan"
    CATALOGUE = "catalogue"
    ALLOWED = "allowed"
    RISK = "risk"
    PARAMETERS = "parameters"
    APPROVAL = "approval"


class Refused(Forbidden):
    """The agent would not. `check` names the check that failed; the message is an English sentence."""

    code = "order_refused"

    def __init__(self, check: Check, message: str) -> None:
        super().__init__(message)
        self.check = check
