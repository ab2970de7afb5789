"""A case as a report: Markdown to keep and search, and one self-contained HTML file to read and print."""

import re
from importlib.resources import files
from typing import Any, Final

import msgspec
from jinja2 import DictLoader, Environment, StrictUndefined

from bonghwa.work.reports.case import Case
from bonghwa.work.reports.wording import Wording

_FOLDER = files("bonghwa.work.reports").joinpath("templates")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SOURCES = {
    name: _FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("report.md.j2", "report.html.j2")
}


def _environment(*, autoescape: bool) -> Environment:
    environment = Environment(
        loader=DictLoader(_SOURCES),
        autoescape=autoescape,  # noqa: S701  # off only for Markdown; hostile text goes through `fenced` and `inline`
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.filters["fenced"] = _fenced
    environment.filters["inline"] = _inline
    environment.filters["pretty"] = _pretty
    return environment


def markdown_report(case: Case, wording: Wording) -> str:
    """The report as CommonMark."""
    return _MARKDOWN.get_template("report.md.j2").render(case=case, w=wording)


def html_report(case: Case, wording: Wording) -> str:
    """The report as one HTML file without scripts or outside assets."""
    return _HTML.get_template("report.html.j2").render(case=case, w=wording)


def _fenced(text: str) -> str:
    """A code block whose fence no line of the text can close."""
    text = _visible(text)
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text}\n{fence}"


def _visible(value: Any) -> Any:
    """Text whose control and direction signs are shown as codes: no terminal obeys them, no reader is misled."""
    if not isinstance(value, str):
        return value
    return type(value)(_HIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", value.replace("\r\n", "\n")))


def _inline(text: object) -> str:
    """One line of text that Markdown shows as it is."""
    cleaned = " ".join(_visible(str(text)).split())
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+!|~&" else sign for sign in cleaned)


def _pretty(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() if value is not None else "–"


_MARKDOWN: Final = _environment(autoescape=False)
_HTML: Final = _environment(autoescape=True)
