"""Places where sentences say that something happened: 嵊州市鹿山街道李西村李家路口花木田, 该小区7号楼中单元门栋口西侧, 刘某某家.

A mention begins behind the word that brings it (在, 窜至, 进入, 位于, 停放在) and goes on up to the verb or mark that ends the
clause: it takes in 门口, 附近, 内, 家中 and a host's name inside it (…村方某某家中的一楼客厅), and leaves out 等地 and 被害人 before it.
Places listed with 、 are mentions of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from anmai.extraction.data.tables import table
from anmai.extraction.fragments.word_lists import alternatives
from anmai.extraction.text.normal import Span

#: The longest place that is taken, in characters.
_LONGEST: Final = 60
#: The longest run of words behind a place's last known ending that still belongs to it (蜂巢取件点附近, 花木田).
_LOOSE: Final = 6
_CLAUSE: Final = re.compile(r"[，。；：\n]")
#: A place behind one of these is told without being a place of this act, or is a time.
_NO_PLACE: Final = re.compile(
    r"\d{1,4}(?:年|月|日|时|点|次|万|元)|[同当次翌本]年|[当次同翌]日|第二天|凌晨|上述|其(?!家|住|租|所|经营)|该(?!小区|村|店|公司|市|镇|楼|院|房|校|厂|网|酒|超|工)|此|他|她"
)
#: Where a thing begins that stands at the place: 超市门前停车位上的1辆摩托车, 出租屋内的手机.
_THING: Final = re.compile(r"的(?=[一二两三四五六七八九十几数\d]+(?![个家处间座栋幢条楼层号排一二三四五六七八九十\d]))")
_OWNER: Final = re.compile(r"(?:原?被告人|被害人|受害人|失主|事主|户主|被害单位)")
_TAIL: Final = re.compile(r"(?:等地|等处|等多处|等|时|之后|期间|之际|的)+$")
_LIST: Final = re.compile(r"、|以及|(?<=[区县市镇乡村店厂内场处口])(?:和|及)(?=[\u3400-\u9fff*])")


@cache
def _leads() -> re.Pattern[str]:
    """Words that bring a place; words that only look like one are passed over."""
    shielded = "|".join(map(re.escape, table("places")["shielded"].split()))
    return re.compile(rf"(?:{alternatives('no_place_leads')}|{shielded})|(?P<lead>{alternatives('place_leads')})")


@cache
def _stops() -> re.Pattern[str]:
    """Words at which a place ends; words that only look like one are passed over."""
    shielded = "|".join(map(re.escape, table("places")["shielded"].split()))
    return re.compile(rf"(?:{alternatives('no_place_stops')}|{shielded})|(?P<stop>{alternatives('place_stops')})")


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('places')})(?:的?(?:{alternatives('place_tails')}))*|[*×xX]{{2,}}$")


def places(text: str) -> list[Span]:
    """Where places are named, in order, without overlap."""
    leads = [match.span("lead") for match in _leads().finditer(text) if match.group("lead")]
    found: list[Span] = []
    for number, lead in enumerate(leads):
        following = next((start for start, _ in leads[number + 1 :] if start >= lead[1]), len(text))
        for span in _behind(text, lead, following):
            if not found or span[0] >= found[-1][1]:
                found.append(span)
    return found


def _behind(text: str, lead: Span, following: int) -> Iterator[Span]:
    """The places that one lead brings, before the next lead."""
    start = lead[1]
    owner = _OWNER.match(text, start)
    start = owner.end() if owner else start
    if _NO_PLACE.match(text, start):
        return
    limit = min(len(text), start + _LONGEST, following)
    clause = _CLAUSE.search(text, start, limit)
    limit = clause.start() if clause else limit
    stop = next((match for match in _stops().finditer(text, start + 1, limit) if match.group("stop")), None)
    end = stop.start() if stop else limit
    thing = _THING.search(text, start + 2, end)
    end = thing.start() if thing else end
    position = start
    for joint in (*_LIST.finditer(text, start, end), None):
        last = joint.start() if joint else end
        span = _trimmed(text, position, last)
        if span:
            yield span
        elif joint is None or position == start:
            return
        position = joint.end() if joint else end


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A place of [start, end) without what is none of it; None where nothing tells a place."""
    tail = _TAIL.search(text[start:end])
    end = start + tail.start() if tail else end
    known = [match.end() for match in _endings().finditer(text, start, end) if match.end() > start + 1]
    if not known:
        return None
    last = known[-1]
    if end - last > _LOOSE or text.startswith("的", last):
        end = last
    return (start, end) if end - start > 1 else None
