"""Review in the page: pairs side by side, one key, the same file as from the terminal, and nobody else may write it."""

import http.client
import json
from pathlib import Path

import pytest

from kg.identity import judgements


def test_one_key_decides_a_pair(page, until, witness, axe, editing: tuple[str, Path], shots: Path) -> None:
    address, folder = editing
    page.goto(address + "/review")
    assert page.locator("#left").inner_text() == "2"
    first = page.locator(".pair:visible")
    assert "Nguyễn Văn An – Hoàng Công Hàm" in first.locator("h2").inner_text() or "Nguyễn Văn An" in first.inner_text()
    assert "the same post in two years" in first.inner_text()
    assert first.locator("blockquote").count() >= 2
    assert axe(page) == []
    page.screenshot(path=shots / "review.png")
    page.keyboard.press("d")
    until(page, "document.getElementById('left').textContent === '1'")
    page.get_by_role("button", name="Là một").locator("visible=true").click()
    until(page, "document.getElementById('left').textContent === '0'")
    assert page.locator("#all-done").is_visible()
    kept = judgements.read(folder / "judgements.tsv")
    assert {(j.left_node, j.right_node, j.verdict) for j in kept} == {
        ("an", "hoang", "different"),
        ("an", "binh", "same"),
    }
    assert all(j.left.startswith("cao-bang-1#Nguyễn Văn An") for j in kept)
    page.goto(address + "/review")
    assert "Không còn cặp nào" in page.locator("main").inner_text()
    assert witness.outside(address) == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-KG-Token": "guessed"}, {"Origin": "https://example.org"}, {"Host": "example.org"}],
)
def test_nobody_else_may_decide(editing: tuple[str, Path], headers: dict[str, str]) -> None:
    address, _ = editing
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    base = "https://w3id.org/vnkg/id/"
    body = json.dumps({"left": base + "an", "right": base + "binh", "verdict": "different"})
    connection.request("POST", "/review", body, {"Content-Type": "application/json", **headers})
    answer = connection.getresponse()
    assert answer.status == 403
    answer.read()
