"""The ledger of supervision models 台账: versions, certificates, where a model stands, outcomes, overlap.

What is stored of a model beside its files lives here; nothing here runs a query. Moves are proposed from outcomes and
made by people, each with its entry in the audit log.
"""

from anmai.cypher_models.ledger.certificates import certificates_of, certify
from anmai.cypher_models.ledger.standing import move, standing_of
from anmai.cypher_models.ledger.versions import ledger_problems, register
from anmai.cypher_models.ledger.view import ledger_view

__all__ = [
    "certificates_of",
    "certify",
    "ledger_problems",
    "ledger_view",
    "move",
    "register",
    "standing_of",
]
