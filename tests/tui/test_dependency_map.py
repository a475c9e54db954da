"""The map's cells: whole labels, whole rows, no more than can be read, the same every time."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from footprint.layered import LABEL, MOST_NODES
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.tui.dependency_map import DependencyMap
from footprint.tui.text import content, cut
from footprint.workspace.demo import example

TODAY = date(2026, 11, 23)


def rows(drawn: DependencyMap) -> list[str]:
    return content(*drawn.draw(None)).plain.split("\n")


def check(records: Records, root: str) -> DependencyMap:
    drawn = DependencyMap(records, root)
    lines = rows(drawn)
    assert len(lines) == drawn.height
    assert {cell_len(line) for line in lines} == {drawn.width}
    assert lines == rows(DependencyMap(records, root))
    return drawn


def test_every_item_of_the_example_has_a_map() -> None:
    records = example(TODAY)
    for root in records.items:
        drawn = check(records, root)
        near = {root}
        for _step in range(2):
            near |= {link.to for i in near for link in records.links_from(i)} | {
                link.from_ for i in near for link in records.links_to(i)
            }
        text = "\n".join(rows(drawn))
        assert drawn.left_out == 0
        for item in records.items:
            assert (drawn.place_of(item) is not None) == (item in near)
            if item in near:
                assert cut(records.items[item].name, LABEL) in text


def test_what_depends_stands_left_of_what_it_depends_on() -> None:
    records = example(TODAY)
    drawn = DependencyMap(records, "visa-4821")
    for link in records.links.values():
        source, target = drawn.place_of(link.from_), drawn.place_of(link.to)
        if source and target:
            assert source[0] < target[0]
            assert drawn.item_at(*source) == link.from_


def star(names: list[str]) -> Records:
    items = [{"id": "hub", "kind": "service", "name": "hub"}]
    items += [{"id": f"s{n}", "kind": "service", "name": name} for n, name in enumerate(names)]
    # Every third one is needed by the hub, the others need it.
    pairs = [("hub", f"s{n}") for n in range(len(names))]
    links = [pair if n % 3 == 0 else pair[::-1] for n, pair in enumerate(pairs)]
    return Records.of(
        [Item.from_json(item) for item in items],
        [Link.from_json({"from": f, "relation": "needs", "to": t}) for f, t in links],
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=12))
def test_any_names_keep_the_cells_in_line(names: list[str]) -> None:
    check(star(names), "hub")


def test_no_more_is_drawn_than_can_be_read() -> None:
    drawn = check(star([f"Service {n}" for n in range(100)]), "hub")
    assert drawn.left_out == 101 - MOST_NODES


def test_a_circle_is_drawn_too() -> None:
    services = [{"id": name, "kind": "service", "name": name} for name in "ab"]
    links = [("a", "b"), ("b", "a")]
    records = Records.of(
        [Item.from_json(item) for item in services],
        [Link.from_json({"from": f, "relation": "signs_in_with", "to": t}) for f, t in links],
    )
    assert "◂" in "\n".join(rows(check(records, "a")))
