"""What people decided about who is who: a sorted table in the output folder that always wins.

A side of a judgement is an anchor, "article#name as that article has it", so that it means the same after any
rebuild; the node's id beside it is for readers, and for graphs that do not hold the article.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

from kg.errors import InputError
from kg.identity.persons import Cluster, Ref

COLUMNS = ("left", "right", "verdict", "who", "when", "left_node", "right_node", "note")
VERDICTS = ("same", "different", "unsure")
DROP = "drop"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One decision.

    Of a dropped statement `left` is "article@offset#subject", `right` the object and `note` the property.
    """

    left: str
    right: str
    verdict: str
    who: str = ""
    when: str = ""
    left_node: str = ""
    right_node: str = ""
    note: str = ""

    @property
    def pair(self) -> tuple[str, str, str]:
        """What the judgement is on; a later one on the same replaces it."""
        return (self.left, self.right, self.note if self.verdict == DROP else "")


def anchor(article: str, name: str) -> str:
    """The anchor of what an article calls by a name."""
    return f"{article}#{name}"


def judgement(left: str, right: str, verdict: str, *, nodes: tuple[str, str] = ("", ""), note: str = "") -> Judgement:
    """A judgement of now by the user at the keyboard, sides in order."""
    who = os.environ.get("KG_REVIEWER") or os.environ.get("USER") or "reviewer"
    when = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if verdict != DROP and right < left:
        left, right, nodes = right, left, (nodes[1], nodes[0])
    return Judgement(left, right, verdict, who, when, nodes[0], nodes[1], note)


def read(path: Path | None) -> list[Judgement]:
    """The judgements of a file, sorted; none when there is no file.

    A table that a spreadsheet saved may begin with a byte order mark. Raises InputError, naming the line, for what is
    no judgement.
    """
    if path is None or not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            return sorted(_judgement(row, f"{path}:{number}") for number, row in enumerate(rows, 2))
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: this is no UTF-8. Save the table as UTF-8 text separated by tabs.") from error


def _judgement(row: Mapping[str, str | None], where: str) -> Judgement:
    values = {c: (row.get(c) or "").strip() for c in COLUMNS}
    if values["verdict"] not in (*VERDICTS, DROP):
        allowed = ", ".join((*VERDICTS, DROP))
        raise InputError(f"{where}: “{values['verdict']}” is no verdict. Write one of {allowed}.")
    if not values["left"] or not (values["right"] or values["right_node"] or values["verdict"] == DROP):
        empty = "right" if values["left"] else "left"
        raise InputError(f"{where}: the column “{empty}” is empty. Write what an article calls it: article#name.")
    return Judgement(**values)


def write(path: Path, judgements: Iterable[Judgement]) -> None:
    """Keep judgements in a file, sorted, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".judgements", delete=False
    ) as handle:
        handle.write("\t".join(COLUMNS) + "\n")
        for one in sorted(judgements):
            handle.write("\t".join(_flat(getattr(one, c)) for c in COLUMNS) + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    Path(handle.name).chmod(0o644)
    Path(handle.name).replace(path)


def add(path: Path, new: Iterable[Judgement]) -> None:
    """Add judgements to a file; the newer on the same pair wins."""
    kept = {j.pair: j for j in read(path)}
    kept.update({j.pair: j for j in new})
    write(path, kept.values())


def remove(path: Path, gone: Iterable[Judgement]) -> int:
    """Take judgements back; how many there were."""
    pairs = {j.pair for j in gone}
    kept = read(path)
    write(path, [j for j in kept if j.pair not in pairs])
    return sum(j.pair in pairs for j in kept)


class Constraints:
    """Judgements as groups of what is the same and pairs of groups that are not.

    Args:
        judgements: the decisions.
        refs: every anchor of the readings with what it names.
        nodes: node ids with what they named before the judgements, for sides whose article is not there.
    """

    def __init__(
        self,
        judgements: Iterable[Judgement] = (),
        refs: Mapping[str, Ref] | None = None,
        nodes: Mapping[str, Ref] | None = None,
    ) -> None:
        refs, nodes = refs or {}, nodes or {}
        self._parent: dict[Ref, Ref] = {}
        self._apart: dict[Ref, set[Ref]] = {}
        self.missing: list[Judgement] = []
        self.settled: dict[tuple[Ref, Ref], str] = {}
        pairs = []
        for one in judgements:
            left = refs.get(one.left) or nodes.get(one.left_node)
            right = refs.get(one.right) or nodes.get(one.right_node)
            if one.verdict == DROP:
                continue
            if left is None or right is None:
                self.missing.append(one)
                continue
            pairs.append((one.when, left, right, one.verdict))
            self.settled[min(left, right), max(left, right)] = one.verdict
        for _, left, right, verdict in sorted(pairs):
            if verdict == "same":
                self._parent[max(self._root(left), self._root(right))] = min(self._root(left), self._root(right))
        for _, left, right, verdict in sorted(pairs):
            if verdict == "different":
                self._apart.setdefault(self._root(left), set()).add(self._root(right))
                self._apart.setdefault(self._root(right), set()).add(self._root(left))

    def __bool__(self) -> bool:
        return bool(self.settled)

    def group(self, ref: Ref) -> Ref:
        """What stands for all that was judged to be the same as `ref`."""
        return self._root(ref)

    def groups(self) -> set[Ref]:
        """The refs that a judgement mentions."""
        return {ref for pair in self.settled for ref in pair}

    def parted(self, one: Cluster, two: Cluster) -> bool:
        """Whether some of one were judged different from some of the other."""
        if not self._apart:
            return False
        mine = {self._root(m.ref) for m in one.members} & self._apart.keys()
        theirs = {self._root(m.ref) for m in two.members}
        return any(self._apart[m] & theirs for m in mine)

    def _root(self, ref: Ref) -> Ref:
        while ref in self._parent and self._parent[ref] != ref:
            ref = self._parent[ref]
        return ref


def renamed(one: Judgement, nodes: tuple[str, str]) -> Judgement:
    """The judgement with other node ids beside its anchors."""
    return replace(one, left_node=nodes[0], right_node=nodes[1])


def _flat(value: str) -> str:
    return " ".join(value.split())
