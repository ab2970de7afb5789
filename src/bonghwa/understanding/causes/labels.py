"""What each cause is called and means, in one line, from the message catalogue."""

from typing import Literal

import msgspec

from bonghwa.kernel.messages import areas, message

Language = Literal["en", "ko"]


class Label(msgspec.Struct, frozen=True):
    """A short name, and a sentence that explains it."""

    name: str
    text: str


def label(cause: str, language: Language = "en") -> Label:
    """The name and explanation of a cause; of an unknown one, words that say so."""
    known = cause if f"cause.{cause}.name" in areas(language) else "unknown"
    return Label(message(f"cause.{known}.name", language), message(f"cause.{known}.text", language))
