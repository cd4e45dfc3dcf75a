"""Components that read civil, enforcement and administrative rulings."""

from anmai.extraction.component import Component

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = ()
