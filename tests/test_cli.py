"""The command line as a user meets it: exit codes, messages, standard input, odd inputs, two ways to start it."""

import io
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import COMMANDS, cli, main

TEXT = (
    "Lạng Sơn tổng kết công tác năm\n"
    "Ngày 5/3/2024, Tỉnh ủy Lạng Sơn tổ chức Hội nghị tổng kết công tác năm. "
    "Ông Nguyễn Văn An, Chủ tịch UBND tỉnh Lạng Sơn, dự Hội nghị."
)


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin)


def process(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A process of its own, as main() handles errors that click's test runner would only hand on."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments], input=stdin, capture_output=True, cwd=cwd, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def labels(output: Path) -> str:
    return (output / "graph.ttl").read_text(encoding="utf-8")


def test_python_m_kg() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout) == (0, f"kg, version {kg.__version__}\n")


def test_help_names_every_command() -> None:
    shown = run("--help").output
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run("bluild").exit_code == 2


@pytest.mark.parametrize(
    "data",
    [TEXT.encode("utf-16"), unicodedata.normalize("NFD", TEXT).encode(), TEXT.encode("utf-8-sig")],
    ids=["utf-16", "nfd", "bom"],
)
def test_encodings_end_in_one_graph(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bai.txt").write_bytes(data)
    assert run("build", str(tmp_path / "bai.txt"), "-o", str(tmp_path / "out"), "--no-network").exit_code == 0
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    assert run("build", str(tmp_path / "bai.txt"), "-o", str(tmp_path / "plain"), "--no-network").exit_code == 0
    assert labels(tmp_path / "out") == labels(tmp_path / "plain")
    assert (tmp_path / "out" / "graph.trig").read_bytes() == (tmp_path / "plain" / "graph.trig").read_bytes()
    assert "Nguyễn Văn An" in labels(tmp_path / "out")


def test_standard_input(tmp_path: Path) -> None:
    done = process("build", "-", "-o", str(tmp_path / "out"), "--no-network", stdin=TEXT.encode("utf-16"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 articles" in done.stdout
    assert "Nguyễn Văn An" in labels(tmp_path / "out")


def test_fields_and_date(tmp_path: Path) -> None:
    source = tmp_path / "bai.jsonl"
    source.write_text(json.dumps({"ma": "x7", "content": TEXT}), encoding="utf-8")
    out = tmp_path / "out"
    done = run(
        "build",
        str(source),
        "-o",
        str(out),
        "--no-network",
        "--field",
        "text=content",
        "--field",
        "id=ma",
        "--date",
        "5/3/2024",
    )
    assert done.exit_code == 0
    trig = (out / "graph.trig").read_text(encoding="utf-8")
    assert 'dct:identifier "x7"' in trig
    assert 'dct:date "2024-03-05"^^xsd:date' in trig


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["build", "x.txt", "--date", "hôm qua"], 2, "--date hôm qua: not a date"),
        (["build", "x.txt", "--field", "body=text"], 2, "there is no field “body”"),
        (["build", "x.txt", "--field", "text"], 2, "NAME=FIELD"),
        (["build", "x.txt", "--workers", "0"], 2, "--workers"),
        (["forget", "x"], 2, "run `kg build` first"),
        (["eval", "."], 2, "no gold/*.json"),
    ],
)
def test_senseless_commands(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    done = process(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("rong.txt", b"", "empty"),
        ("tep.txt", bytes(range(256)) * 20, "binary"),
        ("bai.pdf", b"%PDF-1.7", "PDF"),
        ("english.txt", b"The Prime Minister met officials of the Ministry of Finance on Monday.", "not Vietnamese"),
        ("sai.json", b'{"text": ', "not valid JSON"),
        ("trang.html", b"<html><body></body></html>", "no article text"),
    ],
)
def test_what_cannot_be_read_is_named_skipped_and_counted(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / name).write_bytes(data)
    (news / "tot.txt").write_text(TEXT, encoding="utf-8")
    done = process("build", str(news), "-o", str(tmp_path / "out"), "--no-network")
    assert "network.html" not in str(done.stdout)
    assert done.returncode == 1
    assert f"skipped {news / name}" in done.stderr
    assert reason in done.stderr
    assert "1 inputs skipped" in done.stdout
    assert "Nguyễn Văn An" in labels(tmp_path / "out")


def test_an_article_read_with_a_reservation_is_not_skipped(tmp_path: Path) -> None:
    source = tmp_path / "bai.jsonl"
    source.write_text(json.dumps({"text": TEXT, "date": "hôm qua"}), encoding="utf-8")
    done = process("build", str(source), "-o", str(tmp_path / "out"), "--no-network")
    assert "hôm qua" in done.stderr
    assert "skipped" not in done.stderr + done.stdout
    assert done.returncode == 0


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = process("build", "khong-co.txt", "-o", "out", "--no-network", cwd=tmp_path)
    assert done.returncode == 1
    assert "khong-co.txt: there is no such file" in done.stderr


def test_an_output_folder_that_may_not_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "bai.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert run("build", str(source), "-o", str(tmp_path / "out"), "--no-network", "--workers", "1").exit_code == 0
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder, "kin")
        locked.mkdir(mode=0o555)
        Path(folder).chmod(0o755)
        arguments = ["build", "-", "-o", str(locked / "out"), "--no-network", "--workers", "1"]
        monkeypatch.setattr(sys, "argv", ["kg", *arguments])
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
        user = os.geteuid()
        if user == 0:  # nothing is locked for root
            os.seteuid(65534)
        try:
            with pytest.raises(SystemExit) as end:
                main()
        finally:
            os.seteuid(user)
    assert end.value.code == 2
    assert f"{locked / 'out'}: Permission denied" in capsys.readouterr().err


def test_quiet_prints_nothing(tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    done = process("build", "bai.txt", "-o", "out", "--no-network", "-q", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_article_that_was_forgotten_is_gone(tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "khac.txt").write_text(TEXT.replace("Nguyễn Văn An", "Trần Thị Bình"), encoding="utf-8")
    assert process("build", "bai.txt", "khac.txt", "-o", "out", "--no-network", cwd=tmp_path).returncode == 0
    assert process("forget", "bai", "-o", "out", cwd=tmp_path).returncode == 0
    assert "Nguyễn Văn An" not in labels(tmp_path / "out")
    assert "Trần Thị Bình" in labels(tmp_path / "out")
    again = process("forget", "bai", "-o", "out", cwd=tmp_path)
    assert again.returncode == 2
    assert "none of these articles" in again.stderr


def test_try_reads_a_sentence(tmp_path: Path) -> None:
    done = process("try", "Ông Nguyễn Văn An, Chủ tịch UBND tỉnh Lạng Sơn, dự Hội nghị.", cwd=tmp_path)
    assert done.returncode == 0
    assert "Nguyễn Văn An" in done.stdout
