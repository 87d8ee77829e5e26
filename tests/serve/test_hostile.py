"""Requests that mean harm: each gets its status, and the server goes on."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from urllib.parse import quote, urlparse

import httpx
import pytest

import kg
from kg.model import Article, Reading
from kg.serve import protocol
from kg.serve.state import Limits

Serve = Callable[[Path, Limits], str]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


def raw(address: str, data: bytes, *, wait: float = 5.0) -> bytes:
    """What a server answers to bytes on a connection of their own."""
    where = urlparse(address)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=wait) as connection:
        out = b""
        try:
            connection.sendall(data)
            while part := connection.recv(65536):
                out += part
        except (TimeoutError, ConnectionResetError):
            pass
        return out


def alive(address: str) -> bool:
    return httpx.get(f"{address}/health").json()["status"] == "ok"


@pytest.mark.parametrize("size", [300_000, 1_000_000, 20_000_000])
def test_a_huge_query_is_refused(address: str, size: int) -> None:
    body = b"ASK {} #" + b"x" * size
    answer = httpx.post(f"{address}/sparql", content=body, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 413
    assert alive(address)


def test_a_huge_query_that_hides_its_size_is_refused(address: str) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(100):
            yield b"#" * 10_000 + b"\n"

    answer = httpx.post(f"{address}/sparql", content=parts(), headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 413
    assert alive(address)


def test_a_huge_address_is_refused(address: str) -> None:
    answer = raw(address, b"GET /sparql?query=" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", wait=2)
    assert answer == b"" or answer.split(b" ")[1].startswith(b"4")
    assert alive(address)


def test_a_deeply_nested_query_is_no_end(address: str) -> None:
    for text in ("ASK " + "{" * 5000 + "}" * 5000, "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }"):
        answer = httpx.post(f"{address}/sparql", data={"query": text}, timeout=30)
        assert answer.status_code in (200, 400)
        assert alive(address)


def test_an_endless_query_is_stopped_in_time(address: str) -> None:
    began = time.monotonic()
    answer = httpx.get(f"{address}/sparql", params={"query": ENDLESS}, timeout=30)
    assert answer.status_code == 504
    assert time.monotonic() - began < 15
    assert "took longer than 3 s" in answer.json()["detail"]


def test_a_query_stops_when_its_client_has_gone(serve: Serve, small_output: Path) -> None:
    address = serve(small_output, Limits(seconds=60, at_once=1))
    where = urlparse(address)
    connection = socket.create_connection((where.hostname or "", where.port or 0))
    connection.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    time.sleep(1)
    connection.close()
    # The only worker is free again long before the time limit.
    assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=20).status_code == 200


@pytest.mark.parametrize(
    "update", ["CLEAR ALL", "DROP DEFAULT", "INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <file:///etc/passwd>", "DELETE WHERE { ?s ?p ?o }"]
)  # fmt: skip
def test_no_road_changes_the_graph(address: str, small_output: Path, update: str) -> None:
    before = len(kg.open(small_output).store)
    url = f"{address}/sparql"
    answers = [
        httpx.get(url, params={"update": update}),
        httpx.get(url, params={"query": update}),
        httpx.post(url, data={"update": update}),
        httpx.post(url, data={"query": update}),
        httpx.post(url, content=update, headers={"Content-Type": "application/sparql-update"}),
        httpx.post(url, content=update, headers={"Content-Type": "application/sparql-query"}),
        httpx.put(url, content="<a:a> <a:b> <a:c> .", headers={"Content-Type": "text/turtle"}),
        httpx.post(url, content="<a:a> <a:b> <a:c> .", headers={"Content-Type": "text/turtle"}),
        httpx.delete(url),
        httpx.post(f"{address}/update", data={"update": update}),
        httpx.get(url, params={"query": "ASK {}", "update": update}),
    ]
    assert [a.status_code for a in answers] == [403, 400, 403, 400, 403, 400, 405, 415, 405, 404, 403]
    assert httpx.get(f"{address}/health").json()["quads"] == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#comment\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { BIND('''x''' AS ?a) SERVICE ?a { ?s ?p ?o } }",
    ],
)
def test_a_query_cannot_reach_out(address: str, query: str) -> None:
    assert httpx.get(f"{address}/sparql", params={"query": query}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/id/../../../../etc/passwd",
        "/id/..%2f..%2f..%2fetc%2fpasswd",
        "/id/%00",
        "/id/%3Cscript%3E",
        "/id/a%20b",
        "/static/../../pyproject.toml",
        "/id//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/id/" + "a" * 2000,
    ],
)
def test_paths_lead_nowhere(address: str, path: str) -> None:
    answer = raw(address, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert answer.split(b" ")[1] == b"404"
    assert b"root:" not in answer


def test_headers_cannot_be_injected(address: str) -> None:
    evil = "x%0d%0aX-Evil:%201%0d%0a%0d%0a<script>"
    for path in (f"/id/{evil}", f"/sparql?query={evil}", f"/api/search?q={evil}", f"/{evil}", f"/api/questions/{evil}"):
        answer = raw(address, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        head = answer.split(b"\r\n\r\n")[0].lower()
        assert b"x-evil" not in head
        assert b"text/html" not in head


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\xff\xfe",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzzz",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 100_000 + b"\r\n",
        "GET /sparql?query=Cao Bằng HTTP/1.1\r\nHost: x\r\n\r\n".encode("utf-16"),
    ],
)
def test_what_is_not_http_is_refused(address: str, data: bytes) -> None:
    answer = raw(address, data, wait=1)
    assert answer == b"" or answer.split(b" ")[1].startswith((b"4", b"5"))
    assert alive(address)


@pytest.mark.parametrize("query", ["%FF%FE", "%C3%28", "ASK%7B%7D%FF"])
def test_what_is_not_utf8_is_refused(address: str, query: str) -> None:
    assert httpx.get(f"{address}/sparql?query={query}").status_code == 400
    body = {"Content-Type": "application/x-www-form-urlencoded"}
    assert httpx.post(f"{address}/sparql", content=f"query={query}", headers=body).status_code == 400
    direct = {"Content-Type": "application/sparql-query"}
    assert httpx.post(f"{address}/sparql", content=b"ASK {} # \xff", headers=direct).status_code == 400


def test_a_slow_body_is_not_waited_for(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "MOST_SECONDS", 0.3)
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK"
    )
    assert raw(address, head, wait=5).split(b" ")[1] == b"408"


def test_slow_clients_do_not_stop_the_others(address: str) -> None:
    where = urlparse(address)
    slow = [socket.create_connection((where.hostname or "", where.port or 0)) for _ in range(100)]
    try:
        for connection in slow:
            connection.sendall(b"GET /sparql HTTP/1.1\r\nHost")
        assert alive(address)
    finally:
        for connection in slow:
            connection.close()


def test_many_at_once_are_answered_or_told_to_come_again(address: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?c ?d ?e }"

    def ask(number: int) -> int:
        text = f"{query} # {number}"
        return httpx.get(f"{address}/sparql", params={"query": text}, timeout=60).status_code

    with ThreadPoolExecutor(60) as pool:
        codes = list(pool.map(ask, range(90)))
    assert set(codes) <= {200, 503, 504}
    assert codes.count(200) > 0
    assert alive(address)


def test_a_rebuild_is_switched_to_without_a_failed_request(
    serve: Serve, small_output: Path, small_news: ModuleType, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    shutil.copytree(small_output, output)
    address = serve(output, Limits(at_once=2))
    statuses: list[int] = []
    stop = threading.Event()

    def load() -> None:
        with httpx.Client(base_url=address, timeout=30) as client:
            while not stop.is_set():
                statuses.append(client.get("/sparql", params={"query": "SELECT * { ?s a kg:Person }"}).status_code)
                statuses.append(client.get("/id/cao-bang").status_code)
                statuses.append(client.get("/api/search", params={"q": "cao bang"}).status_code)

    before = httpx.get(f"{address}/health").json()
    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(3):
        time.sleep(0.3)
        more = [Reading(Article(f"new-{n}", "Bài mới", title="Bài mới")) for n in range(number + 1)]
        small_news.write([*small_news.readings(), *more], output)
    time.sleep(0.3)
    stop.set()
    for thread in threads:
        thread.join()
    after = httpx.get(f"{address}/health").json()
    assert set(statuses) == {200}
    assert len(statuses) > 20
    assert after["generation"] != before["generation"]
    count = httpx.get(
        f"{address}/sparql", params={"query": "SELECT (COUNT(DISTINCT ?a) AS ?n) { GRAPH ?g { ?a a kg:Article } }"}
    )
    assert count.json()["results"]["bindings"][0]["n"]["value"] == "11"
