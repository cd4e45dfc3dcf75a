"""Values that every kind of ruling has: title, procedure, signature, cited law, earlier instances."""

from anmai.extraction.component import Component
from anmai.extraction.header.citations import read_citations
from anmai.extraction.header.instances import read_prior_instances, read_procedure
from anmai.extraction.header.signature import read_signature
from anmai.extraction.header.title import read_title

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("title", read_title, fragments=True),
    Component("procedure", read_procedure),
    Component("signature", read_signature),
    Component("citations", read_citations),
    Component("prior_instances", read_prior_instances),
)
