"""The test cases of the W3C SPARQL 1.1 Protocol that a read-only service must pass, as facts, and what goes beyond them.

After https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/: each case is a request, the status and the
media type that must come back, and where the case says so, the answer. The cases of updates that must work are not for
a service that only reads; those of updates that must be refused are here.
"""

import json
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import httpx
import pytest

from kg.errors import StoreError
from kg.store import Remote

ASK = "ASK {}"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
GRAPHS = "https://w3id.org/vnkg/graph/article/"
ONE, TWO = GRAPHS + "viet-lao", GRAPHS + "huan-chuong"


@dataclass(frozen=True)
class Case:
    """A request and what must come back; `status` 0 stands for any of 400 to 499."""

    name: str
    method: str
    query: str = ""  # of the address
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    media: tuple[str, ...] = ()
    truth: bool | None = None


def at(*pairs: tuple[str, str]) -> str:
    return urlencode(pairs, quote_via=quote)


RESULTS = ("application/sparql-results+xml", "application/sparql-results+json")
RDF = ("application/rdf+xml", "text/turtle", "application/ld+json", "application/n-triples")
IN_DEFAULT = "ASK { <https://w3id.org/vnkg/article/viet-lao> a kg:Article }"
IN_BOTH = (
    "ASK { <https://w3id.org/vnkg/article/viet-lao> a kg:Article . "
    "<https://w3id.org/vnkg/article/huan-chuong> a kg:Article }"
)
IN_NAMED = f"ASK {{ GRAPH <{ONE}> {{ ?a a kg:Article }} }}"
IN_TWO_NAMED = (
    f"ASK {{ GRAPH <{ONE}> {{ ?a a kg:Article }} GRAPH <{TWO}> {{ ?b a kg:Article }} "
    f"FILTER NOT EXISTS {{ GRAPH <{GRAPHS}ky-luat> {{ ?c a kg:Article }} }} }}"
)
FULL = (
    f"ASK {{ <https://w3id.org/vnkg/article/viet-lao> a kg:Article GRAPH <{TWO}> {{ ?b a kg:Article }} "
    f"FILTER NOT EXISTS {{ GRAPH <{ONE}> {{ ?c a kg:Article }} }} }}"
)
OVERRIDDEN = f"ASK FROM <{TWO}> {{ <https://w3id.org/vnkg/article/viet-lao> a kg:Article }}"
LATIN = {"Content-Type": f"{QUERY}; charset=UTF-16"}

W3C = [
    Case("bad-query-method", "PUT", at(("query", ASK)), status=0),
    Case("bad-multiple-queries", "GET", at(("query", ASK), ("query", "SELECT * {}")), status=0),
    Case("bad-query-wrong-media-type", "POST", body=ASK.encode(), headers={"Content-Type": "text/plain"}, status=0),
    Case("bad-query-missing-form-type", "POST", body=at(("query", ASK)).encode(), status=0),
    Case("bad-query-missing-direct-type", "POST", body=ASK.encode(), status=0),
    Case("bad-query-non-utf8", "POST", body=ASK.encode("utf-16"), headers=LATIN, status=0),
    Case("bad-query-syntax", "GET", at(("query", "ASK {")), status=400),
    Case("query-post-form", "POST", body=at(("query", ASK)).encode(), headers={"Content-Type": FORM}, media=RESULTS, truth=True),
    Case("query-dataset-default-graphs-get", "GET", at(("query", IN_BOTH), ("default-graph-uri", ONE), ("default-graph-uri", TWO)), media=RESULTS, truth=True),
    Case("query-dataset-default-graphs-post", "POST", body=at(("query", IN_BOTH), ("default-graph-uri", ONE), ("default-graph-uri", TWO)).encode(), headers={"Content-Type": FORM}, media=RESULTS, truth=True),
    Case("query-dataset-default-graph", "GET", at(("query", IN_DEFAULT), ("default-graph-uri", ONE)), media=RESULTS, truth=True),
    Case("query-dataset-named-graphs-get", "GET", at(("query", IN_TWO_NAMED), ("named-graph-uri", ONE), ("named-graph-uri", TWO)), media=RESULTS, truth=True),
    Case("query-dataset-named-graphs-post", "POST", body=at(("query", IN_TWO_NAMED), ("named-graph-uri", ONE), ("named-graph-uri", TWO)).encode(), headers={"Content-Type": FORM}, media=RESULTS, truth=True),
    Case("query-dataset-full", "GET", at(("query", FULL), ("default-graph-uri", ONE), ("named-graph-uri", TWO)), media=RESULTS, truth=True),
    Case("query-multiple-dataset", "GET", at(("query", OVERRIDDEN), ("default-graph-uri", ONE)), media=RESULTS, truth=True),
    Case("query-get", "GET", at(("query", ASK)), media=RESULTS, truth=True),
    Case("query-content-type-select", "POST", body=b"SELECT (1 AS ?value) {}", headers={"Content-Type": QUERY}, media=(*RESULTS, "text/csv", "text/tab-separated-values")),
    Case("query-content-type-ask", "POST", body=ASK.encode(), headers={"Content-Type": QUERY}, media=RESULTS, truth=True),
    Case("query-content-type-describe", "POST", body=b"DESCRIBE <http://example.org/>", headers={"Content-Type": QUERY}, media=RDF),
    Case("query-content-type-construct", "POST", body=b"CONSTRUCT { <s> <p> 1 } WHERE {}", headers={"Content-Type": QUERY}, media=RDF),
    Case("query-post-direct", "POST", body=ASK.encode(), headers={"Content-Type": QUERY}, media=RESULTS, truth=True),
    Case("bad-update-get", "GET", at(("update", "CLEAR ALL")), status=0),
    Case("bad-multiple-updates", "POST", body=at(("update", "CLEAR ALL"), ("update", "CLEAR ALL")).encode(), headers={"Content-Type": FORM}, status=0),
    Case("bad-update-wrong-media-type", "POST", body=b"CLEAR ALL", headers={"Content-Type": "text/plain"}, status=0),
    Case("bad-update-missing-form-type", "POST", body=at(("update", "CLEAR ALL")).encode(), status=0),
    Case("bad-update-non-utf8", "POST", body="CLEAR ALL".encode("utf-16"), headers={"Content-Type": "application/sparql-update; charset=UTF-16"}, status=0),
    Case("bad-update-syntax", "POST", body=at(("update", "CLEAR")).encode(), headers={"Content-Type": FORM}, status=0),
    Case("bad-update-dataset-conflict", "POST", body=at(("using-named-graph-uri", ONE), ("update", f"DELETE {{}} USING <{ONE}> WHERE {{}}")).encode(), headers={"Content-Type": FORM}, status=0),
]  # fmt: skip

BEYOND = [
    Case("post with the dataset in the address", "POST", at(("default-graph-uri", ONE)), IN_DEFAULT.encode(), {"Content-Type": QUERY}, media=RESULTS, truth=True),
    Case("named graphs alone leave the default graph empty", "GET", at(("query", "ASK { ?s ?p ?o }"), ("named-graph-uri", ONE)), media=RESULTS, truth=False),
    Case("default graphs alone leave no named ones", "GET", at(("query", IN_NAMED), ("default-graph-uri", ONE)), media=RESULTS, truth=False),
    Case("a graph that is not there is empty", "GET", at(("query", "ASK { ?s ?p ?o }"), ("default-graph-uri", "urn:none")), media=RESULTS, truth=False),
    Case("a graph whose name is no IRI", "GET", at(("query", ASK), ("default-graph-uri", "not an iri")), status=400),
    Case("csv", "GET", at(("query", "SELECT (1 AS ?x) {}")), headers={"Accept": "text/csv"}, media=("text/csv",)),
    Case("tsv", "GET", at(("query", "SELECT (1 AS ?x) {}")), headers={"Accept": "text/tab-separated-values"}, media=("text/tab-separated-values",)),
    Case("xml", "GET", at(("query", ASK)), headers={"Accept": "application/sparql-results+xml"}, media=RESULTS[:1]),
    Case("json-ld", "GET", at(("query", "DESCRIBE id:lao")), headers={"Accept": "application/ld+json"}, media=("application/ld+json",)),
    Case("n-triples", "GET", at(("query", "DESCRIBE id:lao")), headers={"Accept": "application/n-triples"}, media=("application/n-triples",)),
    Case("turtle of a select cannot be had", "GET", at(("query", "SELECT * {}")), headers={"Accept": "text/turtle"}, status=406),
    Case("a picture cannot be had", "GET", at(("query", ASK)), headers={"Accept": "image/png"}, status=406),
    Case("a form in utf-8 with its charset", "POST", body=at(("query", ASK)).encode(), headers={"Content-Type": f"{FORM}; charset=UTF-8"}, media=RESULTS, truth=True),
    Case("an empty query", "GET", "query=", status=400),
    Case("no query in a form", "POST", headers={"Content-Type": FORM}, status=400),
    Case("an update by post", "POST", body=b"CLEAR ALL", headers={"Content-Type": "application/sparql-update"}, status=403),
    Case("an update as a query", "GET", at(("query", "DROP ALL")), status=400),
    Case("service", "GET", at(("query", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")), status=400),
    Case("the word service in a string", "GET", at(("query", 'ASK { FILTER("SERVICE LOAD" != "x") } # LOAD <x>')), media=RESULTS, truth=True),
    Case("delete", "DELETE", status=405),
    Case("patch", "PATCH", status=405),
]  # fmt: skip


@pytest.mark.parametrize("case", [*W3C, *BEYOND], ids=lambda case: case.name)
def test_a_request_gets_its_answer(client: httpx.Client, case: Case) -> None:
    headers = case.headers or ({"Content-Type": ""} if case.method == "POST" else {})
    answer = client.request(case.method, f"/sparql?{case.query}", content=case.body or None, headers=headers)
    assert answer.status_code == case.status or (case.status == 0 and 400 <= answer.status_code < 500), answer.text
    if case.media:
        assert answer.headers["content-type"].split(";")[0] in case.media
    if case.truth is not None and answer.headers["content-type"].startswith("application/sparql-results+json"):
        assert json.loads(answer.text)["boolean"] is case.truth
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_the_service_describes_itself(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert "SPARQL11Query" in answer.text
    assert "void" in answer.text


def test_head_has_the_headers_of_get_and_no_body(client: httpx.Client) -> None:
    address = f"/sparql?{at(('query', ASK))}"
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers["content-length"] == str(len(get.content))
    assert client.get(address).status_code == 200  # the connection still works


def test_an_answer_can_be_kept_and_asked_for_again(client: httpx.Client) -> None:
    address = f"/sparql?{at(('query', 'SELECT * { ?s a kg:Person }'))}"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Accept" in first.headers["vary"]
    other = client.get(address, headers={"If-None-Match": first.headers["etag"], "Accept": "text/csv"})
    assert other.status_code == 200
    assert "etag" not in client.get(f"/sparql?{at(('query', 'SELECT (RAND() AS ?r) {}'))}").headers


def test_other_sites_may_ask(client: httpx.Client) -> None:
    preflight = client.options(
        "/sparql",
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"},
    )  # fmt: skip
    assert preflight.status_code == 200
    answer = client.get(f"/sparql?{at(('query', ASK))}", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_long_answers_are_squeezed(client: httpx.Client) -> None:
    answer = client.get(f"/sparql?{at(('query', 'SELECT * { ?s ?p ?o } LIMIT 100'))}")
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.json()["results"]["bindings"]) == 100


def test_too_many_rows_are_cut_and_the_answer_says_so(client: httpx.Client) -> None:
    answer = client.get(f"/sparql?{at(('query', 'SELECT * { ?s ?p ?o . ?a ?b ?c }'))}")
    assert answer.headers["kg-truncated"] == "rows=1000"
    assert len(answer.json()["results"]["bindings"]) == 1000
    assert "kg-truncated" not in client.get(f"/sparql?{at(('query', ASK))}").headers


def test_sparqlwrapper_works_unchanged(address: str) -> None:
    from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper

    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery("PREFIX kg: <https://w3id.org/vnkg/ontology#> SELECT ?who { ?who kg:visits ?what }")
    wrapper.setReturnFormat(JSON)
    found = wrapper.query().convert()
    assert isinstance(found, dict)
    assert len(found["results"]["bindings"]) == 3
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(CSV)
    assert bytes(wrapper.query().convert()).count(b"\n") == 4  # type: ignore[arg-type]
    wrapper.setQuery("DESCRIBE <https://w3id.org/vnkg/id/lao>")
    wrapper.setReturnFormat(TURTLE)
    assert "Lào" in bytes(wrapper.query().convert()).decode()  # type: ignore[arg-type]


def test_rdflibs_sparqlstore_works_unchanged(address: str) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(store=SPARQLStore(query_endpoint=f"{address}/sparql"))
    lao = rdflib.URIRef("https://w3id.org/vnkg/id/lao")
    assert str(graph.value(lao, rdflib.RDFS.label)) == "Lào"
    visits = rdflib.URIRef("https://w3id.org/vnkg/ontology#visits")
    assert len(list(graph.triples((None, visits, None)))) == 3


def test_our_own_client_works_unchanged(address: str) -> None:
    with Remote(address) as there:
        assert len(list(there.query("SELECT ?who { ?who kg:visits ?what }"))) == 3  # type: ignore[arg-type]
        with pytest.raises(StoreError, match="404"):
            there.update("INSERT DATA { id:a rdfs:label 'a' }")
