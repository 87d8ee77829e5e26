"""Facts as tables: CSV for spreadsheets, Parquet for data frames."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple
from itertools import islice
from pathlib import Path

from kg.errors import KgError
from kg.export.facts import COLUMNS, Fact

_ROWS = 50_000  # of a Parquet row group


def write_csv(rows: Iterable[Fact], path: Path) -> int:
    """Write a CSV file (RFC 4180, UTF-8 with a byte order mark, by which spreadsheets know it); the number of rows."""
    beside, n = path.with_name(path.name + ".part"), 0
    with beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for fact in rows:
            n += 1
            writer.writerow("true" if v is True else "false" if v is False else v for v in astuple(fact))
    beside.replace(path)
    return n


def write_parquet(rows: Iterable[Fact], path: Path) -> int:
    """Write a Parquet file; the number of rows. A KgError says what to install when there is no pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise KgError("Parquet needs pyarrow: pip install 'vnkg[parquet]'") from error
    types = {"confidence": pa.float64(), "asserted": pa.bool_(), "start": pa.int32(), "end": pa.int32()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
    beside, n, left = path.with_name(path.name + ".part"), 0, iter(rows)
    with pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        while group := [astuple(fact) for fact in islice(left, _ROWS)]:
            n += len(group)
            writer.write_table(pa.table([list(column) for column in zip(*group, strict=True)], schema=schema))
    beside.replace(path)
    return n
