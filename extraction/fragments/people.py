"""People as sentences name them: by a mask, after a word for their role, and wherever a name found so stands again.

A mention is the name alone: masks as written (张某, 李某甲, 王*, 陈××, 张某3), without role, quotation marks or kin
(周某某 of 周某某儿子). 某 marks a person whatever stands before it, unless a word that is no surname does; signs and
figures also stand in addresses and plates (**路**号, 桂A***), so that they mark a person only behind a surname that a
role, a mark or a verb brings.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.fragments.word_lists import alternatives, given_characters, words
from anmai.extraction.text.normal import Span
from anmai.extraction.text.occurrences import occurrences
from anmai.extraction.values.names import looks_like_person, surnames

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_STEM: Final = "甲乙丙丁戊己庚辛壬癸"
_MASK_ENDS: Final = frozenset(_STEM + "某")
#: Measures that make the figure before them a count: 陈某乙6人, 黄某某3个, 陈某庚340元.
_COUNTED: Final = (
    r"(?![\d.，]*\d|[余多万千百]*元|[个人次起部台辆只名件条包块张袋粒克瓶箱户套把根桶米吨头号楼时年月日点栋幢室])"
)
#: A mask of 某, with its stem or figure. It begins with the character that the search skips to.
_SOME: Final = re.compile(
    rf"某(?<!某某)某{{0,2}}(?:[{_STEM}](?!方|醇|基|肝))?(?:\d{{1,2}}{_COUNTED})?[A-Ca-c]?(?![A-Za-z])"
)
#: The first character stands before all that is asked of it, so that the search skips all others at once.
_SIGNS: Final = re.compile(
    r"[×*xX](?:(?<=[×*])(?<![×*].)[×*]{0,2}(?![×*])(?:\d{1,2}(?!\d))?|(?<=[xX])(?<![A-Za-z].)[xX]{0,2}(?![A-Za-z]))"
)
_FIGURE: Final = re.compile(
    r"[\dA-Za-z](?<=[\u3400-\u9fff].)(?:(?<=\d)\d?(?=[，。、；的与和在向）]|$)|(?<=[A-Za-z])(?![A-Za-z0-9×*]|粉))"
)
#: What stands behind a mask that is part of an address, a firm or a plate.
_ADDRESS: Final = re.compile(
    r"[号弄路街道镇乡村区县市省幢栋楼室单层座店厂苑园府城院公有商超网酒宾×*xX\d]|家园|门口|年|月|日"
)
_ADDRESS_BEFORE: Final = frozenset("省市县区旗州镇乡村街路道巷弄号栋幢楼层元期社组×*xX0123456789牌本")
#: Characters before 某 that are no surname.
_NO_SURNAME: Final = frozenset(
    "的在和与某等该被将从由给对为了是有到至及把因以时内前后中一二三四五六七八九十两几另第×*人窃进入现借走邻位盗取找名"
)
#: Surnames that are more often a word of their own: they begin a name only where something brings it.
_DOUBTFUL: Final = frozenset("于向经路时元房段关通相组同")
#: What may follow a person's name; it ends the name where the next character could belong to it.
_AFTER_NAME: Final = frozenset(
    "在的与和向从被将因于到用以处为等经对把给家一趁又来住称说让是系窃盗携进骑驾持伙不窜去至及并先后多均分随同乘利采翻撬使尾行未指约明无电通其打接容"
    "卖买贩购出提要求联吸供曾有身所自各该抓主归投当共作由已报发帮开乙丙听认退赔交谎二三四五六七八九两几取放停见挡参位实应入走拿赊暂租反收看跟"
    "拦送付转借逃独伸爬溜钻推拉返回再前则即便遂仍都也还正刚受处委故没丢拨跑离醒睡喝吃坐站带叫请找问偷上路往行证时需要"
)
#: Characters that no given name ends with; before a mark they are words of their own (黄某家，黄某称，).
_NEVER_IN_NAME: Final = frozenset(
    "的等在说称家处对给某后到前内上下和与被把将人们时吗呢了着过去来又及其所已也都均系是以"
)
#: What may follow a mask whose character before is no surname.
_AFTER_MASK: Final = _AFTER_NAME | frozenset("，、。；（") | {""}
#: What no given name holds that a mask stands in the middle of (黄某明).
_NO_GIVEN: Final = _AFTER_NAME | _NEVER_IN_NAME
#: Behind a given name's character where people are listed.
_LIST_MARKS: Final = frozenset("、，。（；")
#: Words behind a mask that make it a place's or a firm's.
_NO_PERSON: Final = (
    "支行", "分行", "路路口", "驾校", "居民楼", "小区", "工业区", "小学", "中学", "酒店", "宾馆", "大厦",
)  # fmt: skip
#: What follows a place or a firm of which only one character is masked: 某市, 某公司.
_OF_PLACES: Final = frozenset("市县区镇乡村路街日月年号公学医酒")
_ROLE_GAP: Final = r"(?:（[^（）]{1,20}）)?[“\"]?"
_JOINT: Final = re.compile(
    r"(?:（[^（）]{1,24}）)?[”\"]?(?:、|和|与|及|伙同)(?:被告人|被害人|吸毒人员|购毒人员|证人)?[“\"]?"
)
_PLAIN_SIGNS: Final = re.compile(r"[xX]{1,3}(?=在|与|向|以|将|于|驾|，|的|从|因|到|、)")
#: A nickname stands in quotation marks where people are listed or a bracket says that the person is unknown.
_NICKNAME: Final = re.compile(
    r"“(?:(?<=[和与由、给同向从跟找叫为经人员]“)|(?<=绰号“)|(?<=外号“))(?P<name>[\u3400-\u9fffA-Z]{2,4})”"
    r"(?=（(?:另案|在逃|身份|已判|绰号|真实|未到案|情况|另行|具体|基本|姓名)|、“[^”]{2,4}”（(?:另案|在逃|身份|真实)|"
    r"的(?:男子|女子|人|男人|女人|男青年)|处|手[中里]|购买|购得|购进|拿|买|那里|等人吸|提供)"
)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('person_roles')}){_ROLE_GAP}")


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile(alternatives("no_names"))


@cache
def _bringers() -> tuple[str, ...]:
    """Words right before a name that only a sign masks."""
    return (*words("person_roles"), *words("person_verbs"), "，", "。", "、", "；", "：", "“", "（", "）", "\n")


def people(text: str) -> list[Span]:
    """Where people are named, in order, without overlap; each as [start, end)."""
    spans: dict[int, int] = {}
    names: set[str] = set()
    masked = _masked(text)
    for start, end in (*masked, *_after_roles(text), *_listed(text, masked)):
        if spans.get(start, 0) < end:
            spans[start] = end
        names.add(text[start:end])
    for match in _NICKNAME.finditer(text):
        spans.setdefault(*match.span("name"))
        names.add(match.group("name"))
    _again(text, names, spans)
    for name in names:
        if len(name) == 3 and name[1] == "某" and name[2] not in _MASK_ENDS:
            for start in occurrences(text, name):
                spans[start] = max(start + len(name), spans.get(start, 0))
    kept: list[Span] = []
    reached = 0
    for start in sorted(spans):
        if start >= reached:
            reached = spans[start]
            kept.append((start, reached))
    return kept


def _again(text: str, names: set[str], spans: dict[int, int]) -> None:
    """Add every other place where one of the names stands that a mask alone doesn't find."""
    plain = [name for name in names if len(name) > 1 and not _marked(name)]
    for name in sorted(plain, key=len, reverse=True):
        for start in occurrences(text, name):
            spans.setdefault(start, start + len(name))


def _marked(name: str) -> bool:
    """Whether a mask alone marks the name wherever it stands: a surname and 某."""
    at = name.find("某")
    return at in (1, 2) and name[:at] in surnames()


def _masked(text: str) -> list[Span]:
    found = [span for match in _SOME.finditer(text) if (span := _some(text, *match.span()))]
    if "*" in text or "×" in text or "x" in text or "X" in text:
        found += [span for match in _SIGNS.finditer(text) if (span := _signs(text, *match.span()))]
    found += [span for match in _FIGURE.finditer(text) if (span := _figure(text, *match.span()))]
    return found


def _some(text: str, start: int, end: int) -> Span | None:
    """A name with 某: its surname before, and the last character of a name like 黄某明 where that ends the name."""
    before = text[start - 1] if start else ""
    if not "\u3400" <= before <= "\u9fff" or before in _NO_SURNAME:
        return None
    if before in _DOUBTFUL and not (start == 1 or text.endswith(_bringers(), 0, start - 1)):
        return None
    # Of two characters the first belongs to the name only where they are one surname (欧阳某); else it ends a word.
    first = start - 2 if start > 1 and text[start - 2 : start] in surnames() else start - 1
    if end - start > 1:
        return None if text.startswith(_NO_PERSON, end) else (first, end)
    following, after = text[end : end + 1], text[end + 1 : end + 2]
    if following not in _AFTER_MASK and text[first:start] not in surnames():
        return None
    if following in _OF_PLACES:
        return None
    if text[end - 1] == "某" and "\u3400" <= following <= "\u9fff":
        listed = after in _LIST_MARKS and following not in _NEVER_IN_NAME
        alone = following not in _NO_GIVEN and (after in _AFTER_NAME or not "\u3400" <= after <= "\u9fff")
        if listed or alone:
            end += 1
    return first, end


def _signs(text: str, start: int, end: int) -> Span | None:
    """A name masked by asterisks or crosses; none in an address, a firm's name or a plate."""
    if start == 0:
        return None
    compound = text[max(0, start - 2) : start]
    first = start - 2 if start > 1 and compound in surnames() else start - 1
    if text[first:start] not in surnames() or text[max(0, first - 1) : first] in _ADDRESS_BEFORE:
        return None
    brought = first == 0 or text.startswith("被告", max(0, first - 3)) or text.endswith(_bringers(), 0, first)
    if text[first] in _DOUBTFUL and not text.endswith(words("person_roles"), 0, first):
        return None
    if not brought:
        return None
    if _ADDRESS.match(text, end):
        return None
    if text[start] in "×xX" and end - start == 1 and _HAN.match(text, end):
        following, after = text[end], text[end + 1 : end + 2]
        if following not in _NO_GIVEN and (after in _AFTER_NAME or not _HAN.match(after)):
            return first, end + 1  # 王×明
    return first, end


def _figure(text: str, start: int, end: int) -> Span | None:
    """张3, 李1 and 王a, where a role or a mark brings them."""
    first = start - 1
    if text[first] not in surnames() or not text.endswith(_bringers(), 0, first):
        return None
    return first, end


def _after_roles(text: str) -> list[Span]:
    """Names behind a role's word, and those joined to them by 、 or 和."""
    found: list[Span] = []
    reached = 0
    for role in _roles().finditer(text):
        at = role.end()
        if at <= reached:  # a list that was followed from its first role on is not followed again from the next
            continue
        long = _LONG_MASKED.match(text, at) if role.group().startswith(_SURE_ROLES) else None
        if long and long.group("before") not in surnames() and _NEVER_IN_NAME.isdisjoint(long.group("before")):
            found.append((at, long.end()))
            continue
        while end := _name_end(text, at):
            found.append((at, end))
            joined = _JOINT.match(text, end)
            if not joined:
                break
            at = reached = joined.end()
    return found


_LISTED_BEFORE: Final = re.compile(
    r"(?:[，、。由和与及“]|伙同|被告人|被害人)(?P<name>[\u3400-\u9fff]{2,3})(?:、|和|与|及|伙同)$"
)
_LISTED_AFTER: Final = re.compile(r"(?:、|和|与)(?P<name>[\u3400-\u9fff]{2,3})(?=[，、。（等]|三人|二人|两人)")


#: How the words end that join a name to another.
_JOINS: Final = frozenset("、和与及同")


def _listed(text: str, masked: list[Span]) -> list[Span]:
    """Unmasked names that stand in a list beside masked ones: 由周海生、谷某某望风."""
    found: list[Span] = []
    for start, end in masked:
        if text[start - 1 : start] in _JOINS:
            near = max(0, start - 7)
            found += _plain_name(_LISTED_BEFORE.search(text[near:start]), near)
        if text[end : end + 1] in _JOINS:
            found += _plain_name(_LISTED_AFTER.match(text, end), 0)
    return found


def _plain_name(match: re.Match[str] | None, shift: int) -> list[Span]:
    if match is None or not looks_like_person(match["name"]) or _no_name().match(match["name"]):
        return []
    return [(match.start("name") + shift, match.end("name") + shift)]


#: Names of minorities and half-masked ones, of which a role alone tells where they begin: 阿木某某, 周建某.
_LONG_MASKED: Final = re.compile(r"(?P<before>(?:(?!某)[\u3400-\u9fff]){2,3})某{1,3}(?![公单小])")
_SURE_ROLES: Final = ("被告人", "被害人", "吸毒人员", "犯罪嫌疑人", "上诉人", "罪犯", "证人")

_SURNAME_SOME: Final = re.compile(rf"某某(?:某|[{_STEM}])(?!某)|[\u3400-\u9fff]{{1,2}}?(?P<mask>某{{1,3}}[{_STEM}]?)")
_DOTTED: Final = re.compile(r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+")


def _name_end(text: str, at: int) -> int | None:
    """Where the name at ``at`` ends; None when no name stands there."""
    dotted = _DOTTED.match(text, at, at + 26) if text.find("·", at, at + 9) > 0 else None
    if dotted:
        return dotted.end()
    masked = _SURNAME_SOME.match(text, at)
    if masked:
        if masked.group("mask") is None:
            return masked.end()
        span = _SOME.match(text, masked.start("mask"))
        name = _some(text, *span.span()) if span else None
        return name[1] if name and name[0] == at else None
    signs = _SIGNS.match(text, at + 1) or (_SIGNS.match(text, at + 2) if text[at : at + 2] in surnames() else None)
    if signs:
        name = _signs(text, *signs.span())
        return name[1] if name and name[0] == at else None
    plain = _PLAIN_SIGNS.match(text, at)
    if plain:
        return plain.end()
    if _no_name().match(text, at):
        return None
    for length in (3, 2, 4):
        name_words = text[at : at + length]
        following = text[at + length : at + length + 1]
        if (
            len(name_words) == length
            and looks_like_person(name_words)
            and _NEVER_IN_NAME.isdisjoint(name_words[1:])
            and (length < 4 or name_words[:2] in surnames())
            and not (name_words[-1] == "于" and following.isdigit())
            and (not following or following in _AFTER_NAME or not _HAN.match(following))
        ):
            return at + length
    return _behind_sure_role(text, at)


def _behind_sure_role(text: str, at: int) -> int | None:
    """Where a full name ends that only its role brings, whatever follows: told by the characters of given names."""
    if not text.endswith(_SURE_ROLES, 0, at) or text[at : at + 1] not in surnames():
        return None
    given = given_characters()
    if text[at + 1 : at + 2] not in given:
        return None
    return at + (3 if text[at + 2 : at + 3] in given else 2)
