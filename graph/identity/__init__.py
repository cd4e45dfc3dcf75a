"""Identity: which mentions are one person or organization, as decisions that are stored, explained and taken back.

Pure parts (names, identifiers, keys, partition) know no database; ``resolve`` and the judgements write the store.
Nothing here writes the graph: what must be projected anew stands in the store's ``pending_entities``.
"""

from anmai.graph.identity.explain import explain, export_rows, holding_decisions
from anmai.graph.identity.judgements import Outcome, differ, join, open_questions, orphaned, redo, split, undo, unsure
from anmai.graph.identity.names import is_masked, norm_name
from anmai.graph.identity.opinions import Opinion, agree, disagree
from anmai.graph.identity.possible import possible_same
from anmai.graph.identity.resolve import Resolution, detach, resolve

__all__ = [
    "Opinion",
    "Outcome",
    "Resolution",
    "agree",
    "detach",
    "differ",
    "disagree",
    "explain",
    "export_rows",
    "holding_decisions",
    "is_masked",
    "join",
    "norm_name",
    "open_questions",
    "orphaned",
    "possible_same",
    "redo",
    "resolve",
    "split",
    "undo",
    "unsure",
]
