"""The styles of all screens, parsed once.

Textual parses every style anew whenever a section is switched to or a screen brings its own file,
though neither the files nor the colours have changed. That took a third of a second before the
dashboard and a tenth at each switch.
"""

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

# More than all screens and widgets have together; with fewer each parse would push out the next.
_SOURCES = 512

# The same rule and no other, as Textual has it, but asked in C: every widget that is styled looks
# every rule up in a set, and that was a fifth of the time that a screen takes.
RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]


class KeptStylesheet(Stylesheet):
    """A stylesheet that keeps what it has parsed until a colour changes."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        """Make an empty stylesheet with the variables of the theme."""
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the variables of a theme; the same ones change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what is new, or all of it after a change of colours."""
        self.parse()
