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
_TRADES: Final = re.compile(r"(?:进行|完成)?(?:毒品)?交易")
_NO_SALE: Final = re.compile(
    r"(?:贩卖|销售)毒品(?:罪|罪的|行为|犯罪|活动|的(?:嫌疑|线索|犯罪|行为|事实))|涉嫌[^，。；]{0,8}贩卖|《[^》]*》|毒品交易的"
)
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
_OBLIQUE: Final = (
    "向",
    "给",
    "从",
    "与",
    "找",
    "对",
    "由",
    "跟",
    "被",
    "和",
    "为",
    "帮",
    "帮助",
    "经",
    "通过",
    "在",
    "到",
    "让",
    "介绍",
)
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
_TAKEN: Final = re.compile(r"抓获|查获|缴获|捉获|挡获|收缴|搜出|扣押|鉴定|起获")
_DEAL: Final = re.compile(r"贩卖|毒资|购毒款|购买|交易|求购|出售|卖|报酬|好处")


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
    """The drugs of a sentence about a sale, up to the arrest; where it names none, what the laboratory found."""
    stop = _TAKEN.search(scene.text, told[1], sentence.end)
    end = stop.start() if stop else sentence.end
    here = tuple(drug for drug in sentence.drugs if drug.span[0] < end and not drug.tested)
    return here


def _role_free(scene: Scene, person: Person) -> int:
    """Where the words before a person end, his role left aside."""
    near = max(0, person.span[0] - 14)
    role = _ROLES.search(scene.text[near : person.span[0]])
    return near + role.start() if role else person.span[0]


def _subject(scene: Scene, sentence: Sentence, at: int, but: tuple[str, ...] = ()) -> list[Person]:
    """Who does what stands at ``at``: the last person before it that no preposition brings, with those joined to him."""
    best: list[Person] = []
    persons = sentence.persons
    for number, person in enumerate(persons):
        if person.span[1] > at:
            break
        if person.name in but or scene.text.startswith(_NO_SUBJECT, person.span[1]):
            continue
        before = scene.text[max(0, _role_free(scene, person) - 2) : _role_free(scene, person)]
        if best and best[-1] is not person and any(other is person for other in best):
            continue
        if before.endswith(_OBLIQUE) and best:
            continue
        group = [other for other in scene.joined(persons, number) if other.span[1] <= at and other.name not in but]
        if not any(person.name == other.name for other in best):
            best = group
    accused = [person for person in persons if person.span[1] <= at and person.name in scene.accused]
    accused = [person for person in accused if person.name not in but]
    if accused and best and best[0].name not in scene.accused:
        return [other for other in scene.joined(persons, persons.index(accused[-1])) if other.span[1] <= at]
    if best:
        return best
    main = scene.main
    return [main] if main and main.name not in but else []


def _clause_end(scene: Scene, sentence: Sentence, at: int) -> int:
    stop = re.compile(r"，|后(?!来)|时，").search(scene.text, at, sentence.end)
    return stop.start() if stop else sentence.end


def _receivers(scene: Scene, sentence: Sentence, at: int) -> list[Person]:
    """The people behind 给 after the verb, in the same clause."""
    end = _clause_end(scene, sentence, at)
    for number, person in enumerate(sentence.persons):
        if person.span[0] < at or person.span[0] >= end:
            continue
        if (
            scene.text[at - 1 : at] == "给"
            or "给" in scene.text[at : person.span[0]]
            or at == _role_free(scene, person)
        ):
            return scene.joined(sentence.persons, number)
    return []


def _sold(scene: Scene, sentence: Sentence, told: Span) -> Iterator[tuple[Person, Person | None]]:
    """甲向乙贩卖, 甲将…贩卖给乙; a sale to nobody named gives the seller alone."""
    buyers = _receivers(scene, sentence, told[1])
    if not buyers:
        for number in range(len(sentence.persons) - 1, -1, -1):
            person = sentence.persons[number]
            gap = _BRACKET.sub("", scene.text[person.span[1] : told[0]])
            if person.span[1] <= told[0] and len(gap) <= 40 and "，" not in gap:
                start = _role_free(scene, person)
                if scene.before(start, 14).endswith(("向", "对")) or _TOWARDS.search(scene.before(start, 14)):
                    buyers = scene.joined(sentence.persons, number)
                    buyers = [buyer for buyer in buyers if buyer.span[1] <= told[0]]
                    break
    if not buyers:
        before = [person for person in sentence.persons if person.span[1] <= told[0]]
        buyers = [person for person in before if scene.before(person.span[0]).endswith(_USER)][-1:]
    sellers = _subject(scene, sentence, min([told[0], *(b.span[0] for b in buyers)]), tuple(b.name for b in buyers))
    for seller in sellers:
        for buyer in buyers or [None]:
            yield seller, buyer


def _bought(scene: Scene, sentence: Sentence, told: Span) -> Iterator[tuple[Person, Person | None]]:
    """乙向甲购买, 乙从甲处购得; 乙联系甲购买; 甲接到乙电话求购."""
    persons = [person for person in sentence.persons if person.span[1] <= told[0]]
    clause = max(scene.text.rfind("，", sentence.start, told[0]), sentence.start)
    if re.search(r"(?:向|跟|找|从)(?:其|他|她)(?:联系|提出|要求|电话|约定|打电话|要)?$", scene.text[clause : told[0]]):
        sellers = [scene.main] if scene.main else []
        buyers = _subject(scene, sentence, told[0], tuple(s.name for s in sellers))
        yield from ((seller, buyer) for seller in sellers for buyer in buyers if persons)
        return
    for number in range(len(persons) - 1, -1, -1):
        person = persons[number]
        start = _role_free(scene, person)
        before = scene.before(start, 16)
        gap = _BRACKET.sub("", scene.text[person.span[1] : told[0]])
        if _TAKEN.search(gap):
            return
        if len(gap) <= 40 and "，" not in gap and _FROM.search(before) and not before.endswith(("和", "、")):
            if before.endswith(("与", "到", "在")) and not re.match(r"[”\"]?(?:处|手|那里|家|的)", gap):
                continue
            if before.endswith(("为", "帮")):
                continue
            for buyer in _subject(scene, sentence, start, (person.name,)):
                yield person, buyer
            return
        if _CALLED.search(before) and number:
            for buyer in _subject(scene, sentence, start, (person.name,)):
                yield person, buyer
            return
        if _CALLS_FROM.search(before):
            for seller in _subject(scene, sentence, start, (person.name,)):
                yield seller, person
            return


def _traded(scene: Scene, sentence: Sentence, told: Span) -> Iterator[tuple[Person, Person | None]]:
    """甲与乙进行毒品交易: the accused sells."""
    main = scene.main
    if main is None:
        return
    for person in sentence.persons:
        if person.span[1] <= told[0] and person.name != main.name:
            start = _role_free(scene, person)
            gap = scene.text[person.span[1] : told[0]]
            if scene.before(start, 1) in {"与", "和", "跟"} and "，" not in gap and len(gap) < 30:
                yield main, person
                return
            if main.name in scene.text[person.span[1] : told[0]] and re.search(
                r"(?:与|和|跟)(?:被告人)?$", scene.text[person.span[1] : person.span[1] + gap.find(main.name)]
            ):
                yield main, person
                return


def _handed(scene: Scene, sentence: Sentence, told: Span) -> Iterator[tuple[Person, Person | None]]:
    """甲将毒品交给乙, where a deal is told."""
    before = scene.text[max(sentence.start, told[0] - 40) : told[0]]
    if not re.search(r"毒品|冰毒|海洛因|麻[古果]|K粉|包|袋|甲基|氯胺酮|晶体|粒|颗", before) or re.search(
        r"元[^，]{0,6}$", before
    ):
        return
    buyers = _receivers(scene, sentence, told[1])
    names = tuple(buyer.name for buyer in buyers)
    for seller in _subject(scene, sentence, told[0], names):
        for buyer in buyers:
            yield seller, buyer
