import json
from pathlib import Path

from typer.testing import CliRunner

from anmai.extraction.training.__main__ import app
from anmai.extraction.training.wording import marked_sentences


def test_made_up_sentences_are_the_same_for_the_same_seed_and_marked_where_the_words_stand() -> None:
    first, again, other = (list(marked_sentences(300, seed)) for seed in (3, 3, 4))

    assert first == again != other
    for text, marks in first:
        assert "{" not in text and "[" not in text and "|" not in text
        ends = [0]
        for start, end, label in marks:
            assert ends[-1] <= start < end <= len(text)
            assert label in {"PERSON", "ORG", "PLACE", "TIME"}
            ends.append(end)
    assert {label for _, marks in first for *_, label in marks} == {"PERSON", "ORG", "PLACE", "TIME"}


def test_the_command_trains_a_tagger_that_reads_a_table(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text(
        "".join(
            json.dumps({"no": n, "part": 1, "words": text}, ensure_ascii=False) + "\n"
            for n, (text, _) in enumerate(marked_sentences(20, 9))
        ),
        encoding="utf-8",
    )
    model, tagged = tmp_path / "model", tmp_path / "tagged.jsonl"

    trained = CliRunner().invoke(app, ["train", "--sentences", "150", "--epochs", "3", "-o", str(model)])
    read = CliRunner().invoke(
        app, ["tag", str(model), str(texts), "--text-field", "words", "--id-field", "no,part", "-o", str(tagged)]
    )

    assert (trained.exit_code, read.exit_code) == (0, 0)
    rows = [json.loads(line) for line in tagged.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [f"{n}-1" for n in range(20)]
    assert any(mention["label"] == "PERSON" for row in rows for mention in row["mentions"])
