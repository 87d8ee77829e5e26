"""The pages of a graph as files: a site that opens from a disk or from any web server, without this program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.graph.terms import BASE
from kg.show import escape, network, pages
from kg.show.names import Names, called
from kg.show.render import Links
from kg.show.vocabulary import vocabulary

STATIC = ("tokens.css", "site.css", "theme.js", "glyphs.js", "site.js")
_PAGES = ("id/*.html", "article/*.html", "code/*.html", "articles-*.html")  # one for each thing, so that some go


def write(store: Any, folder: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Write the pages of a store into a folder; the number of pages.

    Args:
        store: the graph.
        folder: made when missing; pages that are there already are replaced, and those of what the graph no longer
            has are deleted.
        progress: called with how many pages are written, of how many.
    """
    base = getattr(store, "base", BASE)
    first, inner = Links(base, "", files=True), Links(base, "../", files=True)
    names, listed = Names(store), pages.listed(store)
    things = sorted(iri for iri in names.things if first.path(iri))
    total, done = len(things) + len(listed) + 2, 0
    written: set[Path] = set()

    def put(path: str, html: str | None) -> None:
        nonlocal done
        if html is not None:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(html, encoding="utf-8", newline="\n")
            written.add(target)
            done += 1
            progress(done, total)

    _static(folder, names, first)
    put("index.html", pages.home(store, names, first))
    for number in range(max(1, -(-len(listed) // pages.PAGE))):
        put("articles.html" if number == 0 else f"articles-{number}.html", pages.articles(listed, first, number))
    for iri, _ in listed:
        put(first.path(iri) or "", pages.article(store, inner, iri))
    for iri in things:
        put(first.path(iri) or "", pages.thing(store, inner, iri))
    network.write(store, folder / "network.html")
    for pattern in _PAGES:
        for page in set(folder.glob(pattern)) - written:
            page.unlink()
    return done


def _static(folder: Path, names: Names, links: Links) -> None:
    """Style sheets, scripts, fonts, and the names for the search as a script: a page from a disk may fetch nothing."""
    place = folder / "static"
    place.mkdir(parents=True, exist_ok=True)
    for name in STATIC:
        (place / name).write_bytes(escape.static_bytes(name))
    # Browsers refuse a font file to a page from a disk, so that the style sheet carries the font.
    (place / "fonts.css").write_text(escape.fonts(), encoding="utf-8", newline="\n")
    (place / "OFL.txt").write_bytes(escape.static_bytes("fonts/OFL.txt"))
    words = vocabulary()
    rows = []
    for iri, thing in sorted(
        names.things.items(), key=lambda pair: (-names.told.get(pair[0], 0), pair[1].label, pair[0])
    ):
        kind, path = words.name(thing.kind), links.path(iri)
        if path:
            rows += [
                [escape.plain(called(thing, name), 120), kind.vi, kind.en, thing.family, path]
                for name in (thing.label, *thing.aliases)
            ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    (place / "names.js").write_text(f"window.KG_NAMES = {text};\n", encoding="utf-8", newline="\n")
