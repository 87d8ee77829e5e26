"""What queries may not do, judged by the tokens of SPARQL and checked against what Oxigraph really does."""

import http.server
import threading

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import QueryError
from kg.store import guard

ALLOWED = [
    "SELECT * { ?s ?p 'SERVICE <http://x/> { }' }",
    'SELECT * { ?s ?p "a \\" SERVICE" }',
    "SELECT * { ?s ?p '''a ' SERVICE \n LOAD''' }",
    'SELECT * { ?s ?p """ " SERVICE "" LOAD """ }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/>",
    "SELECT * { ?s <http://x/SERVICE> ?o }",
    "SELECT * { <SERVICE> <LOAD> ?o }",
    "PREFIX service: <http://x/> SELECT * { ?s service:LOAD ?o }",
    "PREFIX x: <http://x/> SELECT * { ?s x:SERVICE ?o ; x:a.SERVICE ?load }",
    "SELECT ?SERVICE $LOAD { ?SERVICE ?p $LOAD }",
    "SELECT * { _:SERVICE ?p ?o }",
    "SELECT * { ?s ?p 'x'@service }",
    "SELECT * { ?s ?p ?o FILTER (?o<3 && ?o>1) }",
    "SELECT * { ?s :service ?o }",
    "SELECT (COUNT(*) AS ?INSERT) { ?s ?p ?o }",
]
REFUSED = [
    ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "line 1, column 12: SERVICE"),
    ("SELECT * {\n  service SILENT ?x { ?s ?p ?o } }", "line 2, column 3: SERVICE"),
    ("SELECT * { ?s ?p 'a' . # 'x\n SERVICE <http://x/> { } }", "line 2, column 2: SERVICE"),
    ("SELECT * { ?s ?p 'a'SERVICE<http://x/>{} }", "SERVICE"),
    ("SELECT * { ?s ?p '\\\\'. SERVICE <http://x/> {} }", "SERVICE"),
    ("SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { { SELECT * { SERVICE <http://x/> { ?s ?p ?o } } } }", "SERVICE"),
    ("ASK { ?s ?p ?o FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE"),
    ("LOAD <file:///etc/passwd>", "LOAD"),
    ("INSERT DATA { <a> <b> <c> }", "INSERT is an update"),
    ("PREFIX a: <http://x/> DELETE WHERE { ?s ?p ?o }", "DELETE is an update"),
    ("DROP ALL", "DROP is an update"),
    ("CLEAR DEFAULT", "CLEAR is an update"),
    ("CREATE GRAPH <g>", "CREATE is an update"),
]


@pytest.mark.parametrize("query", ALLOWED)
def test_allowed(query) -> None:
    guard.check(query)


@pytest.mark.parametrize(("query", "says"), REFUSED)
def test_refused(query, says) -> None:
    with pytest.raises(QueryError, match=says):
        guard.check(query)


@pytest.mark.parametrize(
    ("update", "fine"),
    [
        ("INSERT DATA { <a:a> <a:b> 'LOAD' }", True),
        ("LOAD <http://x/>", False),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }", False),
        ("DROP ALL ; LOAD SILENT <file:///x>", False),
    ],
)
def test_updates(update, fine) -> None:
    if fine:
        guard.check_update(update)
    else:
        with pytest.raises(QueryError):
            guard.check_update(update)


@pytest.fixture
def listener():
    """A server that notes whether anybody called."""
    calls = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_error(500)

        do_GET = do_POST

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", calls
    server.shutdown()
    server.server_close()


HIDDEN = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ sErViCe SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\U00000053ERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?a {{ 'x' }} SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND('\\'' AS ?x) SERVICE SILENT <{url}> {{ ?s ?p ?o }} #'\n }}",
    "SELECT * {{ FILTER(1<2) SERVICE SILENT <{url}> {{ ?s ?p ?o }} FILTER(2>1) }}",
    'SELECT * {{ BIND("""\\""" AS ?x) }} #""" \n SERVICE SILENT <{url}> {{ }}',
    "SELECT * {{ BIND('''a''' AS ?x) SERVICE SILENT <{url}> {{ ?s ?p ?o }} BIND('''b''' AS ?y) }}",
    "SELECT * {{ ?s ?p 'a'@en-SERVICE . SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "PREFIX x: <http://x/> SELECT * {{ OPTIONAL {{ ?s x:a\\'b ?o }} SERVICE SILENT <{url}> {{ ?s ?p ?o }} #'\n }}",
    "PREFIX x: <http://x/>SELECT * {{ OPTIONAL {{ ?s x:a ?o. }}SERVICE SILENT <{url}>{{?s ?p ?o}} }}",
    "SELECT * {{ SERVICE SILENT ?url {{ ?s ?p ?o }} VALUES ?url {{ <{url}> }} }}",
    "SELECT * {{ # \r SERVICE SILENT <{url}> {{ ?s ?p ?o }}\n }}",
    "SELECT * {{ \ufeffSERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("query", HIDDEN)
def test_whatever_reaches_out_is_refused(listener, query) -> None:
    """Nothing that Oxigraph would run as SERVICE gets past the guard, however it is written."""
    url, calls = listener
    text = query.format(url=url)
    reaches = False
    try:
        list(ox.Store().query(text))
    except SyntaxError:
        pass
    except (ValueError, OSError, RuntimeError):
        reaches = True
    reaches = reaches or bool(calls)
    calls.clear()
    with store.Embedded(ox.Store()) as opened:
        try:
            list(opened.query(text))
            refused = False
        except QueryError:
            refused = True
    assert not calls
    assert refused or not reaches


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT * {", "line 1, column 11: expected "),
        ("SELECT ?s\nWHERE { ?s ?p }", "line 2, column 16: expected "),
        ("SELECT * { ?s nix:a ?o }", "line 1, column "),
        ("", "line 1, column 1: expected "),
    ],
)
def test_a_wrong_query_gets_one_line_with_its_place(query, says) -> None:
    with store.Embedded(ox.Store()) as opened, pytest.raises(QueryError) as error:
        opened.query(query)
    message = str(error.value)
    assert message.startswith(says)
    assert "\n" not in message and len(message) < 150


def test_graphs_and_prefixes_that_are_named() -> None:
    text = "PREFIX a: <http://x/> SELECT * { GRAPH a:b { ?s ?p ?o } GRAPH # c\n <http://g> { } GRAPH ?g { } }"
    assert guard.named(text) == ["<http://g>", "a:b"]
    assert guard.form(text) == "SELECT"
