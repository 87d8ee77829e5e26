"""Make the README's pictures from a built graph of the bundled samples.

kg build && python tests/browser/readme_pictures.py output
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
WHO = "phan-dinh-trac"


def load(name: str):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def network(page: Page, output: Path, into: Path) -> None:
    page.goto((output / "network.html").resolve().as_uri() + "#" + WHO)
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(600)
    page.screenshot(path=into / "network.png")


def thing(page: Page, address: str, into: Path) -> None:
    page.goto(f"{address}/id/{WHO}")
    page.evaluate("document.querySelectorAll('details').forEach((box, n) => { box.open = n < 2; })")
    page.screenshot(path=into / "page.png")


def explorer(page: Page, address: str, into: Path) -> None:
    page.goto(f"{address}/explore")
    page.wait_for_selector("html[data-ready]")
    page.fill("#find", "Cao Bằng")
    page.locator("#find-list li").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Mở rộng").click()
    page.wait_for_timeout(500)
    for name in ("Phan Đình Trạc", "Bộ Chính trị"):
        page.evaluate("document.getElementById('list-box').open = true")
        found = page.locator("#list button", has_text=name)
        if found.count():
            found.first.click()
            page.get_by_role("button", name="Mở rộng").click()
            page.wait_for_timeout(800)
    page.evaluate("document.getElementById('list-box').open = false")
    page.keyboard.press("Escape")
    page.wait_for_timeout(5000)
    page.click("#fit")
    page.wait_for_timeout(1000)
    page.screenshot(path=into / "explorer.png")


def main() -> None:
    output = Path(sys.argv[1] if len(sys.argv) > 1 else "output")
    into = Path(sys.argv[2]) if len(sys.argv) > 2 else output
    settings, server = load("conftest"), load("server")
    with sync_playwright() as engine, server.serving(output) as address:
        browser = engine.chromium.launch(executable_path=settings.BROWSER, args=settings.FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 860}, color_scheme="light", reduced_motion="reduce")
        network(page, output, into)
        thing(page, address, into)
        explorer(page, address, into)
        browser.close()


if __name__ == "__main__":
    main()
