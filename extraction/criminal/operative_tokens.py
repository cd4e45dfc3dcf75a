"""The tokens of an operative part: items, charges, penalties, terms, fines, merged earlier sentences, time served."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.criminal.penalties import SUM, TERM
from anmai.extraction.values.charges import charges_pattern
from anmai.extraction.values.dates import DATE

_ROLE: Final = r"(?:原审)?(?:附带民事诉讼)?(?:被告人|被告单位|上诉人|罪犯)(?:（[^（）]{2,14}）)?"
_ITEM: Final = (
    r"(?:^|(?<=[\n。；）：，]))(?:[一二三四五六七八九十]{1,3}、|"
    r"（[一二三四五六七八九十]{1,3}）(?=[\u4e00-\u9fff])|\d{1,2}[、.．](?!\d))"
)
_D: Final = re.sub(r"\(\?P<\w+>", "(?:", DATE.pattern)


#: Every character that a token can begin with: elsewhere the pattern is not tried at all.
_FIRST: Final = (
    r"(?=[\dOolI〇零元一二三四五六七八九十廿卅两（）撤维驳自从由即起刑上以该对各原附被罪宣无与和连并加同前曾又犯构定决合应数总实执死有徒拘管缓免单独处罚剥没"
    r"当本次翌第隔])"
)


#: Groups that close a token of another name: the last group that matched tells the token.
_CLOSING: Final = {
    "term": "kind",
    "probation_term": "probation",
    "fine_sum": "fine",
    "rights_term": "rights",
    "confiscate_sum": "confiscate",
}


def token_of(match: re.Match[str]) -> str:
    """The name of the token that a match of the pattern is."""
    last = match.lastgroup or ""
    return _CLOSING.get(last, last)


@cache
def operative_tokens() -> re.Pattern[str]:
    """The pattern whose named groups are the tokens; defendants' names are found apart, for they differ by document."""
    return re.compile(
        rf"{_FIRST}(?:(?P<item>{_ITEM})"
        r"|(?P<annul>撤销)|(?P<keep>维持)|(?P<dismiss>驳回[^。；\n]{0,60}?(?:上诉|抗诉|申诉)[^。；\n]{0,40})"
        r"|(?P<open>（)|(?P<close>）)"
        rf"|(?P<range>(?:自|从|由|即|起止时间为?|刑期)?(?P<from>{_D})(?:之日)?(?:起)?(?:，)?(?:至|到|-|—|"
        rf"~)(?P<until>{_D})(?:止)?)"
        rf"|(?P<everyone>(?:上述|以上|该|对)?(?:各|[二两三四五六七八九十])(?:名)?{_ROLE})"
        r"|(?P<innocent>(?:宣告)?无罪)"
        r"|(?P<earlier>(?:与|和|连同|并同|加上|同)(?=[^。；]{0,120}?(?:有期徒刑|拘役|管制|无期徒刑|罚金|"
        r"徒刑)[^。；]{0,140}?(?:并罚|合并|决定执行|执行有期))"
        r"|(?:原|前|曾|又因)(?:因)?(?=(?:犯|判)[^，。；]{2,40}(?:判处|罪)))"
        rf"|(?P<convict>(?:犯有?|构成|(?:以|定)(?!被告|上诉|原审))(?P<charge>{charges_pattern()}))"
        r"|(?P<decide>(?:决定|合并|应当|数罪并罚[，、]?|并罚[，、]?|总和刑期?[^，。；]{0,24}[，、])*(?:决定|合并|"
        r"实际)?(?<![未已被待有])执行(?=[^，。；]{0,6}(?:有期|拘役|管制|无期|死刑|刑期|罚金|主刑|单处))|"
        r"决定(?=对[^，。；]{0,10}?(?:判处|处以)|判处|合并判处|有期|处))"
        r"|(?P<total>总和刑期?|合并刑期|刑期总和|总刑期)"
        rf"|(?P<reprieve>死刑[，、]?缓期[二两2]年(?:执行)?|死缓)|(?P<death>死刑)|(?P<life>无期徒刑)"
        rf"|(?P<kind>有期徒刑|徒刑|拘役|管制)(?:刑期)?(?:为|的)?[：:]?(?P<term>{TERM})?"
        rf"|(?P<probation>(?:宣告)?缓刑(?:考验期(?:限)?)?(?:为)?)(?P<probation_term>{TERM})"
        rf"|(?P<exempt>免予刑事处罚|免于刑事处罚|免除刑事处罚|免予刑罚处罚|免除处罚|免予处罚)"
        rf"|(?P<fine>(?P<only>单处|独处)?(?:罚金款?|处罚金)(?:共计|合计|各|为|计)?[：:]?)(?P<fine_sum>{SUM})"
        rf"|(?P<rights>剥夺政治权利)(?P<rights_term>{TERM}|终身)"
        rf"|(?P<confiscate>没收(?:其)?(?:个人)?(?:全部|部分|所有)?(?:个人)?财产)(?P<confiscate_sum>{SUM})?)"
    )
