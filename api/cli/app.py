"""The root of the command line: languages, errors and exit codes in one place."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Final

import typer
from rich.console import Console
from rich.text import Text

from anmai import __version__
from anmai.api.cli.faults import told
from anmai.api.cli.words import forget, spoken
from anmai.api.cli.wrapping import keep_last_letters
from anmai.errors import AnmaiError
from anmai.forms.error_words import in_words

#: Modules of this package that hold commands. Each has ``register(app: typer.Typer) -> None``.
COMMANDS: Final = (
    *("demo", "servers", "ingest", "models", "leads", "identity", "export", "extract", "show"),
    *("evaluate", "sample", "sources", "reports", "db"),
)

#: Exit codes (design.md, Commands): 0 done, 1 failed, 2 usage, 3 done with skips, 4 a server can't be reached.
DONE, FAILED, USAGE, SKIPPED, UNREACHABLE = 0, 1, 2, 3, 4
EXIT_CODES: Final = (
    "退出码：0 完成；1 失败；2 用法错误；3 完成但有跳过或不能下结论；4 连不上服务；130 中断，可续。 "
    "Exit codes: 0 done, 1 failed, 2 wrong use, 3 done with skips or without a conclusion, "
    "4 a server can't be reached, 130 stopped, goes on when run again."
)
#: What the shell expects of a command that Ctrl-C ended.
STOPPED: Final = 130

err = Console(stderr=True)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"anmai {__version__}")
        raise typer.Exit


def build_app() -> typer.Typer:
    """Assemble all command groups into one Typer application."""
    keep_last_letters()
    app = typer.Typer(
        name="anmai",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="案脉 anmai: rulings → graph → supervision models → leads. 裁判文书 → 图谱 → 监督模型 → 线索。",
        epilog=EXIT_CODES,
    )

    @app.callback()
    def root(
        version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
    ) -> None:
        """Options that all commands share."""

    for name in COMMANDS:
        importlib.import_module(f"anmai.api.cli.{name}").register(app)
    return app


def main(argv: list[str] | None = None) -> None:
    """Run the command line and leave with the contract's exit code."""
    forget()
    try:
        left_with = build_app()(args=argv, standalone_mode=False)
    except AnmaiError as error:
        shown = in_words(error, spoken())
        err.print(Text("anmai: ", style="bold red").append(shown, style="not bold default"), soft_wrap=True)
        sys.exit(error.exit_code)
    except typer.TyperException as error:
        # A wrong call (unknown command, bad option) knows how to show itself with its usage line.
        show = getattr(error, "show", None)
        err.print(str(error), highlight=False) if show is None else show()
        sys.exit(USAGE)
    except (KeyboardInterrupt, typer.Abort):
        left_with = STOPPED
    except BrokenPipeError:
        # Whoever read our output (head, less) has enough; Python must not complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except Exception as error:
        err.print(Text("anmai: ", style="bold red").append(told(error), style="not bold default"), soft_wrap=True)
        sys.exit(FAILED)
    if left_with == STOPPED:
        err.print("anmai: 已中断，再次运行同一命令即续。 Stopped; run the same command again to go on.", soft_wrap=True)
    # Without standalone mode, `raise typer.Exit(3)` comes back as the result, and Ctrl-C as 130.
    if isinstance(left_with, int) and left_with:
        sys.exit(left_with)
