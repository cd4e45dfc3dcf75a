"""Reads the penalties of each party: kinds, fine, confiscation, detention, orders beside them, the act's name."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from anmai.extraction.data.tables import table
from anmai.extraction.procuratorate.citations import article_rows
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import first_sum
from anmai.extraction.values.dates import iter_dates
from anmai.extraction.values.numbers import whole

COMPONENT: Final = "sanctions"
#: Between 罚款 (or 违法所得) and its sum.
_TO_SUM: Final = re.compile(
    r"(?:（[^（）\n]{0,20}）|人民币|（?大写）?|共计|合计|总计|计|金额|为|即|：|，(?=金额|计|共计|合计|即|人民币)|[￥¥]|共)*(?=[\d〇零一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾])"
)
#: Before 罚款: 处5000元（大写：伍仟元）的罚款.
_SUM_BEFORE: Final = re.compile(r"(?:元|圆)(?:整|正)?(?:（[^（）\n]{0,30}）)?(?:的)?(?:行政)?$")
_CLAUSE: Final = re.compile(r"[，。；：\n]")
_DAYS: Final = re.compile(r"(?P<days>[\d一二三四五六七八九十]{1,3})[日天]")
_CUSTODY: Final = re.compile(r"(?:拘留)?(?:期限|时间)?(?:自|从)[^。；，\n]{6,24}(?:起)?(?:至|到)[^。；，\n]{6,18}")
_TOGETHER: Final = re.compile(r"合并执行")
_ACT: Final = re.compile(
    r"(?:已)?(?:构成|属于)(?:了)?(?:[^，。；\n]{0,40}?(?:所述|所指|规定)的)?(?:“)?(?P<act>[^，。；《》”\n]{2,60}?)(?:”)?(?=(?:的)?(?:违法|违规)?行为[，。；]|[，。；])"
)
_NO_ACT: Final = re.compile(r"犯罪|从轻|从重|减轻|情节|首次|重大|不|较")
_BREACH: Final = re.compile(
    r"违反(?:了)?(?=[^。\n]{0,12}《)[^。\n]{4,400}?(?=的规定|之规定|规定[，。；]|，(?:现)?(?:构成|属|依|根据|按照)|[。；\n])"
)


@cache
def _tokens() -> tuple[re.Pattern[str], tuple[tuple[str, bool], ...]]:
    data = table("sanctions")
    rows = [(row["kind"], row["words"], True) for row in data["kinds"]]
    rows += [(row["kind"], row["words"], False) for row in data["orders"]]
    pattern = "|".join(f"(?P<t{number}>{words})" for number, (_, words, _) in enumerate(rows))
    return re.compile(pattern), tuple((kind, penalty) for kind, _, penalty in rows)


def read_sanctions(ruling: Ruling) -> None:
    """Set sanctions: one row a party that the operative part punishes."""
    parts = ruling.sections
    if not parts.operative:
        return
    parties: list[Found] = [row["name"] for row in ruling.draft.values.get("parties", [])]
    act, breaches = _act(ruling), _breaches(ruling)
    rows = []
    for names, segments in _shares(ruling, parties, *parts.operative):
        told = _read(ruling, segments)
        if not told.get("kinds") and not told.get("orders"):
            continue
        for name in names:
            row: dict[str, Any] = {"party": name, "act": act, "breaches": breaches, **told}
            rows.append({field: value for field, value in row.items() if value is not None and value != []})
    custody = _custody(ruling) if len(rows) == 1 else None
    if custody and "detention_days" in rows[0]:
        rows[0]["custody"] = custody
    ruling.put(COMPONENT, "sanctions", rows)


def _shares(ruling: Ruling, parties: list[Found], start: int, end: int) -> list[tuple[list[Found], list[Span]]]:
    """Which parts of the operative part are whose; all of it where one party stands in the header."""
    if not parties:
        return []
    if len(parties) == 1:
        return [(parties, [(start, end)])]
    words = sorted({str(party.value) for party in parties}, key=len, reverse=True)
    names = list(re.finditer("|".join(map(re.escape, words)), ruling.text[start:end]))
    if not names:
        return [(parties, [(start, end)])]
    shares: dict[tuple[str, ...], list[Span]] = {}
    group: list[str] = []
    for number, match in enumerate(names):
        group.append(match.group())
        stop = names[number + 1].start() if number + 1 < len(names) else end - start
        between = ruling.text[start + match.end() : start + stop]
        if len(between) < 3 and number + 1 < len(names):
            continue  # 甲、乙: told together
        shares.setdefault(tuple(group), []).append((start + match.end(), start + stop))
        group = []
    by_name = {str(party.value): party for party in parties}
    return [([by_name[name] for name in names_], spans) for names_, spans in shares.items()]


def _read(ruling: Ruling, segments: list[Span]) -> dict[str, Any]:
    pattern, meaning = _tokens()
    kinds: dict[str, Found] = {}
    orders: dict[str, Found] = {}
    sums: dict[str, list[Found]] = {"罚款": [], "没收违法所得": []}
    days: list[Found] = []
    for start, end in segments:
        for match in pattern.finditer(ruling.text, start, end):
            kind, penalty = meaning[int(match.lastgroup[1:])]  # type: ignore[index]
            (kinds if penalty else orders).setdefault(kind, ruling.found(*match.span(), kind))
            if kind in sums:
                money = _sum(ruling, match, start, end)
                if money:
                    sums[kind].append(money)
            elif kind == "行政拘留":
                told = _days(ruling, match.end(), end)
                if told and _TOGETHER.search(ruling.text, max(start, match.start() - 6), match.start()):
                    days = [told]  # the total that is served
                elif told:
                    days.append(told)
    told_row: dict[str, Any] = {"kinds": list(kinds.values()), "orders": list(orders.values())}
    for field, found in (
        ("fine_yuan", sums["罚款"]),
        ("confiscated_yuan", sums["没收违法所得"]),
        ("detention_days", days),
    ):
        if found:
            spans = tuple(span for each in found for span in each.spans)
            told_row[field] = Found(sum(each.value for each in found), spans, found[0].confidence)
    return told_row


def _sum(ruling: Ruling, match: re.Match[str], start: int, end: int) -> Found | None:
    """The sum that follows a fine or confiscation at once, else the one right before a fine."""
    text = ruling.text
    lead = _TO_SUM.match(text, match.end(), end)
    if lead:
        hit = first_sum(text, lead.end(), min(end, lead.end() + 40))
        if hit and hit.start == lead.end():
            return ruling.found(hit.start, hit.end, hit.yuan)
    if match.group().endswith("罚款"):
        clause = max((cut.end() for cut in _CLAUSE.finditer(text, start, match.start())), default=start)
        before = _SUM_BEFORE.search(text[clause : match.start()])
        hit = first_sum(text, clause, match.start()) if before else None
        if hit:
            return ruling.found(hit.start, hit.end, hit.yuan)
    return None


def _days(ruling: Ruling, start: int, end: int) -> Found | None:
    match = _DAYS.match(ruling.text, start, end)
    days = whole(match.group("days")) if match else None
    return ruling.found(*match.span(), days) if match and days is not None else None


def _custody(ruling: Ruling) -> list[Found] | None:
    """First and last day of the detention, where both are written."""
    span = ruling.sections.notice or ruling.sections.operative
    match = _CUSTODY.search(ruling.text, span[0], span[1]) if span else None
    hits = list(iter_dates(ruling.text, *match.span())) if match else []
    return [ruling.found(hit.start, hit.end, hit.iso) for hit in hits] if len(hits) == 2 else None


def _act(ruling: Ruling) -> Found | None:
    """What the organ calls the act: 构成…的违法行为, 属于偷税; None where the decision gives it no name."""
    parts = ruling.sections
    found = None
    for span in (parts.facts, parts.basis):
        for match in _ACT.finditer(ruling.text, *span) if span else ():
            if not _NO_ACT.search(match.group("act")[:8]):
                found = ruling.found(*match.span("act"), confidence=0.9)
    return found


def _breaches(ruling: Ruling) -> list[dict[str, Any]]:
    """The articles that the act broke (违反了…第三十四条的规定)."""
    parts = ruling.sections
    rows: list[dict[str, Any]] = []
    if not parts.facts:
        return rows
    end = parts.basis[1] if parts.basis else parts.facts[1]
    for match in _BREACH.finditer(ruling.text, parts.facts[0], end):
        for row in article_rows(ruling, *match.span()):
            key = (row["law"].value, row["article"].value)
            if key not in [(other["law"].value, other["article"].value) for other in rows]:
                rows.append(row)
    return rows
