"""kg query, ask, explain, stats and export on the command line."""

import csv
import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import KgError


def run(output: Path, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [*arguments, "-o", str(output)], input=stdin, catch_exceptions=True)


def refused(output: Path, *arguments: str) -> str:
    result = run(output, *arguments)
    assert isinstance(result.exception, KgError), result.output
    return str(result.exception)


def test_a_table_shows_names(small_output: Path) -> None:
    shown = run(small_output, "query", "speakers", "--about", "cao bang").stdout
    assert "Phan Đình Trạc" in shown
    assert "Label" not in shown
    assert "phát biểu chỉ đạo" not in shown
    assert "phát biểu chỉ đạo" in run(small_output, "query", "speakers", "--about", "cao bang", "--evidence").stdout


def test_iris_of_a_query_of_ones_own_are_named(small_output: Path) -> None:
    shown = run(small_output, "query", "SELECT ?who ?what WHERE { ?who kg:visits ?what }").stdout
    assert "Nguyễn Xuân Phúc" in shown
    assert "https://" not in shown


@pytest.mark.parametrize(
    ("form", "begins"),
    [("csv", "who\r\n"), ("tsv", "?who\n"), ("json", '{"head":{"vars":["who"]}'), ("xml", "<?xml")],
)
def test_rows_in_standard_forms(small_output: Path, form: str, begins: str) -> None:
    text = "SELECT ?who WHERE { ?who kg:visits id:lao }"
    assert run(small_output, "query", text, "--format", form).stdout_bytes.decode().startswith(begins)


@pytest.mark.parametrize("form", ["table", "ttl", "nt", "jsonld"])
def test_triples_in_standard_forms(small_output: Path, form: str) -> None:
    shown = run(small_output, "query", "DESCRIBE id:lao", "--format", form)
    assert shown.exit_code == 0
    assert "Lào" in shown.stdout


def test_yes_and_no(small_output: Path) -> None:
    assert run(small_output, "query", "ASK { ?x kg:visits id:lao }").stdout == "yes\n"
    assert run(small_output, "query", "ASK { id:lao kg:visits ?x }").stdout == "no\n"


def test_a_file_and_standard_input(small_output: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "# title: mine\n# param about: entity: who\nSELECT ?x WHERE {\n  ?x kg:visits ?y\n"
        "  #?about VALUES ?x { $about }\n}\n",
        "utf-8",
    )
    assert run(small_output, "query", str(file), "--format", "csv").stdout.count("\n") == 4
    about = run(small_output, "query", str(file), "--format", "csv", "--about", "vu ngoc lan").stdout
    assert about.splitlines()[1].endswith("vu-ngoc-lan")
    assert run(small_output, "query", "-", stdin="ASK { ?x a kg:Post }").stdout == "yes\n"


def test_the_list_names_every_question_and_parameter() -> None:
    shown = CliRunner().invoke(cli, ["query", "--list"]).output
    assert "speakers" in shown and "--min-confidence" in shown and "Ai phát biểu" in shown


def test_sparql_can_be_taken_elsewhere(small_output: Path) -> None:
    shown = run(small_output, "query", "holder", "--about", "Bí thư Tỉnh ủy Lạng Sơn", "--sparql").stdout
    assert shown.startswith("PREFIX kg: <")
    assert "bi-thu-tinh-uy-lang-son" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "speekers"), "there is no question 'speekers'"),
        (("query", "speakers", "--about", "Sao Hỏa"), 'nothing in the graph is called "Sao Hỏa"'),
        (("query", "speakers", "--since", "hôm qua"), "'hôm qua' is not a date"),
        (("query", "holder"), "needs --about"),
        (("query", "met", "--on", "2018"), "takes no --on"),
        (("query", "nothing.rq"), "there is no file"),
        (("query", "SELECT * { ?s ?p ?o }", "--about", "x"), "goes with a named question"),
        (("query", "SELECT * { ?s ?p ?o }", "--format", "ttl"), "rows cannot be written as ttl"),
        (("query", "DESCRIBE id:lao", "--format", "csv"), "triples cannot be written as csv"),
        (("query", "SELECT * { ?s ?p }"), "line 1, column 18"),
        (("explain", "Sao Hỏa"), "nothing in the graph is called"),
        (("explain", "Lào", "Quân khu 1"), "no sentence says anything of"),
        (("ask", "Hôm", "nay", "trời", "có", "mưa", "không?"), "I do not understand"),
    ],
)
def test_mistakes_are_one_clear_error(small_output: Path, arguments: tuple[str, ...], message: str) -> None:
    assert message in refused(small_output, *arguments)


def test_explain_marks_the_mentions_and_gives_the_place(small_output: Path) -> None:
    shown = run(small_output, "explain", "hoang cong ham", "Cao Bằng").stdout
    assert "[Hoàng Công Hàm]" in shown and "[tỉnh Cao Bằng]" in shown
    assert "0.90 · test-frame · quan-khu-nq28[" in shown
    assert "2018-09-03 · Sơ kết 10 năm" in shown
    item = json.loads(run(small_output, "explain", "Lào", "--json").stdout.splitlines()[0])
    assert item["article"]["id"] == "viet-lao"
    assert item["end"] - item["start"] == len(item["text"])


def test_ask_shows_what_it_made_of_the_question(small_output: Path) -> None:
    shown = run(small_output, "ask", "Ai", "thăm", "Lào?")
    assert "Nguyễn Xuân Phúc" in shown.stdout
    assert "object: Lào" in shown.stderr
    assert "PREFIX kg:" in shown.stderr
    quiet = run(small_output, "ask", "-q", "--format", "csv", "Ai thăm Lào?")
    assert quiet.stderr == ""
    assert next(csv.DictReader(io.StringIO(quiet.stdout)))["subjectLabel"] == "Nguyễn Xuân Phúc"


def test_stats_counts_by_class_relation_article_and_confidence(small_output: Path) -> None:
    shown = run(small_output, "stats").stdout
    assert "8 articles" in shown and "holdsPost" in shown and "0.9-1.0" in shown and "cao-bang-nq8" in shown
    assert json.loads(run(small_output, "stats", "--json").stdout)["articles"] == 8


def test_the_screen_is_safe_from_what_articles_hold(small_output: Path) -> None:
    shown = run(small_output, "query", 'SELECT ("\\u001b[2J\\u0007[red]x" AS ?bad) WHERE {}').stdout
    assert "\x1b" not in shown and "\x07" not in shown
    assert "[red]x" in shown


def test_ctrl_c_ends_a_query_that_has_no_end(small_output: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    command = [sys.executable, "-m", "kg", "query", endless, "-o", str(small_output)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(4)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == -signal.SIGINT
