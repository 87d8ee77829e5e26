"""Queries in processes that can be stopped."""

import threading
import time

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import QueryError, StoreError

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
GREEDY = "SELECT * { GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f } GRAPH ?z { ?g ?h ?i } } ORDER BY ?i ?c"


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    place = tmp_path_factory.mktemp("store")
    store.write(made(*(f"a{i}" for i in range(60))), place)
    return place


@pytest.fixture(scope="module")
def workers(folder):
    with store.Workers(folder, size=1) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "kind", "count"),
    [
        ("SELECT ?a { GRAPH ?g { ?a a kg:Article } }", "rows", 60),
        ("ASK { id:an a kg:Person }", "truth", 1),
        ("CONSTRUCT { ?s a kg:Person } WHERE { ?s a kg:Person }", "triples", 1),
        ("DESCRIBE id:hoi-nghi", "triples", 3),
    ],
)
def test_answers(workers, query, kind, count) -> None:
    answer = workers.ask(query)
    assert (answer.kind, answer.count, answer.truncated) == (kind, count, False)


@pytest.mark.parametrize(("limit", "truncated"), [(59, True), (60, False), (61, False)])
@pytest.mark.parametrize("media", ["application/sparql-results+json", "text/csv"])
def test_the_limit_says_when_there_is_more(workers, limit, truncated, media) -> None:
    answer = workers.ask("SELECT ?a { GRAPH ?g { ?a a kg:Article } }", limit=limit, row_format=media)
    assert (answer.count, answer.truncated) == (min(limit, 60), truncated)
    if media.endswith("json"):
        assert len(list(ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON))) == answer.count


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"size": 100}, "larger than 100 bytes"),
        ({"row_format": "text/html"}, "no format of query results"),
    ],
)
def test_what_is_asked_too_much(workers, more, says) -> None:
    with pytest.raises(QueryError, match=says):
        workers.ask("SELECT * { ?s ?p ?o }", **more)


def test_a_wrong_query_keeps_its_place_and_its_worker(workers) -> None:
    with pytest.raises(QueryError, match="line 1, column 11"):
        workers.ask("SELECT * {")
    assert workers.ask("ASK {}").kind == "truth"


def test_graphs_of_the_protocol(workers) -> None:
    graph = "https://w3id.org/vnkg/graph/article/a1"
    answer = workers.ask("SELECT ?a { ?a a kg:Article }", default_graphs=[graph])
    assert answer.count == 1
    answer = workers.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", named_graphs=[graph])
    assert answer.count == 1


def test_a_timeout_stops_the_work(folder) -> None:
    with store.Workers(folder, size=1) as workers:
        workers.ask("ASK {}")
        process = workers._free.queue[-1]._process
        with pytest.raises(store.Timeout, match=r"longer than 0\.3 s and was stopped"):
            workers.ask(ENDLESS, timeout=0.3)
        assert not process.is_alive()
        assert workers.ask("ASK {}").kind == "truth"


def test_who_has_gone_stops_the_work(folder) -> None:
    with store.Workers(folder, size=1) as workers:
        end = time.monotonic() + 0.3
        with pytest.raises(store.Cancelled):
            workers.ask(ENDLESS, timeout=60, gone=lambda: time.monotonic() > end)
        assert workers.ask("ASK {}").kind == "truth"


def test_a_greedy_query_ends_alone(folder) -> None:
    # Address space, not memory: the threads of a worker alone reserve hundreds of MB of it.
    with store.Workers(folder, size=1, memory=1500 << 20) as workers:
        with pytest.raises(QueryError, match="memory"):
            workers.ask(GREEDY, timeout=60)
        assert workers.ask("ASK {}").kind == "truth"


def test_only_so_many_at_once(folder) -> None:
    with store.Workers(folder, size=1) as workers:
        failures = []

        def endless() -> None:
            try:
                workers.ask(ENDLESS, timeout=1.5)
            except store.Timeout as error:
                failures.append(error)

        thread = threading.Thread(target=endless)
        thread.start()
        time.sleep(0.3)
        with pytest.raises(store.Busy):
            workers.ask("ASK {}", timeout=0.2)
        thread.join()
        assert len(failures) == 1
        assert workers.ask("ASK {}").kind == "truth"


def test_a_rebuild_is_seen_by_the_next_query(made, tmp_path) -> None:
    count = "SELECT ?a { GRAPH ?g { ?a a kg:Article } }"
    store.write(made("a"), tmp_path)
    with store.Workers(tmp_path, size=1) as workers:
        first = workers.ask(count)
        store.write(made("a", "b"), tmp_path)
        second = workers.ask(count)
    assert (first.count, second.count) == (1, 2)
    assert second.generation == first.generation + 1


def test_no_store_no_workers(tmp_path) -> None:
    with pytest.raises(StoreError, match="There is no graph"):
        store.Workers(tmp_path)


def test_refused_before_any_process(workers) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        workers.ask("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
