"""A real browser for tests of pages, and a record of everything that a page asked for or complained about."""

import importlib.util
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def load(name: str, path: Path) -> ModuleType:
    """A module of another test folder."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Witness:
    """What a page did besides showing itself."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def outside(self, origin: str) -> list[str]:
        """The requests that went anywhere else."""
        own = urlsplit(origin)
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url)[:2] != own[:2]
        ]


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium (or Chrome) through Playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright: pip install -e '.[dev]'")
    if BROWSER is None:
        pytest.skip("no browser: apt-get install chromium")
    with playwright.sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def page(browser, witness: Witness) -> Iterator[object]:
    """A fresh page; it must end without having complained."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme="light", reduced_motion="reduce"
    )
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    witness.watch(opened)
    yield opened
    context.close()
    assert witness.complaints == []


@pytest.fixture(scope="session")
def graphs() -> ModuleType:
    """The graphs of tests/show/graphs.py."""
    return load("graphs_for_browser", Path(__file__).parent.parent / "show" / "graphs.py")


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where screenshots go, for people to look at: output/shots, or the folder named by KG_SHOTS."""
    folder = Path(os.environ.get("KG_SHOTS") or Path(__file__).parent.parent.parent / "output" / "shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def address(graphs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the small graph."""
    server = load("server_for_browser", Path(__file__).parent / "server.py")
    with server.serving(graphs.output(tmp_path_factory.mktemp("served"))) as url:
        yield url


@pytest.fixture(scope="session")
def hostile_address(graphs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the hostile graph."""
    server = load("server_for_hostile", Path(__file__).parent / "server.py")
    with server.serving(graphs.output(tmp_path_factory.mktemp("hostile"), hostile=True), edit=True) as url:
        yield url


@pytest.fixture(scope="session")
def editing(graphs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server of the small graph that was started for editing, and its output folder."""
    server = load("server_for_editing", Path(__file__).parent / "server.py")
    folder = graphs.output(tmp_path_factory.mktemp("edited"))
    with server.serving(folder, edit=True) as url:
        yield url, folder


def waited(page, expression: str, seconds: float = 10) -> None:
    """Return when the expression is true in the page (Playwright's own wait needs eval, which pages forbid)."""
    end = time.monotonic() + seconds
    while not page.evaluate(f"Promise.resolve({expression}).then(Boolean)"):
        assert time.monotonic() < end, f"{expression} did not come true"
        page.wait_for_timeout(30)


@pytest.fixture
def until():
    return waited


AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def faults(page) -> list[str]:
    """The serious and critical accessibility faults that axe-core finds on a page."""
    page.evaluate(AXE.read_text(encoding="utf-8") + ";undefined")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [
        f"{v['id']}: {n['target']} {n['failureSummary'][:200]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
        for n in v["nodes"][:3]
    ]


@pytest.fixture
def axe():
    return faults
