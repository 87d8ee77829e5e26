"""The pages as files."""

from pathlib import Path
from types import ModuleType

from kg import store
from kg.show import site


def test_pages_of_what_is_gone_are_deleted(small_news: ModuleType, tmp_path: Path) -> None:
    readings, folder = small_news.readings(), tmp_path / "site"
    for name, some in (("all", readings), ("fewer", readings[1:])):
        output = small_news.write(some, tmp_path / name)
        with store.open_store(output / "store") as graph:
            site.write(graph, folder)
        if name == "all":
            before = {path.relative_to(folder) for path in folder.rglob("*.html")}
            for stale in ("articles-7.html", "code/x.html", "mine.html"):
                (folder / stale).parent.mkdir(exist_ok=True)
                (folder / stale).write_text("x", encoding="utf-8")
    gone = f"{readings[0].article.id}.html"
    assert Path("article", gone) in before and not (folder / "article" / gone).exists()
    fresh = tmp_path / "fresh"
    with store.open_store(tmp_path / "fewer" / "store") as graph:
        site.write(graph, fresh)
    pages = {path.relative_to(fresh) for path in fresh.rglob("*.html")}
    assert {path.relative_to(folder) for path in folder.rglob("*.html")} == pages | {Path("mine.html")}
    assert len([page for page in before - pages if page.parts[0] == "id"]) > 0
