"""Random edit histories of copies of a vault, by the actions that a person has."""

from datetime import date
from itertools import count

from hypothesis import strategies as st

from footprint.errors import FootprintError
from footprint.model.changes import Change, ChangeSet
from footprint.model.records import Records
from footprint.vault import Vault
from footprint.workspace import exits, items, links, requests
from footprint.workspace.items import Action

TODAY = date(2026, 11, 24)

# What to do, to which record, and with what: small numbers, so that two copies often meet.
STEPS = st.lists(
    st.tuples(st.integers(0, 13), st.integers(0, 5), st.integers(0, 5)), min_size=0, max_size=6
)


class Editor:
    """One who works on a copy of the vault; nothing two of them write by hand is the same."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._numbers = count(1)

    def edit(self, vault: Vault, steps: list[tuple[int, int, int]]) -> None:
        """Do what can be done of `steps`; what the facts do not allow is left."""
        for what, one, two in steps:
            if what == 12:
                vault.undo()
            elif what == 13:
                vault.redo()
            else:
                self._act(vault, what, one, two)

    def _act(self, vault: Vault, what: int, one: int, two: int) -> None:
        ids = list(vault.records.items)
        first, second = (ids[n % len(ids)] if ids else "none" for n in (one, two))
        own = f"{self._name}{next(self._numbers)}"
        try:
            vault.write(self._action(vault.records, what, first, second, one, own))
        except FootprintError:
            return

    def _action(
        self, records: Records, what: int, first: str, second: str, number: int, own: str
    ) -> Action:
        if what == 0:
            return items.add("service", {"name": f"Service {number}", "notes": own})
        if what == 1:
            return items.add("subscription", {"name": f"Plan {number}", "tags": [own]})
        if what == 2:
            return items.edit(first, {"notes": own})
        if what == 3:
            tags = [*records.items[first].tags[number % 2 :], own] if records.items else []
            return items.edit(first, {"tags": tags, "name": f"Name {own}"})
        if what == 4:
            return items.edit(first, {"closing": {"url": f"https://{own}.example"}})
        if what == 5:
            return items.edit(first, {"closing": {"needs_login": second, "note": own}})
        if what == 6:
            return items.edit(first, {"id": f"renamed-{number}"})
        if what == 7:
            return items.remove(first)
        if what == 8:
            return self._link(records, first, second, own)
        if what == 9:
            return self._request(records, first, number, own)
        if what == 10:
            return self._exit(records, first, second, own)
        settings = records.sections.get("settings")
        after = {**(settings or {}), f"key{number}": own}
        change = Change("sections", settings, after, "settings")
        return lambda _now: ChangeSet("Set", {}, (change,))

    def _link(self, records: Records, first: str, second: str, own: str) -> Action:
        for relation in ("part_of", "needs"):
            if (first, relation, second) in records.links and len(own) % 2:
                return links.remove(first, relation, second)
        kinds = {records.items[end].kind for end in (first, second)} if records.items else set()
        relation = "part_of" if kinds == {"service"} else "needs"
        return links.add({"from": first, "relation": relation, "to": second, "note": own})

    def _request(self, records: Records, first: str, number: int, own: str) -> Action:
        known = list(records.requests)
        if known and number % 2:
            entry = {"on": TODAY, "direction": "out", "type": "note", "text": own}
            return requests.log(known[number % len(known)], entry, TODAY)
        return requests.ask("closure", first, TODAY, "email", text=own)

    def _exit(self, records: Records, first: str, second: str, own: str) -> Action:
        if not records.exits:
            return exits.save("leaving", [first], TODAY)
        return exits.decide("leaving", second, "keep", TODAY, note=own)
