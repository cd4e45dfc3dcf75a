"""A small tagger of mentions: spaCy's convolutional network over characters, trained on sentences made up here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch, registry
from spacy.vocab import Vocab
from thinc.api import compounding, fix_random_seed

from anmai.extraction.training.wording import marked_sentences

LABELS: Final = ("PERSON", "ORG", "PLACE", "TIME")
_MODEL: Final = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "width": 96,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": False,
        "pretrained_vectors": None,
    },
}
_DROP: Final = 0.3


class Characters:
    """A tokenizer that makes every character a token; it has nothing to save."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A document of characters."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_disk(self, *_args: Any, **_options: Any) -> None:
        """Nothing to save."""

    def from_disk(self, *_args: Any, **_options: Any) -> Characters:
        """Nothing to load."""
        return self


@registry.tokenizers("anmai.characters.v1")  # type: ignore[untyped-decorator]
def characters() -> Callable[[Language], Characters]:
    """The factory that a saved model names in its configuration."""
    return lambda nlp: Characters(nlp.vocab)


def train(
    sentences: int, epochs: int, seed: int, told: Callable[[int, float], None] = lambda _epoch, _loss: None
) -> Language:
    """Train a tagger.

    Args:
        sentences: Made-up sentences to learn from.
        epochs: Passes over them.
        seed: Of sentences, weights and order.
        told: Called after each pass with its number and loss.
    """
    fix_random_seed(seed)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "anmai.characters.v1"}}})
    ner = nlp.add_pipe("ner", config={"model": _MODEL})
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    examples = [
        Example.from_dict(nlp.make_doc(text), {"entities": marks}) for text, marks in marked_sentences(sentences, seed)
    ]
    optimizer = nlp.initialize(lambda: examples[:200])
    order = Random(seed)
    for epoch in range(epochs):
        order.shuffle(examples)
        losses: dict[str, float] = {}
        batches = minibatch(examples, size=compounding(8.0, 64.0, 1.005))  # type: ignore[no-untyped-call]
        for batch in batches:
            nlp.update(list(batch), sgd=optimizer, drop=_DROP, losses=losses)
        told(epoch, float(losses["ner"]))
    return nlp


def load(path: Path) -> Language:
    """A tagger that ``Language.to_disk`` saved."""
    return spacy.load(path)


def tag(nlp: Language, texts: Iterable[str]) -> Iterator[list[dict[str, object]]]:
    """The mentions of each text, in the form of a record's ``mentions``."""
    for doc in nlp.pipe(texts):
        yield [
            {"text": span.text, "label": span.label_, "start": span.start_char, "end": span.end_char}
            for span in doc.ents
        ]
