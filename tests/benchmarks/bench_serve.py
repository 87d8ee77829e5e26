"""How quick and how steady `kg serve` is over a built graph; prints a table.

    python tests/benchmarks/bench_serve.py OUTPUT [--seconds 60] [--rounds 5]

Named questions, entity look-up and search at 1 and 16 clients; the endpoint against bare pyoxigraph over the same
store; 200 connections at once with a mixture of cheap, heavy, wrong and endless queries, with the memory it took.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import http.client
import statistics
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import psutil
import pyoxigraph as ox

import kg

PORT = 8917


async def get(path: str, timeout: float = 120.0) -> tuple[int, float]:
    """Status and seconds of one request on a connection of its own; 0 where there was no answer."""
    began = time.perf_counter()
    try:
        reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", PORT), timeout)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        head = await asyncio.wait_for(reader.readline(), timeout)
        await asyncio.wait_for(reader.read(-1), timeout)
        writer.close()
        return int(head.split()[1]), time.perf_counter() - began
    except (OSError, IndexError, asyncio.TimeoutError):
        return 0, time.perf_counter() - began


async def many(path: str, clients: int, rounds: int) -> list[float]:
    """Seconds of `rounds` requests by each of the clients; each asks in a way of its own, so that nothing is kept."""

    async def client(number: int) -> list[float]:
        mark = "&" if "?" in path else "?"
        return [(await get(f"{path}{mark}limit={400 - number - 16 * r}"))[1] for r in range(rounds)]

    return [t for times in await asyncio.gather(*(client(n) for n in range(clients))) for t in times]


def row(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(
        f"{name:44} p50 {1000 * statistics.median(ordered):8.1f} ms  p95 {1000 * p95:8.1f} ms  n={len(ordered)}",
        flush=True,
    )


def sparql(text: str) -> str:
    return "/sparql?query=" + urllib.parse.quote(text)


def against_bare(output: Path, rounds: int) -> None:
    """Each query in turn over HTTP and by pyoxigraph, serialised alike; the quicker quarter, of quick ones of more rounds.

    Over one connection that stays open, as clients of an endpoint hold it.
    """
    graph = kg.open(output)
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    for name, question in graph.questions.items():
        if any(p.required for p in question.parameters):
            continue
        text = question.sparql()
        bare, served = [], []
        while len(bare) < rounds or (len(bare) < 8 * rounds and statistics.median(bare) < 0.1):
            marked = f"{text}# {len(bare)}"
            began = time.perf_counter()
            results = graph.store.inner.query(marked, prefixes=graph.prefixes)
            assert isinstance(results, ox.QuerySolutions)
            results.serialize(format=ox.QueryResultsFormat.JSON)
            bare.append(time.perf_counter() - began)
            began = time.perf_counter()
            connection.request("GET", sparql(marked))
            answer = connection.getresponse()
            assert answer.status in (200, 504)
            answer.read()
            served.append(time.perf_counter() - began)
        b, s = statistics.quantiles(bare, n=4)[0], statistics.quantiles(served, n=4)[0]
        print(f"{name:20} bare {1000 * b:8.1f} ms  served {1000 * s:8.1f} ms  ratio {s / b:.2f}", flush=True)


async def crowd(seconds: float, clients: int = 200) -> collections.Counter[int]:
    """Statuses of what a crowd gets."""
    mixture = [
        sparql("SELECT * { ?s a kg:Person } LIMIT 20 # "),
        sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } # "),
        sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } # "),
        sparql("SELECT * { ?s ?p } # "),
        "/id/ha-noi?",
        "/api/search?q=ha%20noi&limit=",
    ]
    until, codes = time.monotonic() + seconds, collections.Counter[int]()

    async def client(number: int) -> None:
        turn = number
        while time.monotonic() < until:
            code, _ = await get(f"{mixture[turn % len(mixture)]}{1 + turn % 400}", timeout=60)
            codes[code] += 1
            turn += 7

    await asyncio.gather(*(client(n) for n in range(clients)))
    return codes


def memory(process: subprocess.Popen[bytes]) -> float:
    """Megabytes of the server and its workers."""
    me = psutil.Process(process.pid)
    return sum(p.memory_info().rss for p in (me, *me.children(recursive=True))) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("output", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ratio", action="store_true", help="only the endpoint against bare pyoxigraph")
    parser.add_argument("--about", default="Hà Nội")
    options = parser.parse_args()
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "-q",
        "-o",
        str(options.output),
        "--port",
        str(PORT),
        "--timeout",
        "60" if options.ratio else "5",
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            while asyncio.run(get("/health"))[0] != 200:
                time.sleep(0.2)
            print(f"memory at the start {memory(server):.0f} MB")
            if options.ratio:
                against_bare(options.output, options.rounds)
                return
            about = urllib.parse.quote(options.about)
            asyncio.run(get(f"/api/search?q={about}"))  # the index of names is made by the first
            for clients in (1, 16):
                rounds = options.rounds if clients == 1 else 1
                for name in kg.open(options.output).questions:
                    path = f"/api/questions/{name}?about={about}"
                    row(f"{name}, {clients} clients", asyncio.run(many(path, clients, rounds)))
                for name, path in (("entity", f"/api/entity?name={about}"), ("search", f"/api/search?q={about}")):
                    row(f"{name}, {clients} clients", asyncio.run(many(path, clients, rounds)))
            against_bare(options.output, options.rounds)
            codes = asyncio.run(crowd(options.seconds))
            print(
                f"200 connections for {options.seconds:g} s: {dict(sorted(codes.items()))}; memory {memory(server):.0f} MB"
            )
            print("alive afterwards:", asyncio.run(get("/health")))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
