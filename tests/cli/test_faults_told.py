"""Faults of disks and rights reach the user as a sentence, others leave their traceback in a file; help is whole."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy.exc import OperationalError

from anmai.api.cli import app as root
from anmai.api.cli.app import build_app, main
from anmai.api.cli.faults import told
from anmai.errors import UsageError
from anmai.settings import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home that doesn't exist yet."""
    monkeypatch.setenv("ANMAI_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    yield tmp_path / "home"
    settings.cache_clear()


def _leave_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    app = typer.Typer()

    @app.command()
    def fail() -> None:
        raise error

    monkeypatch.setattr(root, "build_app", lambda: app)
    with pytest.raises(SystemExit) as left:
        main([])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_a_home_that_is_a_file_is_told_in_a_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("a file of somebody's", encoding="utf-8")

    with pytest.raises(SystemExit) as left:
        main(["leads", "list"])

    shown = capsys.readouterr().err
    assert left.value.code != 0
    assert "Traceback" not in shown
    assert str(home) in shown.replace("\n", "")


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("database or disk is full", "磁盘已满"),
        ("attempt to write a readonly database", "没有写入权限"),
        ("unable to open database file", "打不开"),
        ("database is locked", "另一个命令正在使用"),
    ],
)
def test_what_sqlite_says_is_told_with_its_remedy(words: str, meaning: str) -> None:
    assert meaning in told(OperationalError("INSERT", {}, Exception(words)))


def test_a_full_disk_names_the_file(home: Path) -> None:
    assert "records.jsonl: No space left" in told(OSError(errno.ENOSPC, "No space left on device", "records.jsonl"))


def test_an_unforeseen_fault_is_kept_in_a_file_and_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _leave_with(TypeError("not subscriptable [0]"), monkeypatch)

    shown = capsys.readouterr().err
    (kept,) = (home / "logs").glob("fault-*.log")
    assert code == 1
    assert "Traceback" not in shown and "TypeError: not subscriptable [0]" in shown and kept.name in shown
    assert "Traceback" in kept.read_text(encoding="utf-8")


def test_brackets_in_a_message_are_shown_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _leave_with(UsageError("[bold]判决.txt is not there."), monkeypatch)

    assert code == 2
    assert "anmai: [bold]判决.txt is not there." in capsys.readouterr().err


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, sub in getattr(command, "commands", {}).items():
        yield from _commands(sub, (*path, name))


@pytest.mark.parametrize("path", list(_commands(typer.main.get_command(build_app()))), ids=" ".join)
def test_no_help_text_is_cut_off(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    main([*path, "--help"])

    shown = capsys.readouterr().out.replace("INPUT…", "").replace("-…", "").replace("DECISION]…", "")
    assert "…" not in shown, [line for line in shown.splitlines() if "…" in line]


def test_who_stops_a_command_is_told_that_it_can_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _leave_with(KeyboardInterrupt(), monkeypatch)

    assert code == 130
    assert "再次运行同一命令即续" in capsys.readouterr().err
