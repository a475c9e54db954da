"""What the settings say about the screens: the theme and the keys, checked before they are used.

Textual takes unknown names and keys without a word, and hides one of two commands of one key.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.screen import Screen

from footprint.config import Config
from footprint.i18n import _
from footprint.tui.commands import REGISTRY, unknown_keys

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp

_KEY = re.compile(r"((ctrl|shift|alt|super|hyper|meta)\+)*(f[0-9]{1,2}|[a-z]+(_[a-z]+)*|[^\s,])")


def apply(app: "FootprintApp", config: Config) -> Iterator[str]:
    """Use the theme and the keys of `config`; yield what could not be used, a sentence each."""
    if config.theme is not None:
        if config.theme in app.available_themes:
            app.theme = config.theme
        else:
            yield _("config.toml: theme: there is no theme “{theme}”; there are {themes}.").format(
                theme=config.theme, themes=", ".join(sorted(app.available_themes))
            )
    if config.keys:
        yield from _keys(app, config.keys)


def _keys(app: "FootprintApp", wanted: Mapping[str, str]) -> Iterator[str]:
    used: dict[str, str] = {}
    together = _together()
    unknown = unknown_keys(wanted)
    for name, keys in wanted.items():
        place = f"config.toml: keys.{name}: "
        if name in unknown:
            yield place + _("there is no command of this name.")
        elif not all(_KEY.fullmatch(key.strip()) for key in keys.split(",")):
            yield place + _("“{key}” is not the name of a key.").format(key=keys)
        elif other := _taken(name, keys, {**_defaults(), **used}, together):
            yield place + _("“{key}” is the key of {other} already.").format(key=keys, other=other)
        else:
            used[name] = keys
    app.set_keymap(used)


def _defaults() -> dict[str, str]:
    return {name: command.key for name, command in REGISTRY.items()}


def _taken(
    name: str, keys: str, present: Mapping[str, str], together: list[set[str]]
) -> str | None:
    """Return a command that is offered beside `name` and has one of the keys."""
    wanted = {key.strip() for key in keys.split(",")}
    for group in together:
        for other in sorted(group - {name}) if name in group else ():
            if wanted & {key.strip() for key in present[other].split(",")}:
                return other
    return None


def _together() -> list[set[str]]:
    """Return the commands that are offered at once, for each screen: its own and the program's."""
    import footprint.tui.screens
    from footprint.tui.app import FootprintApp

    for module in pkgutil.iter_modules(footprint.tui.screens.__path__, "footprint.tui.screens."):
        importlib.import_module(module.name)
    everywhere = _ids(FootprintApp)
    groups = [everywhere]
    waiting: list[type] = [Screen]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("footprint."):
            groups.append(everywhere | _ids(kind))
    return groups


def _ids(kind: type) -> set[str]:
    found: set[str] = set()
    for each in kind.__mro__:
        for binding in each.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id in REGISTRY:
                found.add(binding.id)
    return found
