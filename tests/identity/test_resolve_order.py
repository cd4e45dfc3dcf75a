"""The partition is the same in whatever order documents come, in however many batches, corrected or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PEOPLE = ("柯若岚", "王伟", "张某", "李某1", "闫志钢")
NUMBERS = (
    "330106198001020019",
    "330106198001020035",
    "330106********0019",
    "330106********0035",
    "330106198001020014",
)
FIRMS = ("杭州市云栖建材有限公司", "宏达建材有限公司")
CODES = ("91330106MA27XY7K06", "91330100799655058B")
CASES = ("杭州市西湖区人民法院|(2019)浙0106刑初1号", "杭州市中级人民法院|(2019)浙01刑终2号")


def person() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"name": st.sampled_from(PEOPLE)},
        optional={
            "sex": st.sampled_from(["男", "女"]),
            "birth_date": st.sampled_from(["1980-01-02", "1980", "1980-01", "1981-01-02"]),
            "county": st.sampled_from(["330106", "330102"]),
            "id_number": st.sampled_from(NUMBERS),
        },
    )


def firm() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"name": st.sampled_from(FIRMS), "kind": st.just("organization"), "roles": st.just(["原告"])},
        optional={"credit_code": st.sampled_from(CODES)},
    )


@st.composite
def documents(draw: st.DrawFn) -> list[list[dict[str, Any]]]:
    """Documents, each a list of parties; some belong to a case, some name its earlier instance."""
    made = []
    for _ in range(draw(st.integers(2, 7))):
        parties = draw(st.lists(st.one_of(person(), person(), firm()), min_size=1, max_size=3))
        case = draw(st.sampled_from([None, *CASES]))
        prior = [CASES[0]] if case == CASES[1] and draw(st.booleans()) else []
        made.append([party | {"case_key": case, "features": {"prior_cases": prior}} for party in parties])
    return made


def _names(count: int) -> list[str]:
    return [f"test/d{number}" for number in range(count)]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=documents(), data=st.data())
def test_any_order_and_any_batches_give_the_partition_of_one_batch(
    make_world: Callable[[], Any], made: list[list[dict[str, Any]]], data: st.DataObject
) -> None:
    names = _names(len(made))
    whole, stepwise = make_world(), make_world()
    order = data.draw(st.permutations(list(range(len(made)))))
    cuts = data.draw(st.sets(st.integers(1, len(made))))

    for name, parties in zip(names, made, strict=True):
        whole.put(name, *parties)
    whole.resolve()
    batch: list[str] = []
    for number, place in enumerate(order, start=1):
        stepwise.put(names[place], *made[place])
        batch.append(names[place])
        if number in cuts:
            stepwise.resolve(*batch)
            batch = []
    stepwise.resolve(*names)

    assert stepwise.partition() == whole.partition()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=documents(), second=documents(), data=st.data())
def test_corrected_and_removed_documents_leave_the_partition_of_their_last_state(
    make_world: Callable[[], Any],
    first: list[list[dict[str, Any]]],
    second: list[list[dict[str, Any]]],
    data: st.DataObject,
) -> None:
    corrected, direct = make_world(), make_world()
    final = dict(zip(_names(len(first)), first, strict=True))
    for name, parties in final.items():
        corrected.put(name, *parties)
    corrected.resolve()

    for name, parties in zip(_names(len(second)), second, strict=True):
        if data.draw(st.booleans()):
            final[name] = [] if data.draw(st.booleans()) else parties
            corrected.put(name, *final[name])
            corrected.resolve(name)
    for name, parties in final.items():
        direct.put(name, *parties)
    direct.resolve()

    assert corrected.partition() == direct.partition()


def test_a_mention_that_bridges_two_parties_of_an_older_document_does_not_make_them_one(
    make_world: Callable[[], Any],
) -> None:
    """Both keys of the bridge lead to parties that one document keeps apart, though no value contradicts."""
    number = "330106198001020019"
    two = (
        {"name": "柯若岚", "sex": "男", "county": "330106", "id_number": number},
        {"name": "柯若岚"},
        {"name": "柯若岚", "birth_date": "1980-01-02"},
    )
    bridge = {"name": "柯若岚", "sex": "男", "birth_date": "1980-01-02", "id_number": number, "county": "330106"}
    apart, whole = make_world(), make_world()

    for world in (apart, whole):
        world.put("test/two", *two)
    apart.resolve("test/two")
    for world in (apart, whole):
        world.put("test/bridge", bridge)
    apart.resolve("test/bridge")
    whole.resolve()

    assert apart.partition() == whole.partition()
    assert frozenset({"test/two#m0", "test/bridge#m0"}) in apart.partition()
    assert frozenset({"test/two#m2"}) in apart.partition()
