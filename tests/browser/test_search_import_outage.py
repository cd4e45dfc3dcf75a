"""Searching, an entity's page, adding a file from the page, and the API going away meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

NEW = """浙江省台州市椒江区人民法院
刑 事 判 决 书
（2020）浙1002刑初771号
公诉机关台州市椒江区人民检察院。
被告人卓望舒，男，1991年7月23日出生，汉族，大专文化，司机，户籍所在地浙江省台州市椒江区。因本案于2020年5月6日被取保候审。
台州市椒江区人民检察院以椒检刑诉〔2020〕602号起诉书指控被告人卓望舒犯危险驾驶罪，于2020年8月3日向本院提起公诉。本院适用简易程序，公开开庭审理了本案。现已审理终结。
经审理查明：2020年5月5日晚，被告人卓望舒酒后驾驶小型轿车行驶至本区工人路时被查获，其血液中乙醇含量为121mg/100ml。
本院认为，被告人卓望舒在道路上醉酒驾驶机动车，其行为已构成危险驾驶罪。依照《中华人民共和国刑法》第一百三十三条之一第一款第（二）项之规定，判决如下：
被告人卓望舒犯危险驾驶罪，判处拘役一个月，并处罚金人民币三千元。
审 判 员　　蔚明远
二〇二〇年八月十九日
书 记 员　　乐正清
"""


def test_search_leads_to_the_entity_with_its_documents(visit: Any) -> None:
    page = visit.page
    page.get_by_placeholder("检索姓名、单位、案号、正文").fill("顾长临")
    page.keyboard.press("Enter")

    expect(page.locator(".am-head h1")).to_have_text("检索")
    page.locator(".tv tr", has_text="自然人").locator("a", has_text="顾长临").first.click()
    expect(page.locator(".am-head h1")).to_have_text("顾长临")
    assert "/entity?id=P-" in page.url
    expect(page.locator(".tv tr[data-id='birth_date:0']")).to_contain_text("1984-05-09")
    page.get_by_role("radio", name="文书记载").click()
    for number in ("刑初2101号", "第1420号"):
        expect(page.locator(".tv td a", has_text=number).first).to_be_visible()
    page.get_by_role("radio", name="身份认定").click()
    rules = page.locator(".tv td", has_text="姓名、出生日期、户籍区县相同")
    expect(rules.first).to_be_visible()


def test_full_text_is_found_and_shown_in_its_ruling(visit: Any) -> None:
    page = visit.page
    page.get_by_placeholder("检索姓名、单位、案号、正文").fill("钟表行")
    page.keyboard.press("Enter")

    expect(page.locator(".tv td mark").first).to_have_text("钟表行")
    page.locator(".tv tr", has_text="钟表行").locator("a").first.click()
    expect(page.locator(".rv .text mark.now").first).to_contain_text("钟表行")


def test_a_file_added_from_the_page_can_be_searched(visit: Any, tmp_path: Path) -> None:
    page = visit.page
    (tmp_path / "drunk-driving.txt").write_text(NEW, "utf-8")
    (tmp_path / "shopping.txt").write_text("鸡蛋一打，酱油两瓶。", "utf-8")

    page.get_by_role("link", name="导入").click()
    page.locator("input[type=file]").set_input_files([tmp_path / "drunk-driving.txt", tmp_path / "shopping.txt"])
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("button", name="查看文书")).to_be_visible(timeout=120_000)
    expect(page.locator(".tv tr", has_text="shopping.txt")).to_contain_text("不是裁判文书")

    page.get_by_placeholder("检索姓名、单位、案号、正文").fill("卓望舒")
    page.keyboard.press("Enter")
    expect(page.locator(".tv tr", has_text="自然人").locator("a", has_text="卓望舒").first).to_be_visible()


def test_a_corrected_file_takes_the_place_of_the_one_it_corrects(visit: Any, tmp_path: Path) -> None:
    page = visit.page
    ruling = tmp_path / "correction.txt"

    def add(words: str, *, replace: bool = False) -> None:
        ruling.write_text(words, "utf-8")
        page.locator("input[type=file]").set_input_files([ruling])
        if replace:
            page.get_by_text("替换同名文书", exact=True).click()
        page.get_by_role("button", name="开始导入").click()

    page.get_by_role("link", name="导入").click()
    add(NEW.replace("771号", "772号").replace("卓望舒", "符采薇"))
    expect(page.get_by_role("button", name="查看文书")).to_be_visible(timeout=120_000)
    corrected = NEW.replace("771号", "772号").replace("卓望舒", "符采苓")
    add(corrected)
    expect(page.get_by_text("没有接收").first).to_contain_text("替换同名文书")
    page.reload()
    expect(page.get_by_role("button", name="开始导入")).to_be_visible()
    add(corrected, replace=True)
    expect(page.get_by_role("button", name="查看文书")).to_be_visible(timeout=120_000)

    page.get_by_placeholder("检索姓名、单位、案号、正文").fill("符采苓")
    page.keyboard.press("Enter")
    expect(page.locator(".tv tr", has_text="自然人").locator("a", has_text="符采苓").first).to_be_visible()
    page.get_by_placeholder("检索姓名、单位、案号、正文").fill("符采薇")
    page.keyboard.press("Enter")
    expect(page.locator(".am-sub", has_text="符采薇").or_(page.locator(".tv .empty")).first).to_be_visible()
    expect(page.locator(".tv tr", has_text="自然人").locator("a", has_text="符采薇")).to_have_count(0)


def test_while_the_api_is_away_nothing_typed_is_lost_and_the_page_comes_back(visit: Any, site: Any) -> None:
    page = visit.page
    page.locator(".tv a", has_text="顾长临").first.click()
    page.get_by_role("radio", name="笔记").click()
    note = page.get_by_label("新笔记")
    note.fill("写到一半的核查意见")
    site.stop_api()

    page.get_by_role("button", name="保存笔记").click()
    expect(page.get_by_text("未能保存，已写内容仍在").first).to_be_visible()
    expect(page.locator(".am-banner").first).to_contain_text("与服务的连接已中断")
    expect(page.locator(".am-head h1")).to_contain_text("顾长临")
    expect(note).to_have_value("写到一半的核查意见")

    site.start_api()
    expect(page.locator(".am-banner")).to_have_count(0, timeout=60_000)
    expect(note).to_have_value("写到一半的核查意见")
    page.get_by_role("button", name="保存笔记").click()
    expect(page.locator(".am-noteitem", has_text="写到一半的核查意见")).to_be_visible()


def test_a_reload_keeps_the_session_and_a_stranger_gets_nothing(visit: Any, site: Any) -> None:
    page = visit.page
    expect(page.locator(".tv a", has_text="顾长临").first).to_be_visible()

    page.reload()
    expect(page.locator(".tv a", has_text="顾长临").first).to_be_visible()
    assert "token=" not in page.url
    other = page.context.browser.new_context().new_page()
    other.goto(site.ui_url)

    expect(other.locator(".am-empty")).to_contain_text("anmai up")
    assert "顾长临" not in other.content()
