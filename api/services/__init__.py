"""What the API does, one concept a file: search, entities, documents, leads, notes, jobs.

Services take an open store session or the graph reader and return the shapes of anmai.forms.views; they know no HTTP.
"""
