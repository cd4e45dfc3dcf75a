from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.ui.graph_view.state import GraphState, bundles, drawn, expand, hide, merge, show_hidden, start


def node(name: str, **properties: object) -> GraphNode:
    return GraphNode(id=f"Person:{name}", label="Person", name=name, properties=properties)


def edge(source: str, target: str) -> GraphEdge:
    return GraphEdge(
        id=f"{source}-{target}", source=f"Person:{source}", target=f"Person:{target}", type="SPOUSE_OF", name="夫妻"
    )


def graph(names: str, *edges: str) -> Subgraph:
    return Subgraph(nodes=[node(name) for name in names], edges=[edge(*pair) for pair in edges])


def shown(state: GraphState) -> set[str]:
    return {one.name for one in drawn(state).nodes}


def test_expand_adds_neighbours_and_keeps_what_was_there() -> None:
    before = start(graph("abc", "ab", "ac"), ["Person:a"])

    after = expand(before, "Person:b", graph("bde", "bd", "be"))

    assert list(after.nodes)[:3] == list(before.nodes)
    assert shown(after) == set("abcde")
    assert set(after.edges) == {"a-b", "a-c", "b-d", "b-e"}
    assert after.anchor == "Person:b"
    assert after.focus == {"Person:a"}


def test_expand_shows_a_hidden_neighbour_again() -> None:
    state = hide(start(graph("abc", "ab", "bc"), ["Person:a"]), "Person:c")

    assert shown(state) == {"a", "b"}
    assert shown(expand(state, "Person:b", graph("bc", "bc"))) == {"a", "b", "c"}


def test_hide_takes_along_what_then_hangs_on_nothing() -> None:
    state = start(graph("abcd", "ab", "bc", "bd", "ad"), ["Person:a"])

    hidden = hide(state, "Person:b")

    assert shown(hidden) == {"a", "d"}
    assert drawn(hidden).hidden == 2
    assert shown(show_hidden(hidden)) == set("abcd")


def test_hide_keeps_the_focus_and_ignores_strangers() -> None:
    state = start(graph("ab", "ab"), ["Person:a"])

    assert shown(hide(state, "Person:b")) == {"a"}
    assert hide(state, "Person:zzz") == state


def test_merge_keeps_what_only_the_older_answer_told() -> None:
    older = start(Subgraph(nodes=[node("a", birth_date="1985-03-02", sex="男")]))

    newer = merge(older, Subgraph(nodes=[node("a", sex="女")]))

    assert newer.nodes["Person:a"].properties == {"birth_date": "1985-03-02", "sex": "女"}


def test_merge_leaves_out_edges_without_both_ends() -> None:
    assert start(graph("a", "ab")).edges == {}


def test_drawn_holds_back_beyond_the_limit_but_never_the_focus_or_the_anchor() -> None:
    names = [chr(ord("A") + number) for number in range(26)]
    whole = Subgraph(nodes=[node(name) for name in names], edges=[edge("Y", "X")])
    state = expand(start(whole, ["Person:Z"]), "Person:Y", graph("YX", "YX"))

    picture = drawn(state, limit=5)

    assert [one.name for one in picture.nodes] == ["A", "B", "X", "Y", "Z"]
    assert picture.withheld == 21
    assert [one.id for one in picture.edges] == ["Y-X"]


NAMES = st.text(alphabet="abcdefgh", min_size=1, max_size=1)
GRAPHS = st.builds(
    lambda names, pairs: Subgraph(nodes=[node(n) for n in names], edges=[edge(a, b) for a, b in pairs if a != b]),
    st.lists(NAMES, max_size=8, unique=True),
    st.lists(st.tuples(NAMES, NAMES), max_size=12),
)


@given(st.lists(st.tuples(st.sampled_from(["expand", "hide", "show"]), NAMES, GRAPHS), max_size=12), st.integers(1, 9))
def test_whatever_is_done_every_drawn_edge_has_both_ends_and_no_node_is_lost(
    steps: list[tuple[str, str, Subgraph]], limit: int
) -> None:
    state = start(graph("a"), ["Person:a"])
    seen = {"Person:a"}
    for step, name, found in steps:
        if step == "expand":
            state = expand(state, f"Person:{name}", found)
            seen |= {one.id for one in found.nodes}
        else:
            state = hide(state, f"Person:{name}") if step == "hide" else show_hidden(state)
        picture = drawn(state, limit)
        ids = {one.id for one in picture.nodes}
        assert all(one.source in ids and one.target in ids for one in picture.edges)
        assert len(ids) == len(picture.nodes) <= limit
        assert len(ids) + picture.withheld + picture.hidden == len(state.nodes)
    assert set(state.nodes) == seen


def _edge(id: str, source: str, target: str, **more: Any) -> GraphEdge:
    return GraphEdge(id=id, source=source, target=target, type=more.pop("type", "REPRESENTS"), name="x", **more)


def test_edges_of_one_direction_are_one_line_and_no_edge_is_lost() -> None:
    edges = [
        _edge("1", "a", "b"), _edge("2", "a", "b", type="ACTS_FOR"), _edge("3", "b", "a"), _edge("4", "a", "c"),
        _edge("5", "a", "b", derived=True),
    ]  # fmt: skip

    lines = bundles(edges)

    assert [[edge.id for edge in line.edges] for line in lines] == [["1", "2"], ["3"], ["4"], ["5"]]
    assert [line.id for line in lines[1:]] == ["3", "4", "5"]
    assert len({line.id for line in lines}) == len(lines)
    assert [line.id for line in bundles(reversed(edges))][-1] == lines[0].id
