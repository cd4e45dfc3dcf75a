from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from anmai.sample.dice import Dice
from anmai.sample.masks import Masks, mask_style

_NAMES = ("张伟", "张强", "张丽娟", "欧阳海", "李军", "李明", "张小军")


@given(st.sampled_from(("某某", "某", "某甲", "××", "某1", "1")), st.permutations(_NAMES))
def test_masks_keep_people_of_one_document_apart(style: str, names: list[str]) -> None:
    masks = Masks(style)

    written = {name: masks.write(name, name) for name in names}

    assert len(set(written.values())) == len(names)
    assert {masks.write(name, name) for name in names} == set(written.values())
    for name, mask in written.items():
        surname = "欧阳" if name.startswith("欧阳") else name[0]
        assert mask.startswith(surname)
        assert name[len(surname) :] not in mask


def test_masks_carry_digits_only_since_october_2016() -> None:
    before = {mask_style(Dice(turn), date(2016, 9, 30)) for turn in range(60)}
    since = {mask_style(Dice(turn), date(2016, 10, 1)) for turn in range(60)}

    assert not any(style[-1].isdigit() for style in before)
    assert any(style[-1].isdigit() for style in since)


def test_a_masked_document_never_shows_the_names_it_masks(made: Any) -> None:
    masked = [one for one in made.documents.values() if any(mention.masked for mention in one.mentions)]
    people = {}
    for document in made.documents.values():
        for mention in document.mentions:
            if not mention.masked and mention.kind == "person":
                people[mention.true_id] = mention.name

    for document in masked:
        text = "".join(document.lines)
        for mention in document.mentions:
            if mention.masked and mention.true_id in people:
                assert people[mention.true_id] not in text

    assert 0.15 < len(masked) / len(made.documents) < 0.3
