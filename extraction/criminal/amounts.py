"""Reads the total amount of the crime, where the court states one total, or only one sum."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.amounts import SumHit, iter_sums

COMPONENT: Final = "crime_amount"
#: Charges whose gravity goes by an amount of money.
_BY_AMOUNT: Final = re.compile(
    r"盗窃|诈骗|抢夺|抢劫|敲诈勒索|职务侵占|侵占罪|挪用|贪污|受贿|行贿|毁坏财物|掩饰、隐瞒|拒不支付|非法吸收公众|"
    r"集资|逃税|虚开|骗取|私分|销售假冒|"
    r"非法经营|走私|信用卡|转移赃物|窝赃|销赃|洗钱|巨额财产"
)
_INDICTED: Final = re.compile(r"(?:犯|涉嫌)[^，。；\n]{0,40}(?:罪|一案)")
#: Unpaid wages are what that crime takes; elsewhere they are no crime's amount.
_WAGES: Final = re.compile(r"拒不支付劳动报酬")
_NOT_THE_CRIME: Final = (
    r"赔偿|退赔|退还|归还|退缴|退出|退赃|罚款|罚金|返还|谅解|缴纳|还款|偿还|补偿|支付给被害|获利|分得|月息|利息|本息|债务|"
    r"辩解|辩称|保证金|每(?:[月天次人个颗克吨斤升米件瓶箱条包股亩]|平方|公斤|千克|立方)|单价|医疗费|剩余|尚欠|余款|租金|借款|(?<!骗取)(?<!骗取银行)(?<!骗得)贷款(?!诈骗)|(?:车|房)价(?!值)|消费金额|"
    r"还款金额|额度|得款|追回|发还|缴获|注册资|押金|毒资|贩卖|卖给|赎|变卖|销赃|销售给|以[^，。；]{1,24}元(?:人民币)?的?(?:价格|低价)|查获现金|扣押|扣划"
)
_EXCLUDED: Final = re.compile(rf"{_NOT_THE_CRIME}|工资")
_EXCLUDED_BUT_WAGES: Final = re.compile(_NOT_THE_CRIME)
#: Goods' value put on them by the court or its expert, which a price they were sold for beside it doesn't take away.
_VALUED: Final = re.compile(r"(?:价值|估价|鉴定价格?|评估价格?)(?:共计|合计|为|约)?(?:人民币)?$")
_GIVEN: Final = re.compile(r"赔|退|归还|返还|发还")
_TAKEN: Final = re.compile(r"[窃盗骗抢劫夺占挪勒索]")
_TOTAL: Final = re.compile(
    r"(?:共计|合计|总计|总共|累计|总价值|总金额|总额|共|总值|价值共|(?:数|金)额(?:为|共计|达|计)?)(?:价值|"
    r"折合|折款|价款|金额|数额|约|为|达|骗取|骗得|窃取|窃得|盗得|诈骗|侵吞|现金)?(?:人民币)?$|"
    r"(?:共计|合计|总计|累计|(?<!一)共(?!同|犯|谋|有))[^，。；、：（）\d收支退获付还]{0,10}(?:价值|金额|数额|人民币|现金|财物)+(?:人民币)?$"
)
_CONCLUDED: Final = re.compile(r"其?行为|构成|触犯")
#: …余元 in the reasoning means at most this many times its figure.
_ROUGHLY: Final = 2.0
_CLAUSE: Final = 120  # no clause that tells a sum is longer
_CLAUSE_END: Final = re.compile(r"[，。；\n]")
_PROOF: Final = re.compile(r"上述事实|以上事实|认定上述|上述证据|证据(?:证实|如下)|辩护人")


@dataclass(slots=True)
class _Sums:
    """The sums of a part of the ruling that may tell the crime's amount, by how they are told."""

    totals: list[SumHit] = field(default_factory=list)
    valued: list[SumHit] = field(default_factory=list)
    taken: list[SumHit] = field(default_factory=list)
    other: list[SumHit] = field(default_factory=list)
    money: bool = False  # money was taken, be it told in a clause that is left out

    @property
    def single(self) -> list[SumHit]:
        """Every sum that is no total."""
        return [*self.valued, *self.taken, *self.other]


def read_crime_amount(ruling: Ruling) -> None:
    """Set crime_amount_yuan from the facts found; from the claims where the facts are only referred to."""
    charges = _charges(ruling)
    if charges and not _BY_AMOUNT.search(charges):
        return
    excluded = _EXCLUDED_BUT_WAGES if _WAGES.search(charges) else _EXCLUDED
    parts = ruling.sections
    stated, rough = _stated(ruling.text, excluded, *parts.reasoning) if parts.reasoning else (None, None)
    told = None
    exact = False  # the facts tell exact sums: a rough total beside them is no figure to rely on
    for span in (parts.facts, parts.claims):
        if span is None:
            continue
        sums = _sums(ruling.text, excluded, *span)
        told = _choice(sums)
        exact = any(not hit.approximate for hit in (*sums.totals, *sums.single))
        if told or sums.totals or sums.single:
            break
    if told and rough and not rough.yuan <= told.value <= _ROUGHLY * rough.yuan:
        told = None  # a total of one act among several: the court's own, rough one is another
    if rough is not None and not stated and not told and not exact:
        told = Found(rough.yuan, ((rough.start, rough.end),), 0.5)
    ruling.put(COMPONENT, "crime_amount_yuan", stated or told)


def _charges(ruling: Ruling) -> str:
    """The charges of the verdicts, or of an indictment's accusations; where there is none, those told of it."""
    told = [*(ruling.draft.value("verdicts") or []), *(ruling.draft.value("accusations") or [])]
    judged = [charge for row in told for charge in row.get("charges", [])]
    if judged or not ruling.sections.procedure:
        return "".join(judged)
    return "".join(_INDICTED.findall(ruling.text, *ruling.sections.procedure))


def _stated(text: str, excluded: re.Pattern[str], start: int, end: int) -> tuple[Found | None, SumHit | None]:
    """What the court's reasoning puts on the crime (盗窃他人财物，计价值8394元): one exact total, else a rough one.

    Its first words, up to 其行为已构成, go before all others: further on it speaks of parts and pleas.
    """
    concluded = _CONCLUDED.search(text, start, end)
    for stop in (concluded.start() if concluded else end, end):
        sums = _sums(text, excluded, start, stop)
        hits = [*sums.totals, *sums.single]
        exact = [hit for hit in hits if not hit.approximate]
        if len({hit.yuan for hit in exact}) == 1 and len(exact) == len(hits):
            return Found(exact[0].yuan, ((exact[0].start, exact[0].end),), 0.8), None
        if hits:
            return None, hits[0] if len(hits) == 1 else None
    return None, None


def _sums(text: str, excluded: re.Pattern[str], start: int, end: int) -> _Sums:
    sums = _Sums()
    stop = _PROOF.search(text, start + 10, end)
    for hit in iter_sums(text, start, stop.start() if stop else end):
        nearest = max(start, hit.start - _CLAUSE)
        left = max(nearest, *(text.rfind(mark, nearest, hit.start) for mark in "，。；\n"))
        right = _CLAUSE_END.search(text, hit.end, min(end, hit.end + _CLAUSE))
        around = text[left : right.start() if right else hit.end]
        valued = _VALUED.search(text, max(start, hit.start - 14), hit.start)
        took = bool(_TAKEN.search(text, left, hit.start))
        sums.money = sums.money or (took and not valued)
        if hit.yuan < 1 or (_GIVEN if valued else excluded).search(around):
            continue
        if _TOTAL.search(text, max(start, hit.start - 20), hit.start):
            sums.totals.append(hit)
        elif valued:
            sums.valued.append(hit)
        else:
            (sums.taken if took else sums.other).append(hit)
    return sums


def _choice(sums: _Sums) -> Found | None:
    exact = [hit for hit in sums.totals if not hit.approximate]
    if exact:
        largest = max(exact, key=lambda hit: hit.yuan)
        goods = {hit.yuan for hit in sums.single if not hit.approximate}
        several = len({hit.yuan for hit in exact}) > 1 and len(goods) > 2 and sum(goods) > 1.001 * largest.yuan
        if several or largest.yuan < max(goods, default=0):
            return None  # it adds up one act's goods; the acts are more
        return Found(largest.yuan, ((largest.start, largest.end),), 0.7)
    if sums.totals:
        rough = {hit.yuan for hit in sums.totals}
        return (
            Found(sums.totals[0].yuan, ((sums.totals[0].start, sums.totals[0].end),), 0.5) if len(rough) == 1 else None
        )
    for hits in (sums.single, [] if sums.money else sums.valued):
        if len({hit.yuan for hit in hits}) == 1:
            return Found(hits[0].yuan, ((hits[0].start, hits[0].end),), 0.5 if hits[0].approximate else 0.7)
    return None
