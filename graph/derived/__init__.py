"""Derived nodes and relationships: made by a named, versioned rule from what was read, gone when it is switched off.

A rule reads the graph through one function (query, parameters → rows) and writes through the same; it knows neither
documents nor models.
"""

from anmai.graph.derived.lending_groups import LENDING_GROUPS
from anmai.graph.derived.report_clusters import REPORT_CLUSTERS
from anmai.graph.derived.rule import Derivation, DerivedRule, Query, derive, is_off, switch_off, switch_on

#: All rules by the label that they make.
RULES: dict[str, DerivedRule] = {rule.label: rule for rule in (LENDING_GROUPS, REPORT_CLUSTERS)}

__all__ = [
    "LENDING_GROUPS",
    "REPORT_CLUSTERS",
    "RULES",
    "Derivation",
    "DerivedRule",
    "Query",
    "derive",
    "is_off",
    "switch_off",
    "switch_on",
]
