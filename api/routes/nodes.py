"""Nodes of the graph, their neighbours, and paths between two of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from anmai.api.deps import Ctx, Language, Limit, Offset, ReadSession
from anmai.api.queries import label_of
from anmai.api.services import nodes
from anmai.forms.views import GraphNode, Neighbours, Paths

router = APIRouter(tags=["graph"])


@router.get("/nodes/{label}/{node_id:path}/neighbours")
def neighbours(
    context: Ctx,
    session: ReadSession,
    lang: Language,
    label: str,
    node_id: str,
    type: Annotated[list[str] | None, Query(description="Relationship type; may be given several times")] = None,
    direction: nodes.Direction = "both",
    offset: Offset = 0,
    limit: Limit = 50,
) -> Neighbours:
    """A page of neighbours, in an order that never changes; each relationship carries its passages."""
    wanted = nodes.NodeRef(label_of(label), node_id)
    return nodes.neighbours(
        context.graph,
        session,
        wanted,
        types=type,
        direction=direction,
        offset=offset,
        limit=limit,
        lang=lang,
    )


@router.get("/nodes/{label}/{node_id:path}")
def node(context: Ctx, lang: Language, label: str, node_id: str) -> GraphNode:
    """A node with all its properties."""
    return nodes.find_node(context.graph, nodes.NodeRef(label_of(label), node_id), lang)


@router.get("/paths")
def paths(
    context: Ctx,
    session: ReadSession,
    lang: Language,
    start: Annotated[str, Query(alias="from", min_length=3, max_length=600, description="<Label>:<id>")],
    end: Annotated[str, Query(alias="to", min_length=3, max_length=600, description="<Label>:<id>")],
    max_length: Annotated[int, Query(ge=1, le=nodes.MAX_LENGTH)] = 6,
    limit: Annotated[int, Query(ge=1, le=50)] = 5,
    hubs: Annotated[
        bool, Query(description="Pass through courts, charges, regions, benches and documents too")
    ] = False,
) -> Paths:
    """All shortest paths between two nodes, as lists of nodes and as one graph with passages."""
    return nodes.shortest_paths(
        context.graph,
        session,
        nodes.NodeRef.parse(start),
        nodes.NodeRef.parse(end),
        max_length=max_length,
        limit=limit,
        hubs=hubs,
        lang=lang,
    )
