"""The sentences of evaluations in both languages (data/evaluation_words.yaml)."""

from __future__ import annotations

from anmai.extraction.data.tables import table
from anmai.extraction.evaluation.reliability import SURE, Bin
from anmai.extraction.evaluation.scores import DRAWS, FEW_ROWS, Score, Scores
from anmai.extraction.field_names import Lang


def phrase(key: str, lang: Lang, **values: object) -> str:
    """The sentence ``key`` with its values."""
    told: str = table("evaluation_words")[key][lang]
    return told.format(**values)


def figure(value: float | None) -> str:
    """A score with three places."""
    return "–" if value is None else f"{value:.3f}"


def percent(value: float | None) -> str:
    """A share in percent."""
    return "–" if value is None else f"{value:.1%}"


def interval(score: Score) -> str:
    """The interval of a score."""
    return "–" if score.low is None else f"{figure(score.low)}–{figure(score.high)}"


def summary(scores: Scores, lang: Lang) -> str:
    """Documents, rows, macro and micro F1 in one sentence."""
    macro, micro = scores.macro_f1, scores.micro_f1
    return phrase(
        "summary",
        lang,
        documents=scores.documents,
        rows=scores.rows,
        macro=figure(macro.value),
        macro_low=figure(macro.low),
        macro_high=figure(macro.high),
        micro=figure(micro.value),
        micro_low=figure(micro.low),
        micro_high=figure(micro.high),
        draws=DRAWS,
    )


def sure_sentence(sure: Bin, lang: Lang) -> str:
    """How many values with high confidence are right."""
    if not sure.n:
        return phrase("nothing_sure", lang, sure=SURE)
    return phrase("sure", lang, sure=SURE, n=sure.n, share=percent(sure.share))


def few_note(lang: Lang) -> str:
    """What the mark at small groups means."""
    return phrase("few_note", lang, least=FEW_ROWS)


def bin_name(one: Bin) -> str:
    """The range of confidences of a bin: 0.8–0.9 holds 0.8 and not 0.9."""
    return f"{one.low:g}" if one.low == one.high else f"{one.low:g}–{one.high:g}"
