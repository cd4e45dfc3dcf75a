"""Tells before reading what can't be read: nothing there, a stub that was not published, no ruling, a cut-off one."""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.header.issuer import other_title
from anmai.extraction.header.signature import SEALED
from anmai.extraction.ruling import OTHER_ORGANS, Ruling

_STUB: Final = re.compile(r"不公开理由|不在互联网公布|(?:依法)?不(?:予)?(?:公开|上网公布)的?(?:理由|原因)")
_STUB_LIMIT: Final = 700
_COURT_WORDS: Final = re.compile(r"人民法院|海事法院|军事法院|铁路运输法院|知识产权法院|互联网法院|金融法院|本院")
_FORM_WORDS: Final = re.compile(
    r"判决书|裁定书|调解书|决定书|通知书|支付令|消费令|公诉机关|被告人|原告|被执行人|上诉人|判决如下|裁定如下|审理终结"
)
#: Share of lost characters (U+FFFD) above which a text is no text: published rulings lose one here and there.
_MAX_LOST_SHARE: Final = 0.02
_PLAIN: Final = re.compile(r"[\u3400-\u9fff]")


def check_before(ruling: Ruling) -> bool:
    """Skip what holds no ruling; returns whether reading may go on."""
    if not has_text(ruling):
        return False
    if ruling.fragment:
        return True
    text = ruling.text
    if len(text) < _STUB_LIMIT and _STUB.search(text):
        return skip(ruling, "stub")
    court = _PLAIN.search(text) and _COURT_WORDS.search(text) and _FORM_WORDS.search(text)
    if not court and other_title(text) is None:
        return skip(ruling, "not_a_ruling")
    return True


def check_after(ruling: Ruling) -> None:
    """Mark a ruling that ends before its operative part or signature as partial, a text without parts as none."""
    if ruling.fragment or ruling.status == "skipped":
        return
    values, parts = ruling.draft.values, ruling.sections
    if ruling.kind in OTHER_ORGANS:
        if not values.get("judgment_date"):
            ruling.status, ruling.reason = "partial", "cut_off"
        return
    if not parts.operative and not values.get("case_number") and not (values.get("court") and values.get("doc_type")):
        ruling.draft.values.clear()
        skip(ruling, "not_a_ruling")
    elif ruling.form in SEALED and values.get("judgment_date"):
        return
    elif not parts.operative or not parts.signature:
        ruling.status, ruling.reason = "partial", "cut_off"


def has_text(ruling: Ruling) -> bool:
    """Skip, in any language, a document without characters, or a whole one that is no text; whether there is one."""
    text = ruling.text
    if not text.strip():
        return skip(ruling, "empty")
    if ruling.fragment:
        return True
    lost = ruling.normal.source.count("\ufffd") > _MAX_LOST_SHARE * len(text)
    return not ("\x00" in ruling.normal.source or lost) or skip(ruling, "binary")


def skip(ruling: Ruling, reason: str) -> bool:
    """Set the ruling aside with a code of ``SKIP_REASONS``; always False: reading may not go on."""
    ruling.status, ruling.reason = "skipped", reason
    return False
