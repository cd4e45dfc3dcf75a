"""Reads the story in each defendant's header entry: earlier convictions and compulsory measures.

A story is a row of events, each told as date, reason, organ, penalty or measure. An event's words reach from the end of
the event before it (or the sentence's start) to its own keyword, so a date or a court is never borrowed from a
neighbour.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from anmai.extraction.criminal.header_entries import header_entries
from anmai.extraction.criminal.penalties import ADMINISTRATIVE, DAYS, RELEASE, SENTENCE
from anmai.extraction.criminal.people import people_of
from anmai.extraction.header.title import issuing_court
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.charges import charges_pattern
from anmai.extraction.values.courts import COURT, iter_organs
from anmai.extraction.values.dates import DateHit, first_date, iter_dates

COMPONENT: Final = "story"
#: Every character that an event's words can begin with: elsewhere none of them is tried.
_FIRST: Final = "假免减出刑劳单取司强徒执拘提收无有服期死治留监社管罚获行解逮释"
_EVENT: Final = re.compile(
    rf"(?=[{_FIRST}])(?:(?P<release>{RELEASE})|(?P<sentence>{SENTENCE})|(?P<administrative>{ADMINISTRATIVE})"
    r"|(?P<measure>刑事拘留|刑拘|取保候审|监视居住|逮捕|拘传|留置|(?<!行政)(?<!治安)(?<!司法)(?<!刑事)拘留(?!所)))"
)
_NO_MEASURE: Final = re.compile(r"(?:期间|期限|期满|届满|的?条件|保证金|决定书?|证|手续|措施期|令|必要性|在逃|后脱逃)")
_BEFORE_NO_MEASURE: Final = re.compile(
    r"(?:解除|撤销|在被?|现|现被|现处于|提请|报请|呈请|申请|建议|不予|不)(?:对其)?(?:采取)?(?:批准)?$"
)
_APPROVED: Final = re.compile(r"(?:批准|批捕|决定|宣布)(?:对其)?(?:执行)?$")
_ORGAN: Final = re.compile(
    r"(?:被|由|经|(?<=吸毒)|(?<=毒品)|(?<=盗窃)|(?<=赌博)|(?<=他人)|(?<=滋事))原?(?P<organ>[\u3400-\u9fff]{0,24}?(?:公安局|公安分局|派出所|公安处|公安厅|管理委员会|劳动教养委员会|劳教委|支队|"
    r"大队|分局|铁路公安处|公安机关|(?:国土资源|土地管理|自然资源|工商行政管理|市场监督管理|市场监管|林业|税务|环境保护|环保|"
    r"生态环境|水利|渔政|烟草专卖|食品药品监督管理|城市管理|农业|海洋与渔业|交通运输|劳动保障|社会保障|文化|卫生)[\u3400-\u9fff]{0,4}(?:局|厅|委员会)|海关|人民政府(?![\u3400-\u9fff]{0,8}委员会)))(?:[\u3400-\u9fff]{0,12}?(?:分局|"
    r"派出所|大队|支队|中队|所))?"
)
_REASON: Final = re.compile(
    r"因(?:涉嫌)?(?P<reason>[^。；：（）\n]{1,40}?)(?=[，。；（]|被(?!盗|害|骗)|于(?:\d|二|一九|同)|经|由|受|处以|处|$|"
    r"(?:(?<=吸毒)|(?<=毒品)|(?<=盗窃)|(?<=赌博)|(?<=他人)|(?<=滋事))[\u3400-\u9fff]{2,14}(?:公安|派出所))"
)
_RANGE: Final = re.compile(r"^(?:年|初|底|中|间|上旬|中旬|下旬)*(?:至|-|~|—|到)")
#: A sentence of the header on all defendants at once.
_TOGETHER: Final = re.compile(
    r"(?:(?<=\n)|(?<=。))(?:上述|以上|上列|该)?(?:[二两三四五六七八九十]|各|\d{1,2})(?:名)?被告人(?:均|都)?(?=因|"
    r"于|被)[^\n]+"
)
_ALONGSIDE: Final = re.compile(r"，?(?:并|同时|、|和|及|且|责令)[^，。；]{0,10}$")
#: What was once: 曾因, 曾于; not 曾用名.
_ONCE: Final = re.compile(r"曾(?=因|于|被|在|先后|多次)")
#: Criminal custody told right after an administrative detention.
_TAKES_OVER: Final = re.compile(r"，[^，。；]{0,40}?(?P<turned>转为|变更为|转)?(?:刑事拘留|刑拘|取保候审|监视居住)")
#: Days (治安管理处罚法 16: twenty where several are served together).
_LONGEST_DETENTION: Final = 20
#: A penalty of no kind: without a date it is only said that there was one.
_BARE: Final = re.compile(r"(?:治安(?:管理)?|行政)处罚")
_JUDGED: Final = re.compile(r"被[^，。；]{0,24}(?:法院|本院)(?:[^，。；]{0,12})?判处")
_NEW_CASE: Final = re.compile(
    r"(?:因(?:又)?涉嫌|因本案|又因)[^。；]{0,80}?(?:刑事拘留|刑拘|取保候审|监视居住|逮捕|羁押|拘传|留置)"
)
_THIS_CASE: Final = re.compile(r"本案|涉嫌|此案")


@cache
def _convicted() -> re.Pattern[str]:
    return re.compile(rf"(?:因(?:涉嫌)?(?:又|再次|再|曾)?(?:犯有|犯)?|犯有?|以|构成)(?P<charge>{charges_pattern()})")


@dataclass(slots=True)
class _Event:
    kind: str
    start: int  # of the event's words
    at: int  # of its keyword
    end: int
    dates: list[DateHit]


def read_story(ruling: Ruling) -> None:
    """Set measures and priors from every defendant's entry."""
    people = people_of(ruling)
    measures: list[dict[str, Any]] = []
    priors: list[dict[str, Any]] = []
    if people.mention is None:
        return
    shared: list[tuple[int, int]] = []
    for entry in header_entries(ruling):
        shared.extend(match.span() for match in _TOGETHER.finditer(ruling.text, entry.start, entry.end))
        if entry.role != "defendant":
            continue
        name = people.mention.match(ruling.text, entry.body, entry.end)
        if name is None:
            continue
        who = ruling.found(*name.span(), people.canonical(name.group()))
        together = _TOGETHER.search(ruling.text, name.end(), entry.end)
        EntryReader(ruling, who, measures, priors).read(name.end(), together.start() if together else entry.end)
    for start, end in shared:
        for row in ruling.draft.values["defendants"]:
            who = Found(row["name"].value, row["name"].spans, 0.8)
            EntryReader(ruling, who, measures, priors).read(start, end)
    ruling.put(COMPONENT, "measures", measures)
    ruling.put(COMPONENT, "priors", priors)


class EntryReader:
    """Walks one entry's events in order, and keeps what a later event may refer to."""

    def __init__(
        self,
        ruling: Ruling,
        who: Found,
        measures: list[dict[str, Any]],
        priors: list[dict[str, Any]],
        last: str | None = None,
    ) -> None:
        self.ruling = ruling
        self.text = ruling.text
        self.who = who
        self.measures = measures
        self.priors = priors
        self.last = last
        self.case_began = False
        self.approval: dict[str, Any] | None = None
        self.own: list[dict[str, Any]] = []
        self.before: dict[str, Any] | None = None
        self.past = False  # the sentence tells of custody in an earlier case
        self.queue: list[DateHit] = []
        self.joined: list[DateHit] = []

    def read(self, start: int, end: int) -> None:
        """Read every event in [start, end)."""
        for sentence in re.finditer(r"[^。；\n]+", self.text[start:end]):
            left, right = start + sentence.start(), start + sentence.end()
            cursor = left
            in_case = self.past = False
            self.before = None
            taken = len(self.measures)
            for match in _EVENT.finditer(self.text, left, right):
                kind = match.lastgroup or ""
                dates = list(iter_dates(self.text, cursor, match.start(), last=self.last))
                event = _Event(kind, cursor, match.start(), match.end(), dates)
                if kind == "measure":
                    in_case = self._measure(event, match.group()) or in_case
                elif kind == "release":
                    self._release(event, match.group())
                else:
                    words = self.text[cursor : match.start()]
                    in_case = in_case or (
                        kind == "sentence" and "判处" in words and bool(re.search(r"因本案|因涉嫌", words))
                    )
                    if kind == "sentence" and in_case and self._earlier_case(event, end):
                        in_case = self.case_began = False
                        del self.measures[taken:]
                        event.start = left
                    self._penalty(event, kind, in_case)
                cursor = match.end()
                if dates:
                    self.last = dates[-1].iso
            for hit in iter_dates(self.text, cursor, right, last=self.last):
                self.last = hit.iso

    def _earlier_case(self, event: _Event, end: int) -> bool:
        """Whether custody and sentence told in one go are an earlier case's: this case's custody follows them."""
        return bool(_JUDGED.search(self.text, event.start, event.at)) and bool(
            _NEW_CASE.search(self.text, event.end, end)
        )

    def _measure(self, event: _Event, keyword: str) -> bool:
        before = self.text[event.start : event.at]
        if _NO_MEASURE.match(self.text, event.end) or _BEFORE_NO_MEASURE.search(before):
            return False
        self.past = bool(_ONCE.search(before)) or (self.past and "因" not in before)
        if self.past:
            return False
        name = "刑事拘留" if keyword in ("刑拘", "拘留") else keyword
        date = self._measure_date(event, before)
        waiting = self.approval
        if waiting is not None and waiting["type"].value == name and self._executed(name, before):
            if date:
                waiting["date"] = self._date(date)
                waiting["type"] = self.ruling.found(event.at, event.end, name)
            self.approval = None
            return True
        row: dict[str, Any] = {"defendant": self.who, "type": self.ruling.found(event.at, event.end, name)}
        for earlier in self.joined[:-1]:
            self.measures.append({**row, "date": self._date(earlier)})
        if date:
            row["date"] = self._date(date)
        self.measures.append(row)
        self.approval = row if _APPROVED.search(before) else None
        self.case_began = True
        return True

    @staticmethod
    def _executed(name: str, before: str) -> bool:
        """Whether the words before a measure tell that the one decided before was carried out."""
        if name == "逮捕":
            return "批准" not in before and "决定" not in before
        return before.endswith("执行")

    def _measure_date(self, event: _Event, before: str) -> DateHit | None:
        """The last date of the event; 分别于甲日、乙日被刑事拘留、逮捕 gives each measure its own."""
        if event.dates:
            joined = [event.dates[-1]]
            for hit in reversed(event.dates[:-1]):
                if not re.fullmatch(r"(?:、|和|及)", self.text[hit.end : joined[0].start]):
                    break
                joined.insert(0, hit)
            self.queue = joined[1:] if "分别" in before else []
            self.joined = [] if self.queue else joined
            return joined[0] if self.queue else joined[-1]
        self.joined = []
        if self.queue and re.fullmatch(r"(?:、|和|及|并|，)?(?:被|依法|执行|被依法)*", before):
            return self.queue.pop(0)
        return None

    def _date(self, hit: DateHit) -> Found:
        return self.ruling.found(hit.start, hit.end, hit.iso, 1.0 if hit.absolute else 0.9)

    def _release(self, event: _Event, keyword: str) -> None:
        if not self.own or "released" in self.own[-1] or not event.dates or self.case_began:
            return
        self.own[-1]["released"] = self._date(event.dates[-1])
        self.own[-1]["released_by"] = self.ruling.found(event.at, event.end, keyword)

    def _penalty(self, event: _Event, kind: str, in_case: bool) -> None:
        words = self.text[event.start : event.at]
        if kind == "sentence" and in_case:
            return
        if (
            kind == "sentence"
            and re.search(r"并罚|决定执行|合并执行|改判|减(?:为|刑|去)|裁定", words)
            and not re.search(r"因|犯", words)
        ):
            return
        if kind == "administrative" and (
            self.text.startswith("所", event.end) or (self.case_began and self.text.startswith("司法", event.at))
        ):
            return
        reason = self._charge(event, kind)
        if kind == "administrative" and self._of_this_case(event, reason):
            self.measures.append(
                {
                    "defendant": self.who,
                    "type": self.ruling.found(event.at, event.end, "行政拘留"),
                    **({"date": self._date(event.dates[-1])} if event.dates else {}),
                }
            )
            return
        row: dict[str, Any] = {"defendant": self.who, "penalty": self._words(event)}
        date = self._when(event)
        if date:
            row["date"] = date
        if reason:
            row["charge"] = reason
        court = self._court(event)
        if court:
            row["court"] = court
        if kind == "administrative":
            self._follow(row, event)
        if reason is None and date is None and court is None and kind == "sentence":
            return
        if date is None and _BARE.fullmatch(self.text, event.at, event.end):
            return
        self.priors.append(row)
        self.own.append(row)
        self.before = row if kind == "administrative" else None

    def _follow(self, row: dict[str, Any], event: _Event) -> None:
        """What the sentence's administrative penalty before it tells for this one too: its reason; 并 also its date."""
        before = self.before
        if before is None:
            return
        if "charge" not in row and "charge" in before:
            row["charge"] = Found(before["charge"].value, before["charge"].spans, 0.8)
        if "date" not in row and "date" in before and _ALONGSIDE.match(self.text, event.start, event.at):
            row["date"] = Found(before["date"].value, before["date"].spans, 0.8)

    def _of_this_case(self, event: _Event, reason: Found | None) -> bool:
        """Whether an administrative detention was for this conduct: among the measures, not for drug use."""
        keyword = self.text[event.at : event.end]
        if not re.match(r"(?:行政|治安)?拘留", keyword):
            return False
        words = self.text[event.start : event.at]
        if _ONCE.search(words) or (reason and re.search(r"吸|注射|嫖|赌", str(reason.value))):
            return False
        return bool(re.search(r"因本案|因涉嫌", words)) or self.case_began or self._taken_over(event)

    def _taken_over(self, event: _Event) -> bool:
        """Whether criminal custody takes the place of an administrative detention (同年1月15日转为刑事拘留).

        It does where the text says so, or where it follows within the days of the detention and gives no reason of
        its own.
        """
        follows = _TAKES_OVER.match(self.text, event.end)
        if follows is None or not event.dates:
            return False
        if follows.group("turned"):
            return True
        hit = first_date(self.text, *follows.span(), last=event.dates[-1].iso)
        first, then = event.dates[-1].iso, hit.iso if hit else ""
        if len(first) != 10 or len(then) != 10 or "因" in follows.group():
            return False
        days = (datetime.date.fromisoformat(then) - datetime.date.fromisoformat(first)).days
        return 0 <= days <= _LONGEST_DETENTION

    def _words(self, event: _Event) -> Found:
        """The penalty's words; bracketed notes that are no length of time are cut."""
        raw = self.text[event.at : event.end]
        spans = []
        position = 0
        for note in re.finditer(r"（[^（）]*）", raw):
            if re.fullmatch(DAYS, note.group()):
                continue
            spans.append((event.at + position, event.at + note.start()))
            position = note.end()
        spans.append((event.at + position, event.end))
        spans = [span for span in spans if span[1] > span[0]]
        value = "".join(self.ruling.normal.words(*span) for span in spans)
        return Found(value, tuple(spans))

    def _when(self, event: _Event) -> Found | None:
        if not event.dates:
            return None
        hit = event.dates[-1]
        tail = self.text[hit.end : event.at]
        if _RANGE.match(tail) or (
            len(event.dates) > 1 and _RANGE.match(self.text[event.dates[-2].end : hit.start + 1])
        ):
            return None
        return self._date(hit)

    def _charge(self, event: _Event, kind: str) -> Found | None:
        if kind == "sentence":
            found = None
            for found in _convicted().finditer(self.text, event.start, event.at):  # noqa: B007
                pass
            if found:
                return self.ruling.found(*found.span("charge"))
        reason = None
        for reason in _REASON.finditer(self.text, event.start, event.at):  # noqa: B007
            pass
        if reason is None or _THIS_CASE.search(reason.group("reason")):
            return None
        left, right = reason.span("reason")
        lead = re.match(r"(?:犯有|犯|有|多次|再次|又)+", self.text[left:right])
        left += lead.end() if lead else 0
        tail = re.search(r"(?:多次|先后|两次|再次|又)+$", self.text[left:right])
        right -= len(tail.group()) if tail else 0
        return self.ruling.found(left, right) if right > left else None

    def _court(self, event: _Event) -> Found | None:
        organs = list(iter_organs(COURT, self.text, event.start, event.at))
        if organs:
            return self.ruling.found(organs[-1].start, organs[-1].end)
        ours = self.text.rfind("本院", event.start, event.at)
        issuer = issuing_court(self.ruling)
        if ours >= 0 and issuer:
            return Found(issuer.value, ((ours, ours + 2),), 0.9)
        organ = None
        for organ in _ORGAN.finditer(self.text, event.start, event.at):  # noqa: B007
            pass
        if organ is None or organ.group("organ").startswith("公安机关"):
            return None
        return self.ruling.found(organ.start("organ"), organ.end())
