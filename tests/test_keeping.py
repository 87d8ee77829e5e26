"""The cache: what cannot be read there is made anew."""

from pathlib import Path

import pytest

from kg import keeping
from kg.keeping import kept


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"cno_such_module\nThing\n.",  # of a module that has moved
        b"ckg.keeping\nNoSuch\n.",
        b"I1x\n.",
        b"X\x02\x00\x00\x00\xff\xff.",
        b"cbuiltins\nlen\n(I1\ntR.",
        b"0.",
        b"h\x05.",
        b"\x80\xff",
    ],
)
def test_what_is_damaged_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    monkeypatch.setattr(keeping, "user_cache_path", lambda name: tmp_path)
    (tmp_path / "thing-1.pickle").write_bytes(body)
    assert kept("thing", "1", lambda: "made") == "made"
    assert kept("thing", "1", lambda: "made again") == "made"
