"""Sources as data: a YAML file maps a table to entries (rows as nodes), people, organizations, identifiers and places.

Forms, mappings, reading and checking of tables are pure; loading writes to the store, and the graph follows it
(anmai.graph.loading). Nothing here knows a particular kind of table: what differs stands in ``mappings/``.
"""
