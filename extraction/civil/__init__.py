"""Components that read civil, enforcement and administrative rulings."""

from anmai.extraction.civil.agents import read_agents
from anmai.extraction.civil.cause import read_cause
from anmai.extraction.civil.family import read_spouses
from anmai.extraction.civil.guaranty import read_guarantors
from anmai.extraction.civil.lending import read_loans
from anmai.extraction.civil.obligations import read_obligations
from anmai.extraction.civil.outcome import read_default, read_result
from anmai.extraction.civil.parties import read_parties
from anmai.extraction.civil.self_check import check_civil
from anmai.extraction.component import Component

_KINDS = frozenset({"civil", "enforcement", "administrative"})

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("civil_parties", read_parties, _KINDS, fragments=True),
    Component("civil_agents", read_agents, _KINDS, fragments=True),
    Component("civil_cause", read_cause, _KINDS),
    Component("civil_result", read_result, _KINDS),
    Component("civil_default", read_default, _KINDS, fragments=True),
    Component("civil_obligations", read_obligations, _KINDS),
    Component("civil_loans", read_loans, _KINDS, fragments=True),
    Component("civil_guarantors", read_guarantors, _KINDS, fragments=True),
    Component("civil_spouses", read_spouses, _KINDS, fragments=True),
    Component("civil_self_check", check_civil, _KINDS),
)
