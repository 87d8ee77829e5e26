"""kg eval: how right the graph is, measured against annotated articles."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from kg import gate
from kg.claims import claims
from kg.errors import InputError
from kg.evaluate import Evaluation, Score, annotated, evaluate
from kg.ontology import load

_FILES = click.Path(path_type=Path, dir_okay=False)


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path, file_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Measure this built graph; do not build anew.")
@click.option("--errors", type=click.IntRange(0), default=0, help="Name this many of the errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--held-out", type=_FILES, help="JSON lists of article ids set aside: scored apart, errors not shown.")
@click.option("--workers", type=click.IntRange(1), help="Processes for the build; all cores by default.")
@click.option("--gate", "floors", type=_FILES, help="Compare with the floors in this file; exit code 1 if one breaks.")
@click.option("--pin", is_flag=True, help="Raise the floors in the gate file to the figures of now.")
@click.option("--lower", metavar="REASON", help="Lower floors too; the reason must stand in the changelog.")
@click.option("--changelog", type=_FILES, default=Path("CHANGELOG.md"), show_default=True, help="Where reasons stand.")
def eval_(
    *,
    gold: Path,
    output: Path | None,
    errors: int,
    as_json: bool,
    held_out: Path | None,
    workers: int | None,
    floors: Path | None,
    pin: bool,
    lower: str | None,
    changelog: Path,
) -> None:
    """Measure the graph against annotated articles: a folder with articles.jsonl (or text/*.txt) and gold/*.json.

    Prints precision, recall and F1 by type and relation, and how far the confidence can be trusted.

    \b
    kg eval gold/dev                      build the folder's articles apart and score them
    kg eval gold/dev -o output            score a graph that is built already
    kg eval gold/dev --errors 40          name what was missed and what was wrong
    kg eval gold/dev --gate tests/gate.json
    """
    if (pin or lower) and not floors:
        raise click.UsageError("--pin and --lower change a gate file: name it with --gate FILE")
    read = annotated(gold)
    if output:
        found = claims([output / "graph.trig"], load())
    else:
        with tempfile.TemporaryDirectory(prefix="kg-eval-") as folder:
            found = claims([_built(gold, Path(folder), workers)], load())
    outcome = evaluate(read, found)
    aside = _ids(held_out) if held_out else frozenset()
    parts = {"all": outcome}
    if aside:
        parts["tuned"] = evaluate((a for a in read if a.id not in aside), found)
        parts["held out"] = evaluate((a for a in read if a.id in aside), found)
    if as_json:
        click.echo(json.dumps({name: _figures(part) for name, part in parts.items()}, indent=1, ensure_ascii=False))
    else:
        _print(parts)
        shown = [miss for miss in outcome.misses if miss.article not in aside][:errors]
        for miss in shown:
            click.echo(f"{miss.article}\t{'wrong' if miss.wrong else 'missed'}\t{miss.name}\t{miss.text}")
    if floors:
        _gate(floors, gold, outcome, pin=pin, lower=lower, changelog=changelog)


def _built(gold: Path, folder: Path, workers: int | None) -> Path:
    from kg.build import build

    listed = gold / "articles.jsonl"
    source = listed if listed.exists() else gold / "text"
    if not source.exists():
        raise InputError(f"{gold}: neither articles.jsonl nor text/ in it, so there is nothing to build")
    report = build([source], folder, workers=workers, network=False)
    for problem in report.problems:
        click.echo(f"kg: {problem}", err=True)
    return folder / "graph.trig"


def _ids(path: Path) -> frozenset[str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a JSON file with lists of article ids ({error})") from error
    lists = data.values() if isinstance(data, Mapping) else [data]
    return frozenset(str(id_) for ids in lists if isinstance(ids, list) for id_ in ids)


def _figures(outcome: Evaluation) -> dict[str, object]:
    def row(score: Score) -> dict[str, float]:
        return {
            "P": score.precision,
            "R": score.recall,
            "F": score.f1,
            "gold": score.gold,
            "found": score.found,
            "right": score.right,
        }

    return {
        "articles": outcome.articles,
        "entities": {"ALL": row(outcome.total(relations=False))} | {k: row(v) for k, v in _sorted(outcome.entities)},
        "relations": {"ALL": row(outcome.total(relations=True))} | {k: row(v) for k, v in _sorted(outcome.relations)},
        "reliability": [
            {"from": low, "to": high, "relations": n, "right": right} for low, high, n, right in outcome.reliability()
        ],
    }


def _sorted(scores: Mapping[str, Score]) -> list[tuple[str, Score]]:
    return sorted(scores.items(), key=lambda item: (-item[1].gold, item[0]))


def _print(parts: Mapping[str, Evaluation]) -> None:
    console = Console(width=None if sys.stdout.isatty() else 100, highlight=False)
    outcome = parts["all"]
    console.print(f"{outcome.articles} articles")
    for title, relations in (("things", False), ("relations", True)):
        table = Table(title, *("P", "R", "F1", "gold", "found"), box=None, header_style="bold")
        for name, part in parts.items():
            _row(table, "ALL" if name == "all" else f"{name} ({part.articles} articles)", part.total(relations))
        for name, score in _sorted(outcome.relations if relations else outcome.entities):
            _row(table, name, score)
        console.print(table)
    table = Table("confidence", "relations", "right", "share", box=None, header_style="bold")
    for low, high, count, right in outcome.reliability():
        if count:
            table.add_row(f"{low:.2f} - {high:.2f}", str(count), str(right), f"{right / count:.3f}")
    console.print(table)


def _row(table: Table, name: str, score: Score) -> None:
    figures = (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", str(score.gold), str(score.found))
    table.add_row(name, *figures)


def _gate(path: Path, gold: Path, outcome: Evaluation, *, pin: bool, lower: str | None, changelog: Path) -> None:
    sections = gate.read(path)
    name, mark, now = gold.resolve().name, gate.fingerprint(gold), gate.figures(outcome)
    if pin or lower:
        sections[name] = gate.pinned(sections.get(name), mark, now, reason=lower, changelog=changelog)
        gate.write(path, sections)
    if name not in sections:
        raise InputError(f"{path}: no floors for “{name}” yet. Pin them with --pin.")
    if sections[name].gold != mark:
        raise InputError(f"{path}: the gold in {gold} is not the one its floors were pinned on. Pin them with --pin.")
    broken = gate.failures(sections[name], now)
    _say(broken, f"{len(sections[name].floors)} floors of “{name}” hold")
    if broken:
        sys.exit(1)


def _say(broken: Iterable[str], fine: str) -> None:
    for line in list(broken) or [fine]:
        click.echo(f"gate: {line}", err=True)
