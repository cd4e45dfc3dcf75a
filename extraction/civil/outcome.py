"""Reads how a case ended: result, withdrawn, mediated, parties who stayed away."""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import first_sum, iter_sums

COMPONENT: Final = "civil_outcome"

_WITHDRAWN: Final = re.compile(
    r"(?:准许|准予|同意)[^。；\n]{0,80}?(?:撤回|撤诉)|按(?:自动)?(?:撤诉|撤回(?:起诉|上诉|再审申请|申请)?)|(?:视为|按)[^。\n]{0,20}撤回(?:起诉|上诉|申请|再审申请)"
)
_ENDED: Final = re.compile(r"终结|终止[^。\n]{0,20}(?:执行|督促)")
_SUSPENDED: Final = re.compile(r"中止(?!执行的)|移送|转为普通程序|指令|发回|提审|另行组成|延长|补正|更正")
_DISMISSED: Final = re.compile(r"驳回|不予受理|不准予?强制执行|不予执行|维持")
_AFFIRMED: Final = re.compile(
    r"驳回[^。；\n]{0,60}(?:上诉|再审申请|申诉|复议申请|异议|起诉|申请)|维持(?:原判|原裁定|[^。；\n]{2,60}(?:判决|裁定)(?:[。；]|$))"
)
_REMAINDER: Final = re.compile(
    r"驳回[^。；\n]{0,80}?(?:其他|其它|其余|其馀|剩余|另外)[^。；\n]{0,16}(?:请求|主张|诉请|之诉|起诉|事项|上诉)|驳回[^。；\n]{0,60}过高"
)
_REFUSED: Final = re.compile(
    r"驳回[^。；\n]{0,120}?(?:诉讼请求|诉请|请求|起诉|申请|反诉)|(?:请求|诉请)[^。；\n]{0,12}不予支持"
)
_GRANTED: Final = re.compile(
    r"支付|偿还|赔偿|给付|返还|归还|清偿|赔付|交纳|缴纳|承担|退还|补偿|离婚|解除|有效|无效|确认|享有|归.{0,12}所有|抚养|交付|腾|停止|恢复|办理|协助|过户|准许|准予|履行|撤销|责令|继承"
)
_CLAIM_REFUSED: Final = re.compile(
    r"(?:原告|上诉人|其)[^。；\n]{0,60}?(?:请求|主张|诉请|要求|部分)[^。；\n]{0,60}?(?:本院)?(?:不予支持|难以支持|不能支持|不予认定|不予采纳|依法驳回)|(?:超出|超过|过高)[^。；\n]{0,30}不予(?:支持|保护)"
)
#: An item of its own that frees a defendant: 三、被告乙不承担赔偿责任.
_FREES: Final = re.compile(
    r"(?<=[、\n])(?:被告|第三人)[^，。；\n]{2,40}不(?:再)?承担[^，。；\n]{0,20}(?:责任|义务)(?=[。；\n]|$)"
)
_MONEY_CLAUSE: Final = re.compile(r"^(?:如果?|若|逾期)(?!.{0,40}驳回)")


def read_result(ruling: Ruling) -> None:
    """Set result, withdrawn and mediated, from the operative part."""
    text = ruling.text
    if not ruling.sections.operative:
        return
    start, end = ruling.sections.operative
    if ruling.form == "调解书" or re.search(r"达成(?:如下|以下|调解)?[^。]{0,6}协议", text[max(start - 30, 0) : start]):
        doc_type = ruling.draft.values.get("doc_type")
        spans = doc_type.spans if isinstance(doc_type, Found) else ((max(start - 6, 0), start),)
        ruling.put(COMPONENT, "result", Found("调解", spans))
        ruling.put(COMPONENT, "mediated", Found(True, spans))
        return
    result, span = _result(ruling, start, end)
    if result:
        ruling.put(COMPONENT, "result", ruling.found(*span, result, 0.9 if result in ("支持", "部分支持") else 1.0))
        if result == "撤诉":
            ruling.put(COMPONENT, "withdrawn", ruling.found(*span, True))


def _result(ruling: Ruling, start: int, end: int) -> tuple[str | None, Span]:
    text = ruling.text
    first_line = (start, min(end, start + 300))
    whole = (start, end)
    order = ruling.form != "判决书"
    if match := _WITHDRAWN.search(text, *whole):
        # A judgment that lets one claim be withdrawn decides the others.
        if not re.search(r"撤销", text[start : match.start()]) and (
            order or not _granted(text, start, match.start(), ruling)
        ):
            return "撤诉", match.span()
    procedure = ruling.draft.value("procedure")
    if order and (match := _ENDED.search(text, *first_line)):
        return "终结", match.span()
    if re.search(r"不准予?(?:强制)?执行|不予受理", text[start:end]) and (match := _DISMISSED.search(text, *whole)):
        return "驳回", match.span()
    if match := re.compile(r"准[予许](?:强制)?执行").search(text, *whole):
        return "支持", match.span()
    if procedure != "执行" and order and (match := re.compile(r"(?:查封|冻结|扣押|保全)").search(text, *first_line)):
        if "保全" in text and not re.search(r"解除|驳回", text[start:end]):
            return "支持", match.span()
    if order and (match := _SUSPENDED.search(text, *whole)):
        return "其他", match.span()
    if order and procedure == "执行" and not re.search("驳回|异议成立", text[start:end]):
        head = re.compile(r"\S").search(text, *whole)
        return ("其他", (head.start(), min(end, head.start() + 20))) if head else (None, whole)
    refused = _REFUSED.search(text, *whole)
    remainder = _REMAINDER.search(text, *whole)
    affirmed = _AFFIRMED.search(text, *whole)
    changed = re.compile(r"撤销|变更").search(text, *whole)
    if procedure in ("二审", "再审") or (changed and affirmed):
        if changed and (match := re.compile(r"发回|指令|重审|提审").search(text, *whole)):
            return "其他", match.span()
        if changed:
            return "部分支持", changed.span()
        if affirmed:
            return "驳回", affirmed.span()
    granted = _granted(text, start, end, ruling)
    if granted and (freed := _FREES.search(text, *whole)):
        return "部分支持", freed.span()
    if remainder and granted:
        return "部分支持", remainder.span()
    if refused and not granted:
        return "驳回", refused.span()
    if refused:
        return "部分支持", refused.span()
    if affirmed and not granted:
        return "驳回", affirmed.span()
    if granted:
        less = _less_than_claimed(ruling, start, end)
        if less:
            return "部分支持", less
        reasoning = ruling.sections.reasoning
        partial = _CLAIM_REFUSED.search(text, *reasoning) if reasoning else None
        if partial:
            return "部分支持", partial.span()
        return "支持", granted
    denial = _sued_to_owe_nothing(ruling)
    if denial and (ordered := _GRANTED.search(text, *whole)):
        denied = sum(hit.yuan for hit in iter_sums(text, *denial))
        return "驳回" if _ordered(text, start, end) > 0.99 * denied else "部分支持", ordered.span()
    return None, whole


_FREED: Final = re.compile(r"无需|无须|毋需|不(?:用|应|予|再)?(?:支付|承担|赔偿|给付)")
_CLAIM: Final = re.compile(r"(?:诉讼请求[：:为]|(?:请求|诉请)[^。；\n]{0,12}(?:判令|判决|法院)|判令|要求判)[^。\n]*")


def _less_than_claimed(ruling: Ruling, start: int, end: int) -> Span | None:
    """The claimed sum, when it is more than all sums of the operative part together."""
    text = ruling.text
    parts = ruling.sections
    begin, stop = (parts.title or (0, 0))[1], (parts.facts or parts.reasoning or parts.basis or (start, start))[0]
    claim = _CLAIM.search(text, begin, stop)
    changed = re.compile(
        r"变更(?:诉讼)?请求|增加(?:诉讼)?请求|放弃(?!(?:了)?(?:对[^，。]{0,12})?(?:质证|举证|答辩|抗辩|辩论|陈述|其?诉讼权利|权利|到庭))|撤回|减少(?:诉讼)?请求"
    ).search(text, begin, stop)
    if not claim or changed:
        return None
    claimed = first_sum(text, *claim.span())
    given = _ordered(text, start, end)
    if claimed and given and claimed.yuan > 1.01 * given:
        return claimed.start, claimed.end
    return None


def _ordered(text: str, start: int, end: int) -> float:
    """All sums of the operative part together, in yuan, without the costs of the suit."""
    costs = re.compile(r"(?:受理费|诉讼费|申请费|执行费)").search(text, start, end)
    return sum(hit.yuan for hit in iter_sums(text, start, costs.start() if costs else end))


def _granted(text: str, start: int, end: int, ruling: Ruling) -> Span | None:
    """The first item that gives a claimant something; what only a losing plaintiff must pay gives nothing."""
    roster = Roster.of(ruling)
    plaintiffs = set(roster.with_role("原告"))
    refused_plaintiff = any(
        plaintiffs & set(mention.parties)
        for match in re.compile(r"驳回(?P<who>[^。；\n]{0,80}?)的?(?:全部|所有)?诉讼请求").finditer(text, start, end)
        if not re.search(r"其他|其余|对被告|要求", match.group())
        for mention in roster.mentioned(text, *match.span("who"))
    )
    # A plaintiff who sued to owe nothing (无需支付) loses by what it must pay.
    lost = refused_plaintiff or (not _REFUSED.search(text, start, end) and _sued_to_owe_nothing(ruling))
    for item in re.compile(r"[^。；\n]+").finditer(text, start, end):
        words = item.group()
        if re.search(r"^(?:[一二三四五六七八九十]+、)?驳回", words) or _MONEY_CLAUSE.search(words):
            continue
        if re.search(r"不予支持|受理费|诉讼费|保全费|鉴定费.{0,30}承担|申请费|执行费", words) or not _GRANTED.search(
            words
        ):
            continue
        if lost and not _FREED.search(words):
            first = next((m for m in roster.mentioned(text, *item.span())), None)
            if first and set(first.parties) <= plaintiffs:
                continue
        return item.span()
    return None


def _sued_to_owe_nothing(ruling: Ruling) -> Span | None:
    """The claim of a plaintiff who sued to have it said that he owes nothing."""
    parts = ruling.sections
    start = (parts.title or (0, 0))[1]
    stop = (parts.facts or parts.reasoning or parts.basis or (start, start))[0]
    claim = _CLAIM.search(ruling.text, start, stop)
    return claim.span() if claim and _FREED.search(claim.group()) else None


_AWAY: Final = re.compile(
    r"(?:拒不到庭|未到庭|没有到庭|未出庭|未能到庭|均未到|拒不出庭|拒不到|无正当理由(?:拒不|未)到|缺席(?=。|）|，))"
)
_PRESENT: Final = re.compile(
    r"到庭(?:参加(?:了)?(?:本案)?诉讼|应诉|参加)?(?:，|。|；)|出庭(?:参加)?(?:诉讼)?(?:，|。|；)|[。\n]"
)


def read_default(ruling: Ruling) -> None:
    """Set default_parties: parties who were summoned and didn't come."""
    text = ruling.text
    roster = Roster.of(ruling)
    stop = ruling.sections.reasoning[0] if ruling.sections.reasoning else ruling.sections.end(len(text))
    rows: dict[int, Found] = {}
    for away in _AWAY.finditer(text, 0, stop):
        left = 0
        for boundary in _PRESENT.finditer(text, max(0, away.start() - 400), away.start()):
            if "未" not in text[max(0, boundary.start() - 3) : boundary.start()]:
                left = boundary.end()
        left = max(left, away.start() - 400, text.rfind("\n", 0, away.start()) + 1)
        if text[away.start() : away.end()] == "缺席" and text[away.start() - 1] != "（":
            continue
        mentions = [m for m in roster.mentioned(text, left, away.start()) if not _is_agent(text, m)]
        for mention in mentions:
            for number in mention.parties:
                if mention.named or len(mention.parties) <= len(roster.names) - 1:
                    rows.setdefault(
                        number,
                        ruling.found(mention.start, mention.end, roster.names[number], 1.0 if mention.named else 0.9),
                    )
    ruling.put(COMPONENT, "default_parties", [rows[number] for number in sorted(rows)])


def _is_agent(text: str, mention: Mentioned) -> bool:
    return re.match(
        r"的?(?:共同)?(?:委托|法定|诉讼|特别)", text[mention.end : mention.end + 6]
    ) is not None and not re.match(r"法定代表人", text[mention.end : mention.end + 6])
