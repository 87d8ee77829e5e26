"""How a trained model is written: one zip archive, the same bytes for the same content."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def write(path: Path, parts: Mapping[str, bytes], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the parts, and each array as NAME.npy; an old file is replaced at once when all is written."""
    content = {**parts, **{f"{name}.npy": _bytes(values) for name, values in arrays.items()}}
    with (
        tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle,
        zipfile.ZipFile(handle, "w") as archive,
    ):
        for name, data in sorted(content.items()):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    Path(handle.name).chmod(0o644)
    Path(handle.name).replace(path)


def _bytes(values: NDArray[Any]) -> bytes:
    out = io.BytesIO()
    np.save(out, values, allow_pickle=False)
    return out.getvalue()
