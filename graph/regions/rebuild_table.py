"""Write divisions.csv anew from python-stdnum's list: ``python -m anmai.graph.regions.rebuild_table``."""

from __future__ import annotations

import csv
import re
from importlib import resources
from pathlib import Path

#: Divisions abolished before this year are in no ruling that is published.
_SINCE = 1997
_SIMPLIFIED = {"香港特別行政區": "香港特别行政区", "澳門特別行政區": "澳门特别行政区"}
_SPAN = re.compile(r"\[(\d*)-(\d*)\](.+)")


def rows() -> list[tuple[str, str, str, str]]:
    """Code, name, first year and last year ("" where open) of every division in force since 1997."""
    found: list[tuple[str, str, str, str]] = []
    province = ""
    for line in (resources.files("stdnum.cn") / "loc.dat").read_text(encoding="utf-8").splitlines():
        parts = re.match(r'\s*(\d+) (province|county)="(.*)"', line)
        if parts is None:
            continue
        if parts[2] == "province":
            province = parts[1]
            continue
        for told in parts[3].split(","):
            span = _SPAN.fullmatch(told)
            since, until, name = span.groups() if span else ("", "", told)
            if not until or int(until) >= _SINCE:
                found.append((province + parts[1], _SIMPLIFIED.get(name, name), since, until))
    return found


def main() -> None:
    """Write the table beside this module."""
    with Path(__file__).with_name("divisions.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# GB/T 2260 with its yearly changes, as python-stdnum 2.x lists them (stdnum/cn/loc.dat, made from\n"
        )
        file.write("# Chinese Wikipedia's 中华人民共和国行政区划代码). Written by anmai.graph.regions.rebuild_table.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "since", "until"))
        writer.writerows(rows())


if __name__ == "__main__":
    main()
