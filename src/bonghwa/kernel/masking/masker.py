import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from bonghwa.kernel.masking.addresses import ADDRESSES
from bonghwa.kernel.masking.assignments import ASSIGNMENTS
from bonghwa.kernel.masking.commands import COMMANDS
from bonghwa.kernel.masking.contacts import CONTACTS
from bonghwa.kernel.masking.headers import HEADERS
from bonghwa.kernel.masking.numbers import NUMBERS
from bonghwa.kernel.masking.placeholders import PLACEHOLDER, PLACEHOLDER_START, placeholder
from bonghwa.kernel.masking.policy import Kind, MaskingPolicy
from bonghwa.kernel.masking.private_keys import PRIVATE_KEYS
from bonghwa.kernel.masking.prose import PROSE
from bonghwa.kernel.masking.rules import Rule, Span, pattern_rule
from bonghwa.kernel.masking.spans import settle
from bonghwa.kernel.masking.statements import STATEMENTS
from bonghwa.kernel.masking.tokens import API_TOKENS, CLOUD_KEYS
from bonghwa.kernel.masking.triggers import TriggerScan, trigger_scan
from bonghwa.kernel.masking.urls import URLS
from bonghwa.kernel.masking.webhooks import WEBHOOKS

RULES: tuple[Rule, ...] = (
    *PRIVATE_KEYS,
    *CLOUD_KEYS,
    *API_TOKENS,
    *WEBHOOKS,
    *HEADERS,
    *URLS,
    *COMMANDS,
    *STATEMENTS,
    *ASSIGNMENTS,
    *PROSE,
    *NUMBERS,
    *CONTACTS,
    *ADDRESSES,
)
_KEY_BYTES = 32
EVERYTHING = MaskingPolicy()
_MOST_PASSES = 8
_SHORTEST_REPEATED = 8
_MOST_REPEATED = 32


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text and, for authorised readers, what each placeholder stands for."""

    text: str
    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Masker:
    """Hides secrets and personal data in text behind stable placeholders, `<secret:KIND:TAG>`.

    Args:
        policy: What is hidden.
        key: 16 to 64 bytes; equal secrets have equal placeholders under one key. Random unless given: keep one Masker
            for an incident, or give a key where several processes must agree.

    Raises:
        ValueError: The key's length is wrong, or a pattern of the policy is not a regular expression.
    """

    def __init__(self, policy: MaskingPolicy = EVERYTHING, key: bytes | None = None) -> None:
        if key is not None and not 16 <= len(key) <= 64:
            raise ValueError("A masking key has 16 to 64 bytes; give such a key, or none for a random one.")
        self._policy = policy
        self._key = secrets.token_bytes(_KEY_BYTES) if key is None else key
        self._scan = _scan_for_rules()
        self._rules = tuple(rule if policy.has(rule.kind) else None for rule in RULES)
        self._extra = tuple(_extra_rules(policy))
        self._allowed = tuple(_compiled(pattern) for pattern in policy.allow_patterns)

    def mask(self, text: str) -> str:
        """`text` with every secret replaced; masking the result again changes nothing."""
        return self._mask(text, None)

    def mask_with_map(self, text: str) -> Masked:
        """The masked text with the map that `restore` needs; the map is as secret as the text was."""
        mapping: dict[str, str] = {}
        masked = self._mask(text, mapping)
        return Masked(masked, MappingProxyType(mapping))

    def _mask(self, text: str, mapping: dict[str, str] | None) -> str:
        for _ in range(_MOST_PASSES):
            spans = self._spans(text)
            if not spans:
                break
            pieces: list[str] = []
            position = 0
            for span in spans:
                value = text[span.start : span.end]
                stand_in = placeholder(span.label, value, self._key)
                if mapping is not None:
                    mapping[stand_in] = value
                pieces += (text[position : span.start], stand_in)
                position = span.end
            pieces.append(text[position:])
            text = "".join(pieces)
        return text

    def _spans(self, text: str) -> list[Span]:
        protected: list[tuple[int, int]] = []
        if PLACEHOLDER_START in text:
            protected = [found.span() for found in PLACEHOLDER.finditer(text)]
            text = PLACEHOLDER.sub(_veil, text)  # the rules shall not read what is in a placeholder
        found: list[Span] = []
        for index in self._scan.hits(text):
            rule = self._rules[index]
            if rule is not None:
                found.extend(rule.find(text))
        for rule in self._extra:
            found.extend(rule.find(text))
        if not found:
            return found
        spans = settle(
            (span for span in found if not self._is_allowed(text[span.start : span.end])), protected
        )
        return spans if not spans else settle([*spans, *_repeats(text, spans)], protected)

    def _is_allowed(self, value: str) -> bool:
        return value in self._policy.allow or any(pattern.fullmatch(value) for pattern in self._allowed)


@cache
def _scan_for_rules() -> TriggerScan:
    """Compiled once (some 50 ms): the rules are the same for every Masker, a policy only leaves some out."""
    return trigger_scan([rule.trigger for rule in RULES])


def _veil(found: re.Match[str]) -> str:
    return "<" + "\x01" * (len(found.group()) - 2) + ">"


def _repeats(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Further places where a secret known by its context stands without that context."""
    values = {
        text[span.start : span.end]: span.label for span in spans if span.context and _tells(text, span)
    }
    for value, label in list(values.items())[:_MOST_REPEATED]:
        position = text.find(value)
        while position >= 0:
            yield Span(position, position + len(value), label, context=True)
            position = text.find(value, position + len(value))


def _tells(text: str, span: Span) -> bool:
    """Whether the value is long and odd enough to be the same secret wherever it stands."""
    value = text[span.start : span.end]
    return (
        len(value) >= _SHORTEST_REPEATED
        and any(c.isdigit() for c in value)
        and any(c.isalpha() for c in value)
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as problem:
        raise ValueError(
            f"The masking policy's pattern {pattern!r} is not a regular expression: {problem}."
        ) from problem


def _extra_rules(policy: MaskingPolicy) -> Iterator[Rule]:
    for extra in policy.extra:
        if not re.fullmatch(r"[a-z][a-z-]{0,31}", extra.label):
            raise ValueError(
                f"The label {extra.label!r} of an extra masking pattern must be lower-case letters and hyphens."
            )
        _compiled(extra.pattern)
        if policy.has(Kind.EXTRA):
            yield pattern_rule(Kind.EXTRA, extra.label, "", extra.pattern)
