"""What a few new documents cost follows them, not the store: counted in steps of the database, not by a clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

NEW = [
    {"name": "柯若岚", "sex": "男", "birth_date": "1980-01-02"},
    {"name": "闫志钢", "birth_date": "1975-03-04", "county": "330106"},
]
#: The database's counter calls once in so many steps.
_EVERY = 50


def person(number: int) -> dict[str, Any]:
    name = "柯" + chr(0x6000 + number % 500) + chr(0x7000 + number // 500)
    return {"name": name, "sex": "男", "birth_date": f"19{50 + number % 50}-0{1 + number % 9}-1{number % 10}"}


def steps(world: Any) -> int:
    """Steps that the database takes to resolve the new documents."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    def watch(connection: Any, _record: Any) -> None:
        connection.set_progress_handler(count, _EVERY)

    world.store.close()
    sa.event.listen(world.store.engine, "connect", watch)
    world.resolve("new/1", "new/2")
    return taken * _EVERY


def filled(make_world: Callable[[], Any], documents: int) -> Any:
    world = make_world()
    world.put("known", NEW[0])
    for number in range(documents):
        world.put(f"old/{number:05d}", person(number))
    world.resolve()
    world.put("new/1", NEW[0], person(0))
    world.put("new/2", NEW[1])
    return world


def test_new_documents_cost_the_same_beside_many_as_beside_few(make_world: Callable[[], Any]) -> None:
    few, many = filled(make_world, 150), filled(make_world, 1500)

    beside_few, beside_many = steps(few), steps(many)

    assert few.same("known#m0", "new/1#m0") and many.same("known#m0", "new/1#m0")
    assert many.same("old/00000#m0", "new/1#m1")
    assert beside_few > 500
    # Ten times the documents: anything that goes through the store would take several times the steps.
    assert beside_many < 1.3 * beside_few
