"""Named graphs of an older graph.trig that are still what they would be written as, copied instead of made again.

An index beside the file says where each article's graph stands in it and by which fingerprint it was made. Without the
index, or with one of another file, everything is made anew.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.graph.dataset import Dataset
from kg.graph.turtle import Writer

INDEX = ".graph.trig.json"


def write(dataset: Dataset, head: Iterable[str], path: Path) -> Path:
    """Write graph.trig to `path`, complete or not at all: the head (the default graph), then the named graphs."""
    index = path.with_name(INDEX)
    beside = path.with_name(path.name + ".part")
    writer = Writer(dataset.prefixes)
    places: dict[str, tuple[str, int, int]] = {}
    with beside.open("wb", buffering=1 << 20) as file, _Old(path, index) as old:
        for part in head:
            file.write(part.encode("utf-8", "replace"))
        for reading in dataset.readings:
            name, mark = dataset.names.graph(reading.article.id), dataset.marks[reading.article.id]
            data = old.get(name, mark)
            if data is None:
                data = _bytes(writer.graph(name, dataset.evidence(reading)[1]))
            places[name] = (mark, file.tell(), len(data))
            file.write(data)
        for name, triples in dataset.others:
            file.write(_bytes(writer.graph(name, triples)))
        file.flush()
        os.fsync(file.fileno())
    index.unlink(missing_ok=True)  # no index of another file, whenever this is killed
    beside.replace(path)
    stamp = path.stat()
    made = index.with_name(INDEX + ".part")
    made.write_text(json.dumps({"size": stamp.st_size, "time": stamp.st_mtime_ns, "graphs": places}), "utf-8")
    made.replace(index)
    return path


class _Old:
    """The graphs of the file that stands there now."""

    def __init__(self, path: Path, index: Path) -> None:
        self._places: dict[str, tuple[str, int, int]] = {}
        self._data: mmap.mmap | None = None
        try:
            found, stamp = json.loads(index.read_text("utf-8")), path.stat()
            if (found["size"], found["time"]) == (stamp.st_size, stamp.st_mtime_ns) and stamp.st_size:
                with path.open("rb") as file:
                    self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self._places = found["graphs"]
        except (OSError, ValueError, KeyError, TypeError):
            self._places = {}

    def __enter__(self) -> _Old:
        return self

    def __exit__(self, *_: object) -> None:
        if self._data is not None:
            self._data.close()

    def get(self, name: str, mark: str) -> bytes | None:
        """The bytes of a graph, when it was made by that fingerprint."""
        place = self._places.get(name)
        if self._data is None or place is None or place[0] != mark:
            return None
        data = self._data[place[1] : place[1] + place[2]]
        return data if data[:1] == b"\n" and data[-2:] == b"}\n" else None


def _bytes(parts: Iterator[str]) -> bytes:
    return "".join(parts).encode("utf-8", "replace")
