"""Kept readings as the files of an output folder: identity, triples, Turtle, store, picture."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from kg import graph, identity, show, store
from kg.build import Progress, Report
from kg.cache import Readings
from kg.identity import Digester, corrections
from kg.keeping import program
from kg.ontology import load
from kg.processes import beside, uncollected


def rebuild(
    folder: Path,
    kept: Readings,
    report: Report,
    *,
    formats: Sequence[str] | None = None,
    base: str | None = None,
    network: bool | None = None,
    workers: int | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> None:
    """Write the graph of the kept readings: identity, triples, files, store, picture; nothing where all is written.

    The formats, base and network that are not given are those of the last build.
    """
    last = {"formats": [], "base": graph.BASE, "network": True} | json.loads(kept.state("options") or "{}")
    formats = last["formats"] if formats is None else formats
    base = last["base"] if base is None else base
    network = last["network"] if network is None else network
    options = {"formats": sorted(formats), "base": base, "network": network}
    if options != last:
        kept.note("options", json.dumps(options))
    with uncollected():
        _rebuild(folder, kept, report, formats, base, network, workers or os.cpu_count() or 1, progress)


def _rebuild(
    folder: Path,
    kept: Readings,
    report: Report,
    formats: Sequence[str],
    base: str,
    network: bool,
    workers: int,
    progress: Progress,
) -> None:
    judgements = folder / "judgements.tsv"
    wanted = _wanted(kept, judgements, formats, base, network)
    report.articles = len(kept.hashes())
    state = json.loads(kept.state("graph") or "{}")
    if state.get("of") == wanted and all((folder / name).exists() for name in state["files"]):
        report.facts = state["facts"]
        return
    kept.note("graph", None)
    progress("identity", 0, None)
    gone = corrections.dropped(identity.judgements.read(judgements))
    readings = list(corrections.without(kept.all(), gone))
    found = kept.digests()
    digester = Digester(load()) if gone else None
    digests = [
        digester.digest(r) if digester and r.article.id in gone else d
        for r, (d, _) in zip(readings, found, strict=True)
    ]
    prepared = {d.article: one for d, one in found if d.article not in gone}
    resolution = identity.join(digests, judgements, prepared=prepared)
    progress("graph", 0, None)
    prints = {id_: f"{program()} {mark} {sorted(gone.get(id_, ()))}" for id_, mark in kept.hashes().items()}
    dataset = graph.build(readings, resolution, base=base, prints=prints)
    report.facts = graph.count_facts(dataset)

    def draw() -> None:
        show.network.write(dataset, folder / "network.html")

    with beside(draw, fork=workers > 1) if network else nullcontext():
        graph.write(dataset, folder, formats=formats)
        progress("store", 0, None)
        store.write(dataset, folder / "store")
        progress("network", 0, None)
    forms = [graph.files.FILES[form][0] for form in formats]
    files = ["graph.ttl", "graph.trig", *forms, "store/CURRENT", *(["network.html"] if network else [])]
    for name in set(state.get("files", ())) - set(files):  # of a form no longer asked for
        (folder / name).unlink(missing_ok=True)
    kept.note("graph", json.dumps({"of": wanted, "facts": report.facts, "files": files}))


def _wanted(kept: Readings, judgements: Path, formats: Sequence[str], base: str, network: bool) -> str:
    """A hash of everything that the written files depend on."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (program(), load().version, base, *sorted(formats), str(network)):
        digest.update(part.encode() + b"\0")
    for id_, mark in kept.hashes().items():
        digest.update(f"{id_}\0{mark}\0".encode())
    if judgements.exists():
        digest.update(judgements.read_bytes())
    return digest.hexdigest()
