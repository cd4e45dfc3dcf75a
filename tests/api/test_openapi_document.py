from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator

from anmai.api.app import create_app
from anmai.api.openapi import examples
from anmai.settings import Settings


@pytest.fixture
def app(home_settings: Settings) -> Iterator[FastAPI]:
    made = create_app(home_settings)
    yield made
    made.state.context.close()


def routes(app: FastAPI) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path, methods in app.openapi()["paths"].items():
        for method in methods:
            found[f"{method.upper()} {path}"] = methods[method]
    return found


def test_every_example_belongs_to_a_route(app: FastAPI) -> None:
    assert set(examples()) <= set(routes(app))
    assert len(examples()) >= 15


def test_every_example_has_the_form_that_the_document_tells(app: FastAPI) -> None:
    document = app.openapi()
    checked = 0
    for operation in routes(app).values():
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for content in (one for body in bodies for one in body.get("content", {}).values()):
            if "example" in content:
                schema = {**content["schema"], "components": document["components"]}
                Draft202012Validator(schema).validate(content["example"])
                checked += 1

    assert checked == sum(len(example) for example in examples().values())


def test_every_operation_tells_its_problems_and_needs_the_token(app: FastAPI) -> None:
    document = app.openapi()

    assert document["security"] == [{"token": []}]
    for name, operation in routes(app).items():
        assert "application/problem+json" in operation["responses"]["503"]["content"], name
        assert operation["summary"], name
