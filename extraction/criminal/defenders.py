"""Reads the defenders 辩护人: name, firm, and whom each defends."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.criminal.header_entries import Entry, header_entries
from anmai.extraction.criminal.people import People, people_of
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import HAN

COMPONENT: Final = "defenders"
_FIRM: Final = re.compile(
    r"(?:律师事务所|法律援助中心|法律服务所|法律援助处|法律援助工作站|法律服务中心|法律事务所|"
    r"(?<=[\u4e00-\u9fff]{4})事务所(?=律师|$|的))(?:（[\u4e00-\u9fff]{2,10}分所）|[\u4e00-\u9fff（）]{2,14}?分所)?(?:（[^（）]{2,8}）事务所)?"
)
_FIRM_LEAD: Final = re.compile(
    r".*(?:指派的?(?:律师)?，?|委派的?|指定的?|均系|均为|分别系|执业于|系由|系|的(?=[\u4e00-\u9fff]{4,}))"
)
#: One of several names; 和 joins two only between words of a name's length (石坚和唐小雨, but 邓建和).
_ONE_NAME: Final = re.compile(r"(?:(?!(?<=[^、]{2})和[^、和]{2})[^、])+")
_NAME: Final = re.compile(rf"{HAN}(?:{HAN}|[·×*]){{0,11}}\d{{0,2}}")
_HEARD: Final = re.compile(
    r"及(?:其|他|她)?(?:的)?(?:二人|各自|共同)?(?:的)?(?:指定|委托|法律援助|"
    r"共同)?辩护人(?P<names>[\u3400-\u9fff·×*\d、]{2,24}?)(?=到庭|均|、(?:附带|被告|诉讼|上诉|证人|鉴定|翻译|"
    r"法定)|，|出庭|等|参加|和|及|与|到|分别)"
)
_NO_DEFENDER: Final = re.compile(r"法律|律师|执业|证号|到庭|出庭|指派|参加")
_APPOINTED_BY: Final = re.compile(
    r"指派(?:的)?(?P<firm>[\u4e00-\u9fff（）]{4,30}?(?:律师事务所|法律服务所|"
    r"法律援助中心))(?:的)?(?:执业)?(?:律师|法律工作者|法律援助律师)(?P<name>[\u3400-\u9fff]{2,4}?)(?:为|担任|"
    r"作为)"
)
#: Words that stand before a name among those who came to court, and words of other people there.
_LEAD: Final = re.compile(r"^(?:暨(?:委托|诉讼|讼)?代理人|(?:指定|委托)?辩护人)")
_SOMEONE_ELSE: Final = re.compile(r"被告|原告|上诉|上述|涉嫌|其|代理人|^同年|^次日|^均|羁押|因涉")
_APPOINTED: Final = re.compile(r"^(?:指派|委托|指定|担任|提出|认为|意见)")


def read_defenders(ruling: Ruling) -> None:
    """Set defenders from the header; from the sentence on who came to court where the header names none."""
    people = people_of(ruling)
    rows: list[dict[str, Any]] = []
    current: list[Found] = []
    for entry in header_entries(ruling):
        if entry.role == "defendant":
            name = _entry_name(ruling, entry, people)
            if name:
                current = [name]
        elif entry.role == "defender":
            rows.extend(_entry_defenders(ruling, entry, people, current))
    if not rows:
        rows = _by_sentence(ruling, people)
    if not rows:
        rows = _from_hearing(ruling, people)
    ruling.put(COMPONENT, "defenders", rows)


def _by_sentence(ruling: Ruling, people: People) -> list[dict[str, Any]]:
    """某法律援助中心指派某律师事务所律师某某担任其辩护人."""
    if not ruling.sections.parties:
        return []
    rows = []
    start, end = ruling.sections.parties
    for match in _APPOINTED_BY.finditer(ruling.text, start, end):
        before = list(people.mention.finditer(ruling.text, start, match.start())) if people.mention else []
        clients = [ruling.found(*m.span(), people.canonical(m.group()), 0.8) for m in before[-1:]]
        rows.append(
            {"name": ruling.found(*match.span("name")), "firm": ruling.found(*match.span("firm")), "for": clients}
        )
    return rows


def _entry_name(ruling: Ruling, entry: Entry, people: People) -> Found | None:
    if people.mention is None:
        return None
    match = people.mention.match(ruling.text, entry.body, entry.end)
    return ruling.found(*match.span(), people.canonical(match.group())) if match else None


def _entry_defenders(ruling: Ruling, entry: Entry, people: People, current: list[Found]) -> list[dict[str, Any]]:
    """One entry: names joined by 、, then firm; several pairs may follow one another, parted by ； or 。."""
    text = ruling.text
    clients = current
    if people.mention:
        named = [
            ruling.found(*m.span(), people.canonical(m.group()))
            for m in people.mention.finditer(text, entry.start, entry.body)
        ]
        clients = named or current
    stop = text.find("\n", entry.body, entry.end)
    stop = stop if stop > entry.body else entry.end
    rows: list[dict[str, Any]] = []
    for piece in re.finditer(r"[^；。\n]+", text[entry.body : stop]):
        left, right = entry.body + piece.start(), entry.body + piece.end()
        rows.extend(_pairs(ruling, left, right, clients))
    return rows


def _pairs(ruling: Ruling, left: int, right: int, clients: list[Found]) -> list[dict[str, Any]]:
    text = ruling.text
    rows: list[dict[str, Any]] = []
    waiting: list[Found] = []
    appointing: Found | None = None

    def close(firm: Found | None) -> None:
        for name in waiting:
            row: dict[str, Any] = {"name": name, "for": list(clients)}
            if firm:
                row["firm"] = firm
            rows.append(row)
        waiting.clear()

    for clause in re.finditer(r"[^，：]+", text[left:right]):
        start, end = left + clause.start(), left + clause.end()
        firm = _firm(ruling, start, end)
        if firm and text.startswith(("指派", "委派", "指定"), firm.spans[0][1]) and waiting and end < right:
            appointing = firm  # the firm itself follows: 某区法律援助中心指派，某律师事务所律师
        elif firm:
            bracket = text.find("（", start, end)
            if not waiting and bracket > start and bracket < firm.spans[0][0]:
                waiting.extend(_names(ruling, start, bracket))
            close(firm)
        elif not waiting:
            if _APPOINTED.match(text[start:end]):
                continue
            waiting.extend(_names(ruling, start, end))
    close(appointing)
    return rows


def _firm(ruling: Ruling, start: int, end: int) -> Found | None:
    text = ruling.text
    hits = list(_FIRM.finditer(text, start, end))
    if not hits:
        return None
    appointing = re.compile(r"（[^（）]*(?:指派|委派|指定|委托|安排)[^（）]*）").search(text, hits[0].end(), end)
    if appointing:  # …律师事务所律师（某区法律援助中心指派）
        hits = [hit for hit in hits if hit.end() <= appointing.start()] or hits
    stop = hits[-1].end()
    begin = hits[-2].end() if len(hits) > 1 else start
    bracket = max((m.start() for m in re.finditer("（", text[begin:stop])), default=-1)
    head = text[begin:stop]
    if bracket >= 0 and "）" not in head[bracket:]:
        begin += bracket + 1
    lead = _FIRM_LEAD.match(text[begin : hits[-1].start()])
    begin += lead.end() if lead else 0
    return ruling.found(begin, stop) if stop - begin > 4 else None


def _names(ruling: Ruling, start: int, end: int) -> list[Found]:
    found = []
    for piece in _ONE_NAME.finditer(re.sub(r"（.*", "", ruling.text[start:end])):
        lead = _LEAD.match(piece.group())
        left = lead.end() if lead else 0
        match = _NAME.match(piece.group(), left)
        if match and 2 <= match.end() - left <= 12 and not _NO_DEFENDER.search(match.group()):
            if not _SOMEONE_ELSE.search(match.group()):
                found.append(ruling.found(start + piece.start() + left, start + piece.start() + match.end()))
    return found


def _from_hearing(ruling: Ruling, people: People) -> list[dict[str, Any]]:
    """被告人甲及其辩护人乙到庭参加诉讼: names without firms."""
    if not ruling.sections.procedure or people.mention is None:
        return []
    text = ruling.text
    start, end = ruling.sections.procedure
    rows: list[dict[str, Any]] = []
    previous = start
    for match in _HEARD.finditer(text, start, end):
        mentions = list(people.mention.finditer(text, max(previous, match.start() - 60), match.start()))
        previous = match.end()
        clients = [ruling.found(*m.span(), people.canonical(m.group()), 0.8) for m in mentions[-1:]]
        for name in _names(ruling, *match.span("names")):
            rows.append({"name": Found(name.value, name.spans, 0.8), "for": clients})
    return rows
