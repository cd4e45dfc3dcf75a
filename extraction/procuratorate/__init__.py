"""Components that read documents of procuratorates: indictments, decisions not to prosecute, suggestions, protests.

What they charge is alleged: it goes into ``accusations``, never where a court's findings stand.
"""

from anmai.extraction.component import Component
from anmai.extraction.criminal.amounts import read_crime_amount
from anmai.extraction.criminal.defenders import read_defenders
from anmai.extraction.criminal.parties import read_defendants
from anmai.extraction.criminal.story import read_story
from anmai.extraction.criminal.victims import read_victims
from anmai.extraction.header.other_organs_check import check_other_organs
from anmai.extraction.procuratorate.accusations import read_accusations
from anmai.extraction.procuratorate.citations import read_cited_articles, read_cited_rulings
from anmai.extraction.procuratorate.frame import read_frame
from anmai.extraction.procuratorate.indictment_numbers import read_indictment_numbers
from anmai.extraction.procuratorate.non_prosecution import read_non_prosecution
from anmai.extraction.procuratorate.signature import read_prosecutors
from anmai.extraction.procuratorate.supervision import read_advice

_PROCURATORATE = frozenset({"procuratorate"})

#: In the order that they run; the language's pack takes them from here. Whoever reads people, their story, victims and
#: sums in judgments reads them here: header and facts have the same form.
COMPONENTS: tuple[Component, ...] = (
    Component("frame", read_frame, _PROCURATORATE),
    Component("prosecutors", read_prosecutors, _PROCURATORATE),
    Component("charged_people", read_defendants, _PROCURATORATE),
    Component("charged_defenders", read_defenders, _PROCURATORATE),
    Component("charged_story", read_story, _PROCURATORATE),
    Component("alleged_victims", read_victims, _PROCURATORATE),
    Component("accusations", read_accusations, _PROCURATORATE),
    Component("alleged_amount", read_crime_amount, _PROCURATORATE),
    Component("cited_articles", read_cited_articles, _PROCURATORATE),
    Component("cited_rulings", read_cited_rulings, _PROCURATORATE),
    Component("indictment_numbers", read_indictment_numbers, frozenset({"procuratorate", "criminal"})),
    Component("non_prosecution", read_non_prosecution, _PROCURATORATE),
    Component("advice", read_advice, _PROCURATORATE),
    Component("procuratorate_check", check_other_organs, _PROCURATORATE),
)
