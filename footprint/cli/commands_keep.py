"""The commands that look after the vault, in the order that help shows them."""

from footprint.cli import words
from footprint.cli.groups import KEEP
from footprint.cli.options import JSON
from footprint.cli.spec import Argument, Command, Option
from footprint.i18n import N_

KEEPING = (
    Command(
        "undo",
        KEEP,
        N_("Take the last change back"),
        "vaults:undo",
        examples=("footprint undo",),
    ),
    Command(
        "redo",
        KEEP,
        N_("Do again what was undone"),
        "vaults:redo",
        examples=("footprint redo",),
    ),
    Command(
        "history",
        KEEP,
        N_("List the last changes"),
        "vaults:history",
        options=(Option("limit", N_("How many; 50 if not given"), "NUMBER"), JSON),
        examples=("footprint history --limit 10",),
    ),
    Command(
        "snapshot export",
        KEEP,
        N_("Write everything as one JSON file, not encrypted"),
        "snapshots:export",
        arguments=(Argument("FILE", N_("The file to write, - for standard output")),),
        options=(Option("overwrite", N_("Replace the file if it is there")),),
        examples=("footprint snapshot export vault.json",),
    ),
    Command(
        "snapshot import",
        KEEP,
        N_("Take in a JSON snapshot"),
        "snapshots:take_in",
        arguments=(Argument("FILE", N_("The file to read, - for standard input")),),
        options=(
            Option("merge", N_("Add what the vault does not have yet")),
            Option("replace", N_("Put the snapshot in the place of everything")),
        ),
        examples=("footprint snapshot import vault.json",),
    ),
    Command(
        "schema",
        KEEP,
        N_("Print the JSON schema of a snapshot"),
        "snapshots:print_schema",
        examples=("footprint schema",),
    ),
    Command(
        "doctor",
        KEEP,
        N_("Look the vault over and say what to do"),
        "vaults:doctor",
        options=(JSON,),
        examples=("footprint doctor",),
    ),
    Command(
        "completion",
        KEEP,
        N_("Print a completion script for your shell"),
        "completion:completion",
        arguments=(Argument("SHELL", N_("Which shell"), choices=words.SHELLS),),
        examples=(
            "footprint completion bash > ~/.local/share/bash-completion/completions/footprint",
        ),
    ),
)
