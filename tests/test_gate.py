import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import gate
from kg.cli import cli
from kg.errors import InputError, KgError
from kg.gate import Section

MADE_UP = Path(__file__).parent / "data" / "made_up_gold"
REASON = "Names of honours are now read by their kind"


@pytest.mark.parametrize(
    ("now", "broken"),
    [
        ({"entity ALL": 0.85}, []),
        ({"entity ALL": 0.8}, []),
        ({"entity ALL": 0.79}, ["entity ALL"]),
        ({}, ["entity ALL"]),
    ],
)
def test_a_floor_breaks_below_it(now: dict[str, float], broken: list[str]) -> None:
    lines = gate.failures(Section("g", {"entity ALL": 0.8}), now)
    assert [line.split(":")[0] for line in lines] == broken


def test_pinning_raises_floors_and_lowers_none(tmp_path: Path) -> None:
    log = tmp_path / "CHANGELOG.md"
    old = Section("g", {"entity ALL": 0.8, "relation ALL": 0.7})
    now = {"entity ALL": 0.859, "relation ALL": 0.65, "relation meets": 0.5}
    kept = gate.pinned(old, "g", now, reason=None, changelog=log)
    assert kept.floors == {"entity ALL": 0.85, "relation ALL": 0.7, "relation meets": 0.5}
    with pytest.raises(KgError, match="write"):
        gate.pinned(old, "g", now, reason=REASON, changelog=log)
    log.write_text(f"# Changelog\n\n- {REASON},\n  so F1 falls.\n".replace("now read", "now\n  read"))
    assert gate.pinned(old, "g", now, reason=REASON, changelog=log).floors["relation ALL"] == 0.65
    with pytest.raises(KgError, match="write"):
        gate.pinned(old, "g", now, reason="so", changelog=log)
    with pytest.raises(KgError, match="changed gold"):
        gate.pinned(old, "other", now, reason=None, changelog=log)
    assert gate.pinned(None, "g", now, reason=None, changelog=log).floors["relation ALL"] == 0.65


def test_the_hash_is_of_articles_and_annotations_only(tmp_path: Path) -> None:
    folder = tmp_path / "dev"
    shutil.copytree(MADE_UP, folder)
    before = gate.fingerprint(folder)
    (folder / "graph.trig").unlink()
    assert gate.fingerprint(folder) == before
    path = folder / "gold" / "a.json"
    path.write_text(path.read_text().replace("Trần Văn An", "Trần Văn Ân"))
    assert gate.fingerprint(folder) != before


def test_a_gate_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "gate.json").write_text('{"dev": {"floors": 3}}')
    with pytest.raises(InputError, match="not a gate file"):
        gate.read(tmp_path / "gate.json")


def test_command(tmp_path: Path) -> None:
    floors = tmp_path / "gate.json"

    def run(*options: str) -> Result:
        return CliRunner().invoke(
            cli, ["eval", str(MADE_UP), "-o", str(MADE_UP), "--gate", str(floors), *options], standalone_mode=True
        )

    none = run()
    assert isinstance(none.exception, InputError)
    assert "--pin" in str(none.exception)
    assert run("--pin").exit_code == 0
    held = run()
    assert held.exit_code == 0
    assert "floors of “made_up_gold” hold" in held.output
    data = json.loads(floors.read_text())
    assert data["made_up_gold"]["floors"] == {"entity ALL": 0.85, "relation ALL": 0.72}
    data["made_up_gold"]["floors"]["relation ALL"] = 0.9
    floors.write_text(json.dumps(data))
    broken = run()
    assert broken.exit_code == 1
    assert "relation ALL: 0.727 is under its floor of 0.90" in broken.output
    data["made_up_gold"]["gold"] = "other"
    floors.write_text(json.dumps(data))
    assert "not the one its floors were pinned on" in str(run().exception)
    assert CliRunner().invoke(cli, ["eval", str(MADE_UP), "--pin"]).exit_code == 2
