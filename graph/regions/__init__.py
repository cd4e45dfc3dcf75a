"""Administrative divisions (GB/T 2260, with abolished ones): the table, and places in names and addresses.

Pure: reads one packaged CSV; knows no database.
"""

from anmai.graph.regions.courts import CourtPlace, court_place
from anmai.graph.regions.places import Place, place_at_start
from anmai.graph.regions.table import Division, divisions

__all__ = ["CourtPlace", "Division", "Place", "court_place", "divisions", "place_at_start"]
