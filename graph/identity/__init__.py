"""Identity: which mentions are one person or organization, as decisions that are stored, explained and taken back.

Pure parts (names, identifiers, keys, partition) know no database; ``resolve`` and the judgements write the store.
Nothing here writes the graph.
"""
