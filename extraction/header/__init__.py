"""Values that every kind of ruling has: title, procedure, signature, cited law, earlier instances."""

from anmai.extraction.component import Component
from anmai.extraction.header.citations import read_citations
from anmai.extraction.header.instances import read_prior_instances, read_procedure
from anmai.extraction.header.issuer import read_issuer
from anmai.extraction.header.signature import read_signature
from anmai.extraction.header.title import read_title

#: Rulings, those of a kind not yet known too; other organs' documents are framed by their own components.
_COURTS = frozenset({None, "criminal", "civil", "enforcement", "administrative"})

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("issuer", read_issuer),
    Component("title", read_title, _COURTS, fragments=True),
    Component("procedure", read_procedure, _COURTS),
    Component("signature", read_signature, _COURTS),
    Component("citations", read_citations, _COURTS),
    Component("prior_instances", read_prior_instances, _COURTS),
)
