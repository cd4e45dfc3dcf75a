"""Splits the header of a criminal ruling into entries: prosecution, defendants, defenders, victims and others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from anmai.extraction.ruling import Ruling
from anmai.extraction.text.normal import Span

Role = Literal["prosecution", "protest", "defendant", "defender", "other"]

_DEFENDANT: Final = (
    r"(?:附带民事诉讼)?(?:上诉人|申诉人|再审申请人|原审上诉人|抗诉人|原上诉人)"
    r"(?:（[^（）\n]{0,16}被告(?:人|单位)?[^（）\n]{0,16}）|（[^（）\n]{0,4}原审[^（）\n]{0,12}）)"
    r"|(?:原审|一审|原一审|原|同案)?(?:附带民事(?:诉讼)?)?(?:被告人|被告单位)(?:暨[^，。：（）\n]{2,14}?(?:被告人|"
    r"被告))?(?:（(?:[^（）\n]{0,10}(?:上诉人|附带民事|自诉|反诉|单位)[^（）\n]{0,12})）)?"
    r"|被(?:附条件)?不起诉(?:人|单位)"
    r"|原审被告(?!人|单位)|罪犯|(?:原审)?上诉人(?=[^，。（）\n]{2,4}，(?:男|女))"
)
_ENTRY: Final = re.compile(
    r"(?:^|(?<=[\n。；号]))(?:\d{1,2}[、.])?(?:"
    r"(?P<prosecution>(?:抗诉机关（原?公诉机关）|原?公诉机关(?:（抗诉机关）)?(?:暨(?:原审|原)?附带民事(?:诉讼|"
    r"公益诉讼)?[^，。：\n]{0,8}(?:原告人?|起诉人|机关))?))"
    r"|(?P<protest>抗诉机关|申请再审机关)"
    rf"|(?P<defendant>{_DEFENDANT})"
    r"|(?P<defender>(?:[^，。；\n]{0,16}(?:指定|委托|指派|共同|的|法律援助))?辩护人)(?!提|认|对|的|意|称|及|"
    r"，?[^，。\n]{0,12}(?:提出|认为))"
    r"|(?P<other>被害(?:人|单位)|受害人|附带民事诉讼原告人|(?:原审)?附带民事(?:公益)?(?:诉讼)?(?:原告人?|"
    r"被告(?!人))|自诉人|被上诉人|法定代理人|诉讼代理人|委托(?:诉讼)?代理人|"
    r"诉讼代表人|(?:被告单位)?法定代表人|成年亲属|合适成年人|翻译(?:人员)?|上诉人（原审附带民事诉讼原告人）|"
    r"监护人|负责人)"
    r")(?P<colon>(?:（(?!原审|上诉)[^（）\n]{0,30}(?:指派|指定|委托|援助)[^（）\n]{0,8}）)?[：:]?(?:（?自报(?:姓名|名)?[：:]?）?)?)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the header: what it presents, where its role's words end and where it ends."""

    role: Role
    start: int
    body: int
    end: int
    title: str


def header_entries(ruling: Ruling) -> list[Entry]:
    """The entries of the parties' header, in order; found once for the same header."""
    header = ruling.sections.parties
    if not header:
        return []
    known: tuple[Span, list[Entry]] | None = ruling.memory.get("criminal_header")
    if known is None or known[0] != header:
        known = ruling.memory["criminal_header"] = (header, _read_entries(ruling.text, *header))
    return known[1]


def _read_entries(text: str, start: int, end: int) -> list[Entry]:
    matches = list(_ENTRY.finditer(text, start, end))
    entries = []
    for number, match in enumerate(matches):
        role: Role = match.lastgroup if match.lastgroup != "colon" else _role(match)  # type: ignore[assignment]
        stop = matches[number + 1].start() if number + 1 < len(matches) else end
        entries.append(Entry(role, match.start(), match.end(), stop, match.group()))
    return entries


def _role(match: re.Match[str]) -> str:
    return next(name for name in ("prosecution", "protest", "defendant", "defender", "other") if match.group(name))
