"""Where the parts of a ruling are: title, parties, procedure, claims, facts, reasoning, operative part, signature.

Rulings follow the courts' model texts (最高人民法院 诉讼文书样式), so the anchors are a few fixed phrases. Nothing
may be read from the appendix (附相关法律条文): it quotes statutes, which name penalties and circumstances of no one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from anmai.extraction.text.normal import Span
from anmai.extraction.values.case_numbers import CASE_NUMBER

#: Roles that sign a ruling, as written.
ROLES: Final = (
    "审判长", "代理审判长", "代理审判员", "助理审判员", "人民审判员", "审判员", "人民陪审员", "陪审员", "执行长",
    "代理执行员", "执行员", "见习法官助理", "实习法官助理", "法官助理", "代理书记员", "代书记员",
    "见习书记员", "实习书记员", "书记员", "速录员",
)  # fmt: skip
_ROLE: Final = "|".join(sorted(ROLES, key=len, reverse=True))
_TITLE_LIMIT: Final = 600
_TITLE_END: Final = re.compile(
    r"\n(?:原?公诉机关|抗诉机关|自诉人|上诉人|被上诉人|原审|再审|申请|异议人|复议申请|案外人|被执行人|原告|被告|"
    r"起诉人|赔偿请求|申诉人|罪犯|附带民事)"
)
_PROCEDURE: Final = re.compile(
    r"(?:^|(?<=[\n。：])|(?<=律师事务所)(?=[\u4e00-\u9fff]{2,20}检察院(?:以|指控)))"
    r"(?!(?:指定|委托)?辩护人[\u4e00-\u9fff]{2,4}，)(?=[^\n。]{0,160}?(?:起诉书|追诉书|以[^\n。，]{2,30}号|指控|一案|提起公诉|向本院提[起出]|"
    r"诉至本院|向本院起诉|"
    r"提起自诉|本院[^\n。，]{0,12}(?:受理|立案)|现已审理终结|申请执行[^\n。]{0,40}一案|本院在执行|"
    r"不服[^\n。]{2,60}(?:判决|裁定)|作出（[^\n。]{4,30}号(?:刑事|民事|行政|执行)?(?:附带民事)?(?:判决|裁定)))"
)
_FACTS: Final = re.compile(
    r"(?:^|(?<=[\n。]))(?:[^\n。，：]{0,14}?)(?:经(?:本院)?(?:公开)?(?:开庭)?(?:依法)?(?:再审|二审|"
    r"重新)?(?:公开)?(?:开庭)?审理?查明|审理查明|"
    r"本院(?:经)?(?:依法)?(?:审理)?查明|经(?:本院)?(?:依法)?(?:审查|查明)[，：]?(?:查明|认定)?|再审查明|二审查明|"
    r"本院(?:审理|依法)?认定|经(?:依法)?(?:本院)?审理(?:认定|确认)|"
    r"本院(?:根据|依据)[^\n。]{0,60}认定(?:如下)?事实|本院确认如下事实|根据[^\n。]{0,60}(?:认定|确认)(?:如下|"
    r"以下)?(?:案件)?事实)"
)
_REASONING: Final = re.compile(
    r"(?:^|(?<=[\n。]))(?:综上(?:所述)?，|据此，|因此，)?本(?:院|庭)(?:经(?:审理|审查|合议庭评议|再审|审委会讨论)|"
    r"审查|再审|二审)?(?:后)?认为"
)
_OPERATIVE: Final = re.compile(
    r"(?=[判裁决协发达特])(?:(?:判决|裁定|决定|判处|协议)(?:内容|意见|结果)?如下(?:协议)?[：:，。]?|发出如下支付令[：:]|达成(?:如下|以下)(?:调解)?协议[：:]?|"
    r"(?<=[，。])(?:特)?(?:判决|裁定)[：:](?=\n?(?:一、|被告|上诉|驳回|准许|准予|撤销|维持)))"
)
_BASIS: Final = re.compile(r"(?:依照|依据|根据|按照|遵照|适用|依)(?=[^。\n]{0,40}(?:《|法|规定|解释))")
_LAW_NAME: Final = re.compile(r"照?《")
_BASIS_LIMIT: Final = 4000
_QUOTED: Final = re.compile(r"“[^“”]*”")
#: After an earlier court's 判决如下: what this court's own is never followed by.
_GOES_ON: Final = re.compile(
    r"宣判(?:送达)?后|原判宣告后|(?:上诉|抗诉)(?:称|理由|意见)|(?:提出|提起)(?:上诉|抗诉)[，。](?!书面|上诉于)|不服[^。\n]{0,8}提[出起](?:上诉|抗诉)|"
    r"审理终结|(?:二审|再审|审理)查明|本院(?:经[^，。]{0,8})?认为"
)
_HEARD: Final = re.compile(r"审理终结[。，]?")
_APPEAL: Final = re.compile(r"上诉人|原审被告|原公诉机关|抗诉机关|二审|再审")
_NOTICE: Final = re.compile(
    r"(?:^|(?<=[\n。；）]))(?:"
    r"(?:当事人)?(?:如|若)?(?:果)?(?:对本|当事人)?(?:不服本|不服[^\n。]{0,6}(?:判决|裁定))"
    r"|本(?:判决|裁定|调解书|决定)书?(?:为|是|系)终审"
    r"|本(?:判决|裁定|决定|调解书|通知书?)[^\n。]{0,24}(?:立即|即)?(?:发生|具有)(?:法律)?效力(?!之日|后|起))"
)
_SIGNATURE: Final = re.compile(
    rf"(?:^|(?<=[\n。：；）`.·]))(?:{_ROLE}|院长(?=\n?[\u3400-\u9fff]{{2,4}}\n))(?=[^\n。，、；]{{0,40}})"
)
_APPENDIX: Final = re.compile(
    r"附[：:，、]|附[（【]?(?:本案|相关|有关|法律|录|所|引用|判决|裁判|适用|注)|"
    r"(?:\n|(?<=[。）]))(?=[（【]?(?:附(?:页|件|一|1|\n|《)|本(?:案|判决|裁定)(?:所)?(?:适用|引用|依据|"
    r"援引)的?(?:相关)?(?:法律|法条)|"
    r"本案判决依据|(?:裁判|判决|法律)依据|相关法律(?:条文|规定|法条)|法律条文|适用法律(?:条文)?|"
    r"(?:相关)?法[律条]链接|相关法条|引用(?:的)?(?:相关)?法律|"
    r"《中华人民共和国|《最高人民|"
    r"第[一二三四五六七八九十百千]+条))"
)


@dataclass(slots=True)
class Sections:
    """Spans of a ruling's parts in the normalised text; None for a part that it lacks.

    Attributes:
        title: Court, kind of document, case number.
        parties: The header that presents prosecution, parties, defenders and agents.
        procedure: How the case came and was heard.
        claims: What prosecution, parties and earlier courts said, up to the facts found.
        facts: What the court found.
        reasoning: 本院认为, up to the operative sentence's 依照.
        basis: The operative sentence, from 依照 to 判决如下.
        operative: What was decided.
        notice: The appeal notice.
        signature: Judges, date, clerk.
        appendix: Law texts and all else after the signature; nothing is read from it.
    """

    title: Span | None = None
    parties: Span | None = None
    procedure: Span | None = None
    claims: Span | None = None
    facts: Span | None = None
    reasoning: Span | None = None
    basis: Span | None = None
    operative: Span | None = None
    notice: Span | None = None
    signature: Span | None = None
    appendix: Span | None = None

    def end(self, length: int) -> int:
        """Where reading must stop: the appendix's start, or the text's length."""
        return self.appendix[0] if self.appendix else length


def unquoted(text: str) -> str:
    """The text with all quotations blotted out by ~, at the same length: quoted law is nobody's case."""
    return _QUOTED.sub(lambda quote: "~" * len(quote.group()), text)


def _title_end(text: str) -> int:
    numbers = [
        m for m in CASE_NUMBER.finditer(text, 0, _TITLE_LIMIT) if "。" not in text[: m.start()].removesuffix("。")
    ]
    leading = len(numbers) > 1 and numbers[0].start() < 3
    case_number = numbers[1 if leading else 0] if numbers else None
    if case_number:
        return case_number.end()
    opener = _TITLE_END.search(text, 0, _TITLE_LIMIT)
    return opener.start() if opener else 0


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text, start, end):  # noqa: B007
        pass
    return found


def _operative(text: str, start: int) -> tuple[re.Match[str] | None, int | None]:
    """The 判决如下 that a signature follows with no other between (a quoted earlier ruling's), and that signature.

    Without a signature the last one is taken, unless it is plainly an earlier court's in a text that was cut off.
    """
    operatives = list(_OPERATIVE.finditer(text, start))
    signatures = [match.start() for match in _SIGNATURE.finditer(text, operatives[0].end())] if operatives else []
    for number, operative in enumerate(operatives):
        at = bisect_left(signatures, operative.end())
        if at == len(signatures):
            break
        if number + 1 == len(operatives) or operatives[number + 1].start() > signatures[at]:
            return operative, signatures[at]
    if operatives and not _earlier_courts(text, start, operatives[-1]):
        return operatives[-1], None
    return None, None


def _earlier_courts(text: str, start: int, operative: re.Match[str]) -> bool:
    """Whether the appeal against this 判决如下 is told after it, or this court's own reasoning is not before it."""
    if _GOES_ON.search(text, operative.end()):
        return True
    appeal = _APPEAL.search(text, 0, min(operative.start(), start + _TITLE_LIMIT))
    return appeal is not None and _REASONING.search(text, start, operative.start()) is None


def _appendix(text: str, signature: int) -> int | None:
    match = _APPENDIX.search(text, signature)
    return match.start() if match else None


def find_title(text: str) -> Sections:
    """The title alone: all that is asked of a fragment before its kind is known.

    Args:
        text: Normalised text.
    """
    end = _title_end(text)
    return Sections(title=(0, end) if end else None)


def find_sections(text: str) -> Sections:
    """Find the parts of a ruling.

    Args:
        text: Normalised text.

    Returns:
        Spans that follow one another; a cut-off text lacks the later ones.
    """
    parts = Sections()
    length = len(text)
    title_end = _title_end(text)
    parts.title = (0, title_end) if title_end else None
    operative, signature = _operative(text, title_end)
    body_end = length
    if operative:
        notice = _NOTICE.search(text, operative.end(), signature if signature is not None else length)
        operative_end = notice.start() if notice else signature if signature is not None else length
        if signature is not None:
            appendix = _appendix(text, signature)
            body_end = appendix if appendix is not None else length
            parts.signature = (signature, body_end)
            if appendix is not None:
                parts.appendix = (appendix, length)
        if notice:
            parts.notice = (notice.start(), signature if signature is not None else length)
        parts.operative = (operative.end(), operative_end)
        basis = _basis(text, title_end, operative.start())
        parts.basis = (basis, operative.end())
    main_end = parts.basis[0] if parts.basis else length
    procedure = _PROCEDURE.search(text, title_end, main_end)
    procedure_start = procedure.start() if procedure else min(title_end, main_end)
    if procedure_start > title_end:
        parts.parties = (title_end, procedure_start)
    all_facts = list(_FACTS.finditer(text, procedure_start, main_end))
    facts, last_facts = (all_facts[0], all_facts[-1]) if all_facts else (None, None)
    reasoning = _REASONING.search(text, last_facts.start() if last_facts else procedure_start, main_end)
    if reasoning is None:
        reasoning = _last(_REASONING, text, procedure_start, main_end)
    reasoning_start = reasoning.start() if reasoning else main_end
    if reasoning:
        parts.reasoning = (reasoning_start, main_end)
    if facts and facts.start() < reasoning_start:
        parts.facts = (facts.start(), reasoning_start)
    claims_end = parts.facts[0] if parts.facts else reasoning_start
    heard = _HEARD.search(text, procedure_start, claims_end)
    procedure_end = heard.end() if heard else text.find("\n", procedure_start, claims_end)
    if procedure_end < procedure_start:
        procedure_end = claims_end
    if procedure_end > procedure_start:
        parts.procedure = (procedure_start, procedure_end)
    if claims_end > procedure_end:
        parts.claims = (procedure_end, claims_end)
    return parts


def _basis(text: str, start: int, end: int) -> int:
    """Where the operative sentence's 依照 begins; it may hold semicolons and line breaks, but no full stop."""
    near = max(start, end - _BASIS_LIMIT)
    plain = unquoted(text[near:end])
    stop = max(plain.rfind("。"), 0)
    outside = (
        m
        for m in _BASIS.finditer(plain, stop)
        if plain.count("《", stop, m.start()) <= plain.count("》", stop, m.start())
    )
    match = next(outside, None) or _LAW_NAME.search(plain, stop)
    return near + match.start() if match else end
