"""The parties of a ruling as its body calls them: by name, by short name, by role (二被告, 上诉人, 原、被告)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Final, Literal

from anmai.extraction.civil.header_entries import header_entries
from anmai.extraction.civil.other_names import abbreviations, aliases_in_header, aliases_told
from anmai.extraction.civil.parties import name_spans, ruling_name
from anmai.extraction.quick_value import quick_value
from anmai.extraction.ruling import Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.text.occurrences import occurrences
from anmai.extraction.values.numbers import whole

_LAST_WORDS: Final = (
    "被申请执行人", "申请执行人", "被上诉人", "上诉人", "再审申请人", "被申请人", "申请人",
    "被执行人", "异议人", "案外人", "原告", "被告", "第三人",
)  # fmt: skip
#: What an organization is called by its role alone: 被告公司, 原告银行.
_UNITS: Final = "保险公司|物业公司|公司|银行|单位|信用社|学校|医院|村委会|居委会"
#: Behind a name: it is part of another one. 张某1 for 张某; but 张某2018年, 张某5000元.
_GOES_ON: Final = re.compile(r"\d(?!\d{3}[年.]|[\d，.]*(?:元|万|块))|某|[甲乙丙丁](?![方班地])|方(?=律)|民币")
_BEFORE: Final = ("原审", "一审", "二审", "反诉", "本诉", "再审", "原", "追加")


@quick_value
class Mentioned:
    """Words of the body that mean one or several parties: [start, end), the parties' numbers, by name or by role."""

    start: int
    end: int
    parties: tuple[int, ...]
    named: bool


@dataclass
class Roster:
    """The parties in the header's order.

    Attributes:
        names: The header's names, as values.
        words: For each party the words that name it in normalised text (name, short name).
        roles: For each party its roles.
        kinds: For each party person or organization.
        with_terms: The roster with a contract's own words for the parties (甲方, 保证人), by the span that gives them.
    """

    names: list[str]
    words: list[list[str]]
    roles: list[list[str]]
    kinds: list[str] = field(default_factory=list)
    with_terms: dict[Span, tuple[Roster, dict[str, set[str]]]] = field(default_factory=dict, repr=False, compare=False)
    _calls: tuple[str, list[_Call]] | None = field(default=None, init=False, repr=False, compare=False)
    _roles_told: _Roles | None = field(default=None, repr=False, compare=False)
    _with_role: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, ruling: Ruling) -> Roster:
        """The roster of the parties that the draft holds; made once a document."""
        known = ruling.memory.get("roster")
        if not isinstance(known, cls):
            known = ruling.memory["roster"] = cls._read(ruling)
        return known

    @classmethod
    def _read(cls, ruling: Ruling) -> Roster:
        rows = ruling.draft.value("parties") or []
        names = {row["name"] for row in rows}
        words = []
        for row in rows:
            own = [ruling_name(row["name"])]
            if row.get("short_name"):
                own.append(ruling_name(row["short_name"]))
            # Courts swap the characters of a given name (王生成, 王成生); the header's form counts.
            swapped = own[0][0] + own[0][:0:-1]
            if row["kind"] == "person" and len(own[0]) == 3 and "某" not in own[0] and swapped not in names:
                own.append(swapped)
            words.append(own)
        _add_other_names(ruling, [row["kind"] for row in rows], words)
        return cls([row["name"] for row in rows], words, [row["roles"] for row in rows], [row["kind"] for row in rows])

    def with_role(self, role: str) -> tuple[int, ...]:
        """Numbers of the parties with a role; 被告 takes 原审被告 too, 上诉人 doesn't take 被上诉人."""
        known = self._with_role.get(role)
        if known is None:
            allowed = {role, *(before + role for before in _BEFORE)}
            known = self._with_role[role] = tuple(i for i, own in enumerate(self.roles) if allowed & set(own))
        return known

    def _find_names(self, text: str) -> Iterator[Span]:
        """Where names stand, in order: at each place the longest that no other name goes on behind."""
        last = -1
        for start, length in sorted(
            (start, -len(word))
            for word in {word for own in self.words for word in own}
            for start in occurrences(text, word, overlapping=True)
        ):
            if start != last and not _GOES_ON.match(text, start - length):
                last = start
                yield start, start - length

    @cached_property
    def _by_word(self) -> dict[str, tuple[int, ...]]:
        table: dict[str, tuple[int, ...]] = {}
        for i, own in enumerate(self.words):
            for word in own:
                table[word] = (*table.get(word, ()), i)
        return table

    def mentioned(self, text: str, start: int, end: int) -> Iterator[Mentioned]:
        """Every mention of parties in text[start:end]; a role before a name is part of that name's mention."""
        calls = self._calls_in(text)
        pending: _Call | None = None
        for at in range(bisect_left(calls, start, key=_call_start), len(calls)):
            call = calls[at]
            if call.start >= end:
                break
            if call.end > end:
                continue
            if call.sort == "role":
                if pending is not None:
                    yield from self._by_role(pending)
                pending = call
                continue
            if pending is not None and pending.end != call.start:
                yield from self._by_role(pending)
                pending = None
            first = pending.start if pending is not None else call.start
            pending = None
            if call.sort == "both":
                yield Mentioned(call.start, call.end, tuple(range(len(self.names))), False)
            else:
                yield Mentioned(first, call.end, self._by_word[call.words], True)
        if pending is not None:
            yield from self._by_role(pending)

    def _calls_in(self, text: str) -> list[_Call]:
        """All names and roles of the text in order, none overlapping; found once, since every component asks again."""
        if self._calls is None or self._calls[0] is not text:
            self._calls = (text, list(self._find_calls(text)))
        return self._calls[1]

    def _find_calls(self, text: str) -> Iterator[_Call]:
        if self._roles_told is None or self._roles_told.text is not text:
            self._roles_told = _Roles(text)
        names, roles = self._find_names(text), self._roles_told
        name = next(names, None)
        role = roles.after(0)
        position = 0
        while name or role:
            if name and name[0] < position:
                name = next(names, None)
            elif role and role.start() < position:
                role = roles.after(position)
            elif name and (role is None or name[0] <= role.start()):
                position = name[1]
                yield _Call(name[0], position, "name", text[slice(*name)])
            elif role:
                call = _call(role)
                if role.group("number") and name and name[0] == role.start("number"):
                    call = replace(call, end=name[0], nth=None)  # 原告六安某公司: 六 belongs to the name
                position = call.end
                yield call

    def _by_role(self, call: _Call) -> Iterator[Mentioned]:
        plain = next((word for word in _LAST_WORDS if call.words.endswith(word)), call.words)
        numbers = self.with_role(call.words) or self.with_role(plain)
        if call.nth and len(numbers) > 1 and (place := whole(call.nth)) and place <= len(numbers):
            numbers = (numbers[place - 1],)
        if call.unit:  # 被告公司: the one of them that is an organization
            numbers = tuple(n for n in numbers if self.kinds and self.kinds[n] == "organization") or numbers
        if numbers:
            yield Mentioned(call.start, call.end, numbers, False)


class _Roles:
    """The words for roles in a text; they are the same whatever names a roster holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found = list(_roles().finditer(text))
        self._starts = [match.start() for match in self._found]

    def after(self, position: int) -> re.Match[str] | None:
        """The first role that begins at ``position`` or behind it."""
        number = bisect_left(self._starts, position)
        if number and self._found[number - 1].end() > position:
            return _roles().search(self.text, position)  # a name ended inside what else would be a role
        return self._found[number] if number < len(self._found) else None


@quick_value
class _Call:
    """A name or role in the text: its words, and for a role which of several and whether a unit is meant."""

    start: int
    end: int
    sort: Literal["name", "role", "both"]
    words: str
    nth: str | None = None
    unit: bool = False


def _call_start(call: _Call) -> int:
    return call.start


def _call(match: re.Match[str]) -> _Call:
    if match.group("both"):
        return _Call(match.start(), match.end(), "both", match.group())
    nth = match.group("nth") or match.group("number")
    return _Call(match.start(), match.end(), "role", match.group("role"), nth, match.group("unit") is not None)


@cache
def _roles() -> re.Pattern[str]:
    role = rf"(?:{'|'.join(_BEFORE)})?(?:{'|'.join(_LAST_WORDS)})"
    beside = rf"(?:（(?:{role}|[、，暨兼及/])+）)?"  # 原告（反诉被告）甲 is one mention
    return re.compile(
        r"(?=[原双当第一二两三四五六七八九十\d各上以该反本再追被申异案])"  # what all of this begins with
        r"(?:(?P<both>原[、，]?被告(?:双方)?|双方当事人|双方|当事人双方)|"
        r"(?:第(?P<nth>[一二三四五六七八九十])|(?P<count>[二两三四五六七八九十\d]{1,2}[名位]?|各|上述|以上|该))?"
        rf"(?P<role>{role})"
        rf"(?:(?P<unit>{_UNITS})(?![\u3400-\u9fff]{{0,8}}?(?:公司|分行|支行))|(?P<number>[一二三四五六七八九十])"
        rf"(?![十一二三四五六七八九个名人位公直次定方审并起致再共家切旦同时般]))?{beside})"
    )


def _add_other_names(ruling: Ruling, kinds: list[str], words: list[list[str]]) -> None:
    """Add aliases and abbreviations that point at one party only."""
    text = ruling.text
    found: list[tuple[int, str]] = []
    own = {name[0]: number for number, name in enumerate(words)}
    for entry in header_entries(ruling):
        spans = name_spans(text, entry.body, entry.end) if entry.sort == "party" else []
        if spans and (number := own.get(text[slice(*spans[-1])])) is not None and kinds[number] == "person":
            found.extend((number, alias) for alias in aliases_in_header(text, spans[-1][1], entry.end))
    found.extend((own[name], alias) for name, alias in aliases_told(text, list(own)))
    full = [words[n][0] for n, kind in enumerate(kinds) if kind == "organization" and len(words[n]) == 1]
    found.extend((own[name], short) for name, short in abbreviations(text, full))
    taken = {word for names in words for word in names}
    for number, word in found:
        if word not in taken and all(other == number for other, same in found if same == word):
            words[number].append(word)
