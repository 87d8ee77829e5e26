"""kg review, merge, split, drop, timeline, conflicts and diff over a graph whose readings are made by hand."""

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.api import checked
from kg.build import Report
from kg.cache import Readings, fingerprint, version
from kg.cli import cli
from kg.errors import QueryError
from kg.identity import Digester, judgements
from kg.model import Reading
from kg.ontology import load, local
from kg.rebuild import rebuild

sys.path.insert(0, str(Path(__file__).parent.parent / "identity"))
from pairs import reading

BI_THU = "Bí thư @ Tỉnh ủy Thanh Hóa @ tỉnh Thanh Hóa"
Y_TE = "Giám đốc @ Sở Y tế tỉnh Sơn La @ tỉnh Sơn La"


def articles() -> list[Reading]:
    return [
        reading("th-1", "Mai Văn Ninh", f"2013-05-01; {BI_THU}"),
        reading("th-2", "Trịnh Văn Chiến", f"2015-03-05; {BI_THU}"),
        reading("th-3", "Trịnh Văn Chiến", f"2017-09-05; {BI_THU}"),
        reading("th-4", "Lê Văn Tám", f"2016-09-05; {BI_THU}"),
        reading("sl-1", "Trần Văn Minh", f"2017-03-01; {Y_TE}"),
        reading("sl-2", "Trần Văn Minh", f"2017-06-01; {Y_TE}"),
        reading("sl-3", "Trần Văn Minh", "2018-03-01; Chủ tịch @ UBND huyện Mộc Châu @ huyện Mộc Châu @ tỉnh Sơn La"),
    ]


def built(output: Path, readings: list[Reading]) -> Path:
    now, digester = version(load().version), Digester(load())
    with Readings(output / "readings.sqlite") as kept:
        kept.put((fingerprint(r.article, now), now, r, digester.digest(r)) for r in readings)
        rebuild(output, kept, Report(output), network=False)
    return output


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return built(tmp_path / "output", articles())


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def minhs(output: Path) -> list[str]:
    """The ids of the people called Trần Văn Minh."""
    return [line for line in run("split", "Trần Văn Minh", "-o", str(output)).splitlines() if line[:1] != " "]


def test_review_lists_the_open_pair(output: Path) -> None:
    (line,) = run("review", "--list", "-o", str(output)).splitlines()
    left, right, likeness, reasons = line.split("\t")
    assert {left, right} == set(minhs(output))
    assert 0 < float(likeness) < 1
    assert "place" in reasons


def typed(output: Path, keys: str) -> str:
    """What `kg review` shows on a terminal of its own to somebody who types these keys."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg", "review", "-o", str(output)]
    environment = {**os.environ, "KG_REVIEWER": "người duyệt", "COLUMNS": "120", "TERM": "xterm"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = _until(ours, "[q]uit ", 30)
        answer = ""
        for _ in range(20):  # what is typed before the program listens is lost, as at any terminal
            for key in keys:
                os.write(ours, key.encode())
                answer += _until(ours, "\n", 0.5)
            if "\n" in answer:
                break
        else:
            process.kill()
        shown += answer + _until(ours, "decided", 30)
        assert process.wait(60) == 0, shown
    os.close(ours)
    return shown


def _until(terminal: int, wanted: str, seconds: float) -> str:
    """What the terminal shows until the wanted text, the end, or so many seconds of silence."""
    shown = b""
    while wanted.encode() not in shown and select.select([terminal], [], [], seconds)[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        shown += more
    return shown.decode()


@pytest.mark.parametrize(
    ("keys", "verdict", "people"),
    [
        ("s", "same", 1),
        ("d", "different", 2),
        ("u", "unsure", 2),
        ("xzs", "same", 1),  # keys without a meaning are passed over
        ("n", None, 2),
        ("q", None, 2),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_review_at_a_terminal(output: Path, keys: str, verdict: str | None, people: int) -> None:
    shown = typed(output, keys)
    assert "Trần Văn Minh" in shown and "[s]ame" in shown and "place" in shown
    assert f"{int(verdict is not None)} decided" in shown
    kept = judgements.read(output / "judgements.tsv")
    assert [(j.verdict, j.who) for j in kept] == ([(verdict, "người duyệt")] if verdict else [])
    assert len(minhs(output)) == people
    assert run("review", "--list", "-o", str(output)).count("\n") == int(verdict is None)


def test_merge_holds_through_a_rebuild_and_can_be_undone(output: Path) -> None:
    before = (output / "graph.ttl").read_bytes()
    left, right = minhs(output)
    run("merge", left, right, "-o", str(output))
    assert len(minhs(output)) == 1
    built(output, articles())
    assert len(minhs(output)) == 1
    (kept,) = judgements.read(output / "judgements.tsv")
    assert kept.verdict == "same" and kept.who and kept.when
    run("merge", left, right, "--undo", "-o", str(output))
    assert (output / "graph.ttl").read_bytes() == before


def test_split_takes_articles_out_and_can_be_undone(output: Path) -> None:
    before = (output / "graph.ttl").read_bytes()
    (chosen,) = [i for i in minhs(output) if "sl-1" in run("split", i, "-o", str(output))]
    run("split", chosen, "sl-2", "-o", str(output))
    assert len(minhs(output)) == 3
    run("split", chosen, "--undo", "-o", str(output))
    assert (output / "graph.ttl").read_bytes() == before


def test_split_undoes_merges_in_a_chain_and_a_merge_joins_again(tmp_path: Path) -> None:
    posts = (BI_THU, Y_TE, "Giám đốc @ Sở Nội vụ tỉnh Cà Mau @ tỉnh Cà Mau")
    output = built(
        tmp_path / "output",
        [reading(a, "Trần Văn Minh", f"2017-03-01; {post}") for a, post in zip("abc", posts, strict=True)],
    )

    def who() -> dict[str, str]:
        """The id of the man by article."""
        asked = """SELECT DISTINCT ?id ?who { ?who a kg:Person GRAPH ?g { ?m kg:refersTo ?who ; oa:hasSource ?a .
            ?a dct:identifier ?id } }"""
        return {str(row["id"]): local(str(row["who"])) for row in checked(str(output)).query(asked)}

    assert len(set(who().values())) == 3
    run("merge", who()["b"], who()["c"], "-o", str(output))
    run("merge", who()["a"], who()["b"], "-o", str(output))
    (merged,) = set(who().values())
    for _ in range(2):
        run("split", merged, "c", "-o", str(output))
        parted = who()
        assert parted["a"] == parted["b"] != parted["c"]
        run("merge", parted["a"], parted["c"], "-o", str(output))
        assert set(who().values()) == {merged}
    run("split", merged, "c", "-o", str(output))
    run("split", merged, "--undo", "-o", str(output))
    assert set(who().values()) == {merged}


def test_drop_takes_a_statement_and_its_fact(output: Path) -> None:
    before = (output / "graph.ttl").read_bytes()
    said = run("explain", "Lê Văn Tám", "--relation", "holdsPost", "--json", "-o", str(output)).splitlines()
    statement = json.loads(said[0])["statement"]
    run("drop", statement, "-o", str(output))
    assert "kg:holdsPost" not in _block(output, "le-van-tam")
    assert "le-van-tam" in run("drop", "--list", "-o", str(output)) or "Lê Văn Tám" in run(
        "drop", "--list", "-o", str(output)
    )
    run("drop", statement.rsplit("/", 1)[1], "--undo", "-o", str(output))
    assert (output / "graph.ttl").read_bytes() == before


def test_what_is_not_there_cannot_be_decided(output: Path) -> None:
    for arguments in (["drop", "nothing"], ["merge", "Lê Văn Tám", "Lê Văn Tám"], ["split", "Lê Văn Tám", "th-1"]):
        with pytest.raises(QueryError):
            CliRunner().invoke(cli, [*arguments, "-o", str(output)], catch_exceptions=False)


def test_timeline_in_order(output: Path) -> None:
    shown = run("timeline", "Bí thư Tỉnh ủy Thanh Hóa", "-o", str(output))
    assert shown.index("Mai Văn Ninh") < shown.index("Trịnh Văn Chiến") < shown.index("Lê Văn Tám")
    assert "(2015-03-05)" in shown and "(2017-09-05)" in shown
    assert "(reference)" in run("timeline", "Trịnh Văn Chiến", "--reference", "-o", str(output))


def test_two_holders_at_one_time_are_a_conflict_with_both_sentences(output: Path) -> None:
    (line,) = run("conflicts", "--kind", "holders", "--json", "-o", str(output)).splitlines()[:1]
    conflict = json.loads(line)
    assert {side.split(" (")[0] for side in (conflict["left"], conflict["right"])} == {"Trịnh Văn Chiến", "Lê Văn Tám"}
    assert conflict["left_said"][0]["text"] != conflict["right_said"][0]["text"]
    for side in ("left_said", "right_said"):
        assert len({said["sentence"] for said in conflict[side]}) == len(conflict[side]), "a sentence is shown once"


def test_diff_of_two_days_and_of_two_builds(output: Path, tmp_path: Path) -> None:
    days = json.loads(run("diff", "2013-06-01", "2015-04-01", "--json", "-o", str(output)))
    assert ["Bí thư Tỉnh ủy Thanh Hóa", "holder", "Mai Văn Ninh", "Trịnh Văn Chiến"] in days["changed"]
    other = built(tmp_path / "other", articles()[:-1])
    builds = json.loads(run("diff", str(other), str(output), "--json"))
    assert any("Mộc Châu" in value for _, prop, value in builds["entered"] if prop == "holdsPost")
    assert builds["changed"] == []


def _block(output: Path, id_: str) -> str:
    text = (output / "graph.ttl").read_text("utf-8")
    return text[text.index(f"id:{id_} a ") :].split("\n\n")[0]
