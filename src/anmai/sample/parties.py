"""Parties and agents of civil documents: their header lines, record fields and mentions."""

from __future__ import annotations

from typing import Any

from anmai.sample.cases import CivilCase, Mention, Side
from anmai.sample.dice import Dice
from anmai.sample.headers import birth_words, shown_number
from anmai.sample.masks import Masks
from anmai.sample.organizations import Organization
from anmai.sample.vocabulary import vocabulary


def party_lines(
    dice: Dice, side: Side, role: str, masks: Masks, parties: list[dict[str, Any]], mentions: list[Mention]
) -> list[str]:
    """Header lines of one party; appends its record and its mentions."""
    words = vocabulary().civil
    if isinstance(side.who, Organization):
        company = side.who
        code = f"，统一社会信用代码{company.code}" if side.view.number != "none" else ""
        lines = [dice.pick(words["party_org"]).format(role=role, name=company.name, address=company.address, code=code)]
        lines.append(dice.pick(words["representative"]).format(name=company.representative, post=company.post))
        parties.append({
            "name": company.name, "roles": [role], "kind": "organization", "sex": None, "birth_date": None,
            "ethnicity": None, "address": company.address, "representative": company.representative,
            "credit_code": company.code if code else None, "short_name": None,
        })  # fmt: skip
        mentions.append(Mention(company.name, company.true_id, False, role, "organization"))
        mentions.append(Mention(company.representative, company.representative_id, False, "法定代表人"))
        return lines
    person, view = side.who, side.view
    name = masks.write(person.true_id, person.name)
    birth, birth_iso = birth_words(person, view)
    living = person.living if view.domicile else None
    address = None
    if living:
        address = living.place if view.household else living.place.removeprefix(living.province)
        if living.is_municipal:
            address = living.place
        address += person.address if view.detail else ""
    number = shown_number(person, view)
    parts = [person.sex] if view.sex else []
    parts += [f"{birth}出生" if dice.chance(0.85) else f"生于{birth}"] if birth else []
    parts += [person.ethnicity] if view.background else []
    parts += [person.occupation] if view.background and dice.chance(0.4) else []
    parts += [f"住{address}"] if address else []
    parts += [f"公民身份号码{number}"] if number else []
    details = "，" + "，".join(parts) if parts else ""
    parties.append({
        "name": name, "roles": [role], "kind": "person", "sex": person.sex if view.sex else None,
        "birth_date": birth_iso, "ethnicity": person.ethnicity if view.background else None, "address": address,
        "representative": None, "credit_code": None, "short_name": None, "id_number": number,
    })  # fmt: skip
    mentions.append(Mention(name, person.true_id, masks.masked, role))
    return [dice.pick(words["party_person"]).format(role=role, name=name, details=details)]


def agent_line(
    dice: Dice, case: CivilCase, names: list[str], side: str, record: dict[str, Any], mentions: list[Mention]
) -> list[str]:
    """Lines of the agents for one side."""
    words, lines = vocabulary().civil, []
    for acts in case.agents:
        if acts.side != side:
            continue
        agent = acts.agent
        title = dice.pick(words["agent_titles"])
        pattern = words["agent_other" if agent.office else "agent_lawyer"]
        lines.append(dice.pick(pattern).format(title=title, name=agent.name, firm=agent.firm))
        record["agents"].append({"name": agent.name, "firm": agent.firm, "for": names})
        mentions.append(Mention(agent.name, agent.true_id, False, "委托诉讼代理人"))
    return lines


def side_name(side: Side, masks: Masks) -> str:
    """A party's name as this document writes it."""
    if isinstance(side.who, Organization):
        return side.who.name
    return masks.write(side.who.true_id, side.who.name)
