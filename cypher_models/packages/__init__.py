"""Supervision models that travel between offices: signed packages out and in, and the offices that are recognised.

A package is a zip with a manifest (SHA-256 of every file), the manifest's Ed25519 signature, and the model's files. Its
bytes follow from what it holds: anything else in it, or one byte changed anywhere, is refused.
"""

from anmai.cypher_models.packages.archive import Package, read_package, write_package
from anmai.cypher_models.packages.landing import Landed, import_package
from anmai.cypher_models.packages.offices import Office, Offices
from anmai.cypher_models.packages.packing import pack

__all__ = ["Landed", "Office", "Offices", "Package", "import_package", "pack", "read_package", "write_package"]
