"""Criminal judgments of the first instance, composed from a case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from anmai.sample.cases import Accused, CriminalCase, Mention, Ruling
from anmai.sample.dice import Dice
from anmai.sample.headers import case_number, court_name, person_details, signature
from anmai.sample.masks import Masks, masked_bystander
from anmai.sample.sentences import prior_words, verdict_note, verdict_record, verdict_words
from anmai.sample.vocabulary import Court, vocabulary
from anmai.sample.wording import article_words, days_after, following_date, plain_date, sum_words

_CLOCKS = (
    "凌晨2时许",
    "上午9时许",
    "11时许",
    "14时许",
    "16时30分许",
    "18时许",
    "20时许",
    "21时许",
    "22时许",
    "23时许",
    "晚上",
)
_INJURIES = ("轻伤二级", "轻伤一级", "轻伤二级")


def procuratorate(court: Court, *, full: bool) -> str:
    """The procuratorate beside a court, with or without the province."""
    return (court.name if full else court.short_name).replace("人民法院", "人民检察院")


def facts_words(case: CriminalCase, names: list[str], victim: str, money: int) -> list[str]:
    """What happened, one paragraph for each charge of the first defendant; the same at every instance of a case."""
    dice = Dice(case.number, case.offence.toordinal(), 61)
    place = dice.pick(vocabulary().names["streets"])
    where = f"{case.court.county}{place}" + dice.pick(("", "", "附近", "北段", "南段"))
    all_names = "、".join(names)
    paragraphs = []
    for number, count in enumerate(case.accused[0].counts):
        # The case's day is that of the last offence: custody follows it.
        day = case.offence - timedelta(days=23 * (len(case.accused[0].counts) - 1 - number))
        clock = dice.pick(_CLOCKS)
        paragraphs.append(
            dice.pick(count.charge.facts).format(
                d=f"被告人{all_names}",
                n=names[0],
                all=all_names,
                v=victim,
                date=plain_date(day),
                clock=clock.removesuffix("许") if dice.chance(0.3) else clock,
                place=where,
                sum=sum_words(crime_amount(case, number) or 0, money),
                injury=case_injury(case),
                grams=f"0.{10 + case.number % 89}",
                mg=90 + case.number % 130,
                plate=f"{case.court.case_code[0]}A{10000 + case.number * 37 % 90000}",
            )
        )
    return paragraphs


def case_injury(case: CriminalCase) -> str:
    """Degree of injury; follows from the case, so that facts and reasoning agree."""
    return _INJURIES[case.number % 3]


def crime_amount(case: CriminalCase, count: int = 0) -> int | None:
    """The sum of one of the case's charges, from the case's own number."""
    charge = case.accused[0].counts[count].charge
    if charge.amount is None:
        return None
    low, high = charge.amount
    return low + (case.number * 7919 + count * 37 + case.offence.toordinal() * 31) % (high - low) // 10 * 10


def record_amount(record: dict[str, Any], case: CriminalCase, yuan: int | None) -> None:
    """The total where there is one; no claim at all where several sums, or a loose one, could be read as it."""
    kind = case.accused[0].counts[0].charge.amount_kind
    if kind == "loose" or len(case.accused[0].counts) > 1:
        del record["crime_amount_yuan"]
    elif yuan and kind == "total":
        record["crime_amount_yuan"] = yuan


def police(court: Court) -> str:
    """The police organ beside a court."""
    if court.county.endswith("区"):
        return f"{court.city}公安局{court.county.removesuffix('区')}分局"
    return f"{court.county}公安局"


def _header(
    dice: Dice, case: CriminalCase, accused: Accused, name: str, record: dict[str, Any], lead: str = "被告人"
) -> str:
    words = vocabulary().criminal
    parts, fields = person_details(dice, accused.person, accused.view)
    shown = f"{name}（绰号“{accused.alias}”）" if accused.alias else name
    first = dice.pick(words["name_lead"]).format(name=shown).replace("被告人", lead)
    text = "，".join([first, *parts]) + "。"
    for prior in accused.priors:
        told, entry = prior_words(dice, prior, name)
        text += told
        record["priors"].append(entry)
    record["defendants"].append({"name": name, "aliases": [accused.alias] if accused.alias else [], **fields})
    text += _measures(dice, case, accused, name, record)
    return text


def _measures(dice: Dice, case: CriminalCase, accused: Accused, name: str, record: dict[str, Any]) -> str:
    words = vocabulary().criminal
    charge = "、".join(count.charge.name for count in accused.counts)
    start = accused.custody or days_after(case.offence, 6)
    second = days_after(start, dice.between(3, 30))
    key, kinds = "remand", ["刑事拘留", "逮捕"]
    if accused.custody is None:
        key, kinds = ("bail", ["取保候审"]) if accused.bail else ("released_on_bail", ["刑事拘留", "取保候审"])
    text: str = dice.pick(words[key])
    for kind, day in zip(kinds, (start, second), strict=False):
        record["measures"].append({"defendant": name, "type": kind, "date": day.isoformat()})
    return text.format(
        c=charge,
        det=plain_date(start),
        arr=following_date(second, start),
        police=police(case.court),
        p=procuratorate(case.court, full=False),
        jail=f"{case.court.city if case.court.county.endswith('区') else case.court.county}看守所",
    )


def _articles(case: CriminalCase) -> list[tuple[int, int | None]]:
    cited: list[tuple[int, int | None]] = []
    for accused in case.accused:
        cited += [(count.charge.article, count.charge.sub) for count in accused.counts]
    found = {circumstance for accused in case.accused for circumstance in accused.found}
    if len(case.accused) > 1:
        cited.append((25, None))
    cited += [(number, None) for name, number in (("首要分子", 26), ("从犯", 27), ("累犯", 65)) if name in found]
    if found & {"自首", "坦白"}:
        cited.append((67, None))
    if any(len(accused.counts) > 1 for accused in case.accused):
        cited.append((69, None))
    if any(accused.probation or accused.cut == "probation" for accused in case.accused):
        cited += [(72, None), (73, None)]
    if any(accused.fine for accused in case.accused):
        cited += [(52, None), (53, None)]
    return list(dict.fromkeys(cited))


def laws_words(law: str, cited: list[tuple[int, int | None]]) -> str:
    """《law》 and its articles joined with 、."""
    return f"《{law}》" + "、".join(article_words(article, sub) for article, sub in cited)


def articles_record(law: str, cited: list[tuple[int, int | None]]) -> list[dict[str, Any]]:
    """Cited articles as the record holds them."""
    return [{"law": law, "article": a, "sub": s} if s else {"law": law, "article": a} for a, s in cited]


def empty_record(doc_type: str, court: str, number: str, signed: date, procedure: str) -> dict[str, Any]:
    """The fields that every criminal record has."""
    return {
        "doc_type": doc_type, "case_number": number, "court": court, "procedure": procedure,
        "judgment_date": signed.isoformat(), "judges": [], "articles": [], "prosecution": None, "defendants": [],
        "defenders": [], "victims": [], "measures": [], "priors": [], "verdicts": [], "circumstances": [],
        "crime_amount_yuan": None,
    }  # fmt: skip


def compose_criminal(dice: Dice, case: CriminalCase) -> Ruling:
    """Write the judgment of a criminal case."""
    words, court = vocabulary().criminal, case.court
    masks = Masks(case.mask)
    names = [masks.write(accused.person.true_id, accused.person.name) for accused in case.accused]
    counts = [count for accused in case.accused for count in accused.counts]
    charges = "、".join(dict.fromkeys(count.charge.name for count in counts))
    all_names, heading = "、".join(names), court_name(dice, court)
    number = case_number(dice, court, case.signed.year, "刑初", case.number)
    doc_type: str = dice.pick(words["doc_types"])
    record = empty_record("刑事判决书", heading, number, case.signed, "一审")
    prosecutor = procuratorate(court, full=dice.chance(0.4))
    record["prosecution"] = prosecutor
    lines = []
    if dice.chance(0.35):
        lines.append(
            dice.pick(words["titles"]).format(all=all_names, n=names[0], charges=charges, short=counts[0].charge.short)
        )
    lines += [heading, doc_type, number, dice.pick(words["prosecution"]).format(p=prosecutor)]
    lawyers = []
    for accused, name in zip(case.accused, names, strict=True):
        lines.append(_header(dice, case, accused, name, record))
        if accused.defender:
            lawyers.append(accused.defender)
            lines.append(dice.pick(words["defender"]).format(name=accused.defender.name, firm=accused.defender.firm))
            record["defenders"].append({"name": accused.defender.name, "firm": accused.defender.firm, "for": [name]})
    victim = ""
    if case.victim and any(count.charge.victim for count in counts):
        victim = masked_bystander(dice, masks, case.victim_id or "V", case.victim, digits=case.signed.year >= 2016)
        if victim in names:
            victim = f"{victim}甲"
        record["victims"].append(victim)
    yuan, money = crime_amount(case), dice.between(0, 2)
    record_amount(record, case, yuan)
    facts = facts_words(case, names, victim, money)
    panel = len(names) > 1 or dice.chance(0.5)
    lines += _hearing(dice, case, names, charges, prosecutor, lawyers, facts, victim, panel)
    lines.append(_view(dice, case, names, sum_words(yuan or 0, money)))
    cited = _articles(case)
    law = "中华人民共和国刑法"
    lines[-1] += dice.pick(words["order"]).format(laws=laws_words(law, cited))
    record["articles"] = articles_record(law, cited)
    lines += _operative(dice, case, names, yuan, record)
    lines.append(dice.pick(words["appeal_right"]).format(appeal=court.appeal))
    block, record["judges"] = signature(dice, court.code, case.signed, panel=panel, spaced=dice.chance(0.4))
    lines += block
    if case.statutes:
        table = vocabulary().statutes
        lines += [dice.pick(table["criminal_heads"]), "《中华人民共和国刑法》"]
        lines += [table["criminal"][article] for article in case.statutes if article in table["criminal"]]
    for accused, name in zip(case.accused, names, strict=True):
        record["circumstances"] += [{"defendant": name, "type": found} for found in accused.found]
    if any(accused.argued for accused in case.accused):
        del record["circumstances"]  # how a reader names what is weighed there is its own affair
    mentions = [
        Mention(name, accused.person.true_id, masks.masked, "被告人")
        for accused, name in zip(case.accused, names, strict=True)
    ]
    mentions += [Mention(who.name, who.true_id, False, "辩护人") for who in lawyers]
    return Ruling(lines, record, mentions)


def _hearing(
    dice: Dice, case: CriminalCase, names: list[str], charges: str, prosecutor: str, lawyers: list[Any],
    facts: list[str], victim: str, panel: bool,
) -> list[str]:  # fmt: skip
    words, court = vocabulary().criminal, case.court
    all_names = "、".join(names)
    filed = days_after(case.signed, -dice.between(12, 50))
    left, right = dice.pick((("（", "）"), ("〔", "〕"), ("［", "］")))
    division = dice.pick(("一部", "二部", "")) if filed.year >= 2019 else dice.pick(("公诉", "", "刑"))
    paper = f"{court.county[0]}检{division}刑诉{left}{filed.year}{right}{dice.between(11, 980)}号"
    counsel = f"及其辩护人{'、'.join(who.name for who in lawyers)}" if lawyers else ""
    told = "".join(facts)
    courses = words["indicted" if panel else "indicted_single"]
    admissions = words["admission"]
    if case.signed.year < 2017:  # neither the expedited procedure nor plea agreements were general before
        courses, admissions = courses if panel else courses[:1], admissions[:2]
    lines = [
        dice.pick(courses).format(
            p=prosecutor,
            doc=paper,
            all=all_names,
            c=charges,
            filed=plain_date(filed),
            pro=_official(dice),
            counsel=counsel,
        ),
        dice.pick(words["accusation"]).format(p=prosecutor, facts=told),
    ]
    if case.claim or dice.chance(0.5):
        claim = case.claim.format(n=names[0], all=all_names)
        lines.append(dice.pick(words["accusation_view"]).format(all=all_names, c=charges, claim=claim))
    lines.append(dice.pick(admissions).format(all=all_names))
    if lawyers:
        plea = case.plea or dice.pick(words["plea"])
        lines.append(plea.format(lawyer=lawyers[0].name, n=names[0]))
    same = dice.chance(0.35)
    lines.append(dice.pick(words["found_same"]) if same else dice.pick(words["found"]).format(facts=told))
    items = [item.format(v=victim) for item in case.accused[0].counts[0].charge.evidence if victim or "{v}" not in item]
    lines.append(dice.pick(words["evidence"]).format(all=all_names, list="，".join(dice.several(items, 3))))
    return lines


def _official(dice: Dice) -> str:
    surnames, cumulative = vocabulary().surnames
    return dice.weighted(surnames, cumulative) + dice.pick(("某", "某某", "建华", "敏", "海燕", "志刚"))


def _view(dice: Dice, case: CriminalCase, names: list[str], money: str) -> str:
    words = vocabulary().criminal
    all_names = "、".join(names)
    reasons = "".join(
        dice.pick(count.charge.reasoning).format(
            d=f"被告人{all_names}", n=names[0], injury=case_injury(case), sum=money, grams=f"0.{10 + case.number % 89}"
        )
        for count in case.accused[0].counts
    )
    told = ""
    for accused, name in zip(case.accused, names, strict=True):
        told += "".join(sentence.format(n=name) for sentence in accused.argued)
        told += "".join(dice.pick(words["circumstance"][found]).format(n=name) for found in accused.found)
        if (accused.probation or accused.cut == "probation") and dice.chance(0.7):
            told += dice.pick(words["suspend_reason"]).format(n=name)
    return str(
        dice.pick(words["court_view"]).format(reason=reasons, accept=dice.pick(words["accept"]), circumstances=told)
    )


def _operative(dice: Dice, case: CriminalCase, names: list[str], yuan: int | None, record: dict[str, Any]) -> list[str]:
    words = vocabulary().criminal
    charge = case.accused[0].counts[0].charge
    extra = None
    if yuan and charge.victim and dice.chance(0.4):
        extra = words["spoils"][0].format(all="、".join(names), sum=f"{yuan}元")
    elif yuan and charge.amount_kind != "total":
        extra = words["spoils"][1].format(sum=f"{yuan}元")
    elif dice.chance(0.15):
        extra = words["spoils"][dice.between(2, 3)]
    numbered = len(names) > 1 or extra is not None
    lines = []
    for place, (accused, name) in enumerate(zip(case.accused, names, strict=True)):
        lead = f"{'一二三四五六七八'[place]}、" if numbered else ""
        lines.append(f"{lead}{verdict_words(dice, accused, name)}{'；' if numbered and dice.chance(0.5) else '。'}")
        note, start, end = verdict_note(dice, accused)
        lines.append(note)
        record["verdicts"].append(verdict_record(accused, name, start, end))
    if extra:
        lines.append(f"{'一二三四五六七八九'[len(names)]}、{extra.removesuffix('。')}。")
    return lines
