"""Web pages: what a reader of the page sees, in lines, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from anmai.errors import DocumentError
from anmai.extraction.readers import html, read_inputs
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


SITE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>某站</title></head><body>
<div class="header"><ul class="nav"><li>首页</li><li>刑事案件</li><li>民事案件</li></ul>
<form>高级检索 <input></form><span>欢迎您，游客 <a>登录</a> <a>注册</a></span></div>
<div class="crumbs">当前位置：首页 &gt; 裁判文书 &gt; 刑事案件</div>
<h1>卫长青诈骗一审刑事判决书</h1>
<p><span>发布日期：2021-04-02</span> <span>浏览次数：132次</span> <a>打印</a> | <a>下载</a></p>
<p>【审理法院】云溪县人民法院</p><p>【法宝引证码】CLI.C.12345</p>
<div style="display: none">防复制乱码</div><div class="pox">
<div>云溪县人民法院</div><div>刑 事 判 决 书</div><div>（2021）云0199刑初7号</div>
<div>被告人卫长青，男。该文章浏览次数：132次，打印后分发。</div>
<div>【审理法院】字样见借条。</div><div>下载</div>
<div>判决如下：被告人卫长青犯诈骗罪，判处有期徒刑一年。</div>
<div>审　判　长　　陈二洪</div><div>二〇二一年三月一日</div><div>书　记　员　　韩　雪</div>
<div>附：《中华人民共和国刑法》第二百六十六条</div></div>
<div class="bdsharebuttonbox">分享到：<a>微信</a><a>新浪微博</a></div>
<div>公 告</div><div>一、本裁判文书库公布的裁判文书由相关法院录入和审核。</div>
<div>相关推荐</div><div>罗一故意伤害一审刑事判决书</div>
<footer>版权所有 云溪县人民法院</footer></body></html>"""
RULING = [
    "卫长青诈骗一审刑事判决书",
    "云溪县人民法院",
    "刑 事 判 决 书",
    "（2021）云0199刑初7号",
    "被告人卫长青，男。该文章浏览次数：132次，打印后分发。",
    "【审理法院】字样见借条。",
    "判决如下：被告人卫长青犯诈骗罪，判处有期徒刑一年。",
    "审　判　长　　陈二洪",
    "二〇二一年三月一日",
    "书　记　员　　韩　雪",
    "附：《中华人民共和国刑法》第二百六十六条",
]


def test_a_saved_page_of_a_court_site_gives_the_ruling_alone() -> None:
    assert html.read(SITE.encode(), "a.html").text.split("\n") == RULING


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<div class="pox">', '<div class="pox" style="display:none">'),
        ('<div class="pox">', '<div id="print" class="pox">'),
        ('<div class="pox">', '<aside class="pox">'),
    ],
)
def test_a_ruling_in_what_looks_like_furniture_is_still_read(old: str, new: str) -> None:
    page = SITE.replace(old, new)
    text = html.read(page.encode(), "a.html").text
    for line in RULING[1:]:
        assert line in text.split("\n")


def test_a_signature_in_a_footer_belongs_to_the_ruling() -> None:
    page = "<p>云溪县人民法院</p><p>判决如下：驳回。</p><footer><p>审判员　沈平</p><p>书记员　韩雪</p></footer>"
    assert html.read(page.encode(), "a.html").text.split("\n")[-1] == "书记员　韩雪"


def test_two_rulings_on_one_page_are_two_documents(tmp_path: Path) -> None:
    body = "<p>" + "本院认为，被告应当偿还借款。" * 12 + "</p>"
    pages = [
        f"<p>云溪县人民法院</p><p>民 事 判 决 书</p><p>（2021）云0199民初{number}号</p><p>原告：卫长青，男。</p>{body}"
        "<p>审　判　员　　沈　平</p><p>二〇二一年三月一日</p><p>书　记　员　　韩　雪</p>"
        for number in (1, 2)
    ]
    (tmp_path / "two.html").write_text("<html><body>" + "".join(pages) + "</body></html>", encoding="utf-8")
    assert [d.key for d in read_inputs([tmp_path])] == ["two.html", "two.html#2"]
