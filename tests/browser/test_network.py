"""network.html in a real browser: it opens without a request, answers clicks, and runs nothing that an article wrote."""

from pathlib import Path

import pytest

from kg.show import network
from kg.show.picture import NAMED


@pytest.fixture(scope="session")
def files(graphs, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("networks")
    for name, store in (("small", graphs.small()), ("hostile", graphs.hostile()), ("many", graphs.many(600))):
        network.write(store, folder / f"{name}.html")
    return {path.stem: path for path in folder.iterdir()}


def opened(page, path: Path):
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    return page


def at(page, name: str) -> dict[str, float]:
    """Where on the screen the node of that name is."""
    return page.evaluate(
        """(name) => { const n = kgNetwork.body.data.nodes.get({filter: (n) => n.label.replace(/\\n/g, " ") === name})[0];
           const p = kgNetwork.canvasToDOM(kgNetwork.getPosition(n.id)), b = document.getElementById("network").getBoundingClientRect();
           return {x: p.x + b.x, y: p.y + b.y}; }""",
        name,
    )


def visible(page) -> int:
    return page.evaluate("kgNetwork.body.data.nodes.get({filter: (n) => !n.hidden}).length")


def test_it_opens_and_asks_for_nothing(page, witness, files: dict[str, Path], shots: Path) -> None:
    opened(page, files["small"])
    assert page.locator("#count").inner_text().startswith("11 nút")
    assert page.evaluate("kgNetwork.physics.physicsEnabled") is False
    assert [url for url in witness.requests if not url.startswith("data:")] == [files["small"].as_uri()]
    page.screenshot(path=shots / "network-small.png")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080), (2560, 1440)])
def test_as_many_names_at_first_on_every_screen(page, files: dict[str, Path], width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, files["many"])
    names = """() => Object.values(kgNetwork.body.nodes).filter(
        (n) => n.options.font.size * kgNetwork.getScale() >= n.options.scaling.label.drawThreshold - 1).length"""
    assert 10 <= page.evaluate(names) <= NAMED
    page.evaluate("kgNetwork.moveTo({scale: 2 * kgNetwork.getScale()})")
    assert page.evaluate(names) > NAMED


def test_a_click_on_a_node_shows_its_facts_and_their_sentences(page, files: dict[str, Path], shots: Path) -> None:
    opened(page, files["small"])
    page.mouse.click(**at(page, "Nguyễn Văn An"))
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Nguyễn Văn An"
    row = panel.locator("section", has=page.get_by_role("heading", name="phát biểu tại")).locator("details")
    if row.get_attribute("open") is None:
        row.locator("summary").click()
    quote = row.locator("blockquote")
    assert "dự và phát biểu tại Hội nghị" in quote.inner_text()
    assert "Nguyễn Văn An" in quote.locator("mark").all_inner_texts()
    link = quote.locator("a")
    assert (link.get_attribute("href"), link.inner_text()) == (
        "https://example.org/cao-bang-1",
        "Cao Bằng tổng kết Nghị quyết 28",
    )
    assert "27/8/2018" in quote.inner_text()
    assert "Phải làm tốt hơn nữa" in panel.inner_text()
    page.screenshot(path=shots / "network-node.png")
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_a_click_on_a_line_shows_its_sentences(page, files: dict[str, Path]) -> None:
    opened(page, files["small"])
    a, b = at(page, "Trần Thị Bình"), at(page, "Bằng khen")
    page.mouse.click((a["x"] + b["x"]) / 2, (a["y"] + b["y"]) / 2)
    panel = page.locator("#panel")
    assert "được tặng" in panel.inner_text()
    assert "tặng Bằng khen cho Trần Thị Bình" in panel.locator("blockquote").first.inner_text()
    assert panel.locator("a").count() == 0  # the article's address is a javascript: one


@pytest.mark.parametrize("typed", ["hoang cong", "Hoàng Công Hàm", "HAM HOANG"])
def test_search_with_and_without_accents(page, files: dict[str, Path], typed: str) -> None:
    opened(page, files["small"])
    page.fill("#find", typed)
    assert page.locator("#found li").first.inner_text().startswith("Hoàng Công Hàm")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Hoàng Công Hàm"
    assert page.url.endswith("#hoang")


def test_search_by_another_name_and_for_nothing(page, files: dict[str, Path]) -> None:
    opened(page, files["small"])
    page.fill("#find", "ubnd tinh")
    assert page.locator("#found li").first.inner_text().startswith("Ủy ban nhân dân tỉnh Cao Bằng")
    page.fill("#find", "zzz")
    assert "Không thấy" in page.locator("#found").inner_text()


def test_the_legend_filters_and_the_slider_cuts_by_date(page, until, files: dict[str, Path]) -> None:
    opened(page, files["small"])
    everything = visible(page)
    page.get_by_label("Người, cán bộ").uncheck()
    without_people = visible(page)
    assert without_people < everything - 2
    page.get_by_label("Người, cán bộ").check()
    assert visible(page) == everything
    page.locator("#since").focus()
    page.keyboard.press("End")
    until(page, "document.getElementById('span').textContent.startsWith('3/10/2019')")
    until(page, f"kgNetwork.body.data.nodes.get({{filter: (n) => !n.hidden}}).length < {everything}")
    names = page.evaluate("kgNetwork.body.data.nodes.get({filter: (n) => !n.hidden}).map((n) => n.label)")
    assert "Trần Thị Bình" in names and "Hoàng Công Hàm" not in names


def test_english_and_dark(page, files: dict[str, Path], shots: Path) -> None:
    opened(page, files["small"])
    page.click("#language")
    assert page.locator("#classes").inner_text().splitlines()[0] == "Person"
    assert page.evaluate("document.documentElement.lang") == "en"
    labels = page.evaluate("kgNetwork.body.data.edges.get().map((e) => e.label)")
    assert any("speaks at" in (label or "") for label in labels)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.screenshot(path=shots / "network-dark.png")


def test_a_link_into_the_page_opens_a_node(page, files: dict[str, Path]) -> None:
    page.goto(files["small"].as_uri() + "#cao-bang")
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#panel h2").inner_text() == "Cao Bằng"


def test_it_is_easy_to_use(page, axe, files: dict[str, Path]) -> None:
    opened(page, files["small"])
    assert axe(page) == []
    page.mouse.click(**at(page, "Nguyễn Văn An"))
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    assert axe(page) == []
    page.click("#theme")
    page.fill("#find", "an")
    assert axe(page) == []


def test_on_a_phone(browser, witness, files: dict[str, Path], shots: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    witness.watch(page)
    opened(page, files["small"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.tap("#filters")
    assert page.locator("#legend").is_visible()
    page.tap("#filters")
    page.fill("#find", "nguyen van an")
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    page.wait_for_timeout(700)
    page.screenshot(path=shots / "network-phone.png")
    context.close()
    assert witness.complaints == []


def test_nothing_of_a_hostile_article_runs(page, witness, files: dict[str, Path]) -> None:
    opened(page, files["hostile"])
    for node in page.evaluate("kgNetwork.body.data.nodes.getIds()"):
        page.evaluate("(id) => void kgNetwork.body.emitter.emit('click', {nodes: [id], edges: []})", node)
        page.evaluate("document.querySelectorAll('#panel details').forEach((d) => d.setAttribute('open', ''))")
    for edge in page.evaluate("kgNetwork.body.data.edges.getIds()"):
        page.evaluate("(id) => void kgNetwork.body.emitter.emit('click', {nodes: [], edges: [id]})", edge)
    page.fill("#find", "script")
    page.wait_for_timeout(100)
    assert page.title() == "Mạng tri thức"
    assert page.locator("img, iframe, object, embed").count() == 0
    assert page.locator("a:not([href^='http'])").count() == 0
    assert [url for url in witness.requests if not url.startswith("data:")] == [files["hostile"].as_uri()]


def test_a_script_that_got_out_would_not_run(page, witness, files: dict[str, Path], tmp_path: Path) -> None:
    text = files["small"].read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(
        text.replace(
            "</body>", '<script>document.title="hacked"</script><img src=x onerror="document.title=1"></body>'
        ),
        encoding="utf-8",
    )
    page.goto(broken.as_uri())
    page.wait_for_timeout(200)
    assert page.title() == "Mạng tri thức"
    assert len(witness.complaints) == 3 and all("Content Security Policy" in c for c in witness.complaints)
    witness.complaints.clear()


def test_a_larger_graph_shows_its_first_names_and_says_what_it_is(page, files: dict[str, Path], shots: Path) -> None:
    opened(page, files["many"])
    assert page.locator("#left-out").inner_text() == "Hình này vẽ toàn bộ đồ thị."
    page.screenshot(path=shots / "network-many.png")
    page.click("#physics")
    assert page.evaluate("kgNetwork.physics.physicsEnabled") is True
    page.click("#physics")
