"""Reads who signed a procuratorate's document, and when."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.ruling import Ruling
from anmai.extraction.values.dates import iter_dates

COMPONENT: Final = "prosecutors"
_ROLE: Final = (
    r"(?:副检察长|代理检察长|检察长|(?:[一二三四]级|主任|高级)?检察官助理|(?:[一二三四]级(?:高级)?|主办|员额)?检察官|"
    r"代理检察员|助理检察员|检察员|代书记员|书记员)"
)
_SIGNED: Final = re.compile(
    rf"(?:^|(?<=\n))(?P<role>{_ROLE})[：:]?\n?(?P<name>[\u3400-\u9fff·×*]{{2,5}}?\d{{0,2}})(?=\n|$|\d{{4}}年|[一二][〇零]|{_ROLE})"
)


def read_prosecutors(ruling: Ruling) -> None:
    """Set prosecutors and judgment_date, the date of the signature."""
    if ruling.sections.signature is None:
        return
    start, end = ruling.sections.signature
    rows: list[dict[str, Any]] = [
        {"name": ruling.found(*match.span("name")), "role": ruling.found(*match.span("role"))}
        for match in _SIGNED.finditer(ruling.text, start, end)
    ]
    ruling.put(COMPONENT, "prosecutors", rows)
    dates = [hit for hit in iter_dates(ruling.text, start, end) if hit.absolute and len(hit.iso) == 10]
    if dates:
        ruling.put(COMPONENT, "judgment_date", ruling.found(dates[-1].start, dates[-1].end, dates[-1].iso))
