"""Reads the parties of a civil, enforcement or administrative ruling, with all that the header says of each."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from anmai.extraction.civil.header_entries import Entry, header_entries
from anmai.extraction.civil.words import alternation, role_pattern
from anmai.extraction.criminal.identity import read_identity
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import MASKED, is_organization, looks_like_person

COMPONENT: Final = "civil_parties"

_NAME_END: Final = re.compile(
    r"[，。；：\n]|(?:男|女)(?=[，。]|(?:19|20)\d\d年)|(?<=[^住])(?:住所地|统一社会信用代码|身份证号)|(?:曾用名|又名)(?=[^）])|(?<=[）司行厂院局社店])(?:法定代表人|负责人|经营者|委托代理人)"
)
_BRACKET: Final = re.compile(r"（[^（）\n]{1,60}）")
_CREDIT: Final = re.compile(
    r"(?:统一)?(?:社会)?信用(?:社会)?代码(?:证)?(?:号码?)?(?:为|是)?[：:]?(?P<code>[0-9A-Z×*]{15,18})|统一信用代码[：:]?(?P<other>[0-9A-Z×*]{18})"
)
_ADDRESS: Final = re.compile(
    r"(?P<label>(?:现|暂|家|均|经常|实际|户籍地及|登记|注册|主要|办公|营业)?(?:住所地址|住所地|住所在地|住所|住址|住地|居住地址|居住地|居住于|居住在|居住|居所地|暂住地|现住地|现居地|经营场所|经营地址?|营业场所|"
    r"办公地址|办公地点|通讯地址|联系地址|注册地址|地址|租住|住)(?:及户籍(?:所在)?地)?)(?:均)?(?:系|在|于|为|是)?[：，]?(?P<place>[^，。；\n（）：]*(?:（[^（）\n]*）[^，。；\n（）：]*)*)"
)
_ADDRESS_LEAD: Final = re.compile(r"(?:^|[，。；\n）、])(?:，)?$")
_NO_PLACE: Final = re.compile(r"^(?:同上|同前|址同|同原告|同被告|不详|同.{0,6}$|地同|所同)")
_ORGANIZATION_SIGN: Final = re.compile(r"组织机构代码|营业执照|注册号|信用代码|(?:^|[，。])住所地")
#: What a party says or does, where a colon makes it look like a name (被告答辩要点：, 原告请求判令：).
_SAID: Final = re.compile(
    r"(?:不予|答辩|辩称|请求|要求|主张|陈述|认可|承认|未提|未到|提交|提供|举证|质证|庭审|意见|诉称|诉求|事实|理由)"
)
_GENERIC: Final = re.compile(r"^(?:某|某某)(?:公司|厂|店|银行|村|局|中心|医院|学校)$")


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(role_pattern())


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(rf"（(?:{alternation('bracketed_forms')})）$")


@cache
def _title_after_name() -> re.Pattern[str]:
    return re.compile(rf"(?<=..)(?:该?(?:公司|单位|行|局|院|村|镇|厂|社)?)?(?:{alternation('titles')})$")


def read_parties(ruling: Ruling) -> None:
    """Set parties: one row a party, in the header's order; roles as written, 上诉人（原审被告） gives two."""
    rows: list[dict[str, Any]] = []
    for entry in header_entries(ruling):
        if entry.sort == "party":
            for row in _party_rows(ruling, entry):
                known = next((other for other in rows if other["name"].value == row["name"].value), None)
                if known is None:
                    rows.append(row)
                else:
                    _join(known, row)
        elif entry.sort == "representative" and rows and "representative" not in rows[-1]:
            found = representative_name(ruling, entry)
            if found:
                rows[-1]["representative"] = found
                if not looks_like_person(rows[-1]["name"].value) or "sex" not in rows[-1]:
                    rows[-1]["kind"] = Found("organization", rows[-1]["kind"].spans)
    if not rows and not ruling.fragment:
        rows = _from_opening(ruling)
    short = _short_names(ruling, rows)
    for row in rows:
        name = row["name"].value
        if name in short:
            row["short_name"] = short[name]
            if "sex" not in row and is_organization(short[name].value):
                row["kind"] = Found("organization", row["kind"].spans)
    ruling.put(COMPONENT, "parties", rows)


_OPENING: Final = re.compile(
    r"(?P<role>原告|申请执行人|申请人|上诉人(?:（[^（）]{2,12}）)?)：?(?P<name>[^，。；（）、]{2,40}?)(?:（[^（）]{2,40}）)?"
    r"(?:与|诉|因与|根据[^，。；]{4,40}申请执行|申请执行)"
    r"(?P<other>被告|被执行人|被申请人|被上诉人(?:（[^（）]{2,12}）)?)：?(?P<second>[^，。；（）、]{2,60})"
)


def _from_opening(ruling: Ruling) -> list[dict[str, Any]]:
    """The parties of a ruling without a header, from the sentence that names the case (原告甲与被告乙…纠纷一案)."""
    text = ruling.text
    match = _OPENING.search(text, 0, 4000)
    if not match:
        return []
    rows = []
    for role, name in (("role", "name"), ("other", "second")):
        start = match.start(name)
        end = match.end(name) if name == "name" else start + _name_length(match.group(name))
        if end == start:
            continue
        kind = "organization" if is_organization(text[start:end]) else "person"
        rows.append(
            {
                "name": ruling.found(start, end, confidence=0.7),
                "roles": [ruling.found(*match.span(role), _roles().findall(match.group(role))[0], 0.9)],
                "kind": Found(kind, ((start, end),), 0.7),
            }
        )
    return rows


def _name_length(words: str) -> int:
    """How many characters at the head of ``words`` are a name: the longest organization, else a person."""
    for length in range(len(words), 3, -1):
        if is_organization(words[:length]) and words[:length].endswith(
            ("公司", "行", "社", "厂", "中心", "局", "院", "部")
        ):
            return length
    masked = re.match(MASKED, words)
    if masked:
        return masked.end()
    return next((length for length in (3, 2, 4) if length <= len(words) and looks_like_person(words[:length])), 0)


def _join(known: dict[str, Any], row: dict[str, Any]) -> None:
    """A party presented twice (plaintiff, and defendant of the counterclaim) keeps one row with all roles."""
    have = {role.value for role in known["roles"]}
    known["roles"].extend(role for role in row["roles"] if role.value not in have)
    for field, value in row.items():
        known.setdefault(field, value)


def _party_rows(ruling: Ruling, entry: Entry) -> list[dict[str, Any]]:
    text = ruling.text
    roles = [
        ruling.found(entry.start + match.start(), entry.start + match.end()) for match in _roles().finditer(entry.title)
    ]
    spans = name_spans(text, entry.body, entry.end)
    if not roles or not spans:
        return []
    rows = []
    for start, end in spans:
        if _SAID.match(text, start, end):
            continue
        unit = is_organization(text[start:end]) or bool(_GENERIC.match(text[start:end]))
        rows.append(
            {
                "name": ruling.found(start, end),
                "roles": list({role.value: role for role in roles}.values()),
                "kind": Found("organization" if unit else "person", ((start, end),)),
            }
        )
    if rows:
        _describe(ruling, rows[-1], spans[-1][1], entry.end)
    return rows


def _describe(ruling: Ruling, row: dict[str, Any], start: int, end: int) -> None:
    text = ruling.text
    identity = read_identity(ruling, start, end)
    personal: dict[str, Any] = {
        field: identity[field] for field in ("sex", "birth_date", "ethnicity", "id_number") if field in identity
    }
    unit = row["kind"].value == "organization"
    if (
        not personal
        and not unit
        and _ORGANIZATION_SIGN.search(text, start, end)
        and not looks_like_person(row["name"].value)
    ):
        unit = True
    if unit and "sex" in personal and looks_like_person(row["name"].value):
        unit = False
    row["kind"] = Found("organization" if unit else "person", row["kind"].spans)
    if identity.get("aliases"):
        row["aliases"] = identity["aliases"]
    if not unit:
        row.update(personal)
    credit = _CREDIT.search(text, start, end)
    if credit:
        group = "code" if credit.group("code") else "other"
        row["credit_code"] = ruling.found(*credit.span(group))
    address = find_address(text, start, end)
    if address:
        row["address"] = ruling.found(*address)


def find_address(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first place after 住, 住所地, 地址 and the like in text[start:end]; a household is none."""
    for match in _ADDRESS.finditer(text, start, end):
        if not _ADDRESS_LEAD.search(text[max(start - 1, 0) : match.start()]) and match.start() != start:
            continue
        left, right = match.span("place")
        place = text[left:right]
        inner = _ADDRESS.match(place)
        if inner and inner.group("place"):
            left += inner.start("place")
            place = text[left:right]
        if place and not _NO_PLACE.match(place):
            return left, right
    return None


def name_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names at the head of an entry; several where 、 parts them.

    A bracket inside a name (甲（集团）有限公司) or a form of business behind it （有限合伙） belongs to the name; other
    brackets (又名, 缺席, 经营者) do not.
    """
    line = text.find("\n", start, end)
    listed = [(m.start(), m.end()) for m in re.compile(r"[^；]+").finditer(text, start, line if line >= 0 else end)]
    if len(listed) > 1 and all(looks_like_person(text[a:b]) or is_organization(text[a:b]) for a, b in listed):
        return listed  # 申请执行人甲；乙；丙
    stop = end
    for match in _NAME_END.finditer(text, start, end):
        if match.start() > start and text.count("（", start, match.start()) == text.count("）", start, match.start()):
            stop = match.start()
            break
    spans = []
    for piece in _pieces(text, start, stop):
        left, right = piece
        while (bracket := text.rfind("（", left, right)) > left and text[right - 1] == "）":
            if _bracketed().search(text[left:right]):
                break
            right = bracket
        inner = _BRACKET.search(text, left, right)
        if inner and looks_like_person(text[left : inner.start()]):
            right = inner.start()
        if 2 <= right - left <= 60:
            spans.append((left, right))
    return spans


def _pieces(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    whole = text[start:stop]
    if "、" not in whole:
        return [(start, stop)]
    pieces = [
        (start + match.start(), start + match.end()) for match in re.finditer(r"(?:[^、（）]|（[^（）]*）)+", whole)
    ]
    if all(looks_like_person(text[a:b]) or is_organization(text[a:b]) for a, b in pieces):
        return pieces
    return [(start, stop)]


def representative_name(ruling: Ruling, entry: Entry) -> Found | None:
    """The name of a representative's entry, without title; transcribed names lose their Latin form in brackets."""
    text = ruling.text
    match = re.compile(r"[^，。；（\n：、]+").match(text, entry.body, entry.end)
    if not match:
        return None
    start, end = match.span()
    title = _title_after_name().search(text[start:end])
    if title and title.start() >= 2:
        end = start + title.start()
    name = text[start:end]
    if (
        name.startswith(("：", "不详", "缺席"))
        or not 2 <= len(name) <= 20
        or (is_organization(name) and "委派" not in name)
    ):
        return None
    return ruling.found(start, end)


_SHORT: Final = re.compile(
    r"（(?:[^（）\n]{0,40}[，；、])?(?:以下|下称|以下统|下)(?:均|统|皆|分别)?简?称(?:为|：|:)*“?(?P<short>[^（）“”\n，；]{2,24}?)”?(?:[，；][^（）\n]{0,40})?）"
)
_LONGEST_NAME: Final = 80
_NO_SHORT: Final = re.compile(
    r"^(?:[二两三四五六七八九十\d]+(?:人|原告|被告|上诉人)|原告|被告|上诉人|被上诉人|第三人|申请人|该?合同|.*[等].{0,3}人$|.*《)"
)


def _short_names(ruling: Ruling, rows: list[dict[str, Any]]) -> dict[str, Found]:
    """Short names by which the text says that it will call a party (以下简称)."""
    text = ruling.text
    found: dict[str, Found] = {}
    names = sorted((row["name"].value for row in rows), key=len, reverse=True)
    for match in _SHORT.finditer(text, 0, ruling.sections.end(len(text))):
        if _NO_SHORT.match(match.group("short")):
            continue
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        name = next((name for name in names if before.endswith(ruling_name(name))), None)
        if name and name not in found and match.group("short") != name:
            found[name] = ruling.found(*match.span("short"))
    return found


def ruling_name(name: str) -> str:
    """A name as it stands in normalised text: a value keeps the source's own brackets, the text has full ones."""
    return name.translate(str.maketrans("()", "（）"))
