"""The program `footprint`, and `python -m footprint`."""

import gc
import os
import sys


def main(words: list[str] | None = None) -> int:
    """Run the program with `words` (those of the command line) and return its exit status."""
    words = sys.argv[1:] if words is None else words
    if words[:1] == ["--version"]:
        # Before anything else is imported: asking for the version takes no time.
        from footprint import __version__

        print(f"footprint {__version__}")
        return 0
    from footprint.hardening import harden

    harden()
    from footprint.pause import no_collections

    with no_collections():
        from footprint.cli.run import run

    status = run(words)
    # The memory goes with the process: no search for garbage in a whole vault before that.
    gc.freeze()
    return status


def program() -> None:
    """Run the program and end the process."""
    status = main()
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() == 1:
        # Nobody else is at work, so nothing has to be taken apart: a twentieth of a short command.
        import atexit

        atexit._run_exitfuncs()
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            sys.exit(status)
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    program()
