"""How values of a case are said in a language: causes, statuses, actions, times."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bonghwa.kernel.messages import message
from bonghwa.understanding.causes.labels import label
from bonghwa.vocabulary.action import PreviewLine
from bonghwa.vocabulary.evidence import Claim, Evidence


class Wording:
    """Texts for one reader: language and time zone."""

    def __init__(self, language: str, timezone: str) -> None:
        self.language: Literal["ko", "en"] = "ko" if language == "ko" else "en"
        self._zone = ZoneInfo(timezone)

    def say(self, key: str, **values: object) -> str:
        """A message of the catalogue."""
        return message(key, self.language, values)

    def timeline(self, key: str, values: dict[str, str]) -> str:
        """A line of the time line; causes, risks and actions are named in words."""
        said = dict(values)
        if "cause" in said:
            said["cause"] = self.cause(said["cause"])
        if "risk" in said:
            said["risk"] = self.say(f"report.risk_{said['risk']}")
        if "actions" in said:
            said["actions"] = ", ".join(self.action(name) for name in said["actions"].split(", "))
        return message(key, self.language, said)

    def evidence(self, piece: Evidence) -> str:
        """What a piece of evidence is."""
        return message(piece.title, self.language, piece.values)

    def why(self, claim: Claim) -> str:
        """Why a claim is made: in the words of the knowledge base, or its explanation in the reader's language."""
        return claim.why if self.language == "en" else self.explanation(claim.cause)

    def cause(self, cause: str | None) -> str:
        """The one-line name of a cause."""
        return label(cause, self.language).name if cause else self.say("report.no_cause")

    def explanation(self, cause: str | None) -> str:
        """What the cause means."""
        return label(cause, self.language).text if cause else ""

    def action(self, name: str) -> str:
        """The title of an action."""
        return self.say(f"action.title.{name}")

    def blast_radius(self, name: str) -> str:
        """What an action touches when it goes wrong."""
        return self.say(f"action.blast.{name}")

    def preview(self, line: PreviewLine) -> str:
        """What would happen."""
        return message(f"action.{line.key}", self.language, line.values)

    def time(self, at: datetime | None) -> str:
        """A moment in the reader's zone, to the second, with the zone's name."""
        return at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S %Z") if at else "–"
