"""The parser: options anywhere, one sentence for each thing that makes no sense."""

import shlex
from typing import get_args

import pytest

from footprint.cli import words
from footprint.cli.commands import COMMANDS, GROUPS
from footprint.cli.fields import document_of
from footprint.cli.parser import parse
from footprint.cli.run import function_of
from footprint.errors import Usage
from footprint.export.formats import FORMATS
from footprint.export.letters import FORMS
from footprint.i18n import LANGUAGES
from footprint.model import reminders
from footprint.model.exits import DecisionName
from footprint.model.items import KINDS
from footprint.model.links import RELATIONS, Link, Strength
from footprint.model.requests import Channel, Entry, EntryType, Outcome, RequestKind
from footprint.requests import letters


def test_options_stand_before_and_after_the_command_and_between_its_words() -> None:
    for given in (
        ["--vault", "v", "list", "shop", "--json"],
        ["list", "--vault", "v", "--json", "shop"],
        ["list", "--json", "shop", "--vault=v"],
    ):
        call = parse(given)
        assert call.command is not None
        assert call.command.words == "list"
        assert call.args.text("vault") == "v"
        assert call.args.text("KIND") == "shop"
        assert call.args.has("json")


def test_arguments_may_be_split_by_options() -> None:
    args = parse(["plan", "a", "--end", "x", "b", "--end", "y"]).args
    assert args.many("REF") == ["a", "b"]
    assert args.many("end") == ["x", "y"]


def test_everything_after_two_dashes_is_a_word() -> None:
    assert parse(["show", "--", "--json"]).args.need("REF") == "--json"
    assert parse(["show", "--", "-x"]).args.need("REF") == "-x"


def test_dashes_and_underscores_mean_the_same() -> None:
    call = parse(["request", "log", "R-1", "in", "answer", "--received_on", "2026-01-02"])
    assert call.args.text("received-on") == "2026-01-02"
    assert parse(["list", "payment-method"]).args.text("KIND") == "payment_method"


def test_a_value_may_be_negative_or_a_dash_but_not_an_option() -> None:
    assert parse(["edit", "x", "--amount", "-5"]).args.fields[0].value == "-5"
    assert parse(["request", "log", "R", "in", "note", "--text", "-"]).args.text("text") == "-"
    with pytest.raises(Usage):
        parse(["edit", "x", "--amount", "--json"])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["lst"], "There is no command “lst”; did you mean “list”?"),
        (["zzzz"], "There is no command “zzzz”. footprint --help lists them."),
        (["exit"], "footprint exit needs one of: list, show,"),
        (["exit", "shw"], "did you mean “exit show”?"),
        (["list", "--jsn"], "There is no option “--jsn” here; did you mean “--json”?"),
        (["--nothing"], "There is no option “--nothing” here."),
        (["list", "-x"], "There is no option “-x”."),
        (["show"], "footprint show needs REF."),
        (["show", "a", "b"], "footprint show does not know what to do with “b”."),
        (["list", "--json=yes"], "--json takes no value."),
        (["list", "--filter"], "--filter needs a value."),
        (["list", "--filter", "a", "--filter", "b"], "--filter was given twice."),
        (["list", "thing"], "KIND cannot be “thing”; it is one of: service,"),
        (["list", "--lang", "xx"], "--lang cannot be “xx”; it is one of: en, ja."),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(given: list[str], told: str) -> None:
    with pytest.raises(Usage) as refusal:
        parse(given)
    assert told in str(refusal.value)
    assert refusal.value.exit_status == 2


def test_help_is_never_refused_for_what_is_missing() -> None:
    for given in (["--help"], ["-h"], ["help"], ["exit", "--help"], ["help", "exit", "show"]):
        assert parse(given).asks_help
    assert parse(["show", "--help"]).command == parse(["help", "show"]).command


def test_the_words_are_the_models_own() -> None:
    assert tuple(KINDS) == words.KINDS
    assert tuple(RELATIONS) == words.RELATIONS
    assert get_args(Strength) == words.STRENGTHS
    assert tuple(FORMATS) == words.FORMATS
    assert get_args(Link.fields()["certainty"].annotation) == words.CERTAINTIES
    assert get_args(DecisionName) == words.DECISIONS
    assert get_args(RequestKind) == words.REQUEST_KINDS
    assert get_args(reminders.Kind) == words.DUE_KINDS
    assert letters.LANGUAGES == words.LETTER_LANGUAGES
    assert letters.PURPOSES == words.PURPOSES
    assert FORMS == words.LETTER_FORMS
    assert get_args(Channel) == words.CHANNELS
    assert get_args(Entry.fields()["direction"].annotation) == words.DIRECTIONS
    assert get_args(EntryType) == words.ENTRY_TYPES
    assert get_args(Outcome) == words.OUTCOMES
    assert words.LANGUAGES == LANGUAGES


def test_every_example_is_a_command_that_can_be_given() -> None:
    for command in COMMANDS:
        for example in command.examples:
            program, *given = shlex.split(example.partition(" > ")[0])
            assert program == "footprint"
            call = parse(given)
            assert call.command is command
            if call.args.fields:
                kind = call.args.text("KIND") or "service"
                assert document_of(kind, call.args.fields)


def test_every_command_has_a_group_an_example_of_its_own_and_a_function() -> None:
    assert len({command.words for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.group in GROUPS
        assert callable(function_of(command))
        for example in command.examples:
            assert example.startswith(f"footprint {command.words}")
        assert command.examples
