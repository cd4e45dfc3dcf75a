"""Finds named things in sentences: people, organizations, places, times, money, drugs, weights. Rules, no model."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.data.tables import table
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import iter_sums
from anmai.extraction.values.names import looks_like_person, surnames

COMPONENT: Final = "mentions"

#: What may follow a person's name; it ends the name where the next character could belong to it.
_AFTER_NAME: Final = frozenset(
    "在的与和向从被将因于到用以处为等经对把给家一趁又来住称说让是系窃盗携进骑驾持伙不窜去至及并先后多均分随同乘利以采翻撬使尾行未指约明无电通其打接容卖买贩购出提要求联吸供曾有身所自至各该抓主归投当共作由已报发帮开乙丙听认退赔交找谎"
)
#: Characters that no given name ends with; before a comma they are words of their own (黄某家，黄某称，).
_NEVER_IN_NAME: Final = frozenset("的等在说称家处对给某后到前内上下和与被把将人们等时吗呢了着过")
_BEFORE_NAME: Final = r"(?:（[^（）]{1,20}）)?(?:“)?"
_MASK: Final = r"(?:某某?[甲乙丙丁戊己庚辛壬癸]?\d{0,2}|[×*]{1,3}|[xX]{2,3}|[xX×*][\u3400-\u9fff]|\d{1,2})"
_TIME_OF_DAY: Final = (
    r"(?:的?一天)?(?:[上中下]旬|底|初|中旬|间|份|末)?(?:的?(?:一天|某天|某日))?(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|夜里|深夜|午夜|当晚|晚|夜|午)?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})?(?:时|点|：)?(?:\d{1,2}分?|许|[一二三四五六七八九十]{1,3}分)?(?:左右|许|前后)?"
)
_DATE: Final = (
    r"(?:(?:19|20)\d\d年|二[〇零]{1}[〇零一二三四五六七八九]{2}年|同年|当年|去年|今年|次年)(?:\d{1,2}|[一二三四五六七八九十]{1,3})?月?(?:份)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
    r"|(?<![\d年])\d{1,2}月(?:份)?(?:\d{1,2}[日号])?|同月(?:\d{1,2}日)?|(?:当日|当天|当晚|次日|翌日|同日|第二天)"
)
_TIME: Final = re.compile(
    rf"(?:{_DATE}){_TIME_OF_DAY}(?:(?:至|到|、)(?:(?:{_DATE})|\d{{1,2}}[日号]){_TIME_OF_DAY}|(?:至|到)(?:\d{{1,2}}时(?:\d{{1,2}}分)?)(?:许|左右)?)?"
)
_WEIGHT: Final = re.compile(
    r"(?:约|近)?(?:\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千两半]+(?:点[〇零一二三四五六七八九]+)?)(?:余|多)?(?:千克|公斤|毫克|克|盎司|g(?![a-z])|kg|mg)"
)


@cache
def _words(name: str) -> str:
    return "|".join(sorted(map(re.escape, table("mention_words")[name].split()), key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    han = r"[\u3400-\u9fff]"
    return {
        "drug": re.compile(_words("drugs")),
        "role": re.compile(rf"(?:{_words('person_roles')}){_BEFORE_NAME}"),
        "organization": re.compile(_words("organizations")),
        "lead": re.compile(_words("place_leads")),
        "place": re.compile(rf"(?:{_words('places')})(?:的?(?:{_words('place_tails')}))*"),
        "masked": re.compile(rf"(?P<name>{han}{{1,2}}?{_MASK})"),
    }


def read_mentions(ruling: Ruling) -> None:
    """Set mentions, in the order of the text: PERSON ORG PLACE TIME MONEY DRUG WEIGHT.

    A whole ruling gives those of the facts found, a fragment all. Only places may hold other mentions (王某某家); all
    else doesn't overlap.
    """
    offset, end_of_region = region(ruling)
    text = ruling.text[offset:end_of_region]
    found: list[tuple[str, Span, float]] = []
    taken = bytearray(len(text))

    def add(label: str, start: int, end: int, confidence: float) -> None:
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append((label, (start, end), confidence))

    for match in _TIME.finditer(text):
        add("TIME", *match.span(), 0.9)
    for hit in iter_sums(text):
        start = hit.start - (3 if text.startswith("人民币", hit.start - 3) else 0)
        start -= 2 if text.startswith("现金", start - 2) and start - 2 >= 0 else 0
        add("MONEY", start, hit.end, 0.9)
    for match in _WEIGHT.finditer(text):
        add("WEIGHT", *match.span(), 0.95)
    for match in _patterns()["drug"].finditer(text):
        add("DRUG", *match.span(), 0.95)
    for start, end in people(text):
        add("PERSON", start, end, 0.85)
    for match in _patterns()["organization"].finditer(text):
        start = _organization_start(text, *match.span())
        add("ORG", start, match.end(), 0.6)
    found.extend(("PLACE", span, 0.6) for span in places(text))
    found.sort(key=lambda item: item[1])
    ruling.put(COMPONENT, "mentions", [_row(ruling, offset, *item) for item in found])


def region(ruling: Ruling) -> Span:
    """What is read: the facts that the court found, or the whole of a fragment."""
    return (0, len(ruling.text)) if ruling.fragment else ruling.sections.facts or (0, 0)


def _row(ruling: Ruling, offset: int, label: str, within: Span, confidence: float) -> Found:
    """A mention is one value: its passage is itself."""
    span = (within[0] + offset, within[1] + offset)
    first, last = ruling.normal.span(*span)
    row = {"text": ruling.normal.source[first:last], "label": label, "start": first, "end": last}
    return Found(row, (span,), confidence)


_ORGAN_LEAD: Final = re.compile(
    r".*(?:经|由|被|到|向|在|与|和|及|至|系|为|后|的|从|是|将|对|给|该|本|据|称|人员|民警)(?=.{3,})"
)
_ORGAN_WORDS: Final = re.compile(r"(?:[\u3400-\u9fff]|[*×]|（[\u3400-\u9fff]{1,6}）){0,24}$")


def _organization_start(text: str, start: int, end: int) -> int:
    """Where an organization's name begins, whose ending stands at [start, end)."""
    before = _ORGAN_WORDS.search(text[max(0, start - 24) : start])
    left = start - len(before.group()) if before else start
    lead = _ORGAN_LEAD.match(text, left, end)
    return min(lead.end(), start) if lead else left


_PLACE_END: Final = re.compile(
    r"[，。；、（\n]|[盗窃抢偷扒撬将把以用对与向实采趁乘通进贩卖出吸容被抓查因约拦殴打购交]|$"
)
_CLAUSE_END: Final = re.compile(r"[，。；：\n]|$")
#: Longest place that is taken, in characters.
_LONGEST_PLACE: Final = 48


def places(text: str) -> list[Span]:
    """Places after words that bring one (在, 窜至, 位于), up to the first ending after which no place goes on."""
    spans: list[Span] = []
    for lead in _patterns()["lead"].finditer(text):
        start = lead.end()
        clause = _CLAUSE_END.search(text, start, min(len(text), start + _LONGEST_PLACE))
        stop = clause.start() if clause else min(len(text), start + _LONGEST_PLACE)
        for ending in _patterns()["place"].finditer(text, start + 2, stop):
            if _PLACE_END.match(text, ending.end()):
                spans.append((start, ending.end()))
                break
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def people(text: str) -> list[Span]:
    """Where people are named: after a role's word, by a mask, and wherever a name found so stands again."""
    spans: dict[int, int] = {}
    names: set[str] = set()
    for match in _patterns()["masked"].finditer(text):
        span = _masked(text, *match.span("name"))
        if span:
            spans[span[0]] = span[1]
            names.add(text[slice(*span)])
    for role in _patterns()["role"].finditer(text):
        at = role.end()
        while end := _name_end(text, at):
            spans.setdefault(at, end)
            names.add(text[at:end])
            joined = re.compile(r"(?:（[^（）]{1,24}）)?(?:、|和|与|及|伙同)(?:被告人|被害人|吸毒人员|“)?").match(
                text, end
            )
            if not joined:
                break
            at = joined.end()
    for name in sorted(names, key=lambda name: (-len(name), name)):  # the longer first, the same in every run
        for match in re.finditer(re.escape(name), text):
            spans.setdefault(*match.span())
    ordered = sorted(spans.items(), key=lambda span: (span[0], -span[1]))
    kept: list[Span] = []
    for start, end in ordered:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


_FIGURE: Final = re.compile(r"(?<=[某甲乙丙丁戊己庚辛壬癸×*])\d{1,2}$")
_COUNTED: Final = re.compile(r"\d|[余多万]*元|\.\d")


def _masked(text: str, start: int, end: int) -> Span | None:
    """A masked name [surname + mask]; 黄某明 keeps its last character where that ends the name."""
    figure = _FIGURE.search(text[start:end])
    if figure and _COUNTED.match(text, end):
        end = start + figure.start()  # 陈某庚340元: the figure is a sum's, not the mask's
    # The character right before the mask is the surname, what stands before it a verb, unless both are one surname.
    single = next((i for i in (start + 1, start) if text[i] in surnames() and _is_mask(text, i + 1, end)), None)
    first = start if text[start : start + 2] in surnames() else single
    if first is None:
        return None
    words = text[first:end]
    if re.search(r"\d", words) and not re.fullmatch(r"[\u3400-\u9fff]某?某?[甲乙丙丁]?\d{1,2}", words):
        return None
    if re.fullmatch(r"[\u3400-\u9fff]\d{1,2}", words) and not re.match(r"[，。、；的与和在向]|$", text[end : end + 1]):
        return None
    following = text[end : end + 1]
    after = text[end + 1 : end + 2]
    if words.endswith("某") and len(words) == 2 and re.match(r"[\u3400-\u9fff]", following):
        listed = after in {"、", "，", "。", "（", "；"} and following not in _NEVER_IN_NAME
        alone = following not in _AFTER_NAME and (after in _AFTER_NAME or not re.match(r"[\u3400-\u9fff]", after))
        if listed or alone:
            end += 1
    return first, end


def _is_mask(text: str, start: int, end: int) -> bool:
    return re.compile(_MASK).fullmatch(text, start, end) is not None


def _name_end(text: str, at: int) -> int | None:
    """Where the unmasked name at ``at`` ends; None when no name stands there."""
    masked = re.compile(rf"[\u3400-\u9fff]{{1,2}}?{_MASK}").match(text, at)
    if masked:
        span = _masked(text, *masked.span())
        return span[1] if span and span[0] == at else None
    plain = re.compile(r"[xX]{1,3}(?=在|与|向|以|将|于|驾|，|的|从|因|到|、)").match(text, at)
    if plain:
        return plain.end()
    if text.startswith(("家属", "亲属", "近亲", "方面", "单位", "公司", "所在", "经营", "双方", "共同"), at):
        return None
    for length in (3, 2, 4):
        words = text[at : at + length]
        following = text[at + length : at + length + 1]
        if (
            len(words) == length
            and looks_like_person(words)
            and "某" not in words
            and not re.search(r"[在的与和向从被将因于到处为经对把给]", words[1:])
        ):
            if not following or following in _AFTER_NAME or not re.match(r"[\u3400-\u9fff]", following):
                return at + length
    return None
