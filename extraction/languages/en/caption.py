"""Reads the lines of a caption into blocks: the names of each side, counsel, judges, and where the judgment begins.

Captions differ by court (role after the names, before them, or none; a v. between), so this is a reader of line
after line that keeps one open block of names until something says whose they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from anmai.extraction.languages.en.caption_lines import lines
from anmai.extraction.languages.en.line_kinds import Kind, Line
from anmai.extraction.languages.en.roles import PETITIONER, RESPONDENT, side_of
from anmai.extraction.text.normal import Span

#: Characters in which a caption must have ended; the longest seen, with hundreds of parties, take fewer.
LIMIT: Final = 60_000
#: Fewer lines than this are a sentence or two, no caption.
_FEWEST_LINES: Final = 4
#: But two are a caption where one of them is a heading of sentencing remarks: R v Example is all that stands above.
_SENTENCING: Final = re.compile(r"sentencing\s+remarks", re.I)
#: Lines that open a judgment may begin like one of these: Heard counsel. This court is …
_MAY_BE_PROSE: Final = frozenset((Kind.PLAIN, Kind.FACTS, Kind.JUDGE, Kind.COURT, Kind.NUMBER))
_LONG: Final = 90
_NUMBERED: Final = re.compile(r"\(?\d{1,3}(?:\s*[.)\]]+(?!\d)\s*|\s{2,})(?=\S)|\(\d{1,3}\)\s*")
#: Present: Sri Example, B.A., LL.B., District Judge (the head of an Indian trial court's judgment).
_BENCH: Final = re.compile(r"\W*present\s*:(?:[^\n]|\n(?!\s*\n)){0,200}?\b(?:judge|magistrate)\b", re.I)
_APPEALED: Final = re.compile(r"\W*(?:on\s+)?appeal\s+from\b", re.I)
_STRONG_JUDGE: Final = re.compile(r"justice|j\.?\s*\W*$", re.I)
_PROSE: Final = re.compile(
    r"^\W*(?:\d{1,3}[.)]|\[\d{1,3}\])?\s*[A-Z].{30,}\b(?:is|was|are|were|has|had|have|this|that|which)\b", re.S
)


@dataclass(frozen=True, slots=True)
class PartyBlock:
    """Lines that name the parties of one side.

    Attributes:
        side: ``petitioner`` or ``respondent``.
        role: Span of the role's words; None where the caption gives none.
        spans: Spans of the lines, in order, without the role.
        whole: The block's beginning was announced; otherwise what stands first may belong to something else.
    """

    side: str
    role: Span | None
    spans: tuple[Span, ...]
    whole: bool


@dataclass(slots=True)
class Caption:
    """What the lines of a caption announce.

    Attributes:
        end: Where the caption ends.
        parties: Blocks of names.
        counsel: Spans of blocks of lines that name counsel, each with the side of the names before it.
        judges: Spans of lines that name judges.
        plain: Spans of lines about court, number and dates.
        headed: A heading ends it, after which the judgment follows.
    """

    end: int = 0
    parties: list[PartyBlock] = field(default_factory=list)
    counsel: list[tuple[Span, str | None]] = field(default_factory=list)
    judges: list[Span] = field(default_factory=list)
    courts: list[Span] = field(default_factory=list)
    heading: Span | None = None

    @property
    def found(self) -> bool:
        """Whether there is a caption at all: sides, or court and judge."""
        if any(block.role for block in self.parties):
            return True
        return bool(self.courts or self.judges) + bool(self.counsel) + bool(self.parties) > 1


def _signs_judge(words: str) -> bool:
    """Whether a heading names who speaks: SENTENCING REMARKS OF THE HON. MR JUSTICE EXAMPLE."""
    return bool(re.search(r"\b(?:of|by)\b.{0,40}\b(?:justice|judge|recorder)\b", words, re.I))


class _Reader:
    """Goes through the lines once."""

    def __init__(self, text: str, end: int) -> None:
        self.text = text
        self.caption = Caption(end=end)
        self.pending: list[Line] = []
        self.whole = False  # the open block was announced
        self.counted = False  # a line of the open block begins with a number
        self.side: str | None = None  # set by a v. or by a role before the names
        self.role: Span | None = None
        self.last_side: str | None = None
        self.state = Kind.FACTS
        self.below = False  # the lines tell of the court appealed from

    def read(self, found: list[Line]) -> Caption:
        for number, line in enumerate(found):
            if line.kind is Kind.HEADING and (self.caption.parties or (self.pending and self.side)):
                self.close()
                self.caption.end = line.end
                self.caption.heading = (line.start, line.end)
                if _signs_judge(self.text[line.start : line.end]):
                    self.caption.judges.append((line.start, line.end))
                return self.caption
            if self.caption.parties and self.prose(line):
                self.caption.end = line.start
                break
            if self.of_court_below(line):
                continue
            self.take(line, found, number)
        self.close()
        return self.caption

    def of_court_below(self, line: Line) -> bool:
        """Whether a line goes on with what an ON APPEAL FROM announced: the judge below is none of this court's."""
        words = self.text[line.start : line.end]
        self.below = line.kind is not Kind.BLANK and (self.below or bool(_APPEALED.match(words)))
        return self.below and line.kind is Kind.JUDGE

    def prose(self, line: Line) -> bool:
        """Whether the judgment itself begins here, without a heading."""
        words = self.text[line.start : line.end]
        if line.kind not in _MAY_BE_PROSE or (line.kind is not Kind.PLAIN and len(words) < _LONG):
            return False
        if self.state is Kind.PRAYER or (self.pending and self.whole):
            return False
        if self.state is Kind.COUNSEL and not re.match(r"\W*1[.)\]]", words):
            return False
        return bool(_PROSE.match(words))

    def take(self, line: Line, found: list[Line], number: int) -> None:
        kind = line.kind
        if kind is Kind.BLANK:
            if self.pending:
                self.keep(line)
            return
        if self.opened() and (
            kind in (Kind.COURT, Kind.NUMBER)
            or (kind is Kind.JUDGE and not _STRONG_JUDGE.search(self.text[line.start : line.end]))
        ):
            kind = Kind.PLAIN
        if kind is Kind.ROLE_AFTER and line.names[0] == line.names[1] and self.leads(line, found, number):
            kind = Kind.ROLE_BEFORE
        handler = {
            Kind.BETWEEN: self.between,
            Kind.VERSUS: self.versus,
            Kind.ROLE_AFTER: lambda line: self.role_after(line, _next(found, number)),
            Kind.ROLE_BEFORE: self.role_before,
            Kind.BOTH_SIDES: self.both_sides,
            Kind.PLAIN: self.plain,
        }.get(kind)
        if handler:
            handler(line)
            return
        if kind is Kind.COUNSEL and (bench := _BENCH.match(self.text, line.start)):
            self.close()
            self.caption.judges.append((line.start, bench.end()))
            self.state = Kind.JUDGE
            return
        if kind is Kind.COUNSEL and self.state is Kind.COUNSEL:
            span, side = self.caption.counsel[-1]
            if self.text.count("\n", span[1], line.start) == 1:
                self.caption.counsel[-1] = ((span[0], line.end), side)
                return
        if kind is Kind.COUNSEL and self.unsaid_side():
            self.side = RESPONDENT
        self.close()
        if kind is Kind.JUDGE and self.state is Kind.JUDGE and self.goes_on(line, self.caption.judges[-1]):
            self.caption.judges[-1] = (self.caption.judges[-1][0], line.end)
            return
        self.state = kind
        if kind is Kind.COUNSEL:
            self.caption.counsel.append(((line.start, line.end), self.last_side))
        elif kind is Kind.JUDGE:
            self.caption.judges.append((line.start, line.end))
        elif kind is Kind.COURT and self.caption.courts and self.bench(line):
            self.caption.courts[-1] = (self.caption.courts[-1][0], line.end)
        elif kind is Kind.COURT:
            self.caption.courts.append((line.start, line.end))

    def unsaid_side(self) -> bool:
        """Whether the open block names the second side, whose role the registry left out."""
        if self.side is not None or self.last_side != PETITIONER or self.state is not Kind.FACTS:
            return False
        first = next((line for line in self.pending if line.kind is not Kind.BLANK), None)
        return first is not None and self.text[first.start].isalnum() and " " in self.text[first.start : first.end]

    def keep(self, line: Line) -> None:
        """Add a line to the open block."""
        self.pending.append(line)
        self.counted = self.counted or bool(_NUMBERED.match(self.text, line.start, line.end))

    def opened(self) -> bool:
        """Whether a block of names is open that only a strong sign may end."""
        if not self.pending:
            return self.state is Kind.PRAYER
        return self.whole or self.counted

    def leads(self, line: Line, found: list[Line], number: int) -> bool:
        """Whether a role alone on its line comes before its names."""
        if not any(pending.kind is not Kind.BLANK for pending in self.pending):
            return True
        if not self.text[line.start].isalpha() or self.whole:
            return False
        following = _next(found, number)
        return following is not None and self.numbered(following, 1)

    def between(self, _: Line) -> None:
        self.close()
        self.whole, self.state = True, Kind.PLAIN

    def versus(self, line: Line) -> None:
        words = self.text[line.start : line.end]
        named = any(pending.kind is not Kind.BLANK for pending in self.pending)
        if re.fullmatch(r"[\W_]*and[\W_]*", words, re.I):
            if self.whole and self.side is not None and named:
                side, role = self.side, self.role  # it parts two names of one side
                self.add(side, role)
                self.side, self.role, self.whole = side, role, True
                return
            if not named and self.caption.parties and re.match(r"\W*-", words) and self.last_side == RESPONDENT:
                self.close()
                self.side, self.whole, self.role, self.state = None, True, None, Kind.PLAIN
                return
            closed = self.caption.parties and self.caption.parties[-1].side == PETITIONER and not named
            if not (closed or (named and self.whole and self.side is None)) and self.state is not Kind.COUNSEL:
                if self.state is Kind.JUDGE:
                    return
                self.plain(line)
                return
            if self.state is Kind.COUNSEL and self.last_side != PETITIONER:
                return
        if named and self.side is None:
            self.add(PETITIONER, None)
        self.close()
        self.side, self.whole, self.role, self.state = RESPONDENT, True, None, Kind.PLAIN

    def role_after(self, line: Line, following: Line | None) -> None:
        assert line.role is not None
        if self.role is not None:
            self.close()
        if line.names[0] < line.names[1]:
            start, end = line.names
            # Ltd. ..... Appellant: the first full stop is the name's own
            end += self.text[end : end + 2] in (". ", ".\n")
            self.keep(Line(start, end, Kind.PLAIN))
        side = side_of(self.text, line.role)
        if (
            line.names[0] < line.names[1]
            and following is not None
            and self.numbered(line, 1)
            and self.numbered(following, 2)
        ):
            # the role stands beside the first of several names
            self.side, self.role, self.whole, self.state = side, line.role, True, Kind.PLAIN
            self.pending = self.pending[-1:]
            return
        self.add(side, line.role)
        self.state = Kind.FACTS

    def numbered(self, line: Line, number: int) -> bool:
        """Whether a line begins with this number of a list."""
        return bool(re.match(rf"\(?{number}(?:[.)\]](?!\d)|\s{{2}})", self.text[line.start : line.end]))

    def role_before(self, line: Line) -> None:
        assert line.role is not None
        self.close()
        self.side, self.role, self.whole = side_of(self.text, line.role), line.role, True
        self.state = Kind.PLAIN
        if line.names[0] < line.names[1]:
            self.keep(Line(*line.names, Kind.PLAIN))

    def both_sides(self, line: Line) -> None:
        if self.state is Kind.PRAYER:
            return
        self.close()
        self.caption.parties.append(PartyBlock(PETITIONER, None, (line.names,), False))
        self.caption.parties.append(PartyBlock(RESPONDENT, None, (line.after,), True))
        self.state = Kind.FACTS
        self.last_side = None

    def plain(self, line: Line) -> None:
        if self.state is Kind.PRAYER:
            return
        if self.state is Kind.COUNSEL:
            span, side = self.caption.counsel[-1]
            self.caption.counsel[-1] = ((span[0], line.end), side)
        elif self.state is Kind.JUDGE and not self.pending and self.goes_on(line, self.caption.judges[-1]):
            self.caption.judges[-1] = (self.caption.judges[-1][0], line.end)
        elif self.state is Kind.COURT and not self.pending and self.goes_on(line, self.caption.courts[-1]):
            self.caption.courts[-1] = (self.caption.courts[-1][0], line.end)
        else:
            self.keep(line)

    def goes_on(self, line: Line, before: Span) -> bool:
        """Whether a line goes on with the judge's or court's line right above it."""
        gap = self.text[before[1] : line.start]
        if gap.count("\n") == 1 and self.state is Kind.COURT and self.bench(line):
            return True
        return gap.count("\n") == 1 and bool(
            re.search(r"\b(?:of|at|and|the|coram|before|bench|present)\W*$|&$", self.text[before[0] : before[1]], re.I)
        )

    def bench(self, line: Line) -> bool:
        """Whether a line names the bench of the court in the line right above it."""
        gap = self.text[self.caption.courts[-1][1] : line.start]
        return gap.count("\n") == 1 and bool(re.match(r"(?:bench|for\s+the)\b", self.text[line.start : line.end], re.I))

    def add(self, side: str, role: Span | None) -> None:
        named = [line for line in self.pending if line.kind is not Kind.BLANK]
        if named:
            kept = self.pending if self.whole else self.last_names()
            spans = tuple((line.start, line.end) for line in kept)
            self.caption.parties.append(PartyBlock(side, role, spans, self.whole))
        self.last_side = side
        self.pending, self.whole, self.counted, self.side, self.role = [], False, False, None, None

    def last_names(self) -> list[Line]:
        """The lines of an unannounced block: from its first number on, else its last paragraph."""
        for number, line in enumerate(self.pending):
            if self.numbered(line, 1):
                return self.pending[number:]
        kept: list[Line] = []
        for line in reversed(self.pending):
            if line.kind is Kind.BLANK and kept:
                break
            if line.kind is not Kind.BLANK:
                kept.insert(0, line)
        return kept

    def close(self) -> None:
        """End the open block; names whose side is known are kept."""
        if self.side is not None:
            self.add(self.side, self.role)
        self.pending, self.whole, self.counted, self.side, self.role = [], False, False, None, None


def _next(found: list[Line], number: int) -> Line | None:
    return next((line for line in found[number + 1 :] if line.kind is not Kind.BLANK), None)


def read_caption(text: str) -> Caption:
    """Read the caption at the head of a text; ``found`` says whether there is one.

    Args:
        text: Plain text of a judgment or of its head.
    """
    end = min(len(text), LIMIT)
    found = lines(text, end)
    if sum(line.kind is not Kind.BLANK for line in found) < _FEWEST_LINES and not _SENTENCING.search(text, 0, 1_000):
        return Caption()
    return _Reader(text, end).read(found)
