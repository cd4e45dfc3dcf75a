"""``anmai sample``: made-up rulings with planted patterns and their truth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("sample")
    def sample(
        out: Annotated[Path, typer.Option("--out", "-o", help="输出文件夹。 Folder: gets rulings/ and truth/.")],
        rulings: Annotated[int, typer.Option("--rulings", "-n", help="文书数量。 How many, 1 to 1,000,000.")] = 600,
        seed: Annotated[int, typer.Option("--seed", "-s", help="随机种子。 The same seed makes the same sample.")] = 1,
        jsonl: Annotated[bool, typer.Option("--jsonl", help="全部写成 .jsonl 分片。 All as .jsonl shards.")] = False,
        records: Annotated[
            bool,
            typer.Option("--records", help="另生成登记、理赔、缴费等记录。 Records of registers and claims as well."),
        ] = False,
        force: Annotated[bool, typer.Option("--force", help="替换已有的样本。 Replace a sample there.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出摘要。 Summary as JSON.")] = False,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度。 No progress bar.")] = False,
    ) -> None:
        """生成虚构文书样本及其真实情况。 Make up rulings with planted patterns, look-alikes and their truth."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from anmai.sample.make import make_sample

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
            task = bar.add_task("生成文书 rulings", total=rulings)
            summary = make_sample(
                rulings,
                seed,
                out,
                only_lines=jsonl,
                records=records,
                force=force,
                progress=lambda done: bar.update(task, completed=done),
            )
        if as_json:
            typer.echo(json.dumps({"folder": str(out), **summary.as_json()}, ensure_ascii=False))
            return
        made = sum(kinds.get("positive", 0) for kinds in summary.plantings.values())
        typer.echo(
            f"{out / 'rulings'}：{summary.rulings} 份文书，{summary.seconds:.1f} 秒。"
            f" {summary.rulings} rulings in {summary.seconds:.1f} s."
        )
        if summary.rows:
            total = sum(summary.rows.values())
            typer.echo(
                f"{out / 'records'}：{len(summary.rows)} 类记录 {total} 行。 {total} rows of {len(summary.rows)} kinds."
            )
        typer.echo(
            f"{out / 'truth'}：埋设应发现的模式 {made} 个，见 README.md。"
            f" {made} planted patterns to be found; see README.md there."
        )
