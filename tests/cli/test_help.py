"""The manual: whole, in both languages, and no wider than the terminal."""

import pytest

from footprint.cli.commands import COMMANDS, GROUPS
from footprint.cli.fields import fields_of
from footprint.cli.output import cells
from footprint.cli.spec import Command
from footprint.model.items import KINDS
from tests.cli.conftest import Cli


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_manual_names_every_command_and_fits_80_cells(cli: Cli, language: str) -> None:
    shown = cli("--help", "--lang", language)
    assert shown.status == 0
    lines = shown.out.splitlines()
    assert all(cells(line) <= 80 for line in lines)
    for command in COMMANDS:
        assert any(line.startswith(f"  {command.words}  ") for line in lines), command.words


def test_the_manual_is_grouped_and_says_how_it_ends(cli: Cli) -> None:
    shown = cli("--help").out
    places = [shown.index(f"\n{group}\n") for group in GROUPS]
    assert places == sorted(places)
    for word in ("Examples", "Exit status", "FOOTPRINT_PASSPHRASE_COMMAND", "FOOTPRINT_TODAY"):
        assert word in shown


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_the_help_of_a_command_names_all_that_it_takes(cli: Cli, command: Command) -> None:
    shown = cli(*command.words.split(), "--help")
    assert shown.status == 0
    for argument in command.arguments:
        assert argument.name in shown.out
    for option in command.options:
        assert f"--{option.name}" in shown.out
    for example in command.examples:
        assert example in shown.out
    rest = [line for line in shown.out.splitlines() if line.strip() not in command.examples]
    assert all(cells(line) <= 80 for line in rest)
    assert cli("help", *command.words.split()).out == shown.out


def test_the_help_of_add_names_every_field_of_every_kind(cli: Cli) -> None:
    words = set(cli("add", "--help").out.replace(",", " ").split())
    assert {name for kind in KINDS for name in fields_of(kind)} <= words


def test_a_family_shows_its_commands(cli: Cli) -> None:
    shown = cli("exit", "--help").out
    assert "exit decide" in shown
    assert "request new" not in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_of_a_shell_knows_every_command(cli: Cli, shell: str) -> None:
    script = cli("completion", shell).out
    for command in COMMANDS:
        for word in command.words.split():
            assert word in script
