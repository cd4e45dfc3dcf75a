"""docs/models.md: the catalogue as a page, written from the models' own files.

python -m anmai.cypher_models.reference [FILE]
"""

from __future__ import annotations

import sys
from pathlib import Path

from anmai.cypher_models.catalogue import shipped_folder
from anmai.cypher_models.examples import Case, read_examples
from anmai.cypher_models.form import Model, Parameter
from anmai.cypher_models.load import load_model

_KINDS = {
    "positive": "应当发现 · found",
    "near_miss": "差一点 · near miss",
    "innocent": "清白相似 · innocent look-alike",
    "missing": "缺值 · missing value",
}
_WEIGHTS = {
    "certain": "文书载明 · on the rulings' face",
    "weaker": "推断 · inference",
    "needs": "待补材料 · needs a record",
}
_ELEMENTS = {
    "law": "法条 · law",
    "scope": "范围 · scope",
    "threshold": "分析口径 · analytic threshold",
    "safeguard": "防误报 · safeguard",
}

_HEAD = """# 监督模型 · Supervision models

Written by `python -m anmai.cypher_models.reference docs/models.md`; change the models, not this page.

A model is a folder `cypher_models/catalog/<domain>/<slug>/` (one's own: `ANMAI_HOME/models/<slug>/`, begun with
`anmai models new SLUG`) of five files:

- `model.yaml`: what it means: legal basis with dates, elements, parameters, reason codes, false alarms. `anmai
  models check` tells every problem with file and line.
- `findings.cypher`: begins `UNWIND $anchors AS id MATCH (a:<anchor> {id: id})`, returns at most one row an anchor
  with the columns anchor, target, reason_codes, columns, cases, persons, organizations, documents, passages.
  Whatever decides stands between `// @element <id>` and `// @end`; what stands there can be taken out and leaves a
  valid query. A passage is `{document, spans, element}` of a relationship, or `{document, fields, element}` for what
  was read in a document: `fields` are JSON Pointers into its record (`/result`, `/loans`, `/offences/*/date`). With
  both, `fields` keeps those of the spans. What decides comes first: a lead shows them in this order, case by case.
- `population.cypher`: out of how many. `subgraph.cypher`: what to draw (nodes, relationships).
- `examples.yaml`: small graphs that must be found, near misses, innocent look-alikes and missing values. `anmai
  models test` tries them on Neo4j in a transaction that is rolled back; `--mutate` takes out each tagged clause,
  and some example must fail.

Reason codes are certain (wrong on what the ruling says), weaker (an inference) or needs (a missing record decides):
null is never "no". Where a required source is not loaded a model says that it can't conclude. `reach` in model.yaml
tells how far a change can matter; with it `anmai models run` looks at what changed alone and ends with the findings
of a full run. A version that has left `experimental` never changes: change its files and raise the version.

"""


def page(models: list[Model]) -> str:
    """The page: a table of all models, then a part for each."""
    rows = [
        f"| [{model.slug}](#{model.slug}) | {model.about.title.zh} · {model.about.title.en} | {model.version} | "
        f"{model.about.status} | {model.about.anchor} | {', '.join(model.about.required_sources)} |"
        for model in models
    ]
    table = "| slug | model | version | status | anchor | sources |\n|---|---|---|---|---|---|\n" + "\n".join(rows)
    return _HEAD + table + "\n\n" + "\n".join(_part(model) for model in models)


def _part(model: Model) -> str:
    about = model.about
    cases, _ = read_examples(model)
    return "\n".join(
        [
            f"## {about.slug}",
            "",
            f"**{about.title.zh} · {about.title.en}**",
            "",
            about.description.zh,
            "",
            about.description.en,
            "",
            "### Legal basis",
            "",
            "| law | article | in force | wording | source |",
            "|---|---|---|---|---|",
            *(
                f"| {basis.law} | {basis.article} | {basis.in_force_from or ''}–{basis.in_force_until or ''} | "
                f"{basis.zh}<br>{basis.en} | {basis.source} |"
                for basis in about.legal_basis
            ),
            "",
            "### Elements",
            "",
            "| id | kind | meaning | article |",
            "|---|---|---|---|",
            *(
                f"| {element.id} | {_ELEMENTS[element.kind]} | {element.zh}<br>{element.en} | {element.basis or ''}"
                f"{f' rule {element.rule}' if element.rule else ''} |"
                for element in about.elements
            ),
            "",
            "### Reason codes",
            "",
            "| code | weight | meaning |",
            "|---|---|---|",
            *(f"| {code.id} | {_WEIGHTS[code.weight]} | {code.zh}<br>{code.en} |" for code in about.reason_codes),
            "",
            "### Parameters",
            "",
            "| name | type | default | limits | meaning |",
            "|---|---|---|---|---|",
            *(_parameter(parameter) for parameter in about.parameters),
            "",
            "### Usual false alarms",
            "",
            *(f"- {words.zh}<br>{words.en}" for words in about.false_positives),
            "",
            f"### Examples ({len(cases)})",
            "",
            "| example | kind | meaning | raises |",
            "|---|---|---|---|",
            *(_example(case) for case in cases),
            "",
        ]
    )


def _parameter(parameter: Parameter) -> str:
    default = f"table {parameter.default_table}" if parameter.default_table else parameter.default
    shown = ", ".join(default) if isinstance(default, list) else default
    limits = f"{parameter.minimum:g}–{parameter.maximum:g}" if parameter.minimum is not None and (
        parameter.maximum is not None
    ) else ""  # fmt: skip
    return f"| {parameter.name} | {parameter.type} | {shown} | {limits} | {parameter.zh}<br>{parameter.en} |"


def _example(case: Case) -> str:
    raised = ", ".join(sorted({code for codes in case.example.finds.values() for code in codes})) or "–"
    return (
        f"| {case.example.id} | {_KINDS[case.example.kind]} | {case.example.zh}<br>{case.example.en} | {raised} |"
    )  # fmt: skip


def shipped_page() -> str:
    """The page of the shipped models, by slug."""
    loaded = [load_model(path.parent, own=False).model for path in shipped_folder().glob("*/*/model.yaml")]
    return page(sorted((model for model in loaded if model is not None), key=lambda model: model.slug))


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/models.md").write_text(shipped_page(), encoding="utf-8")
