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

#: The kinds of rulings that they read.
KINDS = frozenset({"civil", "enforcement", "administrative"})

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("civil_parties", read_parties, KINDS, fragments=True),
    Component("civil_agents", read_agents, KINDS, fragments=True),
    Component("civil_cause", read_cause, KINDS),
    Component("civil_result", read_result, KINDS),
    Component("civil_default", read_default, KINDS, fragments=True),
    Component("civil_obligations", read_obligations, KINDS),
    Component("civil_loans", read_loans, KINDS, fragments=True),
    Component("civil_guarantors", read_guarantors, KINDS, fragments=True),
    Component("civil_spouses", read_spouses, KINDS, fragments=True),
    Component("civil_self_check", check_civil, KINDS),
)
