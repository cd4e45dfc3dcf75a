"""Made-up rulings with planted patterns and their truth, for demonstrations, tests and benchmarks.

Everything follows from (number of rulings, seed): document i can be made without making the others, so memory
doesn't grow with the run. Imports only anmai.errors of ours; no text of a real ruling is used.
"""
