"""Deciding by keys, undo and redo; a lead that hangs on identity decisions asks for a second reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

RULINGS = Path(__file__).parent / "second_reader"


@pytest.fixture(scope="module")
def lead(site: Any) -> str:
    """A lead on an earlier sentence elsewhere: name, birth date and county hold the two rulings together."""
    site.anmai("ingest", str(RULINGS))
    site.anmai("models", "run", "missed-recidivism")
    (row,) = json.loads(site.anmai("leads", "list", "--query", "沈若溪", "--json"))["leads"]
    return str(row["id"])


def call_oneself(page: Page, name: str) -> None:
    page.get_by_label("复核人").fill(name)
    page.get_by_label("复核人").press("Enter")


def give_reason(page: Page, field: str, words: str) -> None:
    """Type a reason and wait until the page has it, as a person's pause before the key does."""
    page.get_by_label(field, exact=True).first.fill(words)
    page.wait_for_timeout(1000)
    expect(page.locator("[data-testid='stApp'][data-test-script-state='notRunning']")).to_be_visible()


def lines(site: Any, what: str) -> str:
    return str(site.anmai("identity", "explain", what, "--lang", "zh"))


def test_keys_decide_take_back_and_put_back(visit: Any, site: Any, lead: str) -> None:
    page = visit.page
    page.get_by_role("link", name="复核").click()
    expect(page.locator(".am-section", has_text="沈若西")).to_be_visible()
    call_oneself(page, "甲检察官")

    give_reason(page, "理由", "同一户籍，照片一致")
    page.keyboard.press("Alt+1")
    expect(page.get_by_text("没有待复核的记载对。")).to_be_visible()
    page.keyboard.press("Alt+z")
    expect(page.locator(".am-section", has_text="沈若西")).to_be_visible()
    page.keyboard.press("Alt+Shift+Z")
    expect(page.get_by_text("没有待复核的记载对。")).to_be_visible()

    told = lines(site, "second_reader/theft-2019.txt#m0")
    assert "甲检察官" in told and "撤回" in told and "恢复" in told
    page.keyboard.press("Alt+z")
    expect(page.locator(".am-section", has_text="沈若西")).to_be_visible()


def test_a_lead_that_needs_a_second_reader_is_not_confirmed_and_shows_who_agrees(visit: Any, lead: str) -> None:
    page = visit.page
    page.locator(".tv a", has_text="沈若溪").first.click()
    expect(page.locator(".am-head h1")).to_contain_text("沈若溪")
    confirm(page)
    expect(page.get_by_text("尚不能认定属实", exact=False)).to_be_visible()
    page.keyboard.press("Escape")

    # The first one agrees to all on the lead's page.
    page.get_by_role("radio", name="反面情况").click()
    call_oneself(page, "甲检察官")
    page.get_by_label("复核理由").fill("已调户籍底册")
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.locator("tr", has_text="同意：甲检察官").first).to_be_visible()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="核查处理").click()
    page.get_by_text("认定属实", exact=True).click()
    page.get_by_role("button", name="确定").click()
