"""The OpenAPI document: FastAPI's own, with examples (openapi_examples.yaml), problems and the token added."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Final

import yaml
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from anmai.forms.views import Problem

_ERRORS: Final[dict[str, str]] = {
    "400": "The call itself is wrong",
    "401": "No valid token",
    "403": "Not from here, or a link that was used",
    "404": "No such thing",
    "409": "A step that is not allowed, or somebody else writes",
    "413": "The body is too large",
    "422": "A parameter is missing or outside its limits",
    "503": "Neo4j or the store is away; the reason is told, and calls work again when it is back",
    "504": "The graph took too long",
}
_BODY_ERRORS: Final = frozenset({"409", "413"})


@cache
def examples() -> dict[str, dict[str, Any]]:
    """``METHOD /path`` → {"request": …, "response": …}; made-up values."""
    text = resources.files("anmai.api").joinpath("openapi_examples.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return told


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the application."""
    document = get_openapi(title=app.title, version=app.version, routes=app.routes, description=_DESCRIPTION)
    parts = document.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"token": []}]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _complete(operation, method, examples().get(f"{method.upper()} {path}", {}))
    return document


def _complete(operation: dict[str, Any], method: str, example: dict[str, Any]) -> None:
    responses = operation["responses"]
    for status, told in _ERRORS.items():
        if method == "get" and status in _BODY_ERRORS:
            continue
        responses[status] = {
            "description": told,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    if "response" in example:
        good = next(status for status in sorted(responses) if status.startswith("2"))
        responses[good].setdefault("content", {}).setdefault("application/json", {})["example"] = example["response"]
    if "request" in example and "requestBody" in operation:
        for content in operation["requestBody"]["content"].values():
            content["example"] = example["request"]


_DESCRIPTION: Final = """Rulings, the graph made from them, supervision models and leads.

Every call but `/health` and `/session/exchange` needs `Authorization: Bearer <token>`; the Host header must be a
loopback name. Offsets are code points of a document's source text."""
