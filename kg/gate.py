"""Floors under the quality: F1 by type and relation, pinned to a set of annotations, that only a stated reason lowers.

A gate file is JSON: {"dev": {"gold": "hash", "floors": {"entity Person": 0.97, ...}}, ...}, one section a gold folder.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, KgError
from kg.evaluate import Evaluation

LEAST = 10  # gold instances: below that one annotation moves F1 by more than a mechanism does


@dataclass(frozen=True, slots=True)
class Section:
    """The floors for one gold folder."""

    gold: str  # hash of its annotations and articles
    floors: dict[str, float]


def read(path: Path) -> dict[str, Section]:
    """The sections of a gate file by name; none when there is no such file.

    Raises InputError for a file that is no gate.
    """
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {name: Section(s["gold"], {k: float(v) for k, v in s["floors"].items()}) for name, s in data.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a gate file ({error}). Delete it and pin the floors anew.") from error


def write(path: Path, sections: dict[str, Section]) -> None:
    """Write a gate file, sorted, so that it diffs well."""
    data = {name: {"gold": s.gold, "floors": s.floors} for name, s in sections.items()}
    path.write_text(json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def fingerprint(folder: Path) -> str:
    """A hash of what a gold folder holds: its articles and annotations, whatever else lies beside them."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted([*folder.glob("gold/*.json"), *folder.glob("text/*.txt"), *folder.glob("articles.jsonl")]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def figures(outcome: Evaluation) -> dict[str, float]:
    """F1 of every type and relation that has enough gold instances, and of all of them together."""
    found = {"entity ALL": outcome.total(relations=False), "relation ALL": outcome.total(relations=True)}
    found |= {f"entity {name}": score for name, score in outcome.entities.items()}
    found |= {f"relation {name}": score for name, score in outcome.relations.items()}
    return {name: score.f1 for name, score in sorted(found.items()) if score.gold >= LEAST}


def failures(section: Section, now: dict[str, float]) -> list[str]:
    """One line for every floor that is broken."""
    return [
        f"{name}: {now.get(name, 0.0):.3f} is under its floor of {floor:.2f}"
        for name, floor in sorted(section.floors.items())
        if now.get(name, 0.0) < floor
    ]


def pinned(old: Section | None, gold: str, now: dict[str, float], *, reason: str | None, changelog: Path) -> Section:
    """New floors, a hundredth or less below the figures of now; none is lowered without a reason.

    Args:
        old: the floors so far.
        gold: hash of the gold folder.
        now: the figures.
        reason: why floors may be lowered; it must stand in the changelog, word for word.
        changelog: the file that it must stand in.

    Raises KgError when a floor would be lowered without a reason, or with one that the changelog does not give.
    """
    fresh = {name: _hundredths(f1) for name, f1 in now.items()}
    before = old.floors if old else {}
    lower = sorted(name for name, floor in before.items() if fresh.get(name, 0.0) < floor)
    if lower and reason is None and old and old.gold == gold:
        return Section(gold, {**fresh, **{name: before[name] for name in lower}})
    if lower and reason is None:
        names = ", ".join(lower)
        raise KgError(f"the changed gold would lower these floors: {names}. Say why with --lower REASON")
    if lower and not _stands(reason or "", changelog):
        raise KgError(f"lowering a floor is a change that users feel: write “{reason}” into {changelog} first")
    return Section(gold, fresh)


def _stands(reason: str, changelog: Path) -> bool:
    words = " ".join(reason.split())
    text = " ".join(changelog.read_text(encoding="utf-8").split()) if changelog.exists() else ""
    return len(words) >= 10 and words in text


def _hundredths(f1: float) -> float:
    """The figure cut to hundredths, never above it: 0.7999999999999999 times a hundred is 80."""
    floor = math.floor(f1 * 100) / 100
    return floor if floor <= f1 else round(floor - 0.01, 2)
