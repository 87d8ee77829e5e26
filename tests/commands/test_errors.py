"""Mistakes and full disks on the command line: one line that says what is wrong, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli, main
from kg.errors import InputError, QueryError

LONG = "Hội nghị tổng kết " * 20


def process(*arguments: str, stdin: bytes = b"", out: str = os.devnull) -> subprocess.CompletedProcess[str]:
    """A process of its own, whose standard output is a file."""
    with Path(out).open("wb") as opened:
        command = [sys.executable, "-m", "kg", *arguments]
        done = subprocess.run(command, input=stdin, stdout=opened, stderr=subprocess.PIPE, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, "", done.stderr.decode())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_told() -> None:
    done = process("query", "--list", out="/dev/full")
    assert done.returncode == 2
    assert done.stderr == "kg: No space left on device. Check the permissions and the space on the disk.\n"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (FileExistsError(17, "File exists", "out"), "kg: out: File exists\n"),
        (IsADirectoryError(21, "Is a directory", "out"), "kg: out: Is a directory\n"),
        (PermissionError(13, "Permission denied", "out"), "kg: out: Permission denied. Check its permissions"),
        (OSError("no number"), "kg: no number\n"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "kg: the input is not UTF-8 text"),
        (UnicodeEncodeError("ascii", "Hội", 1, 2, "ordinal not in range"), "kg: ascii has no '\\u1ed9'"),
    ],
)
def test_each_system_error_has_its_own_advice(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr("kg.cli.cli", fail)
    with pytest.raises(SystemExit) as end:
        main()
    told = capsys.readouterr().err
    assert end.value.code == 2
    assert told.startswith(message)
    assert ("space on the disk" in told) == isinstance(error, PermissionError)


def test_a_pipe_that_is_not_utf8() -> None:
    done = process("try", stdin="Hội nghị".encode("utf-16"))
    assert (done.returncode, done.stderr) == (2, "kg: the input is not UTF-8 text; save it as UTF-8\n")


def test_a_query_file_that_is_not_utf8(small_output: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes("# Hội\nASK {}".encode("utf-16"))
    error = run("query", str(tmp_path / "q.rq"), "-o", str(small_output)).exception
    assert isinstance(error, QueryError) and "q.rq is not UTF-8 text" in str(error)


def test_a_name_too_long_for_a_file() -> None:
    error = run("diff", LONG, "x").exception
    assert isinstance(error, QueryError) and "neither two output folders nor two days" in str(error)


def test_a_question_too_long_for_a_file(small_output: Path) -> None:
    error = run("query", "ộ" * 190 + " x", "-o", str(small_output)).exception
    assert isinstance(error, QueryError)


def test_validate_names_what_is_missing_and_takes_a_folder_as_others_do(small_output: Path) -> None:
    error = run("validate", "nofile.trig").exception
    assert isinstance(error, InputError) and str(error).startswith("nofile.trig: there is no such file")
    assert "Valid: " in run("validate", "-o", str(small_output)).output


def test_an_export_is_no_stream(small_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("export", "csv", "-", "-o", str(small_output.resolve()))
    assert done.exit_code == 2 and "not standard output" in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "wished"),
    [
        (("--since", "27/8/2018"), ("2018-08-27", None)),
        (("--since", "8/2018", "--until", "2/2019"), ("2018-08-01", "2019-02-28")),
        (("--since", "2018", "--until", "2018"), ("2018-01-01", "2018-12-31")),
    ],
)
def test_days_of_a_view_are_those_of_a_query(
    small_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], wished: tuple[str, ...]
) -> None:
    from kg.commands import view
    from kg.show.selection import Part

    wishes = []

    def write(store: object, page: Path, wish: object) -> Part:
        wishes.append(wish)
        return Part([], [], 0, 0, wish)

    monkeypatch.setattr(view.network, "write", write)
    to = str(tmp_path / "x.html")
    assert run("view", *typed, "-o", str(small_output), "--no-open", "--to", to).exit_code == 0
    assert [(w.since, w.until) for w in wishes] == [wished]


@pytest.mark.parametrize("day", ["2018-99", "31/2/2018", "hôm qua"])
def test_a_day_that_no_calendar_has(small_output: Path, day: str) -> None:
    done = run("view", "--since", day, "-o", str(small_output), "--no-open")
    assert done.exit_code == 2 and "is not a date" in done.output
