"""Named questions: the SPARQL files of `ontology/queries/`, with what their heads say of them.

A file is valid SPARQL as it stands. Its head is comments of the form `# key: value`; a line of the body that begins
with `#?NAME` comes in when the parameter of that name is given, with `$NAME` replaced by its value, so that a reader
of the file sees all that it can do:

    # title: Who spoke where
    # title@vi: Ai phát biểu ở đâu
    # param about: entity: the speaker or the event
    # param since: date: events of that day and later
    # example: kg query speakers --about "Cao Bằng"
    SELECT ?who ?event WHERE {
      #?about { VALUES ?who { $about } } UNION { VALUES ?event { $about } }
      ?who kg:speaksAt ?event . ?event kg:heldOn ?date
      #?since FILTER(STR(?date) >= $since)
    }

A line that ends with `#-NAME` goes out when the parameter is given. Values: `$about` is the IRIs with spaces, for
VALUES, and `$about,` with commas, for IN; a line with `$about*` is written once for each IRI, joined by UNION. A date
is a quoted ISO string, as far as it is given (`"2018"`, `"2018-08"`), and the last day of that span where the
parameter is `until` or the text says `$on_end`; numbers stand bare. An exclamation mark after a parameter's name means
that the question cannot do without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import ontology
from kg.errors import OntologyError, QueryError
from kg.query.dates import last_day

KINDS = ("entity", "date", "number", "integer")
_HEAD = re.compile(r"#\s*(title@vi|title|description|param|example)\s*(.*?):\s*(.*)")
_PARAM = re.compile(r"([a-z-]+)(!?)")
_LINE = re.compile(r"(\s*)#\?([a-z-]+)\s(.*)")

Value = Sequence[str] | str | float  # IRIs for an entity, ISO text for a date, a number for the rest


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that may be said with a question."""

    name: str
    kind: str  # one of KINDS
    help: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A named question."""

    name: str
    title: str
    title_vi: str
    description: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    text: str  # the whole file

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; QueryError when the question has none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = ", ".join(f"--{p.name}" for p in self.parameters) or "none"
        raise QueryError(f"the question {self.name} takes no --{name}; it takes: {names}")

    def sparql(self, values: Mapping[str, Value] | None = None) -> str:
        """The SPARQL of the question with these values for its parameters.

        Raises QueryError for a parameter that it does not have, or lacks.
        """
        values = {name: value for name, value in (values or {}).items() if value is not None}
        for name in values:
            self.parameter(name)
        for parameter in self.parameters:
            if parameter.required and parameter.name not in values:
                raise QueryError(f"the question {self.name} needs --{parameter.name}: {parameter.help}")
        written = {name: _written(self.parameter(name), value) for name, value in values.items()}
        lines = []
        for line in self.text.splitlines():
            match = _LINE.fullmatch(line)
            if match and match.group(2) in written:
                lines += [match.group(1) + text for text in _filled(match.group(3), written[match.group(2)])]
            elif not line.lstrip().startswith("#") and not any(line.endswith(f"#-{name}") for name in written):
                lines.append(line)
        return "\n".join(lines).strip() + "\n"


def questions(root: Path | None = None) -> dict[str, Question]:
    """All named questions, by name, sorted."""
    return {path.stem: read(path) for path in sorted((root or ontology.folder()).joinpath("queries").glob("*.rq"))}


def read(path: Path) -> Question:
    """The question in a .rq file; one without a head is a question without parameters."""
    text = path.read_text(encoding="utf-8")
    head: dict[str, list[str]] = {}
    parameters = []
    for line in text.splitlines():
        match = _HEAD.fullmatch(line.strip())
        if not match:
            continue
        key, name, value = match.groups()
        if key == "param":
            parameters.append(_parameter(path, name, value))
        else:
            head.setdefault(key, []).append(value)
    return Question(
        name=path.stem,
        title=" ".join(head.get("title", [path.stem])),
        title_vi=" ".join(head.get("title@vi", [])),
        description=" ".join(head.get("description", [])),
        parameters=tuple(parameters),
        examples=tuple(head.get("example", [])),
        text=text,
    )


def _parameter(path: Path, name: str, value: str) -> Parameter:
    kind, _, help_ = value.partition(":")
    match = _PARAM.fullmatch(name)
    if not match or kind.strip() not in KINDS:
        raise OntologyError(f"{path}: write a parameter as `# param NAME: KIND: help`; kinds: {', '.join(KINDS)}")
    return Parameter(match.group(1), kind.strip(), help_.strip(), bool(match.group(2)))


def _written(parameter: Parameter, value: Value) -> dict[str, str]:
    name = parameter.name
    if parameter.kind == "entity":
        iris = [f"<{iri}>" for iri in ([value] if isinstance(value, str) else value)]  # type: ignore[union-attr]
        return {f"${name},": ", ".join(iris), f"${name}*": " ".join(iris), f"${name}": " ".join(iris)}
    if parameter.kind == "date":
        day = str(value)
        end = last_day(day)
        return {f"${name}_end": f'"{end}"', f"${name}": f'"{end if name == "until" else day}"'}
    if parameter.kind == "integer":
        return {f"${name}": str(int(float(value)))}  # type: ignore[arg-type]
    return {f"${name}": f"{float(value):g}"}  # type: ignore[arg-type]


def _filled(line: str, values: Mapping[str, str]) -> list[str]:
    each = next((mark for mark in values if mark.endswith("*") and mark in line), None)
    if each:
        iris = values[each].split(" ")
        first, *others = (line.replace(each, iri) for iri in iris)
        return [first, *(text if text.startswith("UNION") else f"UNION {text}" for text in others)]
    for mark in sorted(values, key=len, reverse=True):
        line = line.replace(mark, values[mark])
    return [line]
