"""Things at their IRIs, and JSON for programs."""

import io
import json
from pathlib import Path

import httpx
import pytest
import rdflib
from starlette.testclient import TestClient

from kg.serve.app import create_app
from kg.serve.log import Log


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("text/turtle", "text/turtle", "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("*/*", "text/turtle", "turtle"),
    ],
)
def test_a_thing_answers_at_its_iri(client: httpx.Client, accept: str, media: str, form: str) -> None:
    answer = client.get("/id/cao-bang", headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == media
    graph = rdflib.Graph().parse(data=answer.text, format=form)
    lines = {str(o) for o in graph.objects(rdflib.URIRef("https://w3id.org/vnkg/id/cao-bang"), rdflib.RDFS.label)}
    assert "Cao Bằng" in lines


@pytest.mark.parametrize(("ending", "media"), [(".ttl", "text/turtle"), (".jsonld", "application/ld+json"), (".nt", "application/n-triples")])  # fmt: skip
def test_an_ending_chooses_the_form(client: httpx.Client, ending: str, media: str) -> None:
    answer = client.get(f"/id/cao-bang{ending}", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].split(";")[0] == media


@pytest.mark.parametrize(
    "path", ["/article/viet-lao", "/graph/identity", "/ontology/Person", "/dataset", "/id/phan-dinh-trac"]
)
def test_other_things_answer_too(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == (404 if path.startswith("/graph") else 200)


def test_people_get_a_page(client: httpx.Client) -> None:
    answer = client.get("/id/cao-bang", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Cao Bằng</h1>" in answer.text


def test_a_thing_can_be_kept(client: httpx.Client) -> None:
    first = client.get("/id/cao-bang")
    assert client.get("/id/cao-bang", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get("/id/nothing-of-the-kind").status_code == 404


@pytest.mark.parametrize(
    ("path", "parameters", "found"),
    [
        ("/api/search", {"q": "cao bang", "limit": "1"}, '"label": "Cao Bằng"'),
        ("/api/search", {"q": "trung uong", "class": "Organization"}, "Ban Nội chính Trung ương"),
        ("/api/entity", {"name": "phan dinh trac"}, '"relation": "speaksAt"'),
        ("/api/explain", {"subject": "Hoàng Công Hàm", "object": "Cao Bằng"}, '"predicate": "directs"'),
        ("/api/stats", {}, '"articles": 8'),
        ("/api/questions", {}, '"name": "speakers"'),
        ("/api/questions/speakers", {"about": "Lạng Sơn"}, "Trần Quốc Khải"),
        ("/api/questions/holder", {"about": "Bí thư Tỉnh ủy Lạng Sơn", "on": "20/2/2018"}, "Vũ Ngọc Lan"),
        ("/api/questions/implementers", {"min-confidence": "0.8", "limit": "1"}, "rows"),
        ("/api/ask", {"q": "Ai thăm Lào?"}, "Nguyễn Xuân Phúc"),
        ("/health", {}, '"status": "ok"'),
    ],
)
def test_json_for_programs(client: httpx.Client, path: str, parameters: dict[str, str], found: str) -> None:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert found in json.dumps(answer.json(), ensure_ascii=False)
    if tag := answer.headers.get("etag"):
        assert client.get(path, params=parameters, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/api/search", 400, "say ?q="),
        ("/api/search?q=x&limit=0", 400, "limit is a number"),
        ("/api/search?q=x&limit=1e9", 400, "limit is a number"),
        ("/api/search?q=" + "x" * 2000, 400, "too long"),
        ("/api/entity?name=Atlantis", 404, "nothing in the graph"),
        ("/api/explain?subject=Atlantis", 404, "nothing in the graph"),
        ("/api/questions/speekers", 404, "there is no question"),
        ("/api/questions/speakers?colour=red", 400, "takes no --colour"),
        ("/api/questions/speakers?since=yesterday", 400, "is not a date"),
        ("/api/questions/speakers?limit=many", 400, "is a number"),
        ("/api/questions/holder", 400, "needs --about"),
        ("/api/ask?q=Tr%E1%BB%9Di%20m%C6%B0a", 400, "I do not understand"),
        ("/nothing", 404, "nothing here"),
    ],
)
def test_problems_are_told(client: httpx.Client, path: str, status: int, message: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert message in answer.json()["detail"]


def test_openapi_describes_every_json_path(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path, item in described["paths"].items():
        required = {p["name"]: "x" for p in item["get"]["parameters"] if p["required"]}
        assert client.get(path, params=required).status_code in (200, 400, 404)
        assert client.post(path).status_code == 405


def test_a_line_is_written_for_each_request(small_output: Path) -> None:
    out = io.StringIO()
    with TestClient(Log(create_app(small_output, log=False), out)) as client:
        client.get("/sparql", params={"query": "ASK { # secret\n }"})
        client.get("/id/x%0aforged")
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(line["path"], line["status"]) for line in lines] == [("/sparql", 200), ("/id/x\nforged", 404)]
    assert "secret" not in out.getvalue()
    assert lines[0]["bytes"] > 0 and lines[0]["ms"] > 0
