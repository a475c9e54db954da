"""The doors: what comes from outside is checked by pydantic, and told in one plain sentence.

Each model has a twin among pydantic's, made from the same annotations when it is first needed.
"""

import re
from collections.abc import Callable
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    TypeAdapter,
    ValidationError,
    create_model,
)
from pydantic import Field as PydanticField
from pydantic_core import CoreSchema, core_schema

from footprint.errors import Invalid
from footprint.i18n import N_
from footprint.model.base import Model, Unfit, remembered
from footprint.model.items import KINDS
from footprint.model.text import shown
from footprint.model.trusted import made


def validated(shape: Any, document: object, place: str = "") -> Any:
    """Return what `document` describes as `shape`, a model or any other annotation.

    Raises:
        Invalid: with the JSON path below `place`, at the first thing that breaks a rule.
    """
    try:
        return _adapter(shape).validate_python(document)
    except ValidationError as error:
        raise _first_problem(error, place) from None


def json_schema(model: type[Model]) -> dict[str, Any]:
    """Return the JSON Schema of what `from_json` of this model takes."""
    return _adapter(model).json_schema(by_alias=True)


@remembered
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


@remembered
def _twin(model: Any) -> type[BaseModel]:
    """Return the model that checks what `model` is made of."""
    fields: dict[str, Any] = {
        name: (
            field.annotation,
            PydanticField(... if field.is_required else field.default, alias=field.key),
        )
        for name, field in model.fields().items()
    }
    config = ConfigDict(extra="ignore" if model.skips_unknown else "forbid")
    return create_model(
        model.__name__,
        __config__=config,
        __doc__=model.__doc__,
        __module__=model.__module__,
        **fields,
    )


def core_schema_of(model: type[Model], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return how pydantic reads a `model`: as its twin, with what the model does before and after.

    A record that was made before is taken as it is.
    """

    def read(document: object, check: Callable[[object], BaseModel]) -> Model:
        if isinstance(document, model):
            return document
        record = made(model, dict(check(model.prepared(document)).__dict__))
        record.check()
        return record

    return core_schema.no_info_wrap_validator_function(read, handler.generate_schema(_twin(model)))


# -- telling what was found --------------------------------------------------------------------

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


def _first_problem(error: ValidationError, place: str) -> Invalid:
    """Return the first thing a validation found, as one sentence with its JSON path."""
    problem = error.errors(include_url=False, include_input=False)[0]
    path = _path(problem["loc"], place)
    context = problem.get("ctx") or {}
    found = context.get("error")
    if isinstance(found, Unfit):
        return Invalid(path, found.message, **found.values)
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
