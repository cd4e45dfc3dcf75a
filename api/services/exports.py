"""A lead's subgraph or a selection of nodes as a file, with the manifest that says where it came from."""

from __future__ import annotations

from collections.abc import Iterable

from anmai.api.graph_reader import GraphReader
from anmai.api.services.graph_view import Lang
from anmai.api.services.lead_view import Leads
from anmai.api.services.leads import find_lead
from anmai.api.services.nodes import NodeRef, selection
from anmai.forms.lead import Finding
from anmai.graph.export import Exported, Format, Manifest, export
from anmai.store import Store, audit
from anmai.store.tables import Run


def export_lead(leads: Leads, asked: str, form: Format, lang: Lang, who: str) -> Exported:
    """What is drawn of a lead, as a file; the audit log tells who took it.

    Args:
        leads: Where leads are read.
        asked: The lead's id.
        form: File format.
        lang: Language of relationship names.
        who: Who takes it.

    Raises:
        NotFound: There is no such lead, or its model is gone.
        ServerUnavailable: Neo4j is away.
    """
    with leads.store.session(write=False) as session:
        row, finding = find_lead(session, asked)
        graph = leads.subgraph(session, row.id, lang)
        run = session.get(Run, finding.last_run)
        manifest = Manifest(
            title=Finding.model_validate(finding.body).title,
            lead=row.id,
            model=row.slug,
            version=finding.version,
            parameters=run.parameters if run is not None else {},
        )
    made = export(graph, form, manifest)
    with leads.store.session() as session:
        audit.append(session, who, "lead.export", f"lead:{row.id}", {"format": form, "nodes": len(graph.nodes)})
    return made


def export_selection(
    graph: GraphReader, store: Store, nodes: Iterable[str], form: Format, lang: Lang, who: str
) -> Exported:
    """The named nodes and the relationships among them, as a file; the audit log tells who took it.

    Args:
        graph: Where to look.
        store: For passages and the audit log.
        nodes: ``<Label>:<id>`` of each.
        form: File format.
        lang: Language of relationship names.
        who: Who takes it.

    Raises:
        UsageError: A name is none.
        NotFound: The graph lacks one of them.
        ServerUnavailable: Neo4j is away.
    """
    wanted = [NodeRef.parse(one) for one in nodes]
    with store.session(write=False) as session:
        drawn = selection(graph, session, wanted, lang)
    made = export(drawn, form, Manifest(title="、".join(node.name for node in drawn.nodes[:3])))
    told = {"format": form, "nodes": [node.id for node in drawn.nodes]}
    with store.session() as session:
        audit.append(session, who, "graph.export", f"nodes:{len(drawn.nodes)}", told)
    return made
