"""Reads orders that a case be tried again, and notices that refuse a petition 申诉.

After the forms 再审决定书, 民事裁定书（提审用）and 驳回申诉通知书. 刑事诉讼法 253, 254; 民事诉讼法 (2024) 209, 217.
"""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.header.title import issuing_court
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.courts import COURT, iter_organs
from anmai.extraction.values.names import MASKED, is_organization, looks_like_person

COMPONENT: Final = "retrial"
_MODE: Final = re.compile(
    r"(?P<raise>(?:本案)?由本院(?:依法)?(?:进行)?提审|提审本案|对本案(?:进行|予以)?提审)"
    r"|(?P<order>指令|指定)(?P<court>[^。；\n]{4,40}?法院)(?:另行组成合议庭)?(?:对[^。；\n]{0,30})?(?:进行)?再审"
    r"|(?P<again>(?:本案|对[^。；\n]{2,40}一?案)(?:件)?(?:由本院|进行|予以|决定)?(?:另行组成合议庭)?(?:进行)?再审|由本院(?:另行组成合议庭)?(?:进行)?再审)"
)
_NAMES: Final = {"raise": "提审", "order": "指令再审", "again": "再审"}
_SUSPENDED: Final = re.compile(
    r"(?P<yes>中止(?:对)?(?:原|本案|[^。；\n]{0,40})[^。；\n]{0,16}执行)|(?P<no>不(?:停止|中止)[^。；\n]{0,30}执行)"
)
_REFUSED: Final = re.compile(r"(?:予以|应予|决定|依法)驳回|驳回(?:你|其|该|[\u3400-\u9fff]{2,4})的?申诉")
_LETTER: Final = re.compile(r"\n*(?P<names>[\u3400-\u9fff·×*、（）\d]{2,40})：")


def read_retrial(ruling: Ruling) -> None:
    """Set retrial from an order's operative part: mode, the court that tries again, whether enforcement rests."""
    operative = ruling.sections.operative
    if operative is None or ruling.form not in ("裁定书", "决定书"):
        return
    match = _MODE.search(ruling.text, *operative)
    if match is None or re.search(r"驳回[^。；\n]{0,20}$", ruling.text[operative[0] : match.start()]):
        return
    group = next(name for name in _NAMES if match.group(name))
    row: dict[str, Any] = {"mode": ruling.found(*match.span(), _NAMES[group])}
    court = issuing_court(ruling)
    if group == "order":
        named = list(iter_organs(COURT, ruling.text, *match.span("court")))
        if named:
            row["court"] = ruling.found(named[-1].start, named[-1].end)
    elif court:
        row["court"] = Found(court.value, (match.span(),), 0.9)
    rests = _SUSPENDED.search(ruling.text, *operative)
    if rests:
        row["suspended"] = ruling.found(*rests.span(), bool(rests.group("yes")))
    ruling.put(COMPONENT, "retrial", row)


def read_petition(ruling: Ruling) -> None:
    """Set petitioners and result of a notice that refuses a petition."""
    doc_type = ruling.draft.value("doc_type") or ""
    if "申诉" not in doc_type or not doc_type.endswith("通知书"):
        return
    start = ruling.sections.title[1] if ruling.sections.title else 0
    letter = _LETTER.match(ruling.text, start)
    names = []
    for piece in re.finditer(r"[^、]+", letter.group("names")) if letter else ():
        words = piece.group()
        if looks_like_person(words) or is_organization(words) or re.fullmatch(MASKED, words):
            left = letter.start("names") + piece.start() if letter else start
            names.append(ruling.found(left, left + len(words)))
    ruling.put("petition", "petitioners", names)
    refused = _REFUSED.search(ruling.text, start)
    if refused:
        ruling.put("petition", "result", ruling.found(*refused.span(), "驳回"))
