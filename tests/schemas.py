"""As much of JSON Schema as the snapshot's own schema uses, to hold it to what import does."""

import re
import sys
import unicodedata
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
# What tells about a value without refusing any.
_SAYS_NOTHING = {"$schema", "$defs", "title", "description", "default", "discriminator"}


def allows(schema: dict[str, Any], value: Any, root: dict[str, Any] | None = None) -> bool:
    """Tell whether `value` is valid; a keyword that is not known here is an error."""
    root = schema if root is None else root
    return all(
        _holds(keyword, wanted, value, schema, root)
        for keyword, wanted in schema.items()
        if keyword not in _SAYS_NOTHING
    )


def _holds(keyword: str, wanted: Any, value: Any, schema: dict[str, Any], root: Any) -> bool:
    match keyword:
        case "$ref":
            return allows(root["$defs"][wanted.removeprefix("#/$defs/")], value, root)
        case "type":
            is_bool = isinstance(value, bool)
            return isinstance(value, _TYPES[wanted]) and is_bool == (wanted == "boolean")
        case "const":
            return type(value) is type(wanted) and bool(value == wanted)
        case "enum":
            return value in wanted
        case "anyOf":
            return any(allows(each, value, root) for each in wanted)
        case "oneOf":
            return sum(allows(each, value, root) for each in wanted) == 1
        case "pattern":
            return not isinstance(value, str) or _compiled(wanted).search(value) is not None
        case "format":
            assert wanted == "date"
            return not isinstance(value, str) or _is_date(value)
        case "minLength" | "minItems":
            return not isinstance(value, str | list) or len(value) >= wanted
        case "maxLength":
            return not isinstance(value, str) or len(value) <= wanted
        case "minimum":
            return not isinstance(value, int) or value >= wanted
        case "maximum":
            return not isinstance(value, int) or value <= wanted
        case "items":
            return not isinstance(value, list) or all(allows(wanted, each, root) for each in value)
        case "required":
            return not isinstance(value, dict) or set(wanted) <= set(value)
        case "properties":
            return not isinstance(value, dict) or all(
                allows(wanted[name], each, root) for name, each in value.items() if name in wanted
            )
        case "additionalProperties":
            known = schema.get("properties", {})
            return not isinstance(value, dict) or wanted is True or set(value) <= set(known)
    raise AssertionError(f"no such keyword: {keyword}")


def _is_date(value: str) -> bool:
    try:
        return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None and bool(
            date.fromisoformat(value)
        )
    except ValueError:
        return False


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    r"""Return an ECMA-262 pattern as Python's, where there is no \p and $ is not the very end."""
    written = re.sub(r"\\p\{(\w+)\}", lambda match: _of_category(match[1]), pattern)
    return re.compile(written.replace("$", r"\Z"))


@cache
def _ranges() -> dict[str, str]:
    """Return the characters of each general category (`Lu`, `N`) as ranges inside brackets."""
    found: dict[str, list[list[int]]] = defaultdict(list)
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        for name in (category, category[0]):
            if found[name] and found[name][-1][1] == code - 1:
                found[name][-1][1] = code
            else:
                found[name].append([code, code])
    return {
        name: "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
        for name, ranges in found.items()
    }


def _of_category(name: str) -> str:
    return _ranges()[name]
