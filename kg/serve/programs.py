"""JSON for programs: search, things, named questions, evidence, counts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.api import Entity, Graph
from kg.errors import QueryError
from kg.query.answer import parse
from kg.query.evidence import evidence
from kg.query.question import Question
from kg.serve.protocol import Query, Refused
from kg.serve.reply import found, same, tagged
from kg.serve.state import State
from kg.things import Result

MOST = 500  # things or statements in one answer
_JSON = "application/sparql-results+json"


async def search(request: Request) -> Response:
    """Things whose names are like ?q=, best first."""
    q, kind = _one(request, "q"), request.query_params.get("class", "")
    return await _looked_up(request, lambda g: [thing(e) for e in g.search(q, _limit(request, 20), kind)])


async def entity(request: Request) -> Response:
    """What ?name= (a name or an IRI) is, and what it is linked to."""
    name = _one(request, "name")

    def work(graph: Graph) -> Any:
        found_ = graph.entities(name)
        if not found_:
            raise Refused(404, f"nothing in the graph has the IRI {name}")
        first = found_[0]
        return {
            **thing(first),
            "names": first.names(),
            "neighbours": graph.neighbours(first).rows[:MOST],
            "others": [thing(e) for e in found_[1:]],
        }

    return await _looked_up(request, work)


async def explain(request: Request) -> Response:
    """The sentences behind what is said of ?subject=, or of it and ?object=."""
    subject, other = _one(request, "subject"), request.query_params.get("object")
    relation = request.query_params.get("relation", "")

    def work(graph: Graph) -> Any:
        right = graph.iris(other) if other else ()
        limit = _limit(request, 50)
        return [asdict(e) for e in evidence(graph.store, graph.iris(subject), right, relation=relation, limit=limit)]

    return await _looked_up(request, work)


async def stats(request: Request) -> Response:
    """Counts by class, relation, article and confidence."""
    return await _looked_up(request, lambda graph: graph.stats().as_dict())


async def questions(request: Request) -> Response:
    """The named questions and their parameters."""
    return await _looked_up(request, lambda graph: [described(q) for q in graph.questions.values()])


async def question(request: Request) -> Response:
    """The answer to a named question, as rows of plain values."""
    state: State = request.app.state.kg
    name = request.path_params["name"]
    given = dict(request.query_params)

    def bind(graph: Graph) -> str:
        if name not in graph.questions:
            raise Refused(404, f"there is no question {name!r}; there are: {', '.join(graph.questions)}")
        return graph.sparql(name, _parameters(graph.questions[name], given))

    try:
        text = await state.look_up(bind)
    except QueryError as error:
        raise Refused(400, str(error)) from error
    return await _asked(request, state, text)


async def ask(request: Request) -> Response:
    """The answer to ?q=, a question in Vietnamese or English, with the SPARQL made for it."""
    from kg.query import lookup
    from kg.query.ask import translate

    state: State = request.app.state.kg
    q = _one(request, "q")
    try:
        text = await state.look_up(lambda g: translate(q, g.names, lookup.Kinds(g.store)).sparql)
    except QueryError as error:
        raise Refused(400, str(error)) from error
    return await _asked(request, state, text)


async def health(request: Request) -> Response:
    """Whether the graph can be read, and which it is."""
    state: State = request.app.state.kg

    def work(graph: Graph) -> Any:
        alive = graph.query("ASK { ?x a ?y }").answer.truth
        return {"status": "ok" if alive else "failed", "generation": state.mark(), "quads": len(graph.store)}

    return found(await state.look_up(work))


def thing(entity_: Entity) -> dict[str, str]:
    """A thing as JSON."""
    return {"iri": entity_.iri, "label": entity_.label, "class": entity_.kind}


def described(question_: Question) -> dict[str, Any]:
    """A named question as JSON."""
    return {
        "name": question_.name,
        "title": question_.title,
        "title_vi": question_.title_vi,
        "description": question_.description,
        "parameters": [asdict(p) for p in question_.parameters],
        "examples": list(question_.examples),
    }


async def _asked(request: Request, state: State, text: str) -> Response:
    tag = state.tag("asked", text)
    if same(request, tag):
        return Response(status_code=304, headers=tagged(tag))
    answer = await state.ask(request, Query(text), _JSON, "application/n-triples")
    rows = Result(parse(answer.body, "SELECT"), state.graph()).rows
    return found({"sparql": text, "truncated": answer.truncated, "rows": rows}, tag)


async def _looked_up(request: Request, work: Any) -> Response:
    state: State = request.app.state.kg
    tag = state.tag(str(request.url))
    if same(request, tag):
        return Response(status_code=304, headers=tagged(tag))
    try:
        return found(await state.look_up(work), tag)
    except QueryError as error:
        raise Refused(404, str(error)) from error


def _parameters(question_: Question, given: Mapping[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, text in given.items():
        kind = question_.parameter(name).kind
        if kind in ("number", "integer"):
            try:
                number = float(text)
            except ValueError:
                number = math.nan
            if not math.isfinite(number):
                raise QueryError(f"{name} is a number, not {text!r}")
            out[name] = number
        else:
            out[name] = text
    return out


def _one(request: Request, name: str) -> str:
    value = request.query_params.get(name, "").strip()
    if not value:
        raise Refused(400, f"say ?{name}=")
    if len(value) > 1000:
        raise Refused(400, f"{name} is too long")
    return value


def _limit(request: Request, usual: int) -> int:
    text = request.query_params.get("limit", str(usual))
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= MOST:
        raise Refused(400, f"limit is a number from 1 to {MOST}")
    return int(text)


def openapi(named: Mapping[str, Question]) -> str:
    """The description of the JSON parts by OpenAPI 3.1."""
    text = {"schema": {"type": "string"}, "in": "query"}

    def path(summary: str, *parameters: tuple[str, bool, str], many: bool = False) -> dict[str, Any]:
        return {
            "get": {
                "summary": summary,
                "parameters": [{"name": n, "required": r, "description": d, **text} for n, r, d in parameters],
                "responses": {
                    "200": {
                        "description": "found",
                        "content": {"application/json": {"schema": {"type": "array" if many else "object"}}},
                    },
                    "400": {"$ref": "#/components/responses/problem"},
                    "404": {"$ref": "#/components/responses/problem"},
                },
            }
        }

    limit = ("limit", False, f"most items, up to {MOST}")
    paths = {
        "/api/search": path(
            "Things by name", ("q", True, "words of a name"), ("class", False, "of this class"), limit, many=True
        ),
        "/api/entity": path("One thing and what it is linked to", ("name", True, "a name or an IRI")),
        "/api/explain": path(
            "The sentences behind what is said",
            ("subject", True, "a name or an IRI"), ("object", False, "a name or an IRI"),
            ("relation", False, "such as speaksAt"), limit, many=True,
        ),
        "/api/stats": path("Counts"),
        "/api/ask": path("A question in Vietnamese or English", ("q", True, "the question")),
        "/api/questions": path("The named questions", many=True),
        **{
            f"/api/questions/{q.name}": path(q.title, *((p.name, p.required, p.help) for p in q.parameters))
            for q in named.values()
        },
        "/health": path("Whether the graph can be read"),
    }  # fmt: skip
    problem = {
        "description": "a problem",
        "content": {
            "application/problem+json": {"schema": {"type": "object", "properties": {"detail": {"type": "string"}}}}
        },
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "vnkg", "version": "1", "description": "SPARQL 1.1 is at /sparql, things at their IRIs."},
            "paths": paths,
            "components": {"responses": {"problem": problem}},
        },
        ensure_ascii=False,
    )
