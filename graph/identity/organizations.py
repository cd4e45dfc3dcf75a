"""Registered names of organizations: what makes one complete enough to identify, and what is a placeholder.

Names are expected normalised (``norm_name``: half-width brackets, no blanks). A branch's name holds its parent's and
more, so branches and parents are different names and never one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from anmai.graph.identity.tables import table
from anmai.graph.regions import divisions
from anmai.graph.regions.table import VERSION as REGIONS_VERSION

_DIVISION: Final = re.compile(r"^[\u4e00-\u9fff]{2,9}?(?:自治区|自治州|自治县|省|市|县|区|旗|盟|州|镇|乡)")
_UPPER_DIVISION: Final = re.compile(r"^[\u4e00-\u9fff]{2,9}?(?:自治区|自治州|省|市|盟)")
_ADMINISTRATIVE: Final = re.compile(
    r"(?:(?:[壮回藏羌彝苗侗傣白]|朝鲜|土家|布依|哈尼|景颇|傈僳)族|维吾尔|蒙古|哈萨克|柯尔克孜)*自治[区州]$|特别行政区$|地区$|[省市盟]$"
)
_BRACKETED: Final = re.compile(r"\(([^()]{2,12})\)")
_PLACEHOLDER: Final = re.compile(r"[甲乙丙丁戊己庚辛壬癸A-Za-z][0-9]?")
#: A trade name of fewer characters (宏达, 鑫源) is borne by firms in many places; without a region it identifies none.
_DISTINCTIVE: Final = 4


@dataclass(frozen=True, slots=True)
class _Words:
    forms: tuple[tuple[str, str], ...]
    trade: re.Pattern[str]
    regions: re.Pattern[str]
    national: tuple[str, ...]
    licensed: tuple[str, ...]
    no_division: tuple[str, ...]


@cache
def _words() -> _Words:
    data = table("organizations")
    forms = [(ending.replace("（", "(").replace("）", ")"), form) for form, endings in data["legal_forms"].items()
             for ending in endings]  # fmt: skip
    forms.sort(key=lambda pair: -len(pair[0]))
    trade = "|".join(sorted(map(re.escape, data["trade"]), key=len, reverse=True))
    regions = "|".join(sorted(_short_regions(), key=len, reverse=True))
    return _Words(tuple(forms), re.compile(trade), re.compile(regions), tuple(data["national"]),
                  tuple(data["licensed"]), tuple(data["no_division"]))  # fmt: skip


def _short_regions() -> set[str]:
    """Provinces and cities as names of firms write them, without their last word: 浙江, 杭州, 内蒙古, 延边."""
    names = {name for each in divisions().values() if each.level != "county" for name in each.names}
    short = {_ADMINISTRATIVE.sub("", name) for name in names}
    return {name for name in short if len(name) > 1}


def table_version() -> str:
    """Version of the tables of legal forms, trades and regions."""
    return f"{table('organizations')['version']}-{REGIONS_VERSION}"


@dataclass(frozen=True, slots=True)
class RegisteredName:
    """The parts of an organization's name.

    Attributes:
        form: company, branch_of_company, cooperative, partnership, public; None: no legal form at the end.
        region: The region that the name begins with or holds in brackets, or None.
        core: What is left without region, trade and legal form.
    """

    form: str | None
    region: str | None
    core: str


@lru_cache(maxsize=65536)
def parse_name(name: str) -> RegisteredName:
    """Take a normalised name apart."""
    words = _words()
    form, body = next(((form, name[: -len(end)]) for end, form in words.forms if name.endswith(end)), (None, name))
    region: str | None = None
    found = _DIVISION.match(body)
    if found is None or found.group().endswith(words.no_division):
        found = words.regions.match(body)
    if found is not None:
        region, body = found.group(), body[found.end() :]
    else:
        for bracketed in _BRACKETED.finditer(body):
            inner = bracketed.group(1)
            if words.regions.match(inner) or _DIVISION.match(inner) or inner in words.national:
                region = inner
                break
        if region is None and body.startswith(words.national):
            region, body = body[:2], body[2:]
    core = _BRACKETED.sub("", body)
    for end, _form in words.forms:
        core = core.replace(end, "")
    return RegisteredName(form, region, words.trade.sub("", core))


def is_placeholder(name: str) -> bool:
    """Whether the trade name is a single letter or stem (A公司, 甲公司, 杭州B建筑有限公司): the name is a mask."""
    bare = re.sub(r"(?:公司|厂|店|银行|企业|单位|集团|合作社)$", "", name)
    core = parse_name(name).core
    return _PLACEHOLDER.fullmatch(bare) is not None or _PLACEHOLDER.fullmatch(core) is not None


def is_complete(name: str) -> bool:
    """Whether a normalised, unmasked name is an organization's complete registered name, which identifies it.

    It ends in a legal form, and tells its region or has a trade name that is distinctive. A branch must name its
    parent's legal form too (…股份有限公司杭州分公司); an organ must begin with a province or city.
    """
    parts = parse_name(name)
    if parts.form is None:
        return False
    if parts.form == "public":
        return _UPPER_DIVISION.match(name) is not None
    if parts.form == "branch_of_company":
        parent = re.search(r"有限责任公司|股份有限公司|有限公司|信用合作联社", name)
        return parent is not None and len(name) - parent.end() > 3 and is_complete(name[: parent.end()])
    if not parts.core:
        return parts.region is not None and parts.region in _words().national
    licensed = any(trade in name for trade in _words().licensed)
    return licensed or parts.region is not None or len(parts.core) >= _DISTINCTIVE


_FORMER: Final = re.compile(r"[(（](?:原名称?|曾用名|更名前|前身)(?:为|系)?[：:]?([^()（）]+)[)）]")


def without_former(name: str) -> str:
    """A written name without a note of its former one: 甲公司（原名：乙公司） → 甲公司."""
    return _FORMER.sub("", name)


def former_names(name: str, aliases: Iterable[str] = ()) -> tuple[str, ...]:
    """Complete former names that a document tells, in the name itself or apart from it."""
    told = (*_FORMER.findall(name), *aliases)
    return tuple(dict.fromkeys(text for text in told if is_complete(text)))
