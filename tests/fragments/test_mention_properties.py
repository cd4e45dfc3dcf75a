"""What holds of the mentions and relations of any text: spans point at the words, kinds but places don't overlap."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anmai.extraction import extract
from anmai.extraction.fragments.drug_relations import relations
from anmai.extraction.fragments.drug_scene import read_scene
from anmai.extraction.fragments.mentions import Mention, mentions
from anmai.extraction.profiles import PROFILES
from anmai.extraction.training.wording import marked_sentences

SENTENCES = [text for text, _ in marked_sentences(200, 5)]
NOISE = "某*×xX甲年月日时许元克毒在到至被向将（）“”，。；\n 　\x00\ud8005一公司局家处"


def named(text: str, found: list[Mention], label: str) -> list[tuple[tuple[int, int], str]]:
    return [(span, text[slice(*span)]) for kind, span, _ in found if kind == label]


@st.composite
def mangled(draw: st.DrawFn) -> str:
    text = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 5))
        text = text[:at] + draw(st.text(NOISE, max_size=4)) + text[at + cut :]
    return text


@given(text=mangled(), profile=st.sampled_from(PROFILES))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mentions_of_any_text_point_at_their_words_and_do_not_overlap(text: str, profile: str) -> None:
    record = extract(text, "x", fragment=True, profile=profile, language="zh").as_json()

    taken: set[int] = set()
    starts = [mention["start"] for mention in record["mentions"]]
    assert starts == sorted(starts)
    for mention in record["mentions"]:
        assert 0 <= mention["start"] < mention["end"] <= len(text)
        assert mention["text"] == text[mention["start"] : mention["end"]]
        if not mention["label"].endswith("PLACE"):
            inside = set(range(mention["start"], mention["end"]))
            assert taken.isdisjoint(inside)
            taken |= inside


@given(text=mangled())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_relation_joins_two_different_things_that_are_mentioned(text: str) -> None:
    record = extract(text, "x", fragment=True, profile="full", language="zh").as_json()

    words = {"".join(mention["text"].split()) for mention in record["mentions"]}
    for relation in record["relations"]:
        assert relation["source"] != relation["target"]
        assert {relation["source"], relation["target"]} <= words


@pytest.mark.parametrize(
    "piece", ["被告人罗某、", "冰毒（冰毒）", "王*在**路", "周某向罗某贩卖冰毒，", "在市区镇村", "1年2月3日4"]
)
def test_the_work_on_odd_texts_stays_within_their_length(piece: str) -> None:
    text = (piece * 10_000)[:40_000]
    began = time.process_time()

    found = mentions(text)
    scene = read_scene(text, named(text, found, "PERSON"), named(text, found, "DRUG"))
    relations(scene)

    # Work that grew with the square of these lengths took minutes; within the length it takes well under a second.
    assert time.process_time() - began < 10
