"""``anmai models pack | import | offices``: models that travel between offices."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anmai.api.cli.words import JsonOption, print_json

if TYPE_CHECKING:
    from anmai.cypher_models.packages.named_queries import Taken

Slug = Annotated[str, typer.Argument(help="模型名 · slug")]
Who = Annotated[str | None, typer.Option("--who", help="经办人（默认当前用户）· who does it")]


def register(group: typer.Typer) -> None:
    """Add the commands to the group ``models``."""
    group.command("pack")(pack)
    group.command("import")(import_)
    offices = typer.Typer(no_args_is_help=True, help="认可的单位及其公钥。 Offices whose packages are recognised.")
    offices.command("list")(list_offices)
    offices.command("add")(add_office)
    offices.command("remove")(remove_office)
    offices.command("own")(own_office)
    group.add_typer(offices, name="offices")


def pack(
    slug: Slug,
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件 · the package")],
    who: Who = None,
) -> None:
    """把一个已发布版本打包并签名。 Pack a released version, signed with this office's key."""
    from anmai.api.cli.outputs import write_bytes
    from anmai.cypher_models import catalogue, find_model
    from anmai.cypher_models.packages import Offices
    from anmai.cypher_models.packages import pack as packed
    from anmai.settings import settings
    from anmai.store import open_store

    store = open_store(settings())
    try:
        model = find_model(catalogue(settings()), slug)
        content = packed(store, Offices(settings()), model, who or getpass.getuser())
    finally:
        store.close()
    write_bytes(output, content)
    typer.echo(f"{output}: {model.slug} {model.version}")


def import_(
    file: Annotated[Path, typer.Argument(help="签名包（.zip）或 {name, query, description} 的 JSON")],
    trust: Annotated[
        bool, typer.Option("--trust", help="接受未认可单位的包（签名仍须有效）· take an unknown office's package")
    ] = False,
    who: Who = None,
    as_json: JsonOption = False,
) -> None:
    """导入签名包，或 BloodHound 式查询（成为试验模型）。 Import a package, or named queries as experimental models."""
    from anmai.cypher_models.packages import import_package
    from anmai.cypher_models.packages.named_queries import raise_if_all_refused, read_queries, take_queries
    from anmai.errors import UsageError
    from anmai.graph.connection import connect
    from anmai.locks import writer_lock
    from anmai.settings import settings
    from anmai.store import open_store

    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} can't be read: {error.strerror}.", remedy="Name another file.") from error
    store, person = open_store(settings()), who or getpass.getuser()
    try:
        with connect(settings()) as graph, writer_lock(settings().home, "models import"):
            if content[:1] in (b"{", b"[") or content.lstrip()[:1] in (b"{", b"["):
                queries = read_queries(content.decode("utf-8", "replace"))
                taken = take_queries(settings(), store, graph, queries, person)
                _tell_taken(taken, as_json)
                raise_if_all_refused(taken)
                if any(one.outcome != "model" for one in taken):
                    raise typer.Exit(3)
                return
            landed = import_package(settings(), store, graph, content, person, trust=trust)
    finally:
        store.close()
    told: dict[str, Any] = {
        "model": landed.model.slug, "version": landed.model.version, "office": landed.office,
        "replaced": landed.replaced, "already": landed.already,
        "overlaps": [each.as_json() for each in landed.overlaps],
    }  # fmt: skip
    if as_json:
        print_json(told)
        return
    was = "此前已有 · was here" if landed.already else "已导入 · imported"
    instead = f"（替换 replaces {landed.replaced}）" if landed.replaced else ""
    typer.echo(f"{landed.model.slug} {landed.model.version} ← {landed.office}: {was}{instead}")
    for each in landed.overlaps:
        typer.echo(f"！{each.sentence()}", err=True)


def _tell_taken(taken: list[Taken], as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        print_json([asdict(one) for one in taken])
        return
    words = {"model": "试验模型 · experimental model", "draft": "草稿 · draft", "refused": "拒绝 · refused"}
    for one in taken:
        typer.echo(f"{one.slug}: {words[one.outcome]} ← {one.name}")
        for lacking in one.lacking:
            typer.echo(f"  {lacking}")
        for alike in one.alike:
            typer.echo(f"  ！{alike}")


def list_offices(as_json: JsonOption = False) -> None:
    """认可的单位。 The recognised offices, and this office's own key."""
    from anmai.cypher_models.packages import Offices
    from anmai.settings import settings

    offices = Offices(settings())
    own = offices.own()
    known = [*([(own, True)] if own else []), *((office, False) for office in offices.recognised())]
    if as_json:
        print_json(
            [
                {"name": office.name, "key_id": office.key_id, "public_key": office.public_key, "added": office.added,
                 "own": mine}
                for office, mine in known
            ]
        )  # fmt: skip
        return
    for office, mine in known:
        mark = "本单位 · own" if mine else office.added[:10]
        typer.echo(f"{office.key_id[:16]}  {office.name}  {mark}\n  {office.public_key}")
    if not known:
        typer.echo("尚无 · none: anmai models offices own --name …; anmai models offices add NAME KEY")


def add_office(
    name: Annotated[str, typer.Argument(help="单位名称 · its name")],
    public_key: Annotated[str, typer.Argument(help="公钥，64 位十六进制 · its public key")],
    who: Who = None,
) -> None:
    """认可一个单位（先以其他途径核对公钥）。 Recognise an office; compare its key by another way first."""
    from anmai.cypher_models.packages import Offices
    from anmai.settings import settings

    office = Offices(settings()).add(name, public_key)
    _log(who, "office.add", office.key_id, office.name)
    typer.echo(f"{office.key_id[:16]}  {office.name}")


def remove_office(
    which: Annotated[str, typer.Argument(help="名称或公钥编号开头 · name, or the beginning of the key's id")],
    who: Who = None,
) -> None:
    """不再认可一个单位。 No longer recognise an office."""
    from anmai.cypher_models.packages import Offices
    from anmai.settings import settings

    office = Offices(settings()).remove(which)
    _log(who, "office.remove", office.key_id, office.name)
    typer.echo(f"{office.key_id[:16]}  {office.name}: 不再认可 · no longer recognised")


def own_office(
    name: Annotated[str, typer.Option("--name", help="本单位名称 · this office's name")], who: Who = None
) -> None:
    """为本单位生成签名密钥（仅本人可读）。 Make this office's signing key, readable by its owner alone."""
    from anmai.cypher_models.packages import Offices
    from anmai.settings import settings

    office = Offices(settings()).make_own(name)
    _log(who, "office.own", office.key_id, office.name)
    typer.echo(f"{office.key_id[:16]}  {office.name}\n  {office.public_key}")


def _log(who: str | None, action: str, key: str, name: str) -> None:
    from anmai.settings import settings
    from anmai.store import audit, open_store

    store = open_store(settings())
    try:
        with store.session() as session:
            audit.append(session, who or getpass.getuser(), action, f"office:{key[:16]}", {"name": name, "key": key})
    finally:
        store.close()
