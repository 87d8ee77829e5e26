"""Pages as HTML: one place for templates, addresses, and what a page may load."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import kg
from kg.graph.terms import BASE
from kg.show import escape
from kg.show.vocabulary import FAMILIES, vocabulary

# What a page may load and do: its own style sheets, scripts and fonts, and nothing else anywhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
# The explorer and the query editor are libraries that write their own style elements; scripts stay as strict.
STYLED = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
_PLACES = ("id", "article", "code")


@dataclass(frozen=True)
class Links:
    """Where the pages of a graph are.

    Args:
        base: the IRI under which the graph's instances are named.
        root: what leads from the page to the first page: "/" when served, "" or "../" in files.
        files: whether pages are files on disk, with an ending.
    """

    base: str = BASE
    root: str = "/"
    files: bool = False

    def path(self, iri: str) -> str | None:
        """The path of a thing's or an article's page under the root; None for what has no page."""
        for base in (self.base, BASE):
            place, _, name = iri.removeprefix(base).partition("/")
            if iri.startswith(base) and place in _PLACES and name:
                return (
                    f"{place}/{file_name(name)}.html"
                    if self.files
                    else quote(f"{place}/{name}", safe="/:%-._~!$'()*+,;=@")
                )
        return None

    def href(self, iri: str, part: str = "") -> str:
        """A link to a page; "#" for what has none."""
        path = self.path(iri)
        return self.root + path + (f"#{part}" if part else "") if path else "#"

    def page(self, name: str) -> str:
        """A link to one of the pages that belong to no thing: "", "search", "articles", ..."""
        if self.files:
            return self.root + (name or "index") + ".html"
        return self.root + name

    def static(self, name: str) -> str:
        """A link to a bundled file; its mark makes a browser fetch it anew when it has changed."""
        return f"{self.root}static/{name}" + ("" if self.files else f"?{_mark(name)}")


def file_name(name: str) -> str:
    """The file of a local name: itself where a disk takes it, else shortened with a hash."""
    safe = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    if safe == name and len(name) <= 120:
        return name
    return f"{safe[:100]}-{hashlib.blake2b(name.encode(), digest_size=5).hexdigest()}"


def render(template: str, links: Links, *, policy: str = POLICY, **values: Any) -> str:
    """The HTML of a page."""
    made = _environment().get_template(template)
    return made.render(links=links, policy=policy, **values)


def day(text: str) -> str:
    """A date of any granularity as people write it: 2018-08-27 is 27/8/2018, --08-27 is 27/8."""
    full = re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d).*", text)
    if full:
        year, month, number = full.groups()
        return f"{int(number)}/{int(month)}" + ("" if year == "-" else f"/{year}")
    short = re.fullmatch(r"(\d{4})-(\d\d)", text)
    return f"{int(short.group(2))}/{short.group(1)}" if short else text


def span(first: str, last: str) -> str:
    """Two dates as one text."""
    return day(first) if first == last or not last else f"{day(first)} – {day(last)}"


def both(vi: str, en: str) -> Markup:
    """A text in both languages; the page shows the one that its reader chose."""
    return Markup('<span class="vi" lang="vi">{}</span><span class="en" lang="en">{}</span>').format(vi, en)


def term(name: str) -> Markup:
    """What a class or relation is called, in both languages."""
    found = vocabulary().name(name)
    return both(found.vi, found.en)


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> Markup:
    """A sentence with these spans marked."""
    out, at = Markup(), 0
    for start, end in marks:
        out += Markup("{}<mark>{}</mark>").format(text[at:start], text[start:end])
        at = end
    return out + text[at:]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("kg.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Any] = {
        "day": day,
        "plain": escape.plain,
        "unquote": unquote,
        "data": escape.data,
        "marked": marked,
    }
    made.filters |= filters
    made.globals |= {"t": both, "term": term, "span": span, "families": FAMILIES, "version": kg.__version__}
    return made


@cache
def _mark(name: str) -> str:
    return hashlib.blake2b(escape.static_bytes(name), digest_size=4).hexdigest()
