"""The program `footprint`, and `python -m footprint`."""

import gc
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


if __name__ == "__main__":
    sys.exit(main())
