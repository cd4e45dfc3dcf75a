import base64
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from anmai.api.cli.app import build_app
from anmai.errors import DocumentError, NotFound
from anmai.extraction import extract
from anmai.extraction.showing.page import ruling_page
from anmai.forms.record import Record

NESTED = (
    "被告人罗大海，男，1987年3月5日出生，汉族，农民，住青禾市临江区。2014年1月7日因犯抢劫罪被本院判处有期徒刑二年。"
    "因本案于2018年2月4日被刑事拘留。\n辩护人石坚，云溪正道律师事务所律师。\n"
)


class Page(HTMLParser):
    """The text of #text, its marks, links and elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.elements, self.ids, self.links = "", [], set[str](), list[str]()
        self.marks: list[tuple[set[str], set[str], int]] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        self.elements.append((tag, told))
        self.ids.add(told.get("id") or "")
        if tag == "article":
            self._inside = True
        if tag == "mark":
            self.marks.append((set((told["class"] or "").split()), set((told["data-v"] or "").split()), len(self.text)))
        if tag == "a" and "href" in told:
            self.links.append(told["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text += data


@pytest.fixture
def page(ruling: Callable[..., str]) -> Iterator[tuple[str, Record, str]]:
    text = ruling(parties=NESTED)
    record = extract(text, "x")
    yield text, record, ruling_page(text, record)


def test_the_text_stands_whole_and_every_value_leads_to_its_passage(page: tuple[str, Record, str]) -> None:
    text, record, html = page
    read = Page(html)

    assert read.text == text
    assert len(read.links) == len(record.provenance)
    assert {link.removeprefix("#") for link in read.links} <= read.ids


def test_passages_are_marked_where_they_stand(page: tuple[str, Record, str]) -> None:
    _, record, html = page
    starts = {start for _, _, start in Page(html).marks}

    for row in record.provenance:
        assert row.spans[0][0] in starts, row.path
    assert any(len(numbers) > 1 for _, numbers, _ in Page(html).marks)


def test_values_of_low_confidence_are_marked_in_both_places(page: tuple[str, Record, str]) -> None:
    _, record, html = page
    unsure = [row for row in record.provenance if row.confidence < 0.9 and not row.path.startswith("/mentions")]

    assert unsure
    assert any("unsure" in classes for classes, _, _ in Page(html).marks)
    body = html[html.index('<section id="values">') :]
    assert len(re.findall(r'class="doubt"', body)) == sum(row.confidence < 0.9 for row in record.provenance)


def test_both_languages_stand_in_one_page(page: tuple[str, Record, str]) -> None:
    html = page[2]

    for words in ("被告人", "Defendants", "裁判结果", "Outcome", "置信度低于 0.9", "confidence under 0.9"):
        assert words in html
    assert '<html lang="zh">' in html and '<body data-lang="zh">' in html
    assert '<html lang="en">' in ruling_page(page[0], page[1], "en")


def test_warnings_are_told_in_the_language_of_the_page() -> None:
    warning = "no_verdict: 主文未读出石坚的判决结果。 No verdict was found for 石坚."

    html = ruling_page("石坚", Record(id="x", warnings=[warning, "x.txt: two rulings"]))

    assert '<span class="zh">主文未读出石坚的判决结果。</span>' in html
    assert '<span class="en">No verdict was found for 石坚.</span>' in html
    assert '<span class="zh">x.txt: two rulings</span>' in html


def test_markup_in_a_ruling_stays_text(ruling: Callable[..., str]) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">"\'&lt;</article>${lang}\x00\x1b\u202e'
    text = ruling(parties=f"被告人罗大海{evil}，男，住青禾市{evil}。\n")

    html = ruling_page(text, extract(text, f'"><script>{evil}'))

    read = Page(html)
    assert [tag for tag, _ in read.elements].count("script") == 1
    assert not [tag for tag, told in read.elements if tag == "img" or any(name.startswith("on") for name in told)]
    assert "<script>alert(1)</script>" in read.text and "${lang}" in read.text
    assert len(read.text) == len(text)


def test_the_page_fetches_nothing_and_its_policy_allows_only_its_own_script(page: tuple[str, Record, str]) -> None:
    html = page[2]

    assert not re.search(r"https?://|@import|url\(", html)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None and "default-src 'none'" in policy[1]
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="<>&\"'\n\r \t\x00\x0b\u2028\ud800罗大海犯被告人。，男年月日12", max_size=80))
def test_any_text_is_shown_character_by_character(noise: str) -> None:
    text = f"被告人罗大海，男，1987年3月5日出生。{noise}"

    html = ruling_page(text, extract(text, "x", fragment=True))

    assert len(Page(html).text.replace("\r\n", "\n")) == len(text.replace("\r\n", "\n"))
    html.encode("utf-8")


@pytest.fixture
def file(tmp_path: Path, ruling: Callable[..., str]) -> Path:
    path = tmp_path / "rulings.jsonl"
    rows = [{"id": "a", "text": ruling()}, {"id": "b", "text": ruling(parties=NESTED)}, {"id": "c", "text": ""}]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def show(*arguments: str) -> str:
    answer = CliRunner().invoke(build_app(), ["show", *arguments])
    if answer.exception:
        raise answer.exception
    return answer.output


def test_the_command_writes_the_page_of_the_document_asked_for(file: Path) -> None:
    output = file.with_name("b.html")

    said = show(str(file), "--document", "b", "-o", str(output), "--lang", "en")

    assert "Wrote" in said and "b.html" in said
    html = output.read_text(encoding="utf-8")
    assert "云溪正道律师事务所" in html and '<body data-lang="en">' in html


def test_the_command_says_what_else_the_file_holds(file: Path) -> None:
    assert "2 more documents" in show(str(file), "--lang", "en")
    assert file.with_name("rulings.jsonl.read.html").exists()


def test_the_command_refuses_what_it_cannot_show(file: Path) -> None:
    with pytest.raises(NotFound, match="holds no document z"):
        show(str(file), "--document", "z")
    with pytest.raises(DocumentError):
        show(str(file), "--document", "c")


@pytest.mark.browser
def test_a_click_on_a_value_scrolls_to_its_passage_and_back(tmp_path: Path, ruling: Callable[..., str]) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine; browser tests need Debian's package chromium")
    filler = "经审理查明，2018年2月3日，被告人罗大海在临江区窃得手机一部。" * 80
    text = ruling(parties=NESTED, facts=filler + "\n")
    path = tmp_path / "page.html"
    path.write_text(ruling_page(text, extract(text, "x")), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 800})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())
        page.click("#values a[data-v]:text-is('周正')")
        chosen = page.locator("#text mark.chosen")
        assert chosen.inner_text().split() == ["周", "正"]
        assert chosen.evaluate("one => one.getBoundingClientRect().top") < 800
        assert page.evaluate("document.getElementById('text').scrollTop") > 500
        page.click("button.lang")
        assert page.locator("h2 .en").first.is_visible() and not page.locator("h2 .zh").first.is_visible()
        page.locator("#text mark:text-is('男')").click()
        assert page.locator("#values a.chosen").inner_text() == "男"
        browser.close()
    assert errors == []


def test_show_says_why_nothing_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "清单.txt"
    listed.write_text("牛奶两盒，鸡蛋三十个，大米十斤。\n", encoding="utf-8")

    build_app()(args=["show", str(listed), "--lang", "zh"], standalone_mode=False)

    said = capsys.readouterr().err
    assert said.startswith("清单.txt 没有读出内容：") and "裁判文书" in said
