"""Who sold drugs to whom, and what: 甲向乙贩卖, 甲将…卖给乙, 乙向甲购买, 乙联系甲购买, 甲与乙交易."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from anmai.extraction.fragments.drug_scene import Drug, Person, Scene, Sentence
from anmai.extraction.text.normal import Span

_SELLS: Final = re.compile(r"贩卖|出售|售卖|卖给|卖得|卖了|卖与|销售|倒卖|转卖|兜售|售给|赊(?!购)|贩毒")
_HANDS: Final = re.compile(r"(?:交付|交付给|交给|拿给|递给|提供给|送给|抵债给|转交给|送至|拿到)")
_BUYS: Final = re.compile(
    r"求购|赊购|约购|购买|购得|购取|购进|购入|购回|买得|买了|买到|买来|买取|购毒|拿了|取得|获得|买(?=[^方家主毒])"
)
_TRADES: Final = re.compile(r"进行(?:毒品)?交易|完成(?:毒品)?交易|毒品交易|交易")
_CRIME: Final = r"毒品(?:罪|罪的|行为|犯罪|活动|的(?:嫌疑|线索|犯罪|行为|事实))"
_NO_SALE: Final = re.compile(rf"贩卖{_CRIME}|销售{_CRIME}|涉嫌[^，。；]{{0,8}}贩卖|《[^》]*》|毒品交易的")
#: What brings a buyer before the verb (向乙贩卖), a seller before the verb (从甲处购买), and somebody addressed.
_TOWARDS: Final = re.compile(
    r"(?:向|对)(?:其(?:朋友|同学|同事)|一?(?:个|名)?(?:外号|绰号|花名|名)?(?:叫|为)?)?[^，。；、]{0,8}$"
)
_FROM: Final = re.compile(
    r"(?:向|从|找|跟|在|经|到)(?:[^，。；、]{0,12}(?:叫|名为|外号|绰号|花名)(?:叫|为|打)?|"
    r"其?(?:同居)?(?:男友|女友|朋友|上家|老乡|同学|亲戚|邻居))?[“\"]?$"
)
_CALLED: Final = re.compile(
    r"(?:联系|致电|打电话给|电话|拨打|约|找|告知|打给|联系上)(?:到|了|上)?(?:被告人|贩毒人员|犯罪嫌疑人|[^，。；]{0,4})?[“\"]?$"
)
_CALLS_FROM: Final = re.compile(
    r"(?:接到|接|应|受|收到|收取|收)(?:了)?(?:吸毒人员|购毒人员|购毒者|吸毒者|被告人|[^，。；、]{0,4})?[“\"]?$"
)
_OBLIQUE: Final = (*"向给从与找对由跟被和为帮经在到让", "帮助", "通过", "介绍")
#: What follows a person who is named for his place or things alone.
_NO_SUBJECT: Final = ("家", "处", "住", "的住", "的家", "的出租", "的租", "身上", "手中", "手里", "等地")
_BRACKET: Final = re.compile(r"（[^（）]*）")
_USER: Final = (
    "吸毒人员",
    "购毒人员",
    "购毒者",
    "吸毒者",
    "举报人",
    "群众",
    "特情人员",
    "买毒人员",
    "购毒人",
    "涉案人员",
)
_ROLES: Final = re.compile(
    r"(?:被告人|吸毒人员|购毒人员|购毒者|吸毒者|涉毒人员|举报人|群众|证人|特情人员|特情|线人|贩毒人员|犯罪嫌疑人|嫌疑人|朋友|同案人|[“\"])+$"
)
#: How these end: behind other characters none is looked for.
_ROLE_ENDS: Final = frozenset('人员者众情友“"')
_FROM_HIM: Final = re.compile(r"(?:向|跟|找|从)(?:其|他|她)(?:联系|提出|要求|电话|约定|打电话|要)?$")
_AT_HIS: Final = re.compile(r"[”\"]?(?:处|手|那里|家|的)")
_WITH_ACCUSED: Final = re.compile(r"(?:与|和|跟)(?:被告人)?$")
_THING: Final = re.compile(r"毒品|冰毒|海洛因|麻[古果]|K粉|包|袋|甲基|氯胺酮|晶体|粒|颗")
_MONEY: Final = re.compile(r"元[^，]{0,6}$")
_CLAUSE: Final = re.compile(r"，|后(?!来)|时，")
#: The longest run of words between a person and the verb of his clause.
_NEAR: Final = 40
_TAKEN: Final = re.compile(r"抓获|查获|缴获|捉获|挡获|收缴|搜出|扣押|鉴定|起获")
_DEAL: Final = re.compile(r"贩卖|毒资|购毒款|购买|交易|求购|出售|卖|报酬|好处")


#: A seller and his buyer, who may be told by no name.
Deal = tuple[Person, Person | None]


@dataclass(frozen=True, slots=True)
class Sale:
    """One seller, one buyer (None where the text names none), the words that tell it, and the drugs sold."""

    seller: Person
    buyer: Person | None
    told: Span
    drugs: tuple[Drug, ...]


def sales(scene: Scene) -> list[Sale]:
    """Every sale that the paragraph tells, in order."""
    found: list[Sale] = []
    deal = _DEAL.search(scene.text) is not None
    for sentence in scene.sentences:
        blank = _NO_SALE.sub(lambda match: "＿" * len(match.group()), scene.text[sentence.start : sentence.end])
        for pattern, read in ((_SELLS, _sold), (_BUYS, _bought), (_TRADES, _traded), (_HANDS, _handed)):
            if pattern is _HANDS and not deal:
                continue
            for match in pattern.finditer(blank):
                told = (sentence.start + match.start(), sentence.start + match.end())
                for seller, buyer in read(scene, sentence, told):
                    if buyer is None or buyer.name != seller.name:
                        found.append(Sale(seller, buyer, told, _goods(scene, sentence, told)))
    return found


def _goods(scene: Scene, sentence: Sentence, told: Span) -> tuple[Drug, ...]:
    """The drugs of a sentence about a sale, up to the arrest; what the laboratory found is left out."""
    stop = _TAKEN.search(scene.text, told[1], sentence.end)
    end = stop.start() if stop else sentence.end
    return tuple(drug for drug in sentence.drugs if drug.span[0] < end and not drug.tested)


def _role_free(scene: Scene, person: Person) -> int:
    """Where the words before a person end, his role left aside."""
    start = person.span[0]
    if scene.text[start - 1 : start] not in _ROLE_ENDS:
        return start
    role = _ROLES.search(scene.text, max(0, start - 14), start)
    return role.start() if role else start


def _subject(scene: Scene, sentence: Sentence, at: int, but: frozenset[str]) -> list[Person]:
    """Who does what stands at ``at``, with those joined to him.

    The last person before it whom no preposition brings, but one of the accused before anybody else; where the
    sentence names nobody, the main accused.
    """
    before = [person for person in sentence.persons if person.span[1] <= at]
    able = [person for person in before if person.name not in but]
    able = [person for person in able if not scene.text.startswith(_NO_SUBJECT, person.span[1])]
    group: list[Person] = []
    for person in able:
        start = _role_free(scene, person)
        oblique = scene.text[max(0, start - 2) : start].endswith(_OBLIQUE)
        if any(person.name == other.name for other in group) or (oblique and group):
            continue
        group = [other for other in scene.joined(before, before.index(person)) if other.name not in but]
    accused = [person for person in before if person.name in scene.accused and person.name not in but]
    if accused and group and group[0].name not in scene.accused:
        return scene.joined(before, before.index(accused[-1]))
    if group:
        return group
    main = scene.main
    return [main] if main and main.name not in but else []


def _receivers(scene: Scene, sentence: Sentence, at: int) -> list[Person]:
    """The people behind 给 after the verb, in the same clause."""
    stop = _CLAUSE.search(scene.text, at, sentence.end)
    end = stop.start() if stop else sentence.end
    for number, person in enumerate(sentence.persons):
        if person.span[0] < at or person.span[0] >= end:
            continue
        given = scene.text[at - 1 : at] == "给" or "给" in scene.text[at : person.span[0]]
        if given or at == _role_free(scene, person):
            return scene.joined(sentence.persons, number)
    return []


def _sold(scene: Scene, sentence: Sentence, told: Span) -> Iterator[Deal]:
    """甲向乙贩卖, 甲将…贩卖给乙; a sale to nobody named gives the seller alone."""
    buyers = (
        _receivers(scene, sentence, told[1]) or _addressed(scene, sentence, told[0]) or _users(scene, sentence, told[0])
    )
    first = min([told[0], *(buyer.span[0] for buyer in buyers)])
    for seller in _subject(scene, sentence, first, frozenset(buyer.name for buyer in buyers)):
        if not buyers:
            yield seller, None
        for buyer in buyers:
            yield seller, buyer


def _addressed(scene: Scene, sentence: Sentence, at: int) -> list[Person]:
    """The people between 向 and the verb: 向乙、丙贩卖."""
    before = [person for person in sentence.persons if person.span[1] <= at]
    for number in range(len(before) - 1, -1, -1):
        gap = _BRACKET.sub("", scene.text[before[number].span[1] : at])
        if len(gap) <= _NEAR and "，" not in gap:
            if _TOWARDS.search(scene.before(_role_free(scene, before[number]), 14)):
                return scene.joined(before, number)
    return []


def _users(scene: Scene, sentence: Sentence, at: int) -> list[Person]:
    """The last person before the verb whom the text calls a user or buyer of drugs."""
    before = [person for person in sentence.persons if person.span[1] <= at]
    return [person for person in before if scene.before(person.span[0]).endswith(_USER)][-1:]


def _bought(scene: Scene, sentence: Sentence, told: Span) -> Iterator[Deal]:
    """乙向甲购买, 乙从甲处购得; 乙联系甲购买; 甲接到乙电话求购."""
    before = [person for person in sentence.persons if person.span[1] <= told[0]]
    clause = max(scene.text.rfind("，", sentence.start, told[0]), sentence.start)
    main = scene.main
    if main and before and _FROM_HIM.search(scene.text[clause : told[0]]):
        yield from ((main, buyer) for buyer in _subject(scene, sentence, told[0], frozenset({main.name})))
        return
    for number in range(len(before) - 1, -1, -1):
        person = before[number]
        start = _role_free(scene, person)
        words = scene.before(start, 16)
        gap = _BRACKET.sub("", scene.text[person.span[1] : told[0]])
        if _TAKEN.search(gap):
            return
        others = _subject(scene, sentence, start, frozenset({person.name}))
        if len(gap) <= _NEAR and "，" not in gap and _from(words, gap):
            yield from ((person, buyer) for buyer in others)
            return
        if _CALLED.search(words) and number:
            yield from ((person, buyer) for buyer in others)
            return
        if _CALLS_FROM.search(words):
            yield from ((seller, person) for seller in others)
            return


def _from(words: str, gap: str) -> bool:
    """Whether a person is told to be the source: 向甲购买, 从甲处购得, 在甲手中购得."""
    if _FROM.search(words) is None:
        return False
    return not words.endswith(("到", "在")) or _AT_HIS.match(gap) is not None


def _traded(scene: Scene, sentence: Sentence, told: Span) -> Iterator[Deal]:
    """甲与乙进行毒品交易: the accused sells."""
    main = scene.main
    if main is None:
        return
    for person in sentence.persons:
        if person.span[1] <= told[0] and person.name != main.name:
            gap = scene.text[person.span[1] : told[0]]
            with_him = scene.before(_role_free(scene, person), 1) in {"与", "和", "跟"} and "，" not in gap
            if (with_him and len(gap) < _NEAR) or _WITH_ACCUSED.search(gap[: max(0, gap.find(main.name))]):
                yield main, person
                return


def _handed(scene: Scene, sentence: Sentence, told: Span) -> Iterator[Deal]:
    """甲将毒品交给乙, where a deal is told."""
    before = scene.text[max(sentence.start, told[0] - _NEAR) : told[0]]
    if not _THING.search(before) or _MONEY.search(before):
        return
    buyers = _receivers(scene, sentence, told[1])
    for seller in _subject(scene, sentence, told[0], frozenset(buyer.name for buyer in buyers)):
        yield from ((seller, buyer) for buyer in buyers)
