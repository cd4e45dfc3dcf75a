"""Components that read court orders on how a ruling is carried out or tried again.

Commutation 减刑 and parole 假释, measures against judgment debtors, debtors added, petitions refused, retrials ordered.
"""

from anmai.extraction.component import Component
from anmai.extraction.header.other_organs_check import check_commutations
from anmai.extraction.orders.commutation import read_commutations
from anmai.extraction.orders.debtors import read_added_debtors, read_restrictions
from anmai.extraction.orders.letter import read_addressee
from anmai.extraction.orders.retrial import read_petition, read_retrial

_CRIMINAL = frozenset({"criminal"})
_CIVIL = frozenset({"civil", "enforcement", "administrative"})
_COURTS = _CRIMINAL | _CIVIL | {None}

#: In the order that they run, after those that read parties; the language's pack takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("letter", read_addressee, _CIVIL),
    Component("commutations", read_commutations, _CRIMINAL),
    Component("commutation_check", check_commutations, _CRIMINAL),
    Component("restrictions", read_restrictions, _CIVIL),
    Component("added_debtors", read_added_debtors, _CIVIL),
    Component("retrial", read_retrial, _COURTS),
    Component("petition", read_petition, _COURTS),
)
