"""The explorer in a real browser: expand, filter, path, undo, a link that restores the view, evidence, export."""

from pathlib import Path

import pytest

BASE = "https://w3id.org/vnkg/id/"


def shown(page) -> set[str]:
    return {iri.removeprefix(BASE) for iri in page.evaluate("kgExplorer.picture.graphData().nodes.map((n) => n.id)")}


def at(page, name: str) -> dict[str, float]:
    """Where on the screen a node is."""
    return page.evaluate(
        """(id) => { const n = kgExplorer.picture.graphData().nodes.find((n) => n.id === id), p = kgExplorer.picture.graph2ScreenCoords(n.x, n.y),
           b = document.querySelector("#graph").getBoundingClientRect(); return {x: p.x + b.x, y: p.y + b.y}; }""",
        BASE + name,
    )


def settle(page) -> None:
    page.wait_for_timeout(1500)


def opened(page, address: str, name: str):
    page.goto(f"{address}/explore#{BASE}{name}")
    page.wait_for_selector("html[data-ready]")
    settle(page)
    return page


def test_begin_with_a_search(page, until, witness, address: str, shots: Path) -> None:
    page.goto(address + "/explore")
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#start").is_visible()
    page.fill("#find", "hoang cong")
    page.locator("#find-list li").first.wait_for()
    page.keyboard.press("Enter")
    until(page, "kgExplorer.picture.graphData().nodes.length === 2")
    assert shown(page) == {"hoang", "an"}
    assert page.locator("#panel h2").inner_text() == "Hoàng Công Hàm"
    assert witness.outside(address) == []


def test_expand_by_double_click_undo_hide_and_pin(page, until, address: str, shots: Path) -> None:
    opened(page, address, "hoang")
    page.mouse.dblclick(**at(page, "an"))
    until(page, "kgExplorer.picture.graphData().nodes.length > 5")
    assert {"hoang", "an", "bi-thu", "hoi-nghi", "ubnd", "le"} <= shown(page)
    settle(page)
    page.screenshot(path=shots / "explorer.png")
    page.click("#undo")
    assert shown(page) == {"hoang", "an"}
    page.get_by_role("button", name="Danh sách").or_(page.locator("#list-box summary")).first.click()
    page.locator("#list button", has_text="Hoàng").click()
    page.get_by_role("button", name="Ẩn").click()
    assert shown(page) == {"an"}
    page.click("#undo")
    page.locator("#list button", has_text="Hoàng").click()
    page.keyboard.press("p")
    assert page.evaluate("kgExplorer.picture.graphData().nodes.filter((n) => n.fx != null).length") == 1


def test_filter_by_class_relation_confidence_and_time(page, address: str) -> None:
    opened(page, address, "an")
    everything = shown(page)
    page.get_by_label("Sự kiện").uncheck()
    assert everything - shown(page) == {"hoi-nghi", "le"}
    page.get_by_label("Sự kiện").check()
    page.locator("#confidence").fill("0.8")
    assert "hoang" not in shown(page) and "ubnd" in shown(page)
    page.locator("#confidence").fill("0")
    page.locator("#since").focus()
    page.keyboard.press("End")
    assert shown(page) == {"an", "le"}
    page.keyboard.press("Home")
    assert shown(page) == everything
    page.locator("details", has=page.locator("#relations")).locator("summary").click()
    page.get_by_label("chỉ đạo, đề nghị").uncheck()
    assert everything - shown(page) == {"ubnd"}


def test_the_way_between_two_things(page, until, address: str) -> None:
    opened(page, address, "hoang")
    page.get_by_role("button", name="Từ đây").click()
    page.fill("#find", "bang khen")
    page.locator("#find-list li").first.wait_for()
    page.keyboard.press("Enter")
    until(page, "kgExplorer.picture.graphData().nodes.some((n) => n.id.endsWith('/bang-khen'))")
    settle(page)
    page.mouse.click(**at(page, "bang-khen"))
    page.wait_for_selector("#from[data-found]")
    assert page.locator("#from").inner_text().startswith("Hoàng Công Hàm → Nguyễn Văn An → ")
    assert page.locator("#from").inner_text().endswith("→ Trần Thị Bình → Bằng khen")


def test_a_link_restores_the_view(page, browser, witness, address: str) -> None:
    opened(page, address, "an")
    page.get_by_label("Tổ chức, cơ quan").uncheck()
    page.locator("#confidence").fill("0.8")
    before, link = shown(page), page.url
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    other = context.new_page()
    witness.watch(other)
    other.goto(link)
    other.wait_for_selector("html[data-ready]")
    assert shown(other) == before
    assert not other.get_by_label("Tổ chức, cơ quan").is_checked()
    assert other.locator("#confidence").input_value() == "0.8"
    context.close()


def test_a_line_shows_its_sentences(page, address: str) -> None:
    opened(page, address, "an")
    page.locator("#panel button.go", has_text="phát biểu tại").click()
    page.locator("#panel blockquote").first.wait_for()
    assert "dự và phát biểu tại" in page.locator("#panel blockquote").first.inner_text()
    assert page.locator("#panel blockquote mark").count() >= 2
    assert page.locator("#panel blockquote a").first.get_attribute("href") == "/article/cao-bang-1#s-32"


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [("png", "vnkg.png", b"\x89PNG"), ("svg", "vnkg.svg", b"<svg"), ("graphml", "vnkg.graphml", b"<?xml")],
)
def test_export(page, address: str, tmp_path: Path, button: str, name: str, begins: bytes) -> None:
    import networkx as nx

    opened(page, address, "an")
    page.locator("details", has=page.locator("#png")).locator("summary").click()
    with page.expect_download() as waiting:
        page.click(f"#{button}")
    saved = tmp_path / name
    waiting.value.save_as(saved)
    assert waiting.value.suggested_filename == name
    assert saved.read_bytes().startswith(begins)
    if button == "graphml":
        graph = nx.read_graphml(saved)
        assert graph.nodes[BASE + "an"]["label"] == "Nguyễn Văn An"
        assert graph.number_of_edges() >= 5


def test_the_query_editor_runs_and_shows_a_result_in_three_ways(
    page, until, witness, address: str, shots: Path
) -> None:
    page.goto(address + "/query")
    page.wait_for_selector("html[data-ready]")
    page.locator(".yasqe_queryButton").click()
    page.locator(".yasr_results td", has_text="id:an").first.wait_for()
    page.screenshot(path=shots / "query.png")
    page.get_by_text("Mạng", exact=True).last.click()
    page.locator(".kg-network canvas").first.wait_for()
    page.select_option("#question", "holders")
    until(page, "kgQuery.getTab().getYasr().results?.getBindings()?.length > 0")
    page.evaluate(
        """kgQuery.getTab().setQuery(`SELECT ?x ?date { VALUES (?x ?date) { (<https://w3id.org/vnkg/id/an> "2018-08-27"^^<http://www.w3.org/2001/XMLSchema#date>) } }`)"""
    )
    page.locator(".yasqe_queryButton").click()
    until(page, "kgQuery.getTab().getYasr().results?.getVariables().includes('date')")
    page.get_by_text("Dòng thời gian", exact=True).click()
    assert page.locator(".kg-time li").inner_text().split() == ["27/8/2018", "id:an"]
    page.locator(".kg-time a").click()
    page.wait_for_url("**/id/an")
    assert witness.outside(address) == []
