"""The API as an application: what it opens, its gate, its routes, its errors."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI

from anmai import __version__
from anmai.api import problems
from anmai.api.context import Context
from anmai.api.gate import PREFIX, Gate
from anmai.api.openapi import describe
from anmai.api.routes import (
    documents,
    entities,
    identity,
    ingest,
    leads,
    models,
    models_ledger,
    nodes,
    notes,
    reports,
    search,
    session,
    sources,
    system,
)
from anmai.settings import Settings

ROUTERS = (
    system.router,
    session.router,
    search.router,
    entities.router,
    identity.router,
    nodes.router,
    documents.router,
    sources.router,
    models.router,
    models_ledger.router,
    leads.router,
    reports.router,
    notes.router,
    ingest.router,
)


def create_app(settings: Settings) -> FastAPI:
    """The API of one home. The store is opened (and migrated) here; the worker starts with the server.

    Raises:
        StoreError: The store can't be opened.
        ConfigurationError: The token file can't be used.
    """
    context = Context.open(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        context.worker.start()
        try:
            yield
        finally:
            context.close()

    # Swagger's and ReDoc's pages load scripts from elsewhere: the document alone is served.
    app = FastAPI(
        title="anmai 案脉",
        version=__version__,
        lifespan=lifespan,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.context = context
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    problems.install(app)
    app.add_middleware(Gate, access=context.access)

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    return app
