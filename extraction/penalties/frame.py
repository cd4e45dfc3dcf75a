"""Finds the parts of a penalty decision and reads its frame: organ, date, articles of the penalty.

行政处罚法 (2021) 59 says what a decision holds: party, facts, penalty and basis, way and term of performance, remedies,
organ and date. The order is that of 市场监督管理行政处罚文书格式范本 (2021), 公安行政法律文书式样 and the letters of
tax and environment organs. Written after the forms, without whole real decisions at hand.
"""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.header.date_line import DATE_LINE
from anmai.extraction.procuratorate.citations import article_rows
from anmai.extraction.ruling import Ruling
from anmai.extraction.sections import Sections
from anmai.extraction.text.normal import Span
from anmai.extraction.values.dates import first_date

COMPONENT: Final = "penalty_decision"
_BODY: Final = re.compile(
    r"(?:现|经)(?:查明|查实|审理查明)[，：,]|(?:(?<=\n)|(?<=。)|(?<=）))(?:(?:现|经)(?:依法)?(?:审理|调查|审查|本[局机]关?|我局)?(?:核)?(?:查|审)(?:明|实)?|(?:本局|本机关|我局|我会|本会|我委|本委|我所|本所)"
    r"[^\n。]{0,30}(?:于|接|对|在|执法|根据|依法|受理|收到|查)|经(?:我|本)[局机委所]|(?:19|20)\d\d年\d|一、|违法事实|案件来源|根据|依据|(?:你(?:单位|公司|户|店)?|当事人|被处罚人|违法行为人)(?:于|因|在|的|未|环境|涉嫌))"
)
_BASIS: Final = re.compile(r"(?:依据|根据|依照|按照|参照)(?=[^。\n]{0,30}《)")
_PENALTY: Final = re.compile(r"罚款|拘留|警告|没收|吊销|暂扣|停业|停产|通报批评|不予(?:行政)?处罚|责令|降低资质|限制")
_DECIDES: Final = re.compile(
    r"(?:作出|处|给予|予以|决定)?(?:如下|以下|下列)(?:行政)?(?:处罚|处理)?(?:决定)?[：:，。]?|决定(?:依法)?(?=给予|对|予以|处|不予|没收|吊销|警告|罚款|责令)"
    r"|对(?:你|当事人|其|该)[^，。；《》]{0,20}(?=处以?|作出|给予|予以|不予)|处罚如下[：:]?|决定[：:]"
)
#: What comes after the penalty: how to pay or serve it, and the remedies.
_PERFORMANCE: Final = re.compile(
    r"(?:(?<=\n)|(?<=。))(?:[二三四五]、)?(?:(?:上述|以上)[^\n。]{0,12}(?:合计|共计)[^\n。]{0,40}。?)?(?:限你|限于|请于|(?:当事人|你|你单位|你公司|被处罚人|违法行为人)?[^\n。，]{0,6}(?:应当?|须|可以?)?(?:自|于|在)"
    r"(?:收到|接到|本)|(?:处罚)?(?:履行|执行)方式|罚款(?:限|缴纳|应)|逾期|到期|(?:当事人|你|你单位|被处罚人|申请人)?[，]?(?:如|若)?(?:对本|不服|你对)|以上应缴|上述罚|"
    r"(?:根据|依据|依照)《中华人民共和国行政处罚法》第(?:四十六|五十一|六十六|六十七|七十二)条)"
)
_SIGNING_ORGAN: Final = re.compile(
    r"(?:^|(?<=\n))(?P<organ>[\u3400-\u9fff（）]{4,40}(?:局|委员会|厅|队|所|政府|海关|办公室|中心|处|站))\n?$"
)


def read_decision(ruling: Ruling) -> None:
    """Set the sections of a penalty decision, judgment_date, articles, and organ where the title lacks it."""
    text = ruling.text
    start = ruling.sections.title[1] if ruling.sections.title else 0
    dates = list(DATE_LINE.finditer(text, start))
    end = dates[-1].start() if dates else len(text)
    if dates:
        date = first_date(text, *dates[-1].span("date"))
        if date:
            ruling.put(COMPONENT, "judgment_date", ruling.found(date.start, date.end, date.iso))
        if not ruling.draft.values.get("organ"):
            signed = _SIGNING_ORGAN.search(text[max(start, end - 80) : end])
            if signed:
                shift = max(start, end - 80)
                ruling.put(COMPONENT, "organ", ruling.found(shift + signed.start("organ"), shift + signed.end("organ")))
    parts = find_parts(text, start, end)
    parts.title = ruling.sections.title
    if dates:
        parts.signature = (end, dates[-1].end())
        parts.appendix = (dates[-1].end(), len(text))
    ruling.sections = parts
    if parts.basis:
        ruling.put(COMPONENT, "articles", article_rows(ruling, *parts.basis))


def find_parts(text: str, start: int, end: int) -> Sections:
    """Parties, facts (all up to the basis), basis and operative part of text[start:end]."""
    body = _BODY.search(text, start, end)
    parts = Sections(parties=(start, body.start() if body else end))
    if body is None:
        return parts
    decision = _decision(text, body.start(), end)
    if decision is None:
        parts.facts = (body.start(), end)
        return parts
    basis, operative = decision
    performance = _PERFORMANCE.search(text, operative, end)
    stop = performance.start() if performance else end
    parts.facts = (body.start(), basis)
    parts.basis = (basis, operative)
    parts.operative = (operative, stop)
    parts.notice = (stop, end)
    return parts


def _decision(text: str, start: int, end: int) -> Span | None:
    """Where the basis of the penalty begins, and where the penalty does: the last basis that a penalty follows.

    A basis for enforcing the fine, or for remedies, follows 逾期, 到期 or 不服 and is none.
    """
    found = None
    for basis in _BASIS.finditer(text, start, end):
        stop = text.find("\n", basis.start(), end)
        if found is not None and _PERFORMANCE.match(text, basis.start(), end):
            break
        lead = text[max(start, basis.start() - 30) : basis.start()]
        if re.search(r"(?:逾期|到期|不服|加处|告知书|听证)[^。\n]*$", lead):
            continue
        decides = _DECIDES.search(text, basis.end(), min(end, basis.end() + 600))
        cited = text.rfind("》", basis.start(), stop if stop > 0 else end)
        operative = decides.end() if decides else cited + 1
        if _PENALTY.search(text, operative, min(end, operative + 80)):
            found = (basis.start(), operative)
        elif found is not None:
            break
    return found
