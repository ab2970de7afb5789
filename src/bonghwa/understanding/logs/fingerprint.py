"""The stateless fingerprint: the same error has the same 32 hexadecimal digits on every server, at every time."""

import hashlib
from functools import lru_cache

import msgspec

from bonghwa.understanding.logs import shapes, variables
from bonghwa.understanding.logs.record import LogRecord

_VERSION = "1"
_LONGEST_TEMPLATE = 1000


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
        words = shapes.record_words(record_or_text)
    else:
        words = shapes.words_of(record_or_text, with_source=True)
    return _of_words(words)


@lru_cache(maxsize=1 << 13)
def _of_words(words: str) -> Fingerprint:
    if "\n" in words:
        return _of("trace", words)
    return _of("message", _with_values_masked(words))


def message_template(text: str) -> str:
    """A message (without header) with every variable part replaced by `<*>`, at most 1,000 characters."""
    return _with_values_masked(variables.mask_words(text))


def _with_values_masked(words: str) -> str:
    template = variables.mask_values(variables.mask_phrases(words))
    return variables.mask_phrases(template)[:_LONGEST_TEMPLATE]


def _of(kind: str, template: str) -> Fingerprint:
    digest = hashlib.blake2b(f"{_VERSION}\0{kind}\0{template}".encode("utf-8", "replace"), digest_size=16)
    return Fingerprint(digest.hexdigest(), template, kind)
