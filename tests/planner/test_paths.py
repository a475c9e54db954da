"""`why` on vaults with far more ways than can be looked through."""

from footprint.model.items import Service
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner.paths import why


def test_a_far_dependency_is_found_however_many_ways_lead_there() -> None:
    """Each of 400 services in a ring needs the ten after it: the nearest way has twenty links."""
    ids = [f"s{n}" for n in range(400)]
    links = [
        Link.from_json({"from": ids[n], "relation": "needs", "to": ids[(n + step) % 400]})
        for n in range(400)
        for step in range(1, 11)
    ]
    items = [Service(id=item, kind="service", name=item) for item in ids]
    (path,) = why(Records.of(items, links), "s0", "s200")
    assert len(path) == 20
    assert path[0].from_ == "s0" and path[-1].to == "s200"
    assert all(one.to == other.from_ for one, other in zip(path, path[1:], strict=False))
