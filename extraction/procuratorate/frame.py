"""Finds the parts of a procuratorate's document and reads what frames it: whom it is for, who investigated.

After the forms of 起诉书, 不起诉决定书, 抗诉书 and 纠正违法通知书 in 人民检察院刑事诉讼法律文书格式样本 (2012, 2020)
and of 检察建议书 after 人民检察院检察建议工作规定 (2019): header of persons, 本案由…侦查终结, 经依法审查查明, 本院认为,
根据…提起公诉 or 决定…不起诉, 此致 and a court, signature, enclosures. Written without real samples at hand.
"""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.header.date_line import DATE_LINE
from anmai.extraction.ruling import Ruling
from anmai.extraction.sections import Sections
from anmai.extraction.text.normal import Span

COMPONENT: Final = "frame"
_LEAD: Final = r"(?:^|(?<=[\n。]))"
_PROCEDURE: Final = re.compile(
    rf"{_LEAD}(?:本?案(?:由|系|经)|(?:被告|被不起诉)(?:人|单位)[^\n。]{{2,80}}一案，|[^\n。]{{2,60}}一案，(?:经)?[本我]院)"
)
_FACTS: Final = re.compile(
    rf"{_LEAD}(?:现)?(?:经)?(?:[本我]院)?(?:依法)?(?:审查|审理|侦查|调查|补充侦查)?(?:终结)?(?:后)?，?(?:现|另|又)?(?:查明|认定)(?:的?(?:犯罪)?事实)?(?:[，：:]|(?=\n|\d))"
    rf"|{_LEAD}[^\n。，]{{2,40}}移送(?:审查)?起诉(?:意见书)?(?:认定|的?(?:犯罪)?事实)|(?<=\n)(?:犯罪|指控|案件)事实(?=\n|：)"
)
_PROOF: Final = re.compile(r"(?:^|(?<=[\n。]))(?:认定)?(?:上述|以上)(?:犯罪)?(?:事实|证据)|(?:^|(?<=[\n。]))认定上述")
_REASONING: Final = re.compile(
    rf"{_LEAD}(?:综上(?:所述)?，)?(?:经(?:审查|本院审查)[^\n。]{{0,30}}，)?[本我]院(?:经审查)?(?:仍然|依法审查后)?认为"
)
_INVESTIGATED: Final = re.compile(
    r"(?:本?案(?:由|系|经)|一案，由)(?P<organ>[\u3400-\u9fff×某]{3,40}?)(?:依法)?(?:立案)?(?:侦查|调查)(?:、(?:侦查|调查))?终结"
)
_FOR_COURT: Final = re.compile(r"此致\n?(?P<organ>[\u3400-\u9fff]{3,40}?(?:法院|检察院))(?=\n|$|[^\u3400-\u9fff])")
#: The addressee of a letter stands on a line of its own, right under the title.
_ADDRESSED: Final = re.compile(r"\n*(?:（[^（）\n]{2,20}）\n)?(?P<organ>[\u3400-\u9fff（）A-Za-z]{4,50})：(?=\n|$)")
_ENCLOSURES: Final = re.compile(r"(?<=\n)附(?:件|项|注)?(?:[：:\n]|[一1]、|[1１][.．])")


def read_frame(ruling: Ruling) -> None:
    """Set the document's sections, addressee, investigated_by and, on an indictment, prosecution."""
    text = ruling.text
    title_end = ruling.sections.title[1] if ruling.sections.title else 0
    ruling.sections = find_parts(text, title_end)
    organ = ruling.draft.values.get("organ")
    doc_type = ruling.draft.value("doc_type") or ""
    if organ and doc_type.endswith("起诉书"):
        ruling.put(COMPONENT, "prosecution", organ)
    signature = ruling.sections.signature
    court = None
    for court in _FOR_COURT.finditer(text, title_end, signature[1] if signature else len(text)):  # noqa: B007
        pass
    letter = _ADDRESSED.match(text, title_end)
    if court:
        ruling.put(COMPONENT, "addressee", ruling.found(*court.span("organ")))
    elif letter:
        ruling.put(COMPONENT, "addressee", ruling.found(*letter.span("organ")))
    investigated = _INVESTIGATED.search(text, title_end, signature[0] if signature else len(text))
    if investigated:
        ruling.put(COMPONENT, "investigated_by", ruling.found(*investigated.span("organ")))


def find_parts(text: str, title_end: int) -> Sections:
    """The parts of a procuratorate's document; those that it lacks stay None.

    Args:
        text: Normalised text.
        title_end: Where its title ends.
    """
    length = len(text)
    enclosures = _ENCLOSURES.search(text, title_end)
    body_end = enclosures.start() if enclosures else length
    signature = _signature(text, title_end, body_end)
    end = signature[0] if signature else body_end
    procedure = _PROCEDURE.search(text, title_end, end)
    facts = _FACTS.search(text, procedure.start() if procedure else title_end, end)
    reasoning = _REASONING.search(text, facts.end() if facts else title_end, end)
    starts = [match.start() for match in (procedure, facts, reasoning) if match]
    parts = Sections(title=(0, title_end), signature=signature)
    parts.parties = (title_end, min(starts)) if starts else None
    if procedure:
        stop = facts.start() if facts and facts.start() > procedure.start() else None
        parts.procedure = (procedure.start(), stop or (reasoning.start() if reasoning else end))
    if facts:
        proof = _PROOF.search(text, facts.end(), end)
        stops = [match.start() for match in (proof, reasoning) if match and match.start() > facts.start()]
        parts.facts = (facts.start(), min(stops, default=end))
    if reasoning:
        parts.reasoning = (reasoning.start(), end)
    elif facts and "决定" in text[facts.start() : end]:
        parts.reasoning = (facts.start(), end)  # a short decision has no 本院认为
    if signature or enclosures:
        parts.appendix = (signature[1] if signature else body_end, length)
    return parts


def _signature(text: str, start: int, end: int) -> Span | None:
    """From 此致, or the last line before the date's, to the date."""
    dates = list(DATE_LINE.finditer(text, start, end))
    if not dates:
        return None
    date = dates[-1]
    sent = text.rfind("\n此致", start, date.start())
    if sent >= 0:
        return sent + 1, date.end()
    stop = max(text.rfind("。", start, date.start()), start - 1) + 1
    return stop, date.end()
