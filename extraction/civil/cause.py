"""Reads what a case is about: the cause of action 案由, in the body's words."""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.civil.roster import Roster
from anmai.extraction.ruling import Ruling
from anmai.extraction.text.normal import Span

COMPONENT: Final = "civil_cause"

_CASE: Final = re.compile(r"(?P<cause>(?:纠纷|争议|[\u3400-\u9fff、])?)(?:（[^（）\n]{0,20}）)?(?:的)?一案")
_TITLE_CAUSE: Final = re.compile(
    r"(?:一案)?(?:民事)?(?:一审|二审|再审|执行|审查|非诉|首次|特别|申请|督促|其他|财产保全)"
)
_CAUSE_LEAD: Final = re.compile(
    r"^(?:之间)?(?:的)?(?:案由(?:为|是|：)?|因|就|为|关于|等[二两三四五六七八九十\d]*[人名]?(?:之间)?|因为|[二两三四五六七八九十\d]+人)?(?:的)?(?:[，、]?第三人(?!撤销))?(?:“)?"
)
_LEFTOVER: Final = re.compile(r"^(?:[甲乙丙丁戊己庚]|某+|\d|[×*])+")
_CAUSE_OTHERS: Final = re.compile(
    r"(?:、[^，。、]{2,40}?(?:公司|银行|支行|分行|合作社|联社|中心|事务所|村民委员会|厂|局))+(?=.{4,})"
)
_CAUSE_BREAK: Final = re.compile(
    r".*(?:之间|之诉(?!纠纷)|发生的?|申请(?:强制)?执行|诉至本院|提起|不服|关于|在执行|因与?[^，。]{2,40}[公司厂店院局社行]|民事调解书|民事判决书|[，。；）：])(?=.)"
)


def read_cause(ruling: Ruling) -> None:
    """Set cause: the words before 一案 without the parties; the title's where the body has none."""
    text = ruling.text
    roster = Roster.of(ruling)
    start = ruling.sections.title[1] if ruling.sections.title else 0
    limit = ruling.sections.basis[0] if ruling.sections.basis else len(text)
    for match in re.finditer(r"一案|(?<=纠纷)案(?=[，。])", text[:limit]):
        if match.start() < start:
            continue
        left = max(text.rfind(mark, start, match.start()) for mark in "。\n；") + 1
        span = _cause_span(text, max(left, start), match.start(), roster)
        if span:
            ruling.put(COMPONENT, "cause", ruling.found(*span))
            return
        if match.start() - start > 4000:
            break
    span = _title_cause(text, start, roster)
    if span:
        ruling.put(COMPONENT, "cause", ruling.found(*span, confidence=0.7))


def _cause_span(text: str, left: int, end: int, roster: Roster) -> Span | None:
    start = left
    for mention in roster.mentioned(text, left, end):
        start = mention.end
    for words_of in roster.words:  # a name with a mask that the header lacks (袁某甲 for 袁某) is no mention
        for word in words_of:
            start = max(start, text.rfind(word, left, end) + len(word)) if word in text[left:end] else start
    bracket = re.compile(r"（[^（）]*简称[^（）]*）").search(text, start, end)
    while bracket:
        start = bracket.end()
        bracket = re.compile(r"（[^（）]*简称[^（）]*）").search(text, start, end)
    number = re.compile(r"(?:的)?（(?:19|20)\d\d）[^（），。]{4,30}?号[^，。]{0,12}$").search(text, start, end)
    if number:
        end = number.start()
    words = text[start:end].removesuffix("的").removesuffix("，")
    if words.startswith("（"):
        close = words.find("）") + 1
        start, words = start + close, words[close:]
    listed = _CAUSE_OTHERS.match(words)  # a company beside the parties that the header lacks
    if listed:
        start, words = start + listed.end(), words[listed.end() :]
    cut = _CAUSE_BREAK.match(words)
    if cut:
        start, words = start + cut.end(), words[cut.end() :]
    for pattern in (_LEFTOVER, _CAUSE_LEAD):
        lead = pattern.match(words)
        if lead and lead.end() < len(words):
            start, words = start + lead.end(), words[lead.end() :]
    words = words.rstrip("”")
    if not 2 <= len(words) <= 36 or re.search(r"原告|被告|上诉人|本院|[，。]", words):
        return None
    return start, start + len(words)


def _title_cause(text: str, end: int, roster: Roster) -> Span | None:
    """The cause in a website's title line: the words between the last party and 一审民事判决书."""
    line_end = text.find("\n", 0, max(end, 200))
    line = text[: line_end if line_end > 0 else 0]
    form = re.search(
        r"(?:一审|二审|再审|执行|首次|申请|其他)(?:[\u3400-\u9fff]{0,6})(?:判决书|裁定书|调解书|决定书)", line
    )
    if not form:
        return None
    span = _cause_span(text, 0, form.start(), roster)
    if not span or not text[: span[1]].endswith(("纠纷", "争议", "诉讼", "请求")):
        return None
    known = re.search(r"[\u3400-\u9fff、]{2,30}(?:纠纷|争议)$", text[span[0] : span[1]])
    return (span[0] + known.start(), span[1]) if known else None
