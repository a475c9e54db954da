"""Telling what a validation found, as one plain sentence with its place."""

import re

from pydantic import ValidationError

from footprint.errors import Invalid
from footprint.i18n import N_
from footprint.model.items import KINDS
from footprint.model.text import shown

_SENTENCES = {
    "missing": N_("this is required"),
    "extra_forbidden": N_("there is no field of this name here"),
    "string_type": N_("this has to be text"),
    "string_too_short": N_("this must not be empty"),
    "string_too_long": N_("this is longer than {max_length} characters"),
    "string_pattern_mismatch": N_("this is not written as expected"),
    "literal_error": N_("this has to be one of {expected}"),
    "union_tag_invalid": N_("this has to be one of {expected_tags}"),
    "union_tag_not_found": N_("this needs a kind"),
    "int_type": N_("this has to be a whole number"),
    "greater_than_equal": N_("this has to be at least {ge}"),
    "less_than_equal": N_("this has to be at most {le}"),
    "tuple_type": N_("this has to be a list"),
    "too_short": N_("this needs at least one entry"),
    "model_type": N_("this has to be an object"),
    "model_attributes_type": N_("this has to be an object"),
    "dict_type": N_("this has to be an object"),
}


def first_problem(error: ValidationError, place: str = "") -> Invalid:
    """Return the first thing a validation found, as one sentence with its JSON path."""
    problem = error.errors(include_url=False, include_input=False)[0]
    path = _path(problem["loc"], place)
    context = problem.get("ctx") or {}
    if problem["type"] == "footprint":
        values = {key: value for key, value in context.items() if key != "msgid"}
        return Invalid(path, context["msgid"], **values)
    sentence = _SENTENCES.get(problem["type"], N_("this is not valid"))
    return Invalid(path, sentence, **{key: _listed(value) for key, value in context.items()})


def _listed(value: object) -> str:
    """Return pydantic's "'a', 'b' or 'c'" as a list that needs no translation."""
    return ", ".join(re.findall(r"'([^']*)'", str(value))) or str(value)


def _path(location: tuple[int | str, ...], place: str) -> str:
    """Return a validation's location as a JSON path, without the kinds that pydantic puts in it."""
    path, previous = place, None
    for part in location:
        is_tag = part in KINDS and (previous is None or isinstance(previous, int))
        if isinstance(part, int):
            path += f"[{part}]"
        elif not is_tag:
            path += f".{shown(part)}" if path else shown(part)
        previous = part
    return path
