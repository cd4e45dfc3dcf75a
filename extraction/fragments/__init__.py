"""Components that find named things and relations: in the facts of whole rulings and in fragments.

Here live rules over words alone, without a ruling's form; what the form says is read by the other parts.
"""

from anmai.extraction.component import Component
from anmai.extraction.fragments.drug_relations import read_drug_relations
from anmai.extraction.fragments.mentions import read_mentions
from anmai.extraction.fragments.recurring_names import read_recurring_names
from anmai.extraction.profiles import FULL

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("mentions", read_mentions, fragments=True),
    Component("recurring_names", read_recurring_names, fragments=True, profiles=frozenset({FULL})),
    Component("drug_relations", read_drug_relations, fragments=True),
)
