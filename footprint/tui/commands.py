"""What a person can do: one class each, from which everything that tells of it is made.

Footer, palette, help screen, keymap and documentation read these classes; a binding's id and its
action are the class name in snake case, so `class AddItem` is done by `action_add_item`.
"""

import re
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.fuzzy import FuzzySearch
from textual.screen import Screen

from footprint.i18n import _

REGISTRY: dict[str, type["Command"]] = {}


class Command:
    """One action of a person's.

    `label` (one or two words) stands in the footer, `help` (an imperative phrase) in the palette
    and the help screen; both are msgids. `key` may name several keys, separated by commas.
    """

    label: ClassVar[str]
    help: ClassVar[str]
    key: ClassVar[str]
    key_display: ClassVar[str | None] = None
    in_footer: ClassVar[bool] = True
    in_palette: ClassVar[bool] = True
    priority: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        name = cls.id()
        if name in REGISTRY:
            raise ValueError(f"two commands are called {name}")
        REGISTRY[name] = cls

    @classmethod
    def id(cls) -> str:
        """Return the name of the binding and of the action."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def binding(cls) -> Binding:
        """Return the binding that runs `action_<id>` where it is declared."""
        return Binding(
            cls.key,
            cls.id(),
            cls.label,
            show=cls.in_footer,
            key_display=cls.key_display,
            priority=cls.priority,
            id=cls.id(),
        )


def bindings(*commands: type[Command]) -> list[BindingType]:
    """Return the BINDINGS of a screen or widget that does `commands`, in footer order."""
    return [command.binding() for command in commands]


@dataclass(frozen=True)
class Available:
    """A command that can be done now: where, by which key, and whether it is enabled."""

    command: type[Command]
    node: DOMNode
    binding: Binding
    enabled: bool


def available(screen: Screen[object]) -> Iterator[Available]:
    """Yield what can be done on `screen` with its present focus, nearest first."""
    seen: set[str] = set()
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        if binding.id in REGISTRY and binding.id not in seen:
            seen.add(binding.id)
            yield Available(REGISTRY[binding.id], node, binding, enabled)


def unknown_keys(keymap: Mapping[str, str]) -> list[str]:
    """Return the names in a person's keymap that no command has; Textual would ignore them."""
    return sorted(set(keymap) - set(REGISTRY))


class CommandProvider(Provider):
    """The palette: every command of the screen below it, told literally."""

    def _lines(self) -> Iterator[tuple[str, str, partial[Coroutine[Any, Any, bool]]]]:
        for entry in available(self.screen):
            if entry.enabled and entry.command.in_palette:
                run = partial(self.app.run_action, entry.binding.action, entry.node)
                yield _(entry.command.help), self.app.get_key_display(entry.binding), run

    async def discover(self) -> Hits:
        """Yield everything, before anything is typed."""
        for title, key, run in self._lines():
            yield DiscoveryHit(_line(title, key), run, text=title)

    async def search(self, query: str) -> AsyncIterator[Hit | DiscoveryHit]:
        """Yield what matches `query`, best first."""
        fuzzy = FuzzySearch()
        for title, key, run in self._lines():
            score, offsets = fuzzy.match(query, title)
            if score:
                yield Hit(score, _line(title, key, offsets), run, text=title)


def _line(title: str, key: str, offsets: Sequence[int] = ()) -> Content:
    line = Content(title)
    for offset in offsets:
        line = line.stylize("bold underline", offset, offset + 1)
    return Content.assemble(line, "  ", (key, "$text-muted"))
