"""A reviewer's way: lead → node → expand → the sentence that a link came from → status, note, language."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import expect


def person(nodes: dict[str, dict[str, Any]], name: str) -> str:
    return next(key for key, node in nodes.items() if key.startswith("Person:") and node["name"] == name)


def test_from_a_lead_to_the_sentence_and_back(visit: Any) -> None:
    page = visit.page

    # The list: the funnel's numbers, then the lead.
    expect(page.locator(".tv tr[data-id='improper-probation']")).to_contain_text("缓刑不当")
    page.locator(".tv a", has_text="顾长临").first.click()
    expect(page.locator(".am-head h1")).to_contain_text("顾长临")
    expect(page.locator(".am-why").first).to_contain_text("三年")

    # The graph: select the person, expand, nothing that was there moves.
    before = visit.nodes()
    who = person(before, "顾长临")
    page.mouse.click(*visit.point(who))
    expect(page.locator("h2.am-section", has_text="顾长临")).to_be_visible()
    page.mouse.dblclick(*visit.point(who))
    after = visit.wait_nodes(len(before))
    assert {key: (node["x"], node["y"]) for key, node in before.items()} == {
        key: (after[key]["x"], after[key]["y"]) for key in before
    }
    assert any(node["name"].startswith("(2013)") for node in after.values())

    # A link: the sentence that it came from, in its document.
    page.mouse.click(*visit.on_edge(who, "Verdict"))
    expect(page.locator("h2.am-section", has_text="获判")).to_be_visible()
    quoted = page.locator(".tv mark").first
    expect(quoted).to_be_visible()
    words = quoted.inner_text()
    page.locator(".tv tr.goes", has_text=words).first.click()
    expect(page.locator(".rv .text mark.now").first).to_have_text(words)
    pane = page.locator(".rv .text").bounding_box()
    mark = page.locator(".rv .text mark.now").first.bounding_box()
    assert pane["y"] <= mark["y"] <= pane["y"] + pane["height"], "the passage was not scrolled to"

    # Back to the lead: the expanded graph stands as it was left.
    page.go_back()
    expect(page.locator(".am-head h1")).to_contain_text("顾长临")
    again = visit.wait_nodes(len(before))
    assert {key: (node["x"], node["y"]) for key, node in again.items()} == {
        key: (node["x"], node["y"]) for key, node in after.items()
    }

    # English and back; nothing else changes.
    page.get_by_text("EN", exact=True).click()
    expect(page.locator("h2.am-section", has_text="Why this is a lead")).to_be_visible()
    page.get_by_text("中文", exact=True).click()
    expect(page.locator("h2.am-section", has_text="为什么是线索")).to_be_visible()

    # Status with a reason, and a note.
    page.get_by_role("button", name="核查处理").click()
    page.get_by_text("排除", exact=True).click()
    page.get_by_label("排除理由").click()
    page.get_by_role("option", name="依法有据").click()
    page.get_by_label("说明（可不填）").fill("已核对判决原文")
    page.get_by_role("button", name="确定").click()
    expect(page.locator(".am-head .am-chip.dismissed")).to_have_text("排除")
    page.get_by_role("radio", name="处理记录").click()
    expect(page.locator(".am-step").last).to_contain_text("依法有据")
    expect(page.locator(".am-step").last).to_contain_text("已核对判决原文")
    page.get_by_role("radio", name="笔记").click()
    page.get_by_label("新笔记").fill("与承办人联系 <b>待复</b>")
    page.get_by_role("button", name="保存笔记").click()
    expect(page.locator(".am-noteitem")).to_contain_text("与承办人联系 <b>待复</b>")


def test_the_keyboard_alone_walks_and_the_menu_hides(visit: Any) -> None:
    page = visit.page
    page.locator(".tv a", has_text="顾长临").first.click()
    before = visit.nodes()
    who = person(before, "顾长临")

    page.locator(".gv-canvas").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gv-live").first).to_contain_text("顾长临")
    page.keyboard.press("Enter")
    grown = visit.wait_nodes(len(before))
    page.keyboard.press("Shift+F10")
    expect(page.locator(".gv-menu.open h4")).to_have_text("顾长临")
    page.locator(".gv-menu button", has_text="隐藏").click()

    expect(page.locator(".gv-show-hidden")).to_be_visible()
    assert who not in visit.nodes()
    page.locator(".gv-show-hidden").click()
    page.wait_for_function(
        "([canvas, count]) => canvas._cyreg.cy.nodes().length === count",
        arg=[page.locator(".gv-canvas").first.element_handle(), len(grown)],
    )
    back = visit.nodes()
    assert (back[who]["x"], back[who]["y"]) == (grown[who]["x"], grown[who]["y"])


def test_the_drawing_is_saved_as_picture_and_json(visit: Any) -> None:
    page = visit.page
    page.locator(".tv a", has_text="顾长临").first.click()
    drawn = visit.nodes()

    with page.expect_download() as picture:
        page.locator(".gv-do-png").click()
    with page.expect_download() as told:
        page.locator(".gv-do-json").click()

    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    graph = json.loads(told.value.path().read_text("utf-8"))
    assert {node["id"] for node in graph["nodes"]} == set(drawn)
    assert all(link["source"] in drawn and link["target"] in drawn for link in graph["links"])


def test_the_selected_part_is_exported_with_its_links(visit: Any) -> None:
    page = visit.page
    page.locator(".tv a", has_text="顾长临").first.click()
    who = person(visit.nodes(), "顾长临")
    page.mouse.click(*visit.point(who))
    expect(page.locator("h2.am-section", has_text="顾长临")).to_be_visible()

    page.get_by_role("button", name="导出所画").click()
    page.get_by_text("选中的 1 个点", exact=True).click()
    page.get_by_role("button", name="JSON（node-link）").click()
    with page.expect_download() as part:
        page.get_by_role("button", name="保存").click()
    page.get_by_text("画出的", exact=False).first.click()
    page.get_by_role("button", name="GraphML").click()
    with page.expect_download() as whole:
        page.get_by_role("button", name="保存").click()

    graph = json.loads(part.value.path().read_text("utf-8"))
    assert [node["id"] for node in graph["nodes"]] == [who]
    assert whole.value.path().read_text("utf-8").count("<node ") == len(visit.nodes())


def test_a_lead_names_what_each_passage_shows_and_leads_to_it(visit: Any) -> None:
    page = visit.page
    page.locator(".tv a", has_text="顾长临").first.click()
    expect(page.locator(".am-head h1")).to_contain_text("顾长临")

    # Case by case: the case once, then what each sentence shows.
    shown = page.locator(".tv tr.goes", has_text="判决结果").first
    expect(shown).to_contain_text("有期徒刑")
    expect(shown.locator("a")).to_have_count(1)
    expect(page.locator(".rv .item .label", has_text="判决结果").first).to_be_visible()
    assert page.locator(".rv .item .label", has_text="原文").count() == 0

    # In English the same, and a click leads to the sentence in the ruling.
    page.get_by_text("EN", exact=True).click()
    verdict = page.locator(".tv tr.goes", has_text="Verdicts").first
    expect(verdict).to_be_visible()
    first = verdict.locator("mark").first.inner_text()
    verdict.locator("mark").first.click()
    expect(page.locator(".rv .text mark.now").first).to_contain_text(first)
    page.get_by_text("中文", exact=True).click()
