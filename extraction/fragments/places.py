"""Places where sentences say that something happened: 安宁市连然街道大屯村3号门口, 该小区7号楼西侧, 刘某某家.

A mention begins behind the word that brings it (在, 窜至, 进入, 位于, 停放在) and goes on up to the verb or mark that
ends the clause: it takes in 门口, 附近, 内, 家中 and a host's name inside it (…村周某某家中的客厅), and leaves out 等地
and 被害人 before it. Places listed with 、 are mentions of their own; words that only say what kind of place it is
(店内, 路边, 楼下) are none. Two labels tell them apart, as for times: PLACE is where an act of the case took place,
PROCEDURE_PLACE where police acted or the suspect gave himself up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter
from typing import Final

from anmai.extraction.fragments.word_lists import alternatives, finder
from anmai.extraction.text.normal import Span

#: The longest place that is taken, in characters.
_LONGEST: Final = 60
#: The longest run of words behind a place's last known ending that still belongs to it (…市场水产批发点, …路口苗圃).
_LOOSE: Final = 6
_CLAUSE: Final = re.compile(r"[，。；：\n]")
#: How far before and behind a place police are looked for, in characters.
_NEAR: Final = 24
#: A place behind one of these is told without being a place of this act, or is a time.
_NO_PLACE: Final = re.compile(
    r"\d{1,4}(?:年|月|日|时|点|次|万|元)|[同当次翌本]年|[当次同翌]日|第二天|凌晨|上述|其(?!家|住|租|所|经营)|"
    r"该(?!小区|村|店|公司|市|镇|楼|院|房|校|厂|网|酒|超|工)|此|他|她|某|[一二三四五六七八九十]+年|自己的|"
    r"[^，。；]{0,12}(?:微信|支付宝|账户|账号|银行卡|信用卡|网站)"
)
#: Where a thing begins that stands at the place: 超市门前停车位上的1辆摩托车, 出租屋内的手机.
_GOODS: Final = (
    r"牌(?!楼|坊|照)|手机|摩托|轿车|汽车(?!站)|自行车(?!停)|电动车(?!停)|三轮车|电瓶|洗衣机|电脑(?!店|城)|现金"
)
_THING: Final = re.compile(
    rf"的(?=[^的、]{{0,14}}?(?:{_GOODS}))|"
    r"的(?=[一二两三四五六七八九十几数\d]+(?![个家处间座栋幢条楼层号排一二三四五六七八九十\d]))"
)
_OWNER: Final = re.compile(r"(?:原?被告人|被害人|受害人|失主|事主|户主|被害单位)")
_TAIL: Final = re.compile(r"(?:（|的时候|等地|等处|等多处|等|时|之后|期间|之际|的)+$")
#: How such words end: elsewhere they aren't looked for.
_TAIL_ENDS: Final = frozenset("（候地处等时后间际的")
#: Two of them at a place's end are a masked ending.
_SIGNS: Final = frozenset("*×xX")
#: The first character stands before all that is asked of it, so that the search skips all others at once.
_LIST: Final = re.compile(
    r"、|以及|和(?<=[区县镇乡村街店厂内场处口]和)(?![平田县政硕顺睦])(?=[\u3400-\u9fff*])|"
    r"及(?<=[区县镇乡村街店厂内场处口]及)(?=[\u3400-\u9fff*])"
)


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('places')})(?:的?(?:{alternatives('place_tails')}))*")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('generic_places')})+")


@cache
def _police() -> re.Pattern[str]:
    return re.compile(alternatives("police"))


@cache
def _home() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('homes')})(?![属人长具庭])")


def places(text: str, people: Iterable[Span] = ()) -> list[tuple[str, Span]]:
    """Where places are named, each with its label, in order, without overlap.

    Args:
        text: Normalised text.
        people: Where people are named in it; their homes are places.
    """
    leads = finder("place_leads", "no_place_leads").all(text)
    found: list[tuple[str, Span]] = []
    reached = 0
    for number, lead in enumerate(leads):
        following = leads[number + 1][0] if number + 1 < len(leads) else len(text)
        for span in _behind(text, lead, following):
            if span[0] >= reached:
                found.append(("PROCEDURE_PLACE" if _of_procedure(text, lead[0], span[1]) else "PLACE", span))
                reached = span[1]
    for start, end in people:
        home = _home().match(text, end)
        if home is None or (start and text[start - 1] == "将"):
            continue
        if not any(first < home.end() and start < last for _, (first, last) in found):
            found.append(("PLACE", (start, home.end())))
    return sorted(found, key=itemgetter(1))


def _of_procedure(text: str, lead: int, end: int) -> bool:
    """Whether police acted, or the suspect gave himself up, at the place."""
    near = max(0, lead - _NEAR)
    if _police().search(text, near, lead):
        clause = max(text.rfind(mark, near, lead) for mark in "，。；（")
        if _police().search(text, max(near, clause), lead):
            return True
    after = _CLAUSE.search(text, end, end + _NEAR)
    return _police().search(text, end, after.start() if after else end + _NEAR) is not None


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
    end = finder("place_stops", "no_place_stops").first(text, start + 1, limit)
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
    if end > start and text[end - 1] in _TAIL_ENDS:
        tail = _TAIL.search(text, start, end)
        end = tail.start() if tail else end
    last = start
    for known in _endings().finditer(text, start, end):
        last = known.end()
    if end - start > 1 and text[end - 1] in _SIGNS and text[end - 2] in _SIGNS:
        last = end
    if last <= start + 1:
        return None
    if end - last > _LOOSE or text.startswith("的", last):
        end = last
    return (start, end) if end - start > 1 and not _generic().fullmatch(text, start, end) else None
