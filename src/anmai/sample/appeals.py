"""Second-instance criminal rulings and commutation orders, composed from the first-instance case."""

from __future__ import annotations

from anmai.sample.cases import Appeal, Commutation, CriminalCase, Mention, Ruling
from anmai.sample.criminal import (
    articles_record,
    crime_amount,
    empty_record,
    facts_words,
    laws_words,
    procuratorate,
    record_amount,
)
from anmai.sample.dice import Dice
from anmai.sample.headers import case_number, court_name, person_details, signature
from anmai.sample.masks import Masks
from anmai.sample.people import surname_of
from anmai.sample.sentences import prior_words, term_words, verdict_note, verdict_record, verdict_words
from anmai.sample.vocabulary import vocabulary
from anmai.sample.wording import days_after, duration, plain_date, term_end


def _upper_number(dice: Dice, case: CriminalCase, year: int, kind: str, number: int) -> str:
    left, right = dice.pick((("（", "）"), ("(", ")")))
    if year >= 2016:
        return f"{left}{year}{right}{case.court.appeal_code}{kind}{number}号"
    return f"{left}{year}{right}{case.court.city[0]}{kind}字第{number}号"


def _first_name(case: CriminalCase, masks: Masks) -> str:
    person = case.accused[0].person
    return masks.write(person.true_id, person.name)


def compose_appeal(dice: Dice, appeal: Appeal) -> Ruling:
    """Write the second instance: an order that affirms, or a judgment that changes the sentence."""
    case, words = appeal.first, vocabulary().appeals
    branch = words["change" if appeal.changed else "affirm"]
    masks = Masks(case.mask)
    name, accused = _first_name(case, masks), case.accused[0]
    number = _upper_number(dice, case, appeal.signed.year, "刑终", appeal.number)
    doc_type = "刑事判决书" if appeal.changed else "刑事裁定书"
    record = empty_record(doc_type, case.court.appeal, number, appeal.signed, "二审")
    record["prosecution"] = procuratorate(case.court, full=dice.chance(0.4))
    parts, fields = person_details(dice, accused.person, accused.view)
    record["defendants"].append({"name": name, "aliases": [], **fields})
    header = "，".join([dice.pick(words["appellant"]).format(name=name), *parts]) + "。"
    for prior in accused.priors:
        told, entry = prior_words(dice, prior, name)
        header += told
        record["priors"].append(entry)
    charges = "、".join(count.charge.name for count in accused.counts)
    below_court = court_name(dice, case.court)
    below_number = case_number(dice, case.court, case.signed.year, "刑初", case.number)
    money = dice.between(0, 2)
    victim = f"{surname_of(case.victim or '王')}某"
    facts = "".join(facts_words(case, [name], victim, money))
    if f"被害人{victim}" in facts:
        record["victims"].append(victim)
    record_amount(record, case, crime_amount(case))
    sentence = term_words(accused.months, accused.detention)
    if accused.probation:
        sentence += f"，缓刑{duration(accused.probation)}"
    lines = [
        case.court.appeal,
        dice.pick(branch["doc_types"]),
        number,
        dice.pick(words["header"]).format(p=record["prosecution"]),
        header,
        dice.pick(words["course"]).format(
            court=below_court,
            p=record["prosecution"],
            n=name,
            c=charges,
            date=plain_date(case.signed),
            number=below_number,
        ),
        dice.pick(words["below"]).format(facts=facts, c=charges, n=name, penalty=sentence),
        dice.pick(words["grounds"]).format(n=name),
        dice.pick(words["found"]),
    ]
    procedure_law: list[tuple[int, int | None]] = [(225 if appeal.signed.year < 2019 else 236, None)]
    laws = laws_words("中华人民共和国刑事诉讼法", procedure_law)
    record["articles"] = articles_record("中华人民共和国刑事诉讼法", procedure_law)
    lines.append(dice.pick(branch["view"]).format(n=name, c=charges, laws=laws))
    if appeal.changed:
        changed = appeal.changed
        lines[-1:] = [lines[-1], f"一、撤销{below_court}{below_number}刑事判决；"]
        lines.append(f"二、上诉人（原审被告人）{verdict_words(dice, changed, name).removeprefix('被告人')}。")
        note, start, end = verdict_note(dice, changed)
        lines += [note, dice.pick(words["final_judgment"])]
        record["verdicts"].append(verdict_record(changed, name, start, end))
    else:
        lines += [branch["order"], dice.pick(words["final"])]
    record["prior_instances"] = [{"court": below_court, "case_number": below_number}]
    del record["circumstances"]
    code = case.court.city_code
    block, record["judges"] = signature(dice, code, appeal.signed, panel=True, spaced=dice.chance(0.4))
    mention = Mention(name, accused.person.true_id, masks.masked, "上诉人")
    return Ruling(lines + block, record, [mention])


def compose_commutation(dice: Dice, order: Commutation) -> Ruling:
    """Write the order that shortens the first defendant's term."""
    case, words = order.first, vocabulary().appeals["commutation"]
    masks = Masks(case.mask)
    name, accused = _first_name(case, masks), case.accused[0]
    number = _upper_number(dice, case, order.signed.year, "刑更" if order.signed.year >= 2016 else "刑执", order.number)
    record = empty_record("刑事裁定书", case.court.appeal, number, order.signed, "其他")
    parts, fields = person_details(dice, accused.person, accused.view)
    record["defendants"].append({"name": name, "aliases": [], **fields})
    for unclaimed in ("verdicts", "circumstances", "crime_amount_yuan"):
        del record[unclaimed]
    prison = (
        f"{case.court.province}{case.court.city.removesuffix('市')}监狱"
        if not case.court.is_municipal
        else f"{case.court.city}第二监狱"
    )
    start = accused.custody or days_after(case.signed, 20)
    cited: list[tuple[int, int | None]] = [(78, None), (79, None)]
    record["articles"] = articles_record("中华人民共和国刑法", cited)
    cut = duration(order.cut)
    charges = "、".join(count.charge.name for count in accused.counts)
    below = case_number(dice, case.court, case.signed.year, "刑初", case.number)
    below_court = court_name(dice, case.court)
    lines = [
        case.court.appeal,
        dice.pick(words["doc_types"]),
        number,
        "，".join([words["header"].format(name=name), *parts]) + f"。现在{prison}服刑。",
        dice.pick(words["course"]).format(
            court=below_court, date=plain_date(case.signed), number=below, n=name, c=charges,
            penalty=term_words(accused.months, accused.detention), prison=prison,
            filed=plain_date(days_after(order.signed, -dice.between(15, 40))),
        ),
        dice.pick(words["found"]).format(prison=prison, n=name, cut=cut),
        dice.pick(words["view"]).format(n=name, laws=laws_words("中华人民共和国刑法", cited)),
        words["order"].format(n=name, cut=cut, until=plain_date(term_end(start, accused.months - order.cut))),
        words["final"],
    ]  # fmt: skip
    record["prior_instances"] = [{"court": below_court, "case_number": below}]
    record["commutations"] = [
        {
            "offender": name, "outcome": "减刑", "prison": prison, "months": order.cut,
            "served_until": term_end(start, accused.months - order.cut).isoformat(),
            "original": {
                "court": below_court, "case_number": below, "date": case.signed.isoformat(),
                "charges": [count.charge.name for count in accused.counts],
                "penalty": term_words(accused.months, accused.detention),
            },
        }
    ]  # fmt: skip
    block, record["judges"] = signature(dice, case.court.city_code, order.signed, panel=True, spaced=dice.chance(0.4))
    return Ruling(lines + block, record, [Mention(name, accused.person.true_id, masks.masked, "罪犯")])
