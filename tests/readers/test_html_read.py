"""Web pages: what a reader of the page sees, in lines, and nothing else."""

from __future__ import annotations

import pytest

from anmai.errors import DocumentError
from anmai.extraction.readers import html
from anmai.extraction.readers.limits import MAX_HTML_DEPTH

PAGE = """<!doctype html><html><head><meta charset="gb2312"><title>导航标题</title><style>p{color:red}</style>
<script>document.write('脚本写入')</script></head><body><nav>首页 &gt; 文书</nav><div hidden>隐藏</div>
<div>云溪县人民法院</div><div>民 事 判 决 书</div>
<p>依照《最高人民法院关于适用&lt;中华人民共和国民法典&gt;的解释》，<br>判决如下：</p>
<table><tr><td>本金</td><td>3&nbsp;000元</td></tr></table><script>x</script>
<p>审判员<span>　卫长青</span></p></body></html>"""


def test_blocks_give_lines_and_scripts_styles_navigation_are_dropped() -> None:
    text = html.read(PAGE.encode("gb18030"), "a.html").text
    assert text.split("\n") == [
        "云溪县人民法院",
        "民 事 判 决 书",
        "依照《最高人民法院关于适用<中华人民共和国民法典>的解释》，",
        "判决如下：",
        "本金\t3\xa0000元",
        "审判员　卫长青",
    ]


def test_markup_that_is_text_stays_text() -> None:
    assert html.read("<p>网名&lt;script&gt;alert(1)&lt;/script&gt;的被告</p>".encode(), "a.html").text == (
        "网名<script>alert(1)</script>的被告"
    )


def test_an_angle_bracket_before_a_law_s_name_is_no_tag() -> None:
    assert "<中华人民共和国婚姻法>" in html.read("<div>适用<中华人民共和国婚姻法>的解释</div>".encode(), "a.html").text


@pytest.mark.parametrize("tag", ["div", "b", "table", "made-up", "x"])
def test_hopeless_nesting_is_refused_quickly(tag: str) -> None:
    with pytest.raises(DocumentError) as error:
        html.read((f"<{tag}>" * 200_000 + "文").encode(), "deep.html")
    assert error.value.reason == "too_nested"


def test_nesting_just_beyond_the_limit_is_refused_and_below_is_read() -> None:
    shallow, deep = MAX_HTML_DEPTH - 10, MAX_HTML_DEPTH + 10
    assert html.read(("<div>" * shallow + "文" + "</div>" * shallow).encode(), "a.html").text == "文"
    with pytest.raises(DocumentError) as error:
        html.read(("<div>" * deep + "文" + "</div>" * deep).encode(), "a.html")
    assert error.value.reason == "too_nested"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = (
        '<link rel=stylesheet href="http://example.org/a.css"><img src="http://example.org/a.png">'
        '<iframe src="file:///etc/passwd"></iframe><p>文</p>'
    )
    assert html.read(page.encode(), "a.html").text == "文"
