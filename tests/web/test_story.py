"""One person in a real browser handles an incident from the first alarm to the report; the other one watches on a phone."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from tests.web.browser import QUIET, chromium

from bonghwa.demo.faults import Fault, healthy, inject
from bonghwa.demo.furniture import Credentials
from bonghwa.demo.stage import Stage, stage

DESKTOP, PHONE = (1440, 900), (390, 844)
PATIENCE = 30_000

pytestmark = [pytest.mark.slow, pytest.mark.browser]
expect.set_options(timeout=PATIENCE)


@pytest.fixture
async def ready(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path / "run", port=None) as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    assert path, "No Chromium: set BONGHWA_CHROMIUM, or run `make test`, which brings one."
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=QUIET, headless=True)
        yield opened
        await opened.close()


async def sign_in(
    browser: Browser, ready: Stage, who: Credentials, size: tuple[int, int], language: str
) -> Page:
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=language)
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.troubles = troubles  # type: ignore[attr-defined]  # carried along to be asserted empty
    await page.goto(f"{ready.address}/")
    await page.locator("input").nth(0).fill(who.login)
    await page.locator("input").nth(1).fill(who.password)
    await page.get_by_test_id("sign-in").click()
    await expect(page.get_by_test_id("live-state")).to_have_attribute("data-state", "online")
    return page


async def shot(page: Page, name: str) -> None:
    """Keep a picture where BONGHWA_SCREENSHOTS says; looking at them is part of the work."""
    folder = os.environ.get("BONGHWA_SCREENSHOTS")
    if folder:
        await asyncio.to_thread(Path(folder).mkdir, parents=True, exist_ok=True)
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


async def test_an_incident_is_handled_in_the_browser_and_watched_on_a_phone(
    ready: Stage, browser: Browser
) -> None:
    desk = await sign_in(browser, ready, ready.approver, DESKTOP, "ko-KR")
    phone = await sign_in(browser, ready, ready.admin, PHONE, "en-US")
    await expect(desk.get_by_test_id("empty")).to_be_visible()
    await shot(desk, "list-empty-desktop")

    await inject(ready.shop, Fault.WORKER)
    await expect(desk.get_by_test_id("incident").first).to_be_visible()
    await expect(phone.get_by_test_id("incident").first).to_be_visible()
    await shot(phone, "list-phone")

    await desk.get_by_test_id("incident").first.get_by_role("link").first.click()
    await phone.get_by_test_id("incident").first.get_by_role("link").first.click()
    await expect(desk.get_by_test_id("cause")).to_have_attribute("data-value", "connection_refused")
    await expect(desk.get_by_test_id("preview")).to_contain_text("worker")
    await shot(desk, "proposal-desktop")
    await shot(phone, "proposal-phone")

    await desk.get_by_test_id("approve").click()
    await desk.get_by_test_id("make-key").click()  # this browser has no key yet: it makes its own
    await shot(desk, "approve-desktop")
    await desk.get_by_test_id("approve-confirm").click()

    for page in (desk, phone):
        await expect(page.get_by_test_id("run-step").first).to_have_attribute("data-status", "succeeded")
        await expect(page.get_by_test_id("report-link")).to_be_visible()
    await shot(desk, "done-desktop")
    await shot(phone, "done-phone")
    assert await healthy(ready.shop)

    address = await desk.get_by_test_id("report-link").get_attribute("href")
    report = await desk.context.request.get(f"{ready.address}{address}")
    assert report.ok
    assert "장애 보고서" in await report.text()
    for page in (desk, phone):
        assert page.troubles == []  # type: ignore[attr-defined]  # set by sign_in


async def test_while_the_server_is_away_nothing_can_be_pressed_and_afterwards_all_goes_on(
    ready: Stage, browser: Browser
) -> None:
    page = await sign_in(browser, ready, ready.approver, DESKTOP, "en-US")
    await inject(ready.shop, Fault.WORKER)
    await page.get_by_test_id("incident").first.get_by_role("link").first.click()
    await expect(page.get_by_test_id("approve")).to_be_enabled()

    await ready.server.stop(kill=True)
    await expect(page.get_by_test_id("offline-banner")).to_be_visible()
    await expect(page.get_by_test_id("approve")).to_be_disabled()
    await shot(page, "offline-desktop")

    await ready.server.start()
    await expect(page.get_by_test_id("live-state")).to_have_attribute("data-state", "online")
    await expect(page.get_by_test_id("approve")).to_be_enabled()


async def test_hostile_log_text_stays_text(ready: Stage, browser: Browser) -> None:
    page = await sign_in(browser, ready, ready.admin, DESKTOP, "en-US")
    with ready.shop.worker_output.open("a", encoding="utf-8") as log:
        log.write(
            '2026-11-21 10:00:00,000 ERROR [shop.orders] <img src=x onerror="document.title=1"> \x1b[31m\u202eevil failed\n'
        )
    await page.get_by_test_id("incident").first.get_by_role("link").first.click()
    await expect(page.get_by_test_id("title")).to_contain_text("<img src=x")
    assert await page.locator("main img[src=x]").count() == 0
    assert await page.title() != "1"
