"""Components that read fragments: parts of rulings and single sentences."""

from anmai.extraction.component import Component
from anmai.extraction.fragments.drug_relations import read_drug_relations
from anmai.extraction.fragments.mentions import read_mentions

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("mentions", read_mentions, whole=False, fragments=True),
    Component("drug_relations", read_drug_relations, whole=False, fragments=True),
)
