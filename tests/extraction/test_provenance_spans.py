import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anmai.extraction import extract
from anmai.extraction.text.normal import normalise
from anmai.extraction.values.dates import iter_dates
from anmai.forms.record import Record

PARTIES = (
    "被告人罗大海（绰号“大海”），男，1987 年3月5日出生，汉族，初中文化，农民，住青禾市临江区。2014年1月7日因犯抢"
    "劫罪被本院判处有期徒刑二年，"
    "2015年3月2日刑满释放。因本案于2018年2月4日被刑事拘留，同年3月1日被逮捕。\n辩护人石 坚，云溪正道律师事务所律师。\n"
)
NOISE = "被告人罗大海犯罪判处年月（）()，。；\n 　2018〔\x00\ud800●"
TEXTUAL = ("name", "case_number", "court", "doc_type", "prosecution", "firm", "domicile", "law")


def resolve(document: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def leaves(value: Any, path: str = "") -> list[str]:
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, f"{path}/{key}")]
    if isinstance(value, list) and path:
        return [leaf for number, item in enumerate(value) for leaf in leaves(item, f"{path}/{number}")]
    return [] if value is None else [path]


def told_values(record: Record) -> list[str]:
    body = record.as_json()
    kept = {k: v for k, v in body.items() if k not in ("id", "status", "reason", "warnings", "provenance", "mentions")}
    return leaves(kept)


def test_every_value_has_a_passage_and_every_passage_a_value(ruling: Callable[..., str]) -> None:
    record = extract(ruling(parties=PARTIES), "x")
    body = record.as_json()

    paths = [row.path for row in record.provenance]

    assert len(paths) == len(set(paths))
    for path in paths:
        assert resolve(body, path) not in (None, [])
    known = set(paths)
    missing = [path for path in told_values(record) if not any(path == p or path.startswith(p + "/") for p in known)]
    assert missing == []


def test_the_words_of_a_passage_give_the_value(ruling: Callable[..., str]) -> None:
    text = ruling(parties=PARTIES)
    record = extract(text, "x")
    body = record.as_json()

    for row in record.provenance:
        value = resolve(body, row.path)
        words = "".join("".join(text[start:end].split()) for start, end in row.spans)
        field = row.path.rsplit("/", 1)[-1]
        if field in ("birth_date", "judgment_date"):
            assert [hit.iso for hit in iter_dates(normalise(words).text)] == [value]
        elif field in TEXTUAL or row.path.startswith("/priors/0/penalty"):
            assert value == words or (field == "court" and words == "本院"), row.path


def test_confidence_falls_where_a_reference_was_resolved(ruling: Callable[..., str]) -> None:
    record = extract(ruling(parties=PARTIES), "x")
    confidence = {row.path: row.confidence for row in record.provenance}

    assert confidence["/measures/0/date"] == 1.0
    assert confidence["/measures/1/date"] < confidence["/measures/0/date"]
    assert confidence["/priors/0/court"] < 1.0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_extract_never_raises_on_mutated_rulings(ruling: Callable[..., str], data: st.DataObject) -> None:
    text = ruling(parties=PARTIES)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 80)))
        text = text[:start] + data.draw(st.text(alphabet=NOISE, max_size=12)) + text[end:]

    record = extract(text, "x")

    assert record.status in ("read", "partial", "skipped")
    assert all(0 <= start <= end <= len(text) for row in record.provenance for start, end in row.spans)
    json.dumps(record.as_json())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_extract_never_raises_on_any_text(text: str, fragment: bool) -> None:
    record = extract(text, "x", fragment=fragment)

    assert record.id == "x"


def test_the_same_text_gives_the_same_record(ruling: Callable[..., str]) -> None:
    text = ruling(parties=PARTIES)

    assert extract(text, "x").as_json() == extract(text, "x").as_json()
