"""The served pages in a real browser: search, things, articles, phone, print, hostile text, accessibility, weight."""

from pathlib import Path

import pytest

PAGES = (
    "", "search?q=an", "search?q=zzzz", "articles", "article/cao-bang-1", "id/an", "id/hoi-nghi", "id/nq-28", "id/cao-bang",
    "id/khong-co", "explore#https://w3id.org/vnkg/id/an", "query",
)  # fmt: skip


@pytest.mark.parametrize("typed", ["nguyen van", "Nguyễn Văn", "ong an"])
def test_search_offers_names_as_one_types(page, witness, address: str, shots: Path, typed: str) -> None:
    page.goto(address)
    page.fill("#find", typed)
    page.locator("#find-list li").first.wait_for()
    assert "An" in page.locator("#find-list li").first.inner_text()
    page.screenshot(path=shots / "search.png")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/an")
    assert page.locator("h1").inner_text() == "Nguyễn Văn An"
    assert witness.outside(address) == []


def test_the_slash_key_goes_to_the_search_and_enter_lists_results(page, address: str) -> None:
    page.goto(address + "/id/an")
    page.keyboard.press("/")
    page.keyboard.type("cao bang")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=cao**")
    assert page.locator("ul.facts > li").count() >= 3
    page.get_by_role("link", name="Địa bàn").click()
    assert page.locator("ul.facts > li").count() == 1


def test_the_page_of_a_person(page, address: str, shots: Path) -> None:
    page.goto(address + "/id/an")
    text = page.locator("main").inner_text()
    for told in (
        "ông An",
        "3 bài báo",
        "Giữ chức vụ",
        "Bí thư Tỉnh ủy Cao Bằng",
        "Dòng thời gian",
        "Điều chưa chắc",
        "Hoàng Công Hàm",
    ):
        assert told in text
    spoke = page.locator("#r-speaksAt-to li").first
    spoke.locator("summary").click()
    quote = spoke.locator("blockquote").first
    assert quote.locator("mark").all_inner_texts() == ["Nguyễn Văn An", "Hội nghị tổng kết Nghị quyết 28"]
    assert quote.locator("a").first.get_attribute("href") == "/article/cao-bang-1#s-32"
    page.screenshot(path=shots / "thing.png", full_page=True)
    quote.locator("a").first.click()
    page.wait_for_url("**/article/cao-bang-1#s-32")
    assert "dự và phát biểu" in page.locator(".sentence:target").inner_text()


def test_the_page_of_an_event_begins_with_who_came(page, address: str) -> None:
    page.goto(address + "/id/hoi-nghi")
    headings = page.locator("main h2").all_inner_texts()
    assert headings[0].startswith("Người phát biểu") and any(h.startswith("Diễn ra tại") for h in headings)


def test_the_page_of_a_document_begins_with_who_implements_it(page, address: str) -> None:
    page.goto(address + "/id/nq-28")
    assert page.locator("main h2").first.inner_text().startswith("Nơi triển khai, thực hiện")


def test_the_page_of_an_article_marks_every_mention(page, address: str, shots: Path) -> None:
    page.goto(address + "/article/cao-bang-1")
    marked = page.locator(".article .m").all_inner_texts()
    assert {"Bí thư Tỉnh ủy Cao Bằng", "Nguyễn Văn An", "tỉnh Cao Bằng", "Nghị quyết 28-NQ/TW"} <= set(marked)
    assert page.locator(".article").inner_text().startswith("Cao Bằng tổng kết Nghị quyết 28")
    assert "phát biểu tại" in page.locator("#read").inner_text()
    page.screenshot(path=shots / "article.png", full_page=True)
    page.locator(".article .m a", has_text="Nguyễn Văn An").first.click()
    page.wait_for_url("**/id/an")


def test_english_and_dark_are_kept_from_page_to_page(page, address: str, shots: Path) -> None:
    page.goto(address + "/id/an")
    page.click("#language")
    page.click("#theme")
    page.goto(address + "/id/hoi-nghi")
    assert page.locator("main h2").first.inner_text().startswith("Speakers")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.screenshot(path=shots / "event-dark-english.png")


def test_a_browser_at_the_endpoint_gets_the_editor(page, address: str) -> None:
    page.goto(address + "/sparql")
    assert page.url == address + "/query"


def test_the_network_is_served_as_it_was_built(page, graphs, tmp_path: Path) -> None:
    from kg.show import network

    server = graphs.load_beside("browser", "server")
    with server.serving(graphs.output(tmp_path)) as address:
        assert page.request.get(address + "/network").status == 404
        network.write(graphs.small(), tmp_path / "network.html")
        page.goto(address)
        page.get_by_role("link", name="Mạng", exact=True).click()
        page.wait_for_selector("html[data-ready]")
        assert page.locator("#count").inner_text().startswith("11 nút")


def test_a_sentence_leads_to_its_place_in_the_article(page, address: str) -> None:
    page.goto(address + "/sentence/cao-bang-1-32")
    assert page.url == address + "/article/cao-bang-1#s-32"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_for_anything_elsewhere_or_is_hard_to_use(page, witness, axe, address: str, path: str) -> None:
    answer = page.goto(f"{address}/{path}")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    if path.startswith(("explore", "query")):
        page.wait_for_selector("html[data-ready]")
    assert axe(page) == []
    page.click("#theme")
    assert axe(page) == []
    assert witness.outside(address) == []
    if path == "id/khong-co":
        assert answer.status == 404
        witness.complaints.clear()


def test_on_a_phone_nothing_is_wider_than_the_screen(browser, witness, address: str, shots: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, is_mobile=True, has_touch=True)
    page = context.new_page()
    witness.watch(page)
    for path in ("", "id/an", "article/cao-bang-1", "search?q=an", "articles", "query"):
        page.goto(f"{address}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        if path == "id/an":
            page.screenshot(path=shots / "thing-phone.png")
    context.close()
    assert witness.complaints == []


def test_print_shows_every_sentence(page, address: str, tmp_path: Path) -> None:
    page.goto(address + "/id/an")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("blockquote").first.is_visible()
    assert page.locator(".top").is_hidden()
    assert page.pdf(path=tmp_path / "an.pdf")[:4] == b"%PDF"


def test_a_page_of_a_thing_weighs_little(page, address: str) -> None:
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(address + "/id/an")
    page.wait_for_load_state("networkidle")
    assert 10_000 < sum(sizes) < 300_000


def test_nothing_of_a_hostile_article_runs(page, witness, hostile_address: str) -> None:
    page.goto(hostile_address + "/articles")
    article = page.locator("ul.facts a").first.get_attribute("href")
    for path in ("/", "/articles", article, "/id/an", "/id/binh", "/id/hoang", "/search?q=script", "/search?q=%3Cscript%3E", "/review",
                 "/search?q=" + "x" * 3000, "/explore#https://w3id.org/vnkg/id/an"):  # fmt: skip
        page.goto(hostile_address + path)
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        page.wait_for_timeout(50)
        assert page.title() != "hacked", path
        assert page.evaluate("document.title.length") < 200
        assert page.locator("img, iframe, object").count() == 0, path
        assert page.locator("a[href^='javascript']").count() == 0, path
    page.fill("#find", "script")
    page.locator("#find-list li").first.wait_for()
    assert page.locator("#find-list img").count() == 0
    assert witness.outside(hostile_address) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/static/../routes.py", 404), ("/static/%2e%2e/routes.py", 404), ("/static/fonts/..%2f..%2froutes.py", 404),
     ("/static/none.js", 404), ("/static/site.css", 200), ("/explore/near?iri=x>y", 400), ("/explore/near?iri=https://w3id.org/vnkg/id/none", 404),
     ("/explore/said?a=a&b=b", 400), ("/articles?page=99999999999", 200), ("/articles?page=-1", 200), ("/review", 404)],
)  # fmt: skip
def test_addresses_that_are_wrong(address: str, path: str, status: int) -> None:
    import http.client

    host = address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", path)
    assert connection.getresponse().status == status


def test_a_rebuild_shows_without_a_restart(page, graphs, tmp_path: Path, until) -> None:
    from kg import store

    server = graphs.load_beside("browser", "server")
    with server.serving(graphs.output(tmp_path / "out")) as address:
        page.goto(address)
        page.fill("#find", "pham minh")
        page.wait_for_timeout(300)
        assert page.locator("#find-list li").count() == 0
        things = {**graphs.THINGS, "an": ("Person", "Phạm Minh An", ())}
        news = [
            (n[0], n[1], n[2], n[3], [(s.replace("Nguyễn Văn", "Phạm Minh"), f) for s, f in n[4]]) for n in graphs.NEWS
        ]
        store.write(graphs.dataset_of(news, things), tmp_path / "out" / "store")
        page.goto(address + "/id/an")
        assert page.locator("h1").inner_text() == "Phạm Minh An"
        page.goto(address)
        until(
            page, "fetch('/suggest?q=pham+minh').then((answer) => answer.json()).then((data) => data.found.length > 0)"
        )


def test_a_site_of_files_opens_from_the_disk(page, witness, graphs, tmp_path: Path, axe) -> None:
    from kg.show import site

    number = site.write(graphs.small(), tmp_path / "site")
    assert number > 15
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert axe(page) == []
    page.fill("#find", "nguyen van an")
    page.locator("#find-list li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/an.html")
    page.get_by_role("link", name="Hội nghị tổng kết Nghị quyết 28").first.click()
    page.wait_for_url("**/id/hoi-nghi.html")
    page.get_by_role("link", name="Mạng", exact=True).click()
    page.wait_for_selector("html[data-ready]")
    assert all(url.startswith(("file:", "data:", "blob:")) for url in witness.requests)
