"""Components that read administrative penalty decisions 行政处罚决定书: market supervision, police, tax, others."""

from anmai.extraction.component import Component
from anmai.extraction.header.other_organs_check import check_other_organs
from anmai.extraction.penalties.frame import read_decision
from anmai.extraction.penalties.parties import read_penalised
from anmai.extraction.penalties.sanctions import read_sanctions

_ADMINISTRATION = frozenset({"administration"})

#: In the order that they run; the language's pack takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("penalty_decision", read_decision, _ADMINISTRATION),
    Component("penalised", read_penalised, _ADMINISTRATION),
    Component("sanctions", read_sanctions, _ADMINISTRATION),
    Component("penalty_check", check_other_organs, _ADMINISTRATION),
)
