"""Citations of law: 《中华人民共和国刑法》第二百六十四条、第六十七条第一款、第三款, 第五十二条之一.

One hit an article; paragraphs (款), items (项) and 之规定 are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from anmai.extraction.values.numbers import whole

_N: Final = r"[〇零一二三四五六七八九十百千两\d]{1,9}"
_TOKEN: Final = re.compile(
    rf"《(?P<law>[^《》]{{2,80}}(?:《[^《》]{{2,60}}》[^《》]{{0,40}})?)》"
    rf"|第(?P<article>{_N})条(?!款)(?:之(?P<sub>{_N}))?"
    rf"|(?<=[、，；和及至》])(?P<bare>{_N})条(?:之(?P<bare_sub>{_N}))?"
    rf"|第(?P<cut>{_N})(?=第{_N}款|[之的]规定)"
    rf"|(?<![条款])(?:第|(?<=、))(?P<open>{_N})(?=(?:、第?{_N}){{1,8}}条)"
    r"|(?P<plain>中华人民共和国[\u3400-\u9fff]{1,16}?法(?:（[^（）]{1,8}）)?)(?=第)|(?P<short>刑法|刑事诉讼法|"
    r"民事诉讼法)(?=第)"
)


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """A cited article: [start, end) of its words, the law's name with that name's own span, and the figures."""

    start: int
    end: int
    law: str
    law_start: int
    law_end: int
    article: int
    sub: int | None = None


def iter_articles(text: str, start: int = 0, end: int | None = None) -> Iterator[ArticleHit]:
    """Every cited article in text[start:end] with the law named last before it; none where no law is named."""
    law: tuple[str, int, int] | None = None
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        name = next((key for key in ("law", "plain", "short") if match.group(key)), None)
        if name:
            law = (match.group(name), match.start(name), match.end(name))
            continue
        figure = match.group("article") or match.group("bare") or match.group("cut") or match.group("open")
        article = whole(figure)
        sub = whole(match.group("sub") or match.group("bare_sub") or "")
        if law is None or article is None or not 1 <= article <= 2000:
            continue
        yield ArticleHit(match.start(), match.end(), *law, article, sub)
