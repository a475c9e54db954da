"""What is written is what is read: every field, every change, and back again."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writing import adding, doing, entry, everything, item, link, request

from footprint.errors import Refused
from footprint.model import snapshot
from footprint.model.changes import Change, ChangeSet, apply
from footprint.model.exits import Exit
from footprint.model.fields import Way
from footprint.model.items import KINDS, Item
from footprint.model.records import Records
from footprint.vault import Vault

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
SNAPSHOTS = [path for path in CASES if b"footprint-snapshot" in path.read_bytes()[:200]]


@pytest.mark.parametrize("case", SNAPSHOTS, ids=lambda path: path.stem)
def test_a_snapshot_comes_back_as_it_went_in(case: Path, vault: Vault) -> None:
    records = snapshot.loads(case.read_bytes())
    vault.write(everything(records))
    assert vault.records == records
    assert vault.load() == records
    assert snapshot.dumps(vault.records) == snapshot.dumps(records)


PRICE = {"amount": "12.50", "currency": "EUR"}
WAY = {
    "url": "https://example.org/bye",
    "email": ["a@example.org", "b@example.org"],
    "phone": "+81 3 0000 0000",
    "form": "the blue one",
    "needs_login": "x",
    "difficulty": "hard",
    "undo_days": 14,
    "note": "call\nfirst",
}
FULL: dict[str, Any] = {
    "aliases": ["別名", "alias"],
    "reading": "よみ",
    "status": "ended",
    "ended_on": "2026-01-31",
    "url": "https://example.org",
    "country": "US-CA",
    "owner": "Mum",
    "tags": ["a", "b"],
    "notes": "first\n\tsecond “quoted” \\ 'x' 🙂",
    "holds": ["name", "card"],
    "certainty": "suspected",
    "checked_on": "2026-02-28",
    "created_on": "1999-12-31",
    "handover": {"wish": "transfer", "note": "to my sister"},
    "login": "me",
    "closing": WAY,
    "network": "VISA",
    "last4": "0042",
    "expires": "2029-07",
    "issuer": "Bank",
    "replaced_by": "x",
    "label": "VISA ••0042",
    "price": PRICE,
    "cycle": {"every": 3, "unit": "month"},
    "first_charge_on": "2026-03-01",
    "notice": {"weeks": 2, "to": "month_end"},
    "min_term_ends_on": "2027-03-01",
    "renews_for": {"every": 1, "unit": "year"},
    "trial_ends_on": "2026-04-01",
    "trial_price": {"amount": "0", "currency": "JPY"},
    "price_changes": [{"from": "2026-05-01", "price": PRICE}],
    "paused": [{"from": "2026-06-01", "until": "2026-06-30"}],
    "ends_on": "2028-01-01",
    "charges_left": 0,
    "paid_by": "cash",
    "cancel": WAY,
    "address": "me@example.org",
    "unsubscribe": WAY,
    "amount": "12400",
    "unit": "points",
    "expires_on": "2026-12-31",
    "value": "me@example.org",
}
CHOICES = {
    "instrument": {"type": "card"},
    "contact": {"type": "email"},
    "mailing_list": {"channel": "email"},
}


def full(kind: str) -> Item:
    fields = {**FULL, **CHOICES.get(kind, {})}
    known = KINDS[kind].fields()
    return item("full", kind, "名前", **{k: v for k, v in fields.items() if k in known})


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_comes_back(kind: str, vault: Vault) -> None:
    made = full(kind)
    assert set(made.to_json()) == set(KINDS[kind].fields())
    vault.write(adding(made, item("x")))
    back = vault.load().items["full"]
    assert back == made
    assert back.to_json() == made.to_json()
    assert type(back) is type(made)
    assert isinstance(back.way, Way | None)


def test_every_field_of_the_other_records_comes_back(vault: Vault) -> None:
    made = Records.of(
        [item("a"), item("b"), item("c", "contact")],
        [
            link("a", "recovers_with", "c", strength="must", certainty="suspected", note="n\nm"),
            link("a", "registered_with", "c", strength="should"),
            link("b", "needs", "a"),
        ],
        [
            request(
                "R-2026-7KQ4",
                "a",
                entry("2026-01-01", channel="post", to="x", subject="s", text="t\nt"),
                entry(
                    "2026-01-02", "in", "extension", until="2026-05-05", received_on="2026-01-04"
                ),
                entry("2026-01-03", "in", "answer", outcome="partial"),
                entry("2026-01-04", "in", "incident", what="charge", amount=PRICE),
            ).changed(channel="post", regime="GDPR-17"),
            request("R-2", "b", kind="other"),
        ],
        [
            Exit.from_json(
                {
                    "id": "leave",
                    "goal": ["a", "b"],
                    "by": "2027-01-01",
                    "created_on": "2026-01-01",
                    "decisions": [{"item": "b", "decision": "move", "to": "a", "note": "n"}],
                    "completions": [{"action": "export_data", "item": "a", "on": "2026-02-02"}],
                }
            )
        ],
        {"person": {"name": "私", "n": [1, 2.5, None, True]}, "settings": {}},
    )
    vault.write(everything(made))
    assert vault.load() == made


def test_a_new_id_is_one_row_and_keeps_everything_else(vault: Vault) -> None:
    vault.write(adding(item("old"), item("other")))
    vault.write(doing(Change("links", None, link("old", "needs", "other"))))
    old = vault.records.items["old"]
    edge = vault.records.links["old", "needs", "other"]
    uids = "SELECT uid FROM item ORDER BY seq"
    before = vault._call(lambda: vault._db.execute(uids).fetchall())
    vault.write(
        doing(
            Change("items", old, old.changed(id="new")),
            Change("links", edge, edge.changed(from_="new")),
        )
    )
    assert vault._call(lambda: vault._db.execute(uids).fetchall()) == before
    assert set(vault.load().links) == {("new", "needs", "other")}


def test_two_items_can_swap_their_ids(vault: Vault) -> None:
    a, b = item("a", name="A"), item("b", name="B")
    vault.write(adding(a, b))
    vault.write(
        doing(
            Change("items", a, a.changed(id="t")),
            Change("items", b, b.changed(id="a")),
            Change("items", a.changed(id="t"), a.changed(id="b")),
        )
    )
    assert {i.id: i.name for i in vault.load().items.values()} == {"a": "B", "b": "A"}
    vault.undo()
    assert vault.load() == Records.of([a, b])


def test_a_change_that_does_not_fit_is_refused_whole(vault: Vault) -> None:
    a = item("a")
    vault.write(adding(a, item("b")))
    vault.write(doing(Change("links", None, link("a", "needs", "b"))))
    before = vault.records
    misfits = [
        (Change("items", None, a), "no longer fits"),
        (Change("items", item("gone"), None), "no longer fits"),
        (Change("items", item("a", name="other"), None), "no longer fits"),
        (Change("items", a, None), "still named"),
        (Change("items", a, item("new")), "still named"),
        (Change("links", None, link("a", "needs", "nowhere")), "no item"),
        (Change("requests", None, request("R-1", "nowhere")), "no item"),
    ]
    for misfit, sentence in misfits:
        with pytest.raises(Refused, match=sentence):
            vault.write(doing(Change("items", None, item("first")), misfit))
        assert vault.records == before
    assert vault.load() == before
    assert len(vault.history()) == 2


def test_what_an_action_raises_comes_through(vault: Vault) -> None:
    def fails(_now: Records) -> ChangeSet:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        vault.write(fails)
    vault.write(adding(item("a")))
    assert set(vault.load().items) == {"a"}


def test_an_empty_change_set_writes_nothing(vault: Vault) -> None:
    assert not vault.write(lambda _now: ChangeSet("nothing"))
    assert vault.history() == []


# -- random actions ----------------------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@dataclass
class Actor:
    """Draws sensible actions on records, as the workspace would make them."""

    draw: Any
    number: int = 0
    made: list[Change] = field(default_factory=list)

    def action(self, now: Records) -> ChangeSet:
        """Return one to three random changes that follow from each other."""
        self.made = []
        for _ in range(self.draw(st.integers(1, 3))):
            choices = [self.add, self.section]
            if now.items:
                choices += [self.edit, self.rename, self.remove, self.link, self.ask, self.leave]
            if now.requests:
                choices += [self.log]
            before = len(self.made)
            self.draw(st.sampled_from(choices))(now)
            now = apply(now, self.made[before:])
        return ChangeSet("random {n}", {"n": str(self.number)}, tuple(self.made))

    def pick(self, table: Any) -> Any:
        return table[self.draw(st.sampled_from(sorted(table)))]

    def fresh(self) -> str:
        self.number += 1
        return f"n{self.number}"

    def change(self, table: Any, before: Any, after: Any, name: str | None = None) -> None:
        if before != after:
            self.made.append(Change(table, before, after, name))

    def add(self, _now: Records) -> None:
        kind = self.draw(st.sampled_from(sorted(KINDS)))
        self.change("items", None, item(self.fresh(), kind, self.draw(NAMES)))

    def edit(self, now: Records) -> None:
        old = self.pick(now.items)
        update = {"name": self.draw(NAMES), "notes": self.draw(st.none() | NAMES)}
        self.change("items", old, old.changed(**update))

    def rename(self, now: Records) -> None:
        old = self.pick(now.items)
        new = old.changed(id=self.fresh())
        self.change("items", old, new)
        for edge in now.links.values():
            ends = {"from_": edge.from_, "to": edge.to}
            update = {name: new.id for name, end in ends.items() if end == old.id}
            self.change("links", edge, edge.changed(**update))
        for asked in now.requests_about(old.id):
            self.change("requests", asked, asked.changed(item=new.id))

    def remove(self, now: Records) -> None:
        old = self.pick(now.items)
        self.change("items", old, None)
        for edge in now.links.values():
            if old.id in (edge.from_, edge.to):
                self.change("links", edge, None)
        for asked in now.requests_about(old.id):
            self.change("requests", asked, None)

    def link(self, now: Records) -> None:
        a, b = self.pick(now.items), self.pick(now.items)
        new = link(a.id, "needs", b.id, note=self.draw(st.none() | NAMES))
        if a.id != b.id:
            standing = now.links.get(new.key)
            self.change("links", standing, self.draw(st.sampled_from([new, None])))

    def ask(self, now: Records) -> None:
        self.change("requests", None, request(self.fresh(), self.pick(now.items).id))

    def log(self, now: Records) -> None:
        old = self.pick(now.requests)
        keep = self.draw(st.integers(0, len(old.log)))
        lines = [entry("2026-01-01", text=text) for text in self.draw(st.lists(NAMES, max_size=2))]
        self.change("requests", old, old.changed(log=(*old.log[:keep], *lines)))

    def leave(self, now: Records) -> None:
        goal = self.pick(now.items).id
        self.change("exits", None, Exit.from_json({"id": self.fresh(), "goal": [goal]}))

    def section(self, now: Records) -> None:
        name = self.draw(st.sampled_from(["person", "settings"]))
        value = self.draw(st.none() | st.dictionaries(NAMES, NAMES, max_size=2))
        self.change("sections", now.sections.get(name), value, name)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_actions_are_kept_taken_back_and_done_again(data: st.DataObject) -> None:
    actor = Actor(data.draw)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "v"
        with Vault.create(path, "p") as vault:
            states = [vault.records]
            for _ in range(data.draw(st.integers(1, 6))):
                drawn = actor.action(states[-1])
                done = vault.write(lambda _now, drawn=drawn: drawn)
                assert vault.records == apply(states[-1], done.changes)
                assert vault.records == vault.load()
                if done:
                    states.append(vault.records)
        with Vault.open(path, "p") as vault:
            for expected in reversed(states[:-1]):
                assert vault.undo()
                assert vault.records == expected
            assert vault.undo() is None
            assert vault.load().is_empty
        with Vault.open(path, "p") as vault:
            for expected in states[1:]:
                assert vault.redo()
                assert vault.records == expected
            assert vault.redo() is None
            assert vault.load() == states[-1]
            assert all(finding.ok for finding in vault.check())
