"""Components that read fragments: parts of rulings and single sentences."""

from anmai.extraction.component import Component

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = ()
