"""Korean and English requests → strict intents, without a model."""

from bonghwa.understanding.language.fleet import Fleet
from bonghwa.understanding.language.intent import DANGEROUS, INTENTS, READS, RECORDS, SAFE, Choice, Intent
from bonghwa.understanding.language.parse import parse_intent
from bonghwa.understanding.language.refine import refine
from bonghwa.understanding.language.several import parse_intents

__all__ = [
    "DANGEROUS", "INTENTS", "READS", "RECORDS", "SAFE", "Choice", "Fleet", "Intent", "parse_intent", "parse_intents", "refine",
]  # fmt: skip
