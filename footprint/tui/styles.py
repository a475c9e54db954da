"""The styles of all screens, parsed once.

Textual parses every style anew whenever a section is switched to or a screen brings its own file,
though neither the files nor the colours have changed. That took a third of a second before the
dashboard and a tenth at each switch.
"""

from typing import Any

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

# More than all screens and widgets have together; with fewer each parse would push out the next.
_SOURCES = 512

# The same rule and no other, as Textual has it, but asked in C: every widget that is styled looks
# every rule up in a set, and that was a fifth of the time that a screen takes.
RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]


# What was parsed with the variables of a theme, for every program of this process.
_parsed: dict[frozenset[tuple[str, str]], LRUCache[tuple[Any, ...], list[RuleSet]]] = {}


class KeptStylesheet(Stylesheet):
    """A stylesheet that keeps what it has parsed, for each theme there was."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        """Make an empty stylesheet with the variables of the theme."""
        super().__init__(variables=variables)
        self._keep()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the variables of a theme; the same ones change nothing."""
        if variables != self._variables:
            # Textual empties the one it finds.
            self._parse_cache = LRUCache(1)
            super().set_variables(variables)
            self._keep()

    def _keep(self) -> None:
        colours = frozenset(self._variables.items())
        self._parse_cache = _parsed.setdefault(colours, LRUCache(_SOURCES))

    def reparse(self) -> None:
        """Parse what is new, or all of it after a change of colours."""
        self.parse()
