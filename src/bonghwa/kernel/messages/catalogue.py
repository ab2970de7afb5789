"""Reading the catalogue."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

LANGUAGES = ("ko", "en")
_FIELD = re.compile(r"\{([a-z_]+)\}")


@cache
def areas(language: str) -> dict[str, str]:
    """Every message of a language by its full key."""
    found: dict[str, str] = {}
    for file in files("bonghwa.kernel.messages").joinpath(language).iterdir():
        if file.name.endswith(".json"):
            area = file.name.removesuffix(".json")
            texts = msgspec.json.decode(file.read_bytes(), type=dict[str, str])
            found.update({f"{area}.{name}": text for name, text in texts.items()})
    return found


def message(key: str, language: str, values: Mapping[str, object] | None = None) -> str:
    """The text of `key`, its fields filled from `values`. An unknown key or field shows itself instead of failing."""
    return filled(areas(language if language in LANGUAGES else "en").get(key, key), values or {})


def filled(text: str, values: Mapping[str, object]) -> str:
    """`text` with its `{fields}` filled, in one pass: what stands in a value is never taken for a field."""
    return _FIELD.sub(lambda field: str(values.get(field[1], field[0])), text)


def language_of(accept_language: str, fallback: str = "en") -> str:
    """The first of our languages in an Accept-Language header (RFC 9110), best effort."""
    for part in accept_language[:200].split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return fallback
