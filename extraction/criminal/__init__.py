"""Components that read criminal rulings."""

from anmai.extraction.component import Component

CRIMINAL = frozenset({"criminal"})

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = ()
