"""Reports in both languages, in which hostile text is only text."""

import re

import msgspec
import pytest
from tests.world import World, build_case, open_incident

from bonghwa.flow.diagnoses.service import begin
from bonghwa.flow.incidents.service import get_incident
from bonghwa.kernel.errors import NotFound
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.work.reports.case import Case, get_case
from bonghwa.work.reports.rendering import html_report, markdown_report
from bonghwa.work.reports.service import ZONES, get_report, has_report, write_report
from bonghwa.work.reports.wording import Wording

HOSTILE = (
    "<script>alert(1)</script>\n```\n# injected heading\n| a | b |\n![x](http://192.0.2.1/x.png)\n"
    "\x1b[31mred\x1b]0;title\x07 \u202egnp.exe \u200bhidden &lt;b&gt; {title}"
)


async def _case(store: Store, world: World) -> Case:
    made = await build_case(store, world, world.here, "ann")
    async with store.read() as tx:
        case = await get_case(tx, SYSTEM, made.incident)
    incident = msgspec.structs.replace(
        case.incident, title=HOSTILE, sample=HOSTILE, service="<i>|`shop", template=HOSTILE
    )
    return msgspec.structs.replace(case, incident=incident)


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_hostile_text_is_only_text(store: Store, world: World, language: str) -> None:
    case, wording = await _case(store, world), Wording(language, ZONES[language])
    html, markdown = html_report(case, wording), markdown_report(case, wording)
    for text in (html, markdown):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b\u202e]", text)
        assert "\\u001b" in text
        assert wording.say("report.approvals") in text
    assert "<script" not in html
    assert "<i>" not in html
    assert "http://192.0.2.1" not in re.sub(r"<pre>.*?</pre>|<h1>.*?</h1>", "", html, flags=re.DOTALL)
    outside = re.sub(r"^(`{3,})text\n.*?^\1$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    assert "# injected" not in outside.replace("\\#", "")
    assert "<script" not in outside.replace("\\<", "")
    assert "![x]" not in outside
    fence = next(line for line in markdown.splitlines() if line.endswith("text") and line.startswith("````"))
    assert markdown.count(fence.removesuffix("text")) >= 2


async def test_a_report_is_written_in_both_languages_and_again(store: Store, world: World) -> None:
    incident = await open_incident(store, world.here)
    async with store.write() as tx:
        assert not await has_report(tx, incident.id)
        with pytest.raises(NotFound):
            await get_report(tx, SYSTEM, incident.id, "ko")
    await write_report(store, incident.id)  # before there is any diagnosis
    async with store.write() as tx:
        await begin(tx, await get_incident(tx, SYSTEM, incident.id))
    await write_report(store, incident.id)
    async with store.read() as tx:
        korean, english = [await get_report(tx, world.actor("dora"), incident.id, x) for x in ("ko", "en")]
        with pytest.raises(NotFound):
            await get_report(tx, world.actor("eve"), incident.id, "en")
    assert english.markdown.startswith("# Incident report 1")
    assert korean.html != english.html
    assert '<html lang="ko">' in korean.html
    assert "http" not in re.sub(r"<pre>.*?</pre>", "", english.html, flags=re.DOTALL)
