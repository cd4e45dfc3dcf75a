"""Every address that a person may keep or type opens its page, without Streamlit's "Page not found"."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

PATHS = ("", "leads", "search", "documents", "path", "models", "import", "lead", "entity", "document")


def test_typed_addresses_open_their_pages(visit: Any, site: Any) -> None:
    page = visit.page
    expect(page.locator(".tv").first).to_be_visible()

    for path in PATHS:
        page.goto(f"{site.ui_url}/{path}")

        expect(page.locator(".am-head h1, .am-empty").first).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        if path in {"", "leads"}:
            expect(page.locator(".am-head h1")).to_have_text("监督线索")
            expect(page.locator(".tv a", has_text="顾长临").first).to_be_visible()


def test_a_link_into_a_lead_opens_it_for_a_newcomer(visit: Any, site: Any) -> None:
    page = visit.page
    page.locator(".tv a", has_text="顾长临").first.click()
    expect(page.locator(".am-head h1")).to_contain_text("顾长临")
    address = page.url
    newcomer = page.context.browser.new_context().new_page()

    newcomer.goto(f"{address}&{site.link().partition('?')[2]}")

    expect(newcomer.locator(".am-head h1")).to_contain_text("顾长临")
    expect(newcomer.get_by_role("dialog")).to_have_count(0)
    assert "token=" not in newcomer.url
    newcomer.context.close()
