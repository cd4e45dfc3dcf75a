"""The catalogue of supervision models: their form, checks, tests and runner.

Queries are files in catalog/, code stands beside it; nothing here knows extraction or the API. What other parts call:

- ``catalogue(settings)``: all models, the shipped ones and the analyst's own.
- ``run_models(...)``: run models over the graph; findings become leads in the store.
- ``model_view(...)``, ``explain(...)``: what a page shows of a model and a finding.
"""

from anmai.cypher_models.catalogue import catalogue, find_model
from anmai.cypher_models.explain import explain
from anmai.cypher_models.form import Model
from anmai.cypher_models.run import RunProgress, run_models
from anmai.cypher_models.view import funnel, model_view, run_view

__all__ = [
    "Model",
    "RunProgress",
    "catalogue",
    "explain",
    "find_model",
    "funnel",
    "model_view",
    "run_models",
    "run_view",
]
