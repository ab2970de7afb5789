"""How bad: the four levels people see, beside OpenTelemetry's severity numbers."""

from enum import StrEnum


class Level(StrEnum):
    """What a person reads; `rank` orders them, worse is higher."""

    CRITICAL = "critical"
    HIGH = "high"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return _RANKS[self]

    @classmethod
    def of_severity_number(cls, number: int) -> "Level":
        """The level of an OpenTelemetry severity number (1..24): FATAL critical, ERROR high, WARN warning."""
        if number >= 21:
            return cls.CRITICAL
        if number >= 17:
            return cls.HIGH
        if number >= 13:
            return cls.WARNING
        return cls.INFO


_RANKS = {Level.INFO: 0, Level.WARNING: 1, Level.HIGH: 2, Level.CRITICAL: 3}
