"""Reads who sold drugs to whom, who trafficked in or held what, and who let whom use drugs at his place."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.fragments.people import people
from anmai.extraction.fragments.region import region
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span

COMPONENT: Final = "drug_relations"

_SENTENCE: Final = re.compile(r"[^。；\n]+")
_SELLS: Final = re.compile(r"贩卖|出售|售卖|卖给|卖得|卖了|销售|贩毒|倒卖")
_BUYS: Final = re.compile(r"购买|购得|买得|买了|求购|购进|购入")
_SHELTERS: Final = re.compile(r"容留")
_HOLDS: Final = re.compile(
    r"持有|身上[^，。；]{0,12}(?:查获|搜出|缴获|搜获|扣押)|(?:查获|搜出|缴获|搜获|查扣|扣押)|携带|藏匿|藏有"
)
_GENERIC: Final = re.compile(r"贩卖毒品罪|容留他人吸毒罪|非法持有毒品罪|容留他人吸毒|《")


def read_drug_relations(ruling: Ruling) -> None:
    """Set relations: sell_drugs_to, traffic_in, possess, provide_shelter_for; source and target as in the text."""
    offset, end = region(ruling)
    text = ruling.text[offset:end]
    mentions = ruling.draft.values.get("mentions") or []
    found = [row.spans[0] for row in mentions if row.value["label"] == "DRUG"]
    if not found and "容留" not in text:
        return
    drugs = [((left - offset, right - offset), ruling.normal.words(left, right)) for left, right in found]
    persons = [((a, b), ruling.normal.words(a + offset, b + offset)) for a, b in people(text)]
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}

    def add(kind: str, source: tuple[Span, str], target: tuple[Span, str], at: Span) -> None:
        if source[1] != target[1]:
            parts: tuple[tuple[str, Span, str], ...] = (("type", at, kind), ("source", *source), ("target", *target))
            row: dict[str, Any] = {
                name: Found(value, ((span[0] + offset, span[1] + offset),), 0.6) for name, span, value in parts
            }
            rows.setdefault((kind, source[1], target[1]), row)

    main = _defendant(text, persons)
    seller: tuple[Span, str] | None = None
    for sentence in _SENTENCE.finditer(text):
        here = [person for person in persons if _inside(person[0], sentence.span())]
        goods = [drug for drug in drugs if _inside(drug[0], sentence.span())]
        words = _GENERIC.sub(lambda match: "＿" * len(match.group()), sentence.group())
        shelter = _SHELTERS.search(words)
        if shelter:
            _shelter(text, sentence.start() + shelter.start(), sentence.end(), here, main, add)
            continue
        sells, buys = _SELLS.search(words), _BUYS.search(words)
        if sells or buys:
            verb = (sells or buys).span()  # type: ignore[union-attr]
            at, passage = sentence.start() + verb[0], (sentence.start() + verb[0], sentence.start() + verb[1])
            sale = _sale(text, at, here, main, buying=sells is None)
            if sale:
                seller = sale[0]
                for buyer in sale[1]:
                    add("sell_drugs_to", seller, buyer, passage)
                for drug in goods:
                    add("traffic_in", seller, drug, passage)
                continue
        holds = _HOLDS.search(words)
        if holds and goods:
            at, passage = (
                sentence.start() + holds.start(),
                (sentence.start() + holds.start(), sentence.start() + holds.end()),
            )
            holder = next((person for person in reversed(here) if person[0][1] <= at + 2), here[0] if here else main)
            if holder and (seller is None or holder[1] != seller[1]):
                for drug in goods:
                    add("possess", holder, drug, passage)
            elif seller:
                for drug in goods:
                    add("traffic_in", seller, drug, passage)
        elif goods and seller:
            for drug in goods:
                add("traffic_in", seller, drug, drug[0])
    ruling.put(COMPONENT, "relations", list(rows.values()))


def _inside(span: Span, outer: Span) -> bool:
    return outer[0] <= span[0] and span[1] <= outer[1]


def _defendant(text: str, persons: list[tuple[Span, str]]) -> tuple[Span, str] | None:
    """The first person called 被告人, else the first person."""
    called = (person for person in persons if text[max(0, person[0][0] - 3) : person[0][0]] == "被告人")
    return next(called, persons[0] if persons else None)


def _sale(
    text: str, at: int, here: list[tuple[Span, str]], main: tuple[Span, str] | None, *, buying: bool
) -> tuple[tuple[Span, str], list[tuple[Span, str]]] | None:
    """Seller and buyers of a sentence about one sale."""
    source = [p for p in here if text[max(0, p[0][0] - 12) : p[0][0]].endswith(("向", "从", "被告人")) or p is None]
    if buying:
        # 乙向甲购买: the person after 向 or 从 sells, the one before it buys.
        sellers = [p for p in here if re.search(r"(?:向|从|找|在)(?:被告人|“)?$", text[max(0, p[0][0] - 6) : p[0][0]])]
        first = sellers[0] if sellers else None
        buyers = [p for p in here if first and p[0][1] <= first[0][0] and p[1] != first[1]][-1:]
        return (first, buyers) if first and buyers else None
    targets = [
        p
        for p in here
        if re.search(
            r"(?:向|给|卖给|售给|卖与)(?:吸毒人员|购毒人员|吸毒者|购毒者|举报人|群众|证人|“|特情人员)*$",
            text[max(0, p[0][0] - 10) : p[0][0]],
        )
    ]
    before = [p for p in here if p[0][1] <= at and p not in targets]
    seller = next((p for p in before if text[max(0, p[0][0] - 3) : p[0][0]] == "被告人"), before[0] if before else main)
    if seller is None:
        return None
    buyers = list(targets)
    for target in targets:
        last = target
        for person in here:
            if person[0][0] >= last[0][1] and re.fullmatch(
                r"(?:（[^（）]*）)?(?:、|和|及|与|“|”)+", text[last[0][1] : person[0][0]]
            ):
                buyers.append(person)
                last = person
    if not buyers and source:
        buyers = [
            p
            for p in here
            if p[1] != seller[1] and re.search(r"吸毒人员|购毒|举报人", text[max(0, p[0][0] - 6) : p[0][0]])
        ]
    return seller, [buyer for buyer in buyers if buyer[1] != seller[1]]


def _shelter(
    text: str, at: int, end: int, here: list[tuple[Span, str]], main: tuple[Span, str] | None, add: Any
) -> None:
    """甲容留乙、丙吸食: those named up to the verb of using are guests."""
    host = next((p for p in here if p[0][1] <= at and text[max(0, p[0][0] - 3) : p[0][0]] == "被告人"), None)
    host = host or next((p for p in here if p[0][1] <= at), None) or main
    stop = re.compile(r"吸食|吸毒|注射|，").search(text, at, end)
    limit = stop.start() if stop else end
    for guest in here:
        if host and at < guest[0][0] < limit:
            add("provide_shelter_for", host, guest, (at, at + 2))
