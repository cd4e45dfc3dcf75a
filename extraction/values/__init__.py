"""Values that stand in every ruling: dates, sums, terms, case numbers, names, courts, cited law.

Pure functions over normalised text (see ``anmai.extraction.text.normal``); no state, no knowledge of sections.
"""
