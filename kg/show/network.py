"""network.html: the telling part of a graph as one file that opens at once and asks nothing of any network.

pyvis gives the drawing; its template is ours, because the one it ships asks a CDN for Bootstrap, puts headings into the
page as markup, and writes in the locale's encoding. Scripts are allowed by their hash, so that no text of an article
could run even if it got out of its JSON block.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import kg
from kg.graph import Dataset
from kg.graph.files import save
from kg.show import escape, facts
from kg.show.picture import Picture, picture
from kg.show.selection import Part, Wish, choose
from kg.show.source import Built, Source, Stored

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "layout": {"improvedLayout": False},
    "physics": {
        "enabled": False,
        "solver": "barnesHut",
        "barnesHut": {"gravitationalConstant": -4000, "springLength": 90, "avoidOverlap": 0.2},
        "stabilization": {"enabled": False},
        "minVelocity": 1.5,
    },
    "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True, "hover": False, "multiselect": False},
    "nodes": {
        "font": {"face": "Be Vietnam Pro", "strokeWidth": 3, "vadjust": -2},
        "scaling": {"label": {"drawThreshold": 8}},
    },
    "edges": {
        "smooth": False,
        "selectionWidth": 1,
        "hoverWidth": 0,
        "arrows": {"to": {"scaleFactor": 0.45}, "from": {"scaleFactor": 0.45}},
        "font": {"face": "Be Vietnam Pro", "size": 11, "strokeWidth": 4, "align": "horizontal"},
    },
}


def write(contents: facts.Queryable | Dataset, path: str | Path, wish: Wish | None = None) -> Part:
    """Write the network of a graph as one HTML file, complete or not at all, and say what part of the graph it shows.

    Args:
        contents: a store, or a dataset of which a store will be made; the page is the same.
        path: the file.
        wish: what to draw; the most telling part of all by default.

    Raises InputError when the wish names something that is not there.
    """
    source: Source = Built(contents) if isinstance(contents, Dataset) else Stored(contents)
    links = source.links()
    things = source.things()
    articles = source.articles()
    if wish and wish.about:
        source.aliases(things)
    part = choose(things, links, articles, wish)
    save(Path(path), [page(picture(source, part, things, articles))])
    return part


def page(drawn: Picture, heading: str = "Mạng tri thức") -> str:
    """The HTML of a picture."""
    from pyvis.network import Network  # imports IPython: half a second that other commands need not wait

    library, script = escape.code("vis-network.min.js"), escape.code("glyphs.js") + escape.code("network.js")
    net = Network(directed=True, heading=heading, cdn_resources="in_line")
    net.nodes, net.edges = drawn.nodes, drawn.edges  # add_node and add_edge compare with all that is there already
    net.options = OPTIONS
    environment = Environment(
        loader=PackageLoader("kg.show"), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters |= {"data": escape.data, "raw_data": escape.raw_data}
    environment.globals |= {
        "graph": drawn.graph,
        "library": library,
        "script": script,
        "style": escape.fonts() + Markup(escape.static("tokens.css") + escape.static("network.css")),
        "policy": _policy(library, script),
        "version": kg.__version__,
    }
    net.templateEnv, net.path = environment, "network.html"
    html: str = net.generate_html()
    return html


def _policy(*scripts: str) -> str:
    """Nothing from anywhere: these scripts alone, the page's own styles, and pictures and fonts that stand in it."""
    allowed = " ".join(escape.fingerprint(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
