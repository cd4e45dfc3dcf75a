"""The lines of a ruling that tell who stands before the court and who signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from anmai.sample.cases import View
from anmai.sample.dice import Dice
from anmai.sample.people import Person, court_member
from anmai.sample.vocabulary import Court, vocabulary
from anmai.sample.wording import plain_date, signature_date

ROLES_SPACED = {"审判长": "审　判　长", "审判员": "审　判　员", "书记员": "书　记　员", "执行员": "执　行　员"}


def birth_words(person: Person, view: View) -> tuple[str | None, str | None]:
    """The birth date as written and as the record holds it."""
    birth = person.birth
    if view.birth == "day":
        return plain_date(birth), birth.isoformat()
    if view.birth == "month":
        return f"{birth.year}年{birth.month}月", f"{birth:%Y-%m}"
    if view.birth == "year":
        return f"{birth.year}年", f"{birth.year}"
    return None, None


def shown_number(person: Person, view: View) -> str | None:
    """The identity number as written: full, or with its middle starred out."""
    if view.number == "none" or not person.number:
        return None
    return person.number if view.number == "full" else f"{person.number[:6]}********{person.number[14:]}"


def home_words(person: Person, view: View) -> tuple[str | None, str | None]:
    """Household and domicile as written; None where the header is silent."""
    household = person.home.place if view.household else None
    domicile = None
    if view.domicile:
        living = person.living
        domicile = living.place.removeprefix(living.province) if not living.is_municipal else living.place
        if view.detail:
            domicile += person.address
    return household, domicile


def person_details(dice: Dice, person: Person, view: View) -> tuple[list[str], dict[str, Any]]:
    """The parts of a defendant's header after the name, and the fields of the record that they give."""
    words = vocabulary().criminal
    birth, birth_iso = birth_words(person, view)
    household, domicile = home_words(person, view)
    number = shown_number(person, view)
    parts = [person.sex] if view.sex else []
    number_words = dice.pick(words["id_number"]).format(id=number) if number else None
    if birth:
        city = person.home.city if view.household else person.home.province
        parts.append(dice.pick(words["birth"]).format(birth=birth, city=city))
    if number_words and dice.chance(0.6):
        parts.append(number_words)
        number_words = None
    if view.background:
        schooling = person.education if person.education == "文盲" else f"{person.education}文化"
        parts += [person.ethnicity, schooling, person.occupation]
    if household:
        parts.append(dice.pick(words["household"]).format(h=household))
    if domicile:
        parts.append(dice.pick(words["domicile"]).format(a=domicile))
    if number_words:
        parts.append(number_words)
    fields: dict[str, Any] = {
        "kind": "person",
        "sex": person.sex if view.sex else None,
        "birth_date": birth_iso,
        "ethnicity": person.ethnicity if view.background else None,
        "education": person.education if view.background else None,
        "occupation": person.occupation if view.background else None,
        "domicile": domicile,
        "household": household,
        "id_number": number,
    }
    return parts, fields


def signature(
    dice: Dice, code: str, signed: date, *, panel: bool, spaced: bool, execution: bool = False
) -> tuple[list[str], list[dict[str, str]]]:
    """Signature block and the judges of the record.

    Args:
        dice: The document's dice.
        code: Code of the court, to find its judges.
        signed: Day of the signature.
        panel: Three judges rather than one.
        spaced: Spaces inside titles and two-character names, as printed rulings have them.
        execution: Whether an enforcement officer may sign.
    """
    if panel:
        second, third = dice.pick(
            (("审判员", "人民陪审员"), ("人民陪审员", "人民陪审员"), ("审判员", "审判员"), ("代理审判员", "人民陪审员"))
        )
        roles = ["审判长", second, third]
    else:
        roles = [dice.pick(("审判员", "审判员", "代理审判员"))]
        if execution and dice.chance(0.3):
            roles = ["执行员"]
    bench = [
        (role, court_member(code, number))
        for role, number in zip(roles, dice.several(range(9), len(roles)), strict=True)
    ]
    after = [
        (dice.pick(("书记员", "书记员", "书记员", "代书记员", "见习书记员")), court_member(code, dice.between(12, 15)))
    ]
    if signed.year >= 2017 and dice.chance(0.3):
        after.insert(0, ("法官助理", court_member(code, dice.between(9, 11))))
    zero = dice.pick("〇〇〇○")
    lines = [_sign(role, name, spaced) for role, name in bench]
    lines.append(plain_date(signed) if dice.chance(0.05) else signature_date(signed, zero))
    lines += [_sign(role, name, spaced) for role, name in after]
    judges = [{"name": n, "role": "书记员" if r.endswith("书记员") else r} for r, n in bench + after]
    return lines, judges


def _sign(role: str, name: str, spaced: bool) -> str:
    if not spaced:
        return f"{role}{name}"
    return f"{ROLES_SPACED.get(role, role)}　　{f'{name[0]}　{name[1]}' if len(name) == 2 else name}"


def case_number(dice: Dice, court: Court, year: int, kind: str, number: int) -> str:
    """A case number of the first instance, of the era of its year; ``kind`` is 刑初, 民初 or 执.

    Before 2016 the court's short name and, for civil cases, 民一初字 and the like stood in it. Only the brackets vary
    where one case is named twice.
    """
    left, right = dice.pick((("（", "）"), ("（", "）"), ("(", ")"), ("〔", "〕")))
    if year >= 2016:
        return f"{left}{year}{right}{court.case_code}{kind}{number}号"
    old = {"刑初": "刑初字", "民初": ("民初字", "民一初字", "商初字")[number % 3], "执": "执字"}[kind]
    written = f"{number:05d}" if number % 7 == 0 else str(number)
    return f"{left}{year}{right}{court.old_code}{old}第{written}号"


def court_name(dice: Dice, court: Court) -> str:
    """The court's name with or without the province."""
    return court.short_name if dice.chance(0.25) else court.name
