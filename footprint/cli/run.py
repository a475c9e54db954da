"""One run of the command line: words in, exit status out (DESIGN 7)."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from footprint.cli.output import use_utf8, warn
from footprint.cli.parser import parse
from footprint.cli.session import Session
from footprint.cli.spec import Args, Command
from footprint.errors import FootprintError
from footprint.i18n import _, choose_language, set_language

Run = Callable[[Args, Session], int | None]

INTERRUPTED = 130
FEW_COLLECTIONS = 100_000
"""Objects made between two searches for garbage: a command makes many that all are kept."""


def run(words: Sequence[str]) -> int:
    """Do what `words` ask for and return the exit status. Nothing is ever raised."""
    use_utf8()
    set_language(choose_language(_wanted_language(words) or _set_language()))
    try:
        status = _run(words)
        sys.stdout.flush()
    except FootprintError as error:
        warn(error)
        return error.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return 0
    except OSError as error:
        # A full disk under the output, and whatever else only the system knows.
        _forget_output()
        warn(_("The system refused: {reason}.").format(reason=os.strerror(error.errno or 0)))
        return 1
    except Exception as error:  # noqa: BLE001 - the last resort, told without any data
        _tell_defect(error)
        return 1
    return status


def function_of(command: Command) -> Run:
    """Return the function that does `command`; only its own module is imported."""
    module, _colon, name = command.run.partition(":")
    function: Run = getattr(import_module(f"footprint.cli.{module}"), name)
    return function


def _run(words: Sequence[str]) -> int:
    call = parse(words)
    if call.asks_help:
        from footprint.cli.help import show_help

        show_help(call)
        return 0
    session = Session(call.args)
    # A wrong day is told before anything is opened.
    _today = session.fixed_today
    if call.command is None:
        from footprint.cli.screens import open_screens

        return open_screens(session)
    gc.set_threshold(FEW_COLLECTIONS)
    return function_of(call.command)(call.args, session) or 0


def _wanted_language(words: Sequence[str]) -> str | None:
    """Return the language named on the command line, before the rest of it is understood."""
    for number, word in enumerate(words):
        if word == "--":
            return None
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and number + 1 < len(words):
            return words[number + 1]
    return None


def _set_language() -> str | None:
    """Return the language of the settings, unless the environment names one for this program."""
    if os.environ.get("FOOTPRINT_LANG"):
        return None
    from footprint import config

    return config.language()


def _forget_output() -> None:
    """Let nothing more be written to where nothing can be written any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _tell_defect(error: Exception) -> None:
    """Say that this is our fault, and where; neither values nor source lines are printed."""
    import traceback

    warn(
        _(
            "This is a defect in footprint ({kind}); nothing in your vault was lost. "
            "Please report it with these lines:"
        ).format(kind=type(error).__name__)
    )
    for frame in traceback.extract_tb(error.__traceback__, limit=-8):
        place = "/".join(Path(frame.filename).parts[-3:])
        warn(f"  {place}:{frame.lineno} {frame.name}")
