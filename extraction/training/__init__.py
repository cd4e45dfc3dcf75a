"""Training of a tagger of mentions on sentences made up here: ``python -m anmai.extraction.training``.

What lives here makes and measures models; nothing of it runs when documents are read.
"""
