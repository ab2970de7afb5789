"""The stateless fingerprint: the same error has the same 32 hexadecimal digits on every server, at every time."""

import hashlib
import re

import msgspec

from bonghwa.understanding.logs import frames, text_lines, variables
from bonghwa.understanding.logs.record import LogRecord

_VERSION = "1"
_MESSAGE = 1000


class Fingerprint(msgspec.Struct, frozen=True):
    """`value` is 32 hexadecimal digits; `template` the text it stands for; `kind` is "message" or "trace"."""

    value: str
    template: str
    kind: str


def fingerprint(record_or_text: LogRecord | str) -> Fingerprint:
    """Fingerprint of a record or of one line (or joined trace) of text.

    A text is first freed from its header (time, host, level, thread). Equal fingerprints mean equal templates: a stack
    trace is its exception types and normalised frames, a message its words without variable parts. Host, time and
    process never enter; the logger and the exception type do, because they say where the message comes from.
    """
    if isinstance(record_or_text, LogRecord):
        body, attributes = record_or_text.body, record_or_text.attributes
    else:
        header = text_lines.read(record_or_text)
        body, attributes = header.body, header.attributes
    trace = frames.read_trace(body) if "\n" in body else None
    if trace is not None:
        return _of(
            "trace",
            "\n".join(
                (
                    " < ".join(trace.types) or message_template(trace.headline),
                    *(f"  at {f}" for f in trace.frames),
                )
            ),
        )
    template = message_template(body)
    logger = attributes.get("logger") or ""
    if logger and not re.search(r"\d", logger):
        template = f"{logger}: {template}"
    return _of("message", template)


def message_template(text: str) -> str:
    """A message with every variable part replaced by `<*>` (at most 1,000 characters)."""
    masked = variables.mask_phrases(variables.mask_words(text))
    return variables.mask_phrases(variables.mask_values(masked))[:_MESSAGE]


def _of(kind: str, template: str) -> Fingerprint:
    digest = hashlib.blake2b(f"{_VERSION}\0{kind}\0{template}".encode("utf-8", "replace"), digest_size=16)
    return Fingerprint(digest.hexdigest(), template, kind)
