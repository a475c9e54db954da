"""The list of records: whole cells, a steady highlight, and quick at thousands of rows."""

from rich.cells import cell_len
from textual.app import App, ComposeResult

from footprint.tui.widgets.record_list import Column, Heading, Note, RecordList, Row

NAMES = [
    "楽天市場",
    "Netflix",
    "[ACME] shop",
    "A very long name that has to be cut somewhere",
    "あ",
]


class Listing(App[None]):
    """Just a list."""

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield RecordList(
            [
                Column("name", flex=True, least=8),
                Column("note", most=12, keep=1),
                Column("amount", align="right", keep=5),
            ],
            empty="nothing",
        )


def rows(names: list[str]) -> list[Row]:
    return [Row(str(n), (name, ("注記 of it", "muted"), "¥3,980")) for n, name in enumerate(names)]


def drawn(listing: RecordList) -> list[str]:
    return [
        "".join(segment.text for segment in listing.render_line(y))
        for y in range(listing.size.height)
    ]


async def test_every_line_is_exactly_as_wide_as_the_list() -> None:
    app = Listing()
    for width in (12, 24, 40, 80):
        async with app.run_test(size=(width, 12)) as pilot:
            listing = app.query_one(RecordList)
            listing.show([Heading("見出し"), *rows(NAMES), Note("これは長い注記です" * 5)])
            await pilot.pause()
            assert {cell_len(line) for line in drawn(listing)} == {width}
        app = Listing()


async def test_an_amount_is_whole_or_not_there() -> None:
    app = Listing()
    async with app.run_test(size=(20, 6)) as pilot:
        listing = app.query_one(RecordList)
        listing.show(rows(NAMES))
        await pilot.pause()
        assert all("¥3,980" in line or "¥" not in line for line in drawn(listing))


async def test_a_line_uses_the_room_that_empty_cells_leave() -> None:
    app = Listing()
    async with app.run_test(size=(40, 6)) as pilot:
        listing = app.query_one(RecordList)
        listing.show([*rows(["short"]), Row("x", ("a line of thirty-three characters", "", ""))])
        await pilot.pause()
        assert "a line of thirty-three characters" in drawn(listing)[1]


async def test_the_highlight_stays_on_its_record_over_a_refresh() -> None:
    app = Listing()
    async with app.run_test(size=(40, 6)) as pilot:
        listing = app.query_one(RecordList)
        listing.show(rows(NAMES))
        await pilot.press("down", "down")
        assert listing.highlighted == "2"
        listing.show(rows(NAMES)[1:])
        assert listing.highlighted == "2"
        listing.show([row for row in rows(NAMES) if row.key != "2"])
        assert listing.highlighted in ("1", "3")
        listing.show([])
        assert listing.highlighted is None
        await pilot.press("down", "enter")
        assert "nothing" in drawn(listing)[0]


async def test_the_highlight_is_always_in_sight() -> None:
    app = Listing()
    async with app.run_test(size=(40, 6)) as pilot:
        listing = app.query_one(RecordList)
        listing.show([line for n in range(50) for line in (Heading(f"g{n}"), *rows([f"n{n}"]))])
        lines = [Row(str(n), (f"n{n}", "", "")) for n in range(100)]
        listing.show([Heading("group"), *lines])
        for key, name in (("end", "n99"), ("home", "n0"), ("pagedown", "n5")):
            await pilot.press(key)
            await pilot.pause()
            assert any(name in line for line in drawn(listing)), key
        await pilot.press("home")
        assert "group" in drawn(listing)[0]


async def test_the_mouse_highlights_and_opens() -> None:
    opened = []

    class Told(Listing):
        def on_record_list_opened(self, message: RecordList.Opened) -> None:
            opened.append(message.key)

    app = Told()
    async with app.run_test(size=(40, 8)) as pilot:
        listing = app.query_one(RecordList)
        listing.show([Heading("head"), *rows(NAMES)])
        await pilot.pause()
        await pilot.click(RecordList, offset=(4, 3))
        assert listing.highlighted == "2"
        await pilot.click(RecordList, offset=(4, 0))
        assert listing.highlighted == "2"
        await pilot.click(RecordList, offset=(4, 2), times=2)
        assert opened == ["1"]


async def test_ten_thousand_rows_draw_only_what_is_seen() -> None:
    app = Listing()
    async with app.run_test(size=(40, 10)) as pilot:
        listing = app.query_one(RecordList)
        asked = []
        original = listing._pieces
        listing._pieces = lambda place: (asked.append(place), original(place))[1]  # type: ignore[method-assign]
        listing.show([Row(str(n), (f"n{n}", "", "")) for n in range(10_000)])
        await pilot.pause()
        assert 0 < len(set(asked)) <= 10
