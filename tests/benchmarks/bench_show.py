"""How quick pictures and pages are in a real browser; asserts nothing.

    python tests/benchmarks/bench_show.py [OUTPUT]

OUTPUT is the folder of a built graph; without one, graphs are made up. Prints the static network against pyvis as it
comes, frames a second while dragging in the explorer, the type-ahead's quantiles, and what a page of a thing costs.
"""

from __future__ import annotations

import importlib.util
import json
import random
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from kg import store
from kg.show import facts, network
from kg.show.names import Names
from kg.show.near import between
from kg.show.selection import Wish, choose

TESTS = Path(__file__).parent.parent
SIZES = (200, 500, 1000, 2000)
PYVIS = (100, 200)  # at 500 nodes pyvis as it comes takes more than a minute
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def load(name: str, path: Path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def frames(page: Page, x: int, y: int, seconds: float = 2.0) -> float:
    """Frames a second while the picture is dragged from a place without a node."""
    page.evaluate(
        "window.__n ??= (requestAnimationFrame(function count() { window.__n++; requestAnimationFrame(count); }), 0)"
    )
    page.mouse.move(x, y)
    page.mouse.down()
    before, start, n = page.evaluate("__n"), time.monotonic(), 0
    while time.monotonic() - start < seconds:
        n += 1
        page.mouse.move(x + (n * 7) % 300, y - (n * 5) % 200)
        page.wait_for_timeout(8)
    found = (page.evaluate("__n") - before) / (time.monotonic() - start)
    page.mouse.up()
    return found


def static_networks(browser, opened, folder: Path) -> None:
    print("network.html            nodes  links   size MB  written s  ready s  drag fps  click s")
    for size in SIZES:
        start = time.monotonic()
        part = network.write(opened, folder / "n.html", Wish(max_nodes=size))
        written = time.monotonic() - start
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        start = time.monotonic()
        page.goto((folder / "n.html").as_uri())
        page.wait_for_selector("html[data-ready]")
        page.evaluate(FRAMES)
        ready = time.monotonic() - start
        rate = frames(page, 300, 700)
        start = time.monotonic()
        page.evaluate("void kgNetwork.body.emitter.emit('click', {nodes: [1], edges: []})")
        page.evaluate(FRAMES)
        click = time.monotonic() - start
        size_mb = (folder / "n.html").stat().st_size / 1e6
        print(
            f"{'':20}{len(part.things):9}{len(part.links):7}{size_mb:10.2f}{written:11.2f}{ready:9.2f}{rate:10.0f}{click:9.2f}"
        )
        page.close()


def plain_pyvis(browser, opened, folder: Path) -> None:
    from pyvis.network import Network

    things, links, articles = facts.things(opened), facts.links(opened), facts.articles(opened)
    for size in PYVIS:
        part = choose(things, links, articles, Wish(max_nodes=size))
        net = Network(cdn_resources="in_line", directed=True)
        for iri in part.things:
            net.add_node(iri, label=things[iri].label)
        for link in part.links:
            net.add_edge(link.subject, link.object)
        (folder / "p.html").write_text(net.generate_html(), encoding="utf-8")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(180_000)
        start = time.monotonic()
        page.goto((folder / "p.html").as_uri(), wait_until="domcontentloaded")
        page.evaluate("new Promise((done) => network.once('stabilizationIterationsDone', done))")
        page.evaluate(FRAMES)
        ready = time.monotonic() - start
        print(
            f"pyvis as it comes   {len(part.things):9}{len(part.links):7}{'':21}{ready:9.2f}{frames(page, 300, 700):10.0f}"
        )
        page.close()


def explorer(browser, opened, address: str) -> None:
    things, links, articles = facts.things(opened), facts.links(opened), facts.articles(opened)
    told = Names(opened).told
    for size in (1000, 5000, 10_000):
        part = choose(things, links, articles, Wish(max_nodes=size))
        data = {
            "things": [
                {
                    "id": iri,
                    "label": things[iri].label,
                    "kind": ["", ""],
                    "family": things[iri].family,
                    "told": told.get(iri, 0),
                    "href": "#",
                }
                for iri in part.things
            ],
            "links": between(opened, list(part.things))["links"],
        }
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address + "/explore")
        page.wait_for_selector("html[data-ready]")
        page.evaluate("(data) => kgExplorer.load(data)", data)
        moving = frames(page, 700, 600)
        page.wait_for_timeout(4500)
        page.click("#fit")
        page.wait_for_timeout(600)
        still = frames(page, 700, 600)
        print(
            f"explorer            {len(part.things):9}{len(data['links']):7}   while it settles {moving:.0f} fps, settled {still:.0f} fps"
        )
        page.close()


def pages(browser, opened, address: str) -> None:
    names = Names(opened)
    chance, times = random.Random(1), []
    entries = [thing.label for thing in names.things.values()]
    for _ in range(300):
        name = chance.choice(entries)
        asked = urllib.parse.quote(name[: chance.randrange(1, len(name) + 1)])
        start = time.monotonic()
        json.load(urllib.request.urlopen(f"{address}/suggest?q={asked}"))
        times.append(1000 * (time.monotonic() - start))
    cut = statistics.quantiles(times, n=20)
    print(f"type-ahead over {len(names)} things: median {statistics.median(times):.1f} ms, p95 {cut[18]:.1f} ms")
    known = sorted(names.told, key=lambda iri: -names.told[iri])
    for iri in (known[0], known[len(known) // 20], known[len(known) // 2]):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        sizes: list[int] = []
        page.on(
            "requestfinished",
            lambda request, kept=sizes: kept.append(
                sum(request.sizes()[k] for k in ("responseBodySize", "responseHeadersSize"))
            ),
        )
        page.goto(address + "/id/" + iri.rsplit("/", 1)[-1])
        page.wait_for_load_state("networkidle")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        print(
            f"page of {names.things[iri].label[:30]!r}: first paint {paint or 0:.0f} ms, {sum(sizes) / 1000:.0f} kB over the wire"
        )
        page.close()


def main() -> None:
    graphs, server = load("graphs", TESTS / "show" / "graphs.py"), load("server", TESTS / "browser" / "server.py")
    conftest = load("conftest_browser", TESTS / "browser" / "conftest.py")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as engine:
        folder = Path(name)
        if len(sys.argv) > 1:
            output = Path(sys.argv[1])
        else:
            output = folder / "output"
            graphs.big_output(output, 12_000)
        browser = engine.chromium.launch(executable_path=conftest.BROWSER, args=conftest.FLAGS)
        with store.open_store(output / "store") as opened, server.serving(output) as address:
            static_networks(browser, opened, folder)
            plain_pyvis(browser, opened, folder)
            pages(browser, opened, address)
            explorer(browser, opened, address)
        browser.close()


if __name__ == "__main__":
    main()
