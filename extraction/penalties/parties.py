"""Reads whom a penalty decision punishes: name, number or credit code, address, head."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.civil.parties import find_address
from anmai.extraction.criminal.identity import read_identity
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import is_organization, looks_like_person

COMPONENT: Final = "penalised"
_ROLE: Final = r"(?:违法行为人|被处罚(?:人|单位|对象)|受处罚(?:人|单位)|行政相对人|当事人|被处理人)"
_ENTRY: Final = re.compile(
    rf"(?:^|(?<=[\n。；]))(?P<role>{_ROLE})(?:（[^（）\n]{{1,20}}）)?[一二三\d]?(?:基本情况[：:]?\n?)?(?:（?(?:姓名|名称)(?:或名称|/名称)?）?)?[：:]?"
    r"(?P<name>[^，。；：\n（]{2,50}?(?:（[^（）\n]{1,12}）[^，。；：\n（]{1,30})?)(?=[，。；\n（]|$|男|女|统一|性别|住)"
)
#: A letter names its addressee on a line of its own under the title.
_LETTER: Final = re.compile(r"\n*(?P<name>[^，。；：\n]{2,50}?)(?:：(?=\n|（|$)|（[^（）\n]{2,60}）：(?=\n|$))")
#: Further parties under one role, each on a line of its own: 张某，女，1970年5月出生.
_ALSO: Final = re.compile(r"(?<=\n)(?P<name>[\u3400-\u9fff·×*]{2,12})，(?=男|女|(?:19|20)\d\d年)")
_LABELLED: Final = re.compile(
    r"(?:^|(?<=\n))(?:单位名称|企业名称|名称|姓名|字号名称|被处罚单位名称)[：:](?P<name>[^，。；：\n（]{2,50})"
)
_CREDIT: Final = re.compile(
    r"(?:信用代码|纳税人识别号|社会信用代码（纳税人识别号）)[^：\n\dA-Z]{0,16}[：:]?(?P<code>[0-9A-Z*×]{15,18})(?![0-9A-Z])"
)
_PLACE: Final = re.compile(
    r"(?:住所（住址）|住所/住址|住所或住址|地址（住址）|现住址|住址|住所地|住所|(?:营业|注册|经营|单位)?地址|经营场所)"
    r"(?:（[^（）\n]{1,10}）)?[：:](?P<place>[^，。；\n]{3,80})"
)
_HEAD: Final = re.compile(
    r"(?:法定代表人|主要负责人|负责人|经营者|投资人|业主)(?:（[^（）\n]{1,24}）|或负责人|/负责人)?(?:姓名)?[：:]?"
    r"(?P<name>[\u3400-\u9fff·×*]{2,12}?)(?=[，。；\n（]|$|身份证|性别|职务|联系)"
)
_IDENTITY: Final = re.compile(
    r"(?:身份证|证件)[^，。；\n]{0,24}?号码?[：:]?(?:居民)?(?:身份证)?(?P<number>[\dxX*×]{15,18})"
)


def read_penalised(ruling: Ruling) -> None:
    """Set parties: those named by a role (当事人, 违法行为人 …), else the letter's addressee."""
    if not ruling.sections.parties:
        return
    text = ruling.text
    start, end = ruling.sections.parties
    entries = [(match.span("name"), match.span("role"), match.end()) for match in _ENTRY.finditer(text, start, end)]
    entries += [
        (match.span("name"), entries[0][1], match.end())
        for match in (_ALSO.finditer(text, entries[-1][2], end) if entries else ())
        if looks_like_person(match.group("name"))
    ]
    entries = [entry for entry in entries if not _is_label(text[slice(*entry[0])])]
    if not entries:
        named = _LABELLED.search(text, start, end) or _LETTER.match(text, start)
        if named is None:
            return
        entries = [(named.span("name"), named.span("name"), named.end())]
    rows = []
    for number, (name, role, body) in enumerate(entries):
        stop = end
        if number + 1 < len(entries):
            following = entries[number + 1]
            stop = following[1][0] if following[1][0] > body else following[0][0]  # one role may present several
        rows.append(_row(ruling, name, role, body, stop))
    ruling.put(COMPONENT, "parties", rows)


def _is_label(name: str) -> bool:
    return bool(re.match(r"(?:基本情况|主体资格|信息|的|未|对|应|如|于|在|收到)", name))


def _row(ruling: Ruling, name: tuple[int, int], role: tuple[int, int], body: int, end: int) -> dict[str, Any]:
    text = ruling.text
    written = text[slice(*name)]
    credit = _CREDIT.search(text, name[0], end)
    unit = is_organization(written) or (credit is not None and not looks_like_person(written))
    row: dict[str, Any] = {
        "name": ruling.found(*name),
        "roles": [ruling.found(*role, None if role != name else "当事人", 1.0 if role != name else 0.9)],
        "kind": Found("organization" if unit else "person", (name,)),
    }
    if credit:
        row["credit_code"] = ruling.found(*credit.span("code"))
    place = _PLACE.search(text, body, end)
    address = place.span("place") if place else find_address(text, body, end)
    if address:
        row["address"] = ruling.found(*address)
    head = _HEAD.search(text, body, end)
    if head:
        row["representative"] = ruling.found(*head.span("name"))
    if not unit:
        identity = read_identity(ruling, body, end)
        row |= {
            field: identity[field] for field in ("sex", "birth_date", "ethnicity", "id_number") if field in identity
        }
        number = _IDENTITY.search(text, body, end)
        if number and "id_number" not in row:
            row["id_number"] = ruling.found(*number.span("number"))
    return row
