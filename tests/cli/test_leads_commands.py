from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from anmai.api.cli import main
from anmai.cypher_models.leads import save_findings
from anmai.forms.lead import EntityRef, Finding, Lead, Passage, Target
from anmai.settings import Settings, settings
from anmai.store import audit, open_store


def finding(number: int) -> Finding:
    return Finding(
        model="improper-probation",
        version="1.0.0",
        anchor=f"test/{number}#v0",
        title=f"张三{number}：累犯适用缓刑",
        target=Target(id=f"P-{number}", kind="Person", name=f"张三{number}"),
        reason_codes=["recidivist"],
        cases=[f"(2019)浙0106刑初{number}号"],
        persons=[EntityRef(entity_id=f"P-{number}", name=f"张三{number}")],
        documents=[f"test/{number}"],
        passages=[Passage(document=f"test/{number}", start=3, end=6, text="系累犯")],
    )


@pytest.fixture
def home(home_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A home with three leads and no Neo4j, for commands of this process."""
    with closing(open_store(home_settings)) as store, store.session() as session:
        save_findings(session, "run1", [finding(number) for number in range(3)])
    monkeypatch.setenv("ANMAI_HOME", str(home_settings.home))
    settings.cache_clear()
    yield home_settings
    settings.cache_clear()


def listed(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    main(["leads", "list", "--json", *options])
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def test_leads_are_listed_without_neo4j(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    told = listed(capsys, "--limit", "2", "--sort", "title")

    assert told["total"] == 3
    assert [row["title"] for row in told["leads"]] == ["张三0：累犯适用缓刑", "张三1：累犯适用缓刑"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("lang", "word"), [("zh", "未核查"), ("en", "unreviewed")])
def test_the_table_speaks_both_languages(
    home: Settings, capsys: pytest.CaptureFixture[str], lang: str, word: str
) -> None:
    main(["leads", "list", "--lang", lang])

    assert word in capsys.readouterr().out


def test_the_table_shows_whole_titles_on_a_narrow_terminal(
    home: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    long = finding(7).model_copy(update={"title": "张三七：" + "可能漏认累犯需要前罪释放日期" * 4})
    with closing(open_store(home)) as store, store.session() as session:
        save_findings(session, "run2", [long])

    main(["leads", "list", "-q", "张三七"])

    cells = [line.split("│")[4].strip() for line in capsys.readouterr().out.splitlines() if line.count("│") > 5]
    assert "".join(cells) == long.title


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", ["缓刑不当", "对象：张三1 (自然人 P-1)", "累犯适用缓刑 (recidivist)"]),
        ("en", ["Improper suspended sentence", "Target: 张三1 (Person P-1)", "unreviewed"]),
    ],
)
def test_a_lead_is_shown_in_words(
    home: Settings, capsys: pytest.CaptureFixture[str], lang: str, told: list[str]
) -> None:
    main(["leads", "show", finding(1).finding_id[:16], "--lang", lang])

    shown = capsys.readouterr().out
    assert [words for words in told if words not in shown] == []


def test_a_lead_is_shown_by_the_beginning_of_its_id(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    lead = finding(1).finding_id[:16]
    main(["leads", "show", lead[:8]])
    shown = capsys.readouterr().out
    main(["leads", "show", lead, "--json"])
    told = json.loads(capsys.readouterr().out)

    assert "系累犯" in shown
    assert "(2019)浙0106刑初1号" in shown
    assert (told["id"], told["history"][0]["after"]) == (lead, "unreviewed")


def test_leads_are_exported_one_a_line(home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "leads.jsonl"
    main(["leads", "export", "-o", str(path)])
    leads = [Lead.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
    main(["leads", "export", "-q", "张三2", "-o", "-"])

    assert {lead.title for lead in leads} == {f"张三{number}：累犯适用缓刑" for number in range(3)}
    assert [json.loads(line)["target"]["id"] for line in capsys.readouterr().out.splitlines()] == ["P-2"]
    assert not list(tmp_path.glob(".*.part"))


def test_a_status_is_set_and_audited(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    lead = finding(0).finding_id[:16]
    main(["leads", "status", lead, "dismissed", "--reason", "namesake", "--as", "王检察官"])

    assert "排除" in capsys.readouterr().out
    assert listed(capsys, "--status", "dismissed")["total"] == 1
    with closing(open_store(home)) as store, store.session(write=False) as session:
        assert (audit.verify(session).ok, audit.verify(session).entries) == (True, 1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["leads", "show", "none"], 1),
        (["leads", "list", "--sort", "odd"], 2),
        (["leads", "list", "--status", "odd"], 2),
        (["leads", "list", "--limit", "0"], 2),
        (["leads", "list", "--region", "杭州市"], 4),
        (["leads", "export"], 2),
        (["leads", "export", "-o", "/nonexistent/folder/x.jsonl"], 2),
        (["leads", "status", "none", "confirmed"], 1),
        (["export", "-o", "x.json"], 2),
        (["export", "none", "-o", "x.json", "--format", "exe"], 2),
        (["export", "none", "-o", "x.json"], 1),
        (["export", "--nodes", "Person:x", "-o", "x.json"], 4),
        (["export", "--nodes", "nonsense", "-o", "x.json"], 2),
    ],
)
def test_exit_codes(home: Settings, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)

    assert left.value.code == code
    assert capsys.readouterr().err
