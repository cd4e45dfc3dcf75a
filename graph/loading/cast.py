"""The cast of one document: its mentions, each with what the record tells of it, found again by name.

A name that stands in several places of a record is one mention inside its group; two parties listed under one name
(two 张某) are two. Groups keep a judge apart from a defendant of the same name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from anmai.forms.instruments import NotProsecuted
from anmai.forms.record import Agent, Defendant, Defender, Party, Record
from anmai.graph.identity.names import norm_name
from anmai.graph.loading.parties import Kind, kind_of_name

#: "court" holds all who sign: members of the court, and prosecutors.
Group = Literal["party", "counsel", "court"]


@dataclass(slots=True)
class Mention:
    """One party of one document, as the record names it.

    Attributes:
        ordinal: Its place in the document's cast; with the document's id it makes the mention's.
        group: Parties and whoever the facts name; counsel; the court.
        roles: As written, in order, each once.
        paths: JSON Pointers of the record values that name it, the one that introduces it first.
        about: JSON Pointer of the record's entry about it ("" where a bare name is all).
        told: What the entry says: sex, birth_date, ethnicity, id_number, credit_code, household, address, occupation,
            education, firm, short_name, representative, represents; only what is said.
    """

    ordinal: int
    group: Group
    name: str
    kind: Kind
    roles: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    about: str = ""
    told: dict[str, Any] = field(default_factory=dict)

    def add_role(self, role: str) -> None:
        """Add a role unless it is known."""
        if role and role not in self.roles:
            self.roles.append(role)


class Cast:
    """All mentions of one record, in the order of their ordinals.

    Args:
        record: The record.
    """

    def __init__(self, record: Record) -> None:
        self.mentions: list[Mention] = []
        self._named: dict[tuple[Group, str], list[Mention]] = {}
        self._also: dict[str, Mention] = {}
        self._defendants(record.defendants)
        self._not_prosecuted(record.not_prosecuted)
        self._parties(record.parties)
        self._named_in_facts(record)
        self._counsel(record.defenders, record.agents)
        for number, judge in enumerate(record.judges):
            self._join("court", judge.name, f"/judges/{number}/name", judge.role, "person")
        for number, prosecutor in enumerate(record.prosecutors):
            self._join("court", prosecutor.name, f"/prosecutors/{number}/name", prosecutor.role, "person")

    def find(self, name: str | None, nth: int = 0) -> Mention | None:
        """The party of this name, alias or short name; ``nth`` chooses among several of one name."""
        if not name:
            return None
        normal = norm_name(name)
        bearers = self._named.get(("party", normal))
        if bearers:
            return bearers[min(nth, len(bearers) - 1)]
        return self._also.get(normal)

    def counsel(self, name: str) -> Mention | None:
        """The defender or agent of this name; a party who acts for another one is found as well."""
        bearers = self._named.get(("counsel", norm_name(name)))
        return bearers[0] if bearers else self.find(name)

    def judge(self, name: str) -> Mention | None:
        """The member of the court of this name."""
        bearers = self._named.get(("court", norm_name(name)))
        return bearers[0] if bearers else None

    def is_alone(self, mention: Mention) -> bool:
        """Whether no other party of the document bears its name."""
        return len(self._named[mention.group, norm_name(mention.name)]) == 1

    # ------------------------------------------------------------ building

    def _add(self, group: Group, name: str, path: str, kind: Kind) -> Mention:
        mention = Mention(len(self.mentions), group, name, kind, paths=[path])
        self.mentions.append(mention)
        self._named.setdefault((group, norm_name(name)), []).append(mention)
        return mention

    def _join(self, group: Group, name: str | None, path: str, role: str, kind: Kind | None = None) -> Mention | None:
        """Add a role to whoever bears the name, or a new mention."""
        if not name or not name.strip():
            return None
        mention = self.find(name) if group == "party" else None
        if mention is None:
            mention = next(iter(self._named.get((group, norm_name(name)), [])), None)
        if mention is None:
            mention = self._add(group, name, path, kind or kind_of_name(name))
        elif path not in mention.paths:
            mention.paths.append(path)
        mention.add_role(role)
        return mention

    def _introduce(self, mention: Mention, entry: Defendant | Party, path: str, address: str | None) -> None:
        mention.about = path
        told = {
            "sex": entry.sex,
            "birth_date": entry.birth_date,
            "ethnicity": entry.ethnicity,
            "id_number": entry.id_number,
            "address": address,
        }
        for name in ("credit_code", "household", "occupation", "education", "short_name", "representative"):
            told[name] = getattr(entry, name, None)
        mention.told.update({name: value for name, value in told.items() if value})

    def _defendants(self, defendants: Iterable[Defendant]) -> None:
        for number, entry in enumerate(defendants):
            path = f"/defendants/{number}"
            mention = self._add("party", entry.name, f"{path}/name", entry.kind)
            mention.add_role("被告人" if entry.kind == "person" else "被告单位")
            mention.aliases = list(entry.aliases)
            self._introduce(mention, entry, path, entry.domicile)
            for alias in entry.aliases:
                self._also.setdefault(norm_name(alias), mention)

    def _not_prosecuted(self, people: Iterable[NotProsecuted]) -> None:
        for number, entry in enumerate(people):
            path = f"/not_prosecuted/{number}"
            mention = self._add("party", entry.name, f"{path}/name", entry.kind)
            mention.add_role("被不起诉人" if entry.kind == "person" else "被不起诉单位")
            mention.aliases = list(entry.aliases)
            self._introduce(mention, entry, path, entry.domicile)

    def _parties(self, parties: Iterable[Party]) -> None:
        earlier = Counter(norm_name(mention.name) for mention in self.mentions)
        for number, entry in enumerate(parties):
            path = f"/parties/{number}"
            # A defendant who is also listed as a civil party is one; two parties of one name are two.
            known = self.find(entry.name) if earlier[norm_name(entry.name)] == 1 else None
            if known is None or known.about.startswith("/parties"):
                mention = self._add("party", entry.name, f"{path}/name", entry.kind)
                self._introduce(mention, entry, path, entry.address)
            else:
                mention = known
                mention.paths.append(f"{path}/name")
            mention.aliases = list(dict.fromkeys([*mention.aliases, *entry.aliases]))
            for role in entry.roles:
                mention.add_role(role)
            for alias in entry.aliases:
                self._also.setdefault(norm_name(alias), mention)
            if entry.short_name:
                self._also.setdefault(norm_name(entry.short_name), mention)

    def _named_in_facts(self, record: Record) -> None:
        for number, party in enumerate(record.parties):
            head = self._join(
                "party", party.representative, f"/parties/{number}/representative", "法定代表人", "person"
            )
            if head is not None:
                head.told.setdefault("represents", party.name)
        for number, victim in enumerate(record.victims):
            self._join("party", victim, f"/victims/{number}", "被害人")
        for number, guarantor in enumerate(record.guarantors):
            self._join("party", guarantor, f"/guarantors/{number}", "保证人")
        for number, pair in enumerate(record.spouses):
            for side, name in enumerate(pair):
                self._join("party", name, f"/spouses/{number}/{side}", "配偶", "person")
        for number, loan in enumerate(record.loans):
            self._join("party", loan.lender, f"/loans/{number}/lender", "出借人")
            self._join("party", loan.borrower, f"/loans/{number}/borrower", "借款人")

    def _counsel(self, defenders: Iterable[Defender], agents: Iterable[Agent]) -> None:
        lists: tuple[tuple[str, str, Iterable[Defender | Agent]], ...] = (
            ("辩护人", "defenders", defenders),
            ("委托诉讼代理人", "agents", agents),
        )
        for role, field_name, entries in lists:
            for number, entry in enumerate(entries):
                group: Group = "party" if self.find(entry.name) is not None else "counsel"
                path = f"/{field_name}/{number}"
                self._join(group, entry.name, f"{path}/name", role, "person")
                mention = self.counsel(entry.name)
                if mention is not None and entry.firm:
                    mention.told.setdefault("firm", entry.firm)
                if mention is not None and not mention.about:
                    mention.about = path
