"""Records of .jsonl, .json and .csv files, one at a time."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping

from kg.read.pages import Record
from kg.read.problem import Unreadable

_FIELD_LIMIT = min(sys.maxsize, 2**31 - 1)  # an article may be longer than the 128 KB that csv allows by default
_SHAPE = "Give one object per line, or a list of objects"


def json_lines(text: str) -> Iterator[tuple[str, Record | Unreadable]]:
    """(place, record) for every line of JSON that is not blank; a bad line gives the reason instead of a record."""
    for number, line in enumerate(io.StringIO(text), start=1):
        if line.strip():
            yield f"line {number}", _parsed(line)


def json_document(text: str, wanted: str = "text") -> Iterator[tuple[str, Record | Unreadable]]:
    """(place, record) for a file that is one JSON value: a record, a list of them, or an object that holds the list.

    `wanted` is the field of the text, which tells a record that has a list of pictures from a list of records.
    Lines of JSON under the ending .json are read as lines. Raises Unreadable for what is too deep or too long.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if not isinstance(error, json.JSONDecodeError):
            raise _bad_json(error) from error
        if error.msg == "Extra data":
            yield from json_lines(text)
        else:
            yield f"line {error.lineno}", _bad_json(error)
        return
    for number, item in enumerate(_items(value, wanted), start=1):
        if isinstance(item, dict):
            yield f"record {number}", item
        else:
            yield f"record {number}", Unreadable("not a JSON object", _SHAPE)


def table(text: str, first: str | None = None) -> Iterator[tuple[str, Record | Unreadable]]:
    """(place, record) for every row of a table with a heading row, parted by commas, semicolons, tabs or bars.

    `first` is the one of them that the ending of the file names: it is taken wherever the heading has it.
    """
    csv.field_size_limit(_FIELD_LIMIT)
    heading = text.split("\n", 1)[0]
    delimiter = first if first and first in heading else max(",;\t|", key=heading.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        for row in rows:
            yield f"line {rows.line_num}", {str(name).strip().lstrip("\ufeff"): value for name, value in row.items()}
    except csv.Error as error:
        yield f"line {rows.line_num}", Unreadable(f"not a valid table ({error})", "Save it again as CSV in UTF-8")


def renamed(record: Record, fields: Mapping[str, str]) -> dict[str, str]:
    """The record's fields under their own names (id, title, text, date, url, source), as text.

    Raises Unreadable when there is neither text nor a title.
    """
    found = {}
    for name in ("id", "title", "text", "date", "url", "source"):
        try:
            found[name] = _text(record.get(fields.get(name, name)))
        except RecursionError as error:
            raise Unreadable(f"a field “{name}” that is nested too deep", "Repair it or leave it out") from error
    wanted = fields.get("text", "text")
    if not found["text"].strip() and not found["title"].strip():
        if wanted in record:
            raise Unreadable("empty", "Leave the record out, or give it a text")
        names = ", ".join(sorted(str(name) for name in record)) or "no field at all"
        raise Unreadable(f"no field “{wanted}” (it has: {names})", "Name the field of the text with --field text=NAME")
    return found


def _parsed(line: str) -> Record | Unreadable:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _bad_json(error)
    return value if isinstance(value, dict) else Unreadable("not a JSON object", _SHAPE)


def _bad_json(error: Exception) -> Unreadable:
    if isinstance(error, json.JSONDecodeError):
        detail = f"{error.msg}, column {error.colno}"
    else:
        detail = "nested too deep" if isinstance(error, RecursionError) else "a number of too many digits"
    return Unreadable(f"not valid JSON ({detail})", "Repair it or leave it out")


def _items(value: object, wanted: str) -> list[object]:
    """The records inside any of the shapes that exports use."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        lists = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
        if len(lists) == 1 and not value.get(wanted) and _longest(lists[0][0]) >= _longest(value):
            return list(lists[0])
        if any(isinstance(item, str) for item in value.values()):
            return [value]
        if value and all(isinstance(item, dict) for item in value.values()):
            return [{"id": name} | item for name, item in value.items()]
    return [value]


def _longest(record: Record) -> int:
    """The length of the longest text in the record, which tells an article from what an answer says about itself."""
    return max((len(item) for item in record.values() if isinstance(item, str)), default=0)


def _text(value: object) -> str:
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, list):
        return "\n".join(_text(item) for item in value)
    return str(value)
