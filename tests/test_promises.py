"""Each promise names tests that are there; what is not kept yet is told."""

import ast
from pathlib import Path

from promises import NOT_YET, PROMISES

TESTS = Path(__file__).parent


def test_every_promise_from_1_to_50_is_held_or_told_as_missing() -> None:
    named = [promise.split()[0] for promise in PROMISES]
    assert sorted([*named, *NOT_YET]) == sorted(f"R{number}" for number in range(1, 51))


def test_the_tests_that_hold_a_promise_are_there() -> None:
    for promise, tests in PROMISES.items():
        assert tests, promise
        for test in tests:
            file, _colons, name = test.partition("::")
            tree = ast.parse((TESTS / file).read_text("utf-8"))
            functions = {
                node.name
                for node in ast.walk(tree)
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            }
            assert name in functions, (promise, test)
