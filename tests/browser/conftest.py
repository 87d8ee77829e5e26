"""A real browser for tests of pages, and a record of everything that a page asked for or complained about."""

import importlib.util
import os
import shutil
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
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: the folder named by KG_SHOTS, else one that is thrown away."""
    folder = Path(os.environ.get("KG_SHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
