"""Passages of a finding: named by spans or by fields of the record, what decides first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from anmai.cypher_models.passages import MOST_PASSAGES, Place, passages, under
from anmai.cypher_models.texts import places_of
from anmai.forms.lead import Finding, Passage, Target

_TEXT = "被告人阚楚瑶犯盗窃罪，系累犯，判处有期徒刑八个月。二〇一九年三月一日"
_RECORD = {
    "provenance": [
        {"path": "/judgment_date", "spans": [[25, 34]]},
        {"path": "/verdicts/0/defendant", "spans": [[3, 6]]},
        {"path": "/verdicts/0/penalty", "spans": [[17, 24]]},
        {"path": "/circumstances/0/type", "spans": [[12, 14]]},
        {"path": "/mentions/0", "spans": [[3, 6]]},
    ]
}


@dataclass(frozen=True)
class _OneText:
    text: str = _TEXT

    def words(self, document: str, start: int, end: int) -> str | None:
        return self.text[start:end] if document == "d" else None

    def places(self, document: str) -> Sequence[Place]:
        return places_of(_RECORD) if document == "d" else ()


def _told(links: list[dict[str, object]]) -> list[tuple[str, str | None]]:
    return [(passage.text, passage.path) for passage in passages(links, _OneText())]


def test_fields_name_what_was_read_in_the_order_asked_for() -> None:
    told = _told([{"document": "d", "fields": ["/judgment_date", "/verdicts"], "element": "x"}])

    assert told == [
        ("二〇一九年三月一日", "/judgment_date"),
        ("阚楚瑶", "/verdicts/0/defendant"),
        ("有期徒刑八个月", "/verdicts/0/penalty"),
    ]


def test_spans_come_in_the_order_of_the_record_with_the_value_that_they_gave() -> None:
    told = _told([{"document": "d", "spans": [3, 6, 7, 10, 12, 14, 17, 24]}])

    assert [path for _, path in told] == [
        "/verdicts/0/defendant",
        "/verdicts/0/penalty",
        "/circumstances/0/type",
        None,
    ]
    assert told[-1] == ("盗窃罪", None)


def test_fields_keep_only_those_spans_that_gave_them() -> None:
    told = _told([{"document": "d", "spans": [12, 14, 17, 24], "fields": ["/verdicts/*/penalty"]}])

    assert told == [("有期徒刑八个月", "/verdicts/0/penalty")]


def test_a_place_is_told_once_and_unknown_documents_not_at_all() -> None:
    link = {"document": "d", "spans": [3, 6]}

    assert _told([link, link, {"document": "e", "spans": [0, 3]}, {"document": None, "spans": [0, 3]}]) == [
        ("阚楚瑶", "/verdicts/0/defendant")
    ]


def test_every_document_keeps_its_first_passages_where_there_are_too_many() -> None:
    class Many(_OneText):
        def words(self, document: str, start: int, end: int) -> str | None:
            return f"{document}{start}"

    links = [{"document": name, "spans": [at for n in range(MOST_PASSAGES) for at in (n, n + 1)]} for name in "ab"]

    told = passages(links, Many())

    assert len(told) == MOST_PASSAGES
    assert {name: [one.start for one in told if one.document == name] for name in "ab"} == {
        name: list(range(MOST_PASSAGES // 2)) for name in "ab"
    }


@given(st.lists(st.sampled_from(["verdicts", "0", "12", "months", "loans"]), min_size=1, max_size=4))
def test_a_pointer_lies_under_itself_and_all_above_it(parts: list[str]) -> None:
    path = "/" + "/".join(parts)
    above = ["/" + "/".join(parts[:size]) for size in range(1, len(parts) + 1)]

    assert all(under(path, one) for one in above)
    assert not under(path, path + "/more")
    assert not under(path + "s", path)


def test_neither_the_order_of_passages_nor_their_names_change_a_finding() -> None:
    def finding(*told: Passage) -> Finding:
        target = Target(id="P-1", kind="Person", name="阚楚瑶")
        return Finding(model="m", version="1.0.0", anchor="a", title="t", target=target, passages=list(told))

    one = Passage(document="d", start=0, end=3, text="被告人", path="/verdicts/0/defendant")
    two = Passage(document="d", start=3, end=6, text="阚楚瑶")

    assert finding(one, two).content_hash == finding(two, one.model_copy(update={"path": None})).content_hash
    assert finding(one, two).content_hash != finding(one).content_hash
