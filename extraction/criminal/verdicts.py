"""Reads what each defendant got: charges, penalty, term, suspension, fine, political rights, merged sentences.

The operative part is read as a row of tokens (item, name, charge, penalty, fine …). A name opens a defendant's
verdict; each 犯…罪 opens a count; 决定执行 opens the final, executed figures; what stands after 与前罪 or 原犯
belongs to an earlier judgment that is merged in. Items that annul (撤销) give no verdict; items that uphold (维持)
give what a later item leaves open.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from anmai.extraction.criminal.earlier_sentences import REVOKE, name_earlier, revocation
from anmai.extraction.criminal.operative_items import Items, quotes
from anmai.extraction.criminal.operative_tokens import operative_tokens, token_of
from anmai.extraction.criminal.people import People, people_of, with_unmasked
from anmai.extraction.criminal.respective import Part, respective_fines, respective_terms
from anmai.extraction.criminal.sentence import Count, DefendantVerdict, verdict_row
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.amounts import first_sum
from anmai.extraction.values.charges import charge_pattern, split_charges
from anmai.extraction.values.dates import iter_dates
from anmai.extraction.values.terms import term_at

COMPONENT: Final = "verdicts"
#: An order on commutation or parole changes how a sentence is served; it is no verdict.
_COMMUTED: Final = re.compile(
    r"减去(?:有期|余刑|刑期)|(?:不予|予以|准予|准许)(?:减刑|假释)|减为有期徒刑|剥夺政治权利(?:改为|减为)|暂予监外执行"
)
#: Before the days of custody that are credited: no time that will be served.
_CREDITED: Final = re.compile(r"(?:折抵|扣除|抵扣)[^，。；]{0,4}$")
_CONVICTS: Final = re.compile(r"犯[^，。；]{2,40}罪[^。；]{0,12}(?:判处|处|决定)")
#: What an annulled suspension or release ends with, before this judgment's own merging (撤销…的缓刑，与原判…并罚).
_REVOKED: Final = re.compile(
    r"(?:缓刑|假释|部分|裁定|判决)(?:的?(?:部分|判决|裁定|执行|宣告))?，(?:并|将|再|实行|依法)?$"
)
_ENDS: Final = re.compile(r"[。；\n]")
_CHANGED: Final = re.compile(r"改判|改为")


def read_verdicts(ruling: Ruling) -> None:
    """Set verdicts from the operative part."""
    people = people_of(ruling)
    span = ruling.sections.operative
    if not span or not people.names:
        return
    if _COMMUTED.search(ruling.text, *span) and not _CONVICTS.search(ruling.text, *span):
        return
    reader = _Reader(ruling, with_unmasked(people, ruling.text, *span))
    reader.read(*span)
    rows = [row for name in people.names if (row := reader.row(name))]
    for row in rows:
        if not row.get("charges") and "penalty" in row and row["penalty"].value != "无罪":
            row["charges"] = _reasoned(ruling)
    ruling.put(COMPONENT, "verdicts", rows)


def _reasoned(ruling: Ruling) -> list[Found]:
    """The charge that the reasoning alone tells (其行为已构成盗窃罪), where it tells only one."""
    if not ruling.sections.reasoning:
        return []
    charges = {
        ruling.text[slice(*match.span("charge"))]: ruling.found(*match.span("charge"), confidence=0.7)
        for match in _constitutes().finditer(ruling.text, *ruling.sections.reasoning)
    }
    return list(charges.values()) if len(charges) == 1 else []


@cache
def _constitutes() -> re.Pattern[str]:
    return re.compile(rf"构成(?P<charge>{charge_pattern()})")


class _Reader:
    """Walks the operative part's tokens."""

    def __init__(self, ruling: Ruling, people: People) -> None:
        self.ruling = ruling
        self.text = ruling.text
        self.people = people
        self.verdicts: dict[str, DefendantVerdict] = {}
        self.subjects: list[tuple[str, Found]] = []
        self.fresh = False  # names still being listed
        self.mode = "new"  # new | keep | annul
        self.items = Items()
        self.quoting = False  # what an item upholds or annuls is being repeated (即：…)
        self.taken = 0  # where reading goes on after a list that was read whole
        self.end = 0
        self.depth = 0
        self.bracket_subjects: list[tuple[str, Found]] | None = None
        self.revoking = False
        self.revocations: list[tuple[list[str], dict[str, Found]]] = []

    def row(self, name: str) -> dict[str, Any] | None:
        """The record's row for a defendant, or None where the ruling gives him no verdict of its own."""
        verdict = self.verdicts.get(name)
        if verdict is None:
            return None
        name_earlier(self.ruling, verdict, name, revoking=self.revoking)
        row = verdict_row(verdict)
        revokes = self._revokes(name)
        if row is not None and revokes:
            row["revokes"] = revokes
        return row

    def read(self, start: int, end: int) -> None:
        """Read all tokens in [start, end)."""
        if len(self.people.names) == 1:
            name = self.people.names[0]
            self.subjects = [(name, self._sole(name))]
        self.revoking = "缓刑" in re.sub(r"缓刑考验", "", "".join(REVOKE.findall(self.text[start:end])))
        previous, self.end = start, end
        for token, match in self._in_order(start, end):
            if match.start() < previous:
                continue
            self._reset_at_sentence(previous, match.start())
            getattr(self, f"_on_{token}")(match)
            previous = max(match.end(), self.taken)

    def _in_order(self, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
        """Tokens and names by place; a name goes before a token that begins with it."""
        assert self.people.mention is not None
        names = [(match.start(), 0, "name", match) for match in self.people.mention.finditer(self.text, start, end)]
        tokens = (
            (match.start(), 1, token_of(match), match) for match in operative_tokens().finditer(self.text, start, end)
        )
        for _, _, token, match in heapq.merge(names, tokens, key=lambda row: row[:2]):
            yield token, match

    def _sole(self, name: str) -> Found:
        found = self.ruling.draft.values["defendants"][0]["name"]
        return Found(name, found.spans, 0.9)

    def _reset_at_sentence(self, start: int, end: int) -> None:
        if self.mode == "new" or self.depth:
            return
        if self.quoting:
            ended = "\n" in self.text[start:end]
        else:
            ended = bool(_ENDS.search(self.text, start, end) or _CHANGED.search(self.text, start, end))
        if ended:
            self.mode, self.quoting = "new", False

    def _current(self) -> list[DefendantVerdict]:
        if self.depth or self.mode == "annul":
            return []
        return [self._verdict(name, found) for name, found in self.subjects]

    def _verdict(self, name: str, found: Found) -> DefendantVerdict:
        verdict = self.verdicts.setdefault(name, DefendantVerdict(found))
        verdict.keeping = self.mode == "keep"
        return verdict

    def _counts(self) -> Iterator[Count]:
        for verdict in self._current():
            yield verdict.count()

    def _on_item(self, match: re.Match[str]) -> None:
        if self.items.own(self.text, match, quoting=self.quoting):
            self.mode, self.fresh, self.depth, self.quoting = "new", False, 0, False

    def _on_annul(self, match: re.Match[str]) -> None:
        if not self.depth:
            self.mode, self.fresh, self.quoting = "annul", False, quotes(self.text, match.end(), self.end)
            revoked = revocation(self.ruling, self.people, match.start())
            if revoked:
                self.revocations.append(revoked)

    def _revokes(self, name: str) -> list[dict[str, Found]]:
        """A defendant's revocations: those that name him; those that name nobody where he is alone."""
        sole = len(self.people.names) == 1 or len(self.verdicts) == 1
        return [row for named, row in self.revocations if name in named or (not named and sole)]

    def _on_keep(self, match: re.Match[str]) -> None:
        if not self.depth:
            self.mode, self.fresh, self.quoting = "keep", False, quotes(self.text, match.end(), self.end)

    def _on_dismiss(self, match: re.Match[str]) -> None:
        del match
        self.fresh = False

    def _on_open(self, match: re.Match[str]) -> None:
        if self.text.startswith(("缓刑", "宣告缓刑"), match.end()) and not self.text.startswith(
            "缓刑考验", match.end()
        ):
            return
        self.depth += 1
        self.bracket_subjects = None

    def _on_close(self, match: re.Match[str]) -> None:
        del match
        self.depth = max(0, self.depth - 1)
        self.bracket_subjects = None

    def _on_everyone(self, match: re.Match[str]) -> None:
        found = self.ruling.found(*match.span())
        if not self.depth:
            self.subjects = [(name, Found(name, found.spans, 0.8)) for name in self.people.names]
            self.fresh = False

    def _on_name(self, match: re.Match[str]) -> None:
        name = self.people.canonical(match.group())
        found = self.ruling.found(*match.span(), name)
        if self.depth:
            if not self.text.startswith("（", match.start() - 1):
                self.bracket_subjects = [(name, found)]
            return
        if self.fresh:
            if name not in [subject for subject, _ in self.subjects]:
                self.subjects.append((name, found))
        else:
            self.subjects = [(name, found)]
            self.fresh = True

    def _on_innocent(self, match: re.Match[str]) -> None:
        for verdict in self._current():
            verdict.innocent = self.ruling.found(*match.span(), "无罪")

    def _merges_now(self, match: re.Match[str]) -> None:
        """After 撤销…的缓刑， the merging that follows is this judgment's own."""
        if self.mode == "annul" and not self.quoting:
            if _REVOKED.search(self.text, max(0, match.start() - 16), match.start()):
                self.mode = "new"

    def _on_earlier(self, match: re.Match[str]) -> None:
        self._merges_now(match)
        self.fresh = False
        for verdict in self._current():
            if any(count.punished for count in [*verdict.counts, *verdict.kept]):
                verdict.open_earlier()

    def _on_convict(self, match: re.Match[str]) -> None:
        self.fresh = False
        if self.mode == "annul" and not self.quoting and _CHANGED.match(self.text, match.end()):
            self.mode = "new"  # 撤销…，以盗窃罪改判…
        if self.depth:
            return
        spans = list(split_charges(self.text, *match.span("charge")))
        for verdict in self._current():
            verdict.open_count([self.ruling.found(*span) for span in spans])

    def _on_decide(self, match: re.Match[str]) -> None:
        self._merges_now(match)
        self.fresh = False
        for verdict in self._current():
            verdict.open_final()

    def _on_total(self, match: re.Match[str]) -> None:
        del match
        for verdict in self._current():
            verdict.open_total()

    def _penalty(self, name: str, match: re.Match[str], months: Found | None) -> None:
        self.fresh = False
        for count in self._counts():
            if count.penalty is None:
                count.penalty = self.ruling.found(*match.span(), name)
                count.months = months

    def _on_reprieve(self, match: re.Match[str]) -> None:
        self._penalty("死缓", match, None)

    def _on_death(self, match: re.Match[str]) -> None:
        self._penalty("死刑", match, None)

    def _on_life(self, match: re.Match[str]) -> None:
        self._penalty("无期徒刑", match, None)

    def _each(self, parts: list[Part]) -> Iterator[tuple[Count, Part]]:
        """Each subject's count with his part of a list told respectively, which is then read."""
        self.taken = parts[-1][1]
        for verdict, part in zip(self._current(), parts, strict=False):
            yield verdict.count(), part

    def _on_kind(self, match: re.Match[str]) -> None:
        parts = respective_terms(self.text, match.start(), self.end, len(self.subjects))
        if parts:
            for count, (start, end, name, months) in self._each(parts):
                count.penalty = self.ruling.found(start, end, name)
                count.months = self.ruling.found(start, end, int(months))
            return
        kind = match.group("kind")
        self._penalty("有期徒刑" if kind == "徒刑" else kind, match, self._term(match, "term"))

    def _term(self, match: re.Match[str], group: str) -> Found | None:
        if match.group(group) is None:
            return None
        hit = term_at(self.text, *match.span(group))
        return self.ruling.found(hit.start, hit.end, hit.months) if hit else None

    def _on_probation(self, match: re.Match[str]) -> None:
        term = self._term(match, "probation_term")
        for count in self._counts():
            if count.probation is None and term:
                count.probation = term

    def _on_exempt(self, match: re.Match[str]) -> None:
        self._penalty("免予刑事处罚", match, None)

    def _on_fine(self, match: re.Match[str]) -> None:
        self.fresh = False
        hit = first_sum(self.text, *match.span("fine_sum"))
        if hit is None:
            return
        parts = respective_fines(self.text, match.start(), self.end, len(self.subjects))
        if parts:
            for count, (start, end, _, yuan) in self._each(parts):
                count.fine = self.ruling.found(start, end, yuan)
                count.fined = self.ruling.found(*match.span("fine"))
            return
        for count in self._counts():
            if count.fine is None:
                count.fine = self.ruling.found(hit.start, hit.end, hit.yuan)
                count.fined = self.ruling.found(*match.span("fine"))

    def _on_rights(self, match: re.Match[str]) -> None:
        value = (
            self.ruling.found(*match.span("rights_term"), "life")
            if match.group("rights_term") == "终身"
            else self._term(match, "rights_term")
        )
        for count in self._counts():
            count.rights = count.rights or value

    def _on_confiscate(self, match: re.Match[str]) -> None:
        hit = first_sum(self.text, *match.span("confiscate_sum")) if match.group("confiscate_sum") else None
        value: float | bool = hit.yuan if hit else True
        for count in self._counts():
            count.confiscation = self.ruling.found(*match.span(), value)

    def _on_range(self, match: re.Match[str]) -> None:
        hits = list(iter_dates(self.text, *match.span()))
        if len(hits) != 2 or _CREDITED.search(self.text, max(0, match.start() - 12), match.start()):
            return
        subjects = self.bracket_subjects or self.subjects
        for name, _ in subjects:
            verdict = self.verdicts.get(name)
            if verdict and self.mode != "annul" and verdict.served is None:
                first, last = (
                    self.ruling.found(hit.start, hit.end, hit.iso, 1.0 if hit.absolute else 0.9) for hit in hits
                )
                verdict.served = (first, last)
