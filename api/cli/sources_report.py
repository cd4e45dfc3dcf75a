"""What ``anmai sources`` prints: kinds with their columns, what a check found, what a load did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anmai.api.services.sources import LoadResult
    from anmai.graph.sources.check import CheckReport
    from anmai.graph.sources.form import Mapping


def kind_lines(mapping: Mapping, *, whole: bool) -> list[str]:
    """A kind in one line, or whole with its columns and parties."""
    lines = [f"{mapping.name:28} {mapping.version:8} {mapping.title.zh} · {mapping.title.en}"]
    if not whole:
        return lines
    lines += [
        f"  {mapping.description.zh}\n  {mapping.description.en}",
        f"  (:Entry:{mapping.entry.label})  {'、'.join(mapping.entry.key) or '-'}",
    ]
    for column in mapping.columns:
        marks = "".join(mark for mark, on in ((" *", column.required), (" 🔒", column.is_personal)) if on)
        unit = f" ({column.measure.en})" if column.measure else ""
        lines.append(f"  {column.name:24} {column.type:12}{unit} {column.title.zh} · {column.title.en}{marks}")
    rest: list[tuple[str, Any]] = [
        *((f"{party.role} {party.title.zh}", "、".join(party.columns().values())) for party in mapping.parties),
        *((f"{each.role} :{each.label}", each.column) for each in mapping.identifiers),
    ]
    return lines + [f"  → {what}: {columns}" for what, columns in rest]


def report_lines(report: CheckReport) -> list[str]:
    """What a check found."""
    lines = [
        f"{report.table} → {report.kind}: {report.rows} 行 rows, {report.good} 可载入 good, "
        f"{report.rejected} 被拒 rejected"
    ]
    if report.refused is not None:
        lines.append(f"  不能载入 refused: {report.refused}")
    if report.missing:
        lines.append(f"  表中没有的字段 missing: {'、'.join(report.missing)}")
    if report.unknown:
        lines.append(f"  映射不认识的列 unknown: {'、'.join(report.unknown)}")
    for name, each in report.columns.items():
        told = [f"{each.filled}"]
        if each.least is not None:
            told.append(f"{each.least} … {each.greatest}")
        if each.sum is not None:
            told.append(f"Σ {each.sum:,.2f}")
        lines.append(f"  {name:24} {'  '.join(told)}")
    for title, faults in (("被拒 rejected", report.faults), ("存疑 doubtful", report.doubts)):
        for name, fault in faults.items():
            rows = "、".join(map(str, fault.rows))
            lines.append(f"  {title} {name or '-'}: {fault.count}（行 rows {rows}）{'; '.join(fault.examples[:3])}")
    if report.repeated.count:
        rows = "、".join(map(str, report.repeated.rows))
        lines.append(f"  主键重复 repeated keys: {report.repeated.count}（行 rows {rows}）")
    return lines


def load_lines(result: LoadResult) -> list[str]:
    """What a load did."""
    counts = result.counts
    lines = [
        f"{result.source} ({result.kind}): {counts['rows']} 行 rows, {counts['new']} 新增 new, "
        f"{counts['changed']} 变更 changed, "
        f"{counts['unchanged']} 未变 unchanged, {counts['removed']} 移除 removed, {counts['repeated']} 重复 repeated",
        f"新主体 new entities: {result.entities}",
    ]
    if result.rejects is not None:
        lines.append(f"被拒 rejected: {counts['rejected']}，原因见 reasons in {result.rejects}")
    return lines
