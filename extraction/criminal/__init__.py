"""Components that read criminal rulings."""

from anmai.extraction.component import Component
from anmai.extraction.criminal.amounts import read_crime_amount
from anmai.extraction.criminal.circumstances import read_circumstances
from anmai.extraction.criminal.defenders import read_defenders
from anmai.extraction.criminal.fragment_defendants import read_fragment_defendants
from anmai.extraction.criminal.offences import read_offences
from anmai.extraction.criminal.parties import read_defendants, read_prosecution
from anmai.extraction.criminal.self_check import check_criminal
from anmai.extraction.criminal.story import read_story
from anmai.extraction.criminal.told_measures import read_told_measures
from anmai.extraction.criminal.told_priors import read_told_priors
from anmai.extraction.criminal.verdicts import read_verdicts
from anmai.extraction.criminal.victims import read_victims

CRIMINAL = frozenset({"criminal"})

#: In the order that they run; the pipeline takes them from here.
COMPONENTS: tuple[Component, ...] = (
    Component("prosecution", read_prosecution, CRIMINAL),
    Component("criminal_parties", read_defendants, CRIMINAL),
    Component("fragment_defendants", read_fragment_defendants, CRIMINAL, whole=False, fragments=True),
    Component("defenders", read_defenders, CRIMINAL),
    Component("story", read_story, CRIMINAL),
    Component("told_priors", read_told_priors, CRIMINAL),
    Component("told_measures", read_told_measures, CRIMINAL),
    Component("verdicts", read_verdicts, CRIMINAL),
    Component("victims", read_victims, CRIMINAL),
    Component("crime_amount", read_crime_amount, CRIMINAL),
    Component("circumstances", read_circumstances, CRIMINAL),
    Component("offences", read_offences, CRIMINAL),
    Component("criminal_self_check", check_criminal, CRIMINAL),
)
