"""Time of checking and loading a table of made-up medical claims: each phase apart, rows a second of processor time too.

usage: ANMAI_HOME=… python tools/bench_sources.py [--rows 100000] [--seed 5] [--no-graph]
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from pathlib import Path

from stdnum.cn import ric

from anmai.api.services.ingest import catch_up, resolve_behind
from anmai.api.services.sources import TableChoice, check_source
from anmai.extraction.readers.encoding import encoding_of
from anmai.graph.connection import connect
from anmai.graph.server.local import LocalServer
from anmai.graph.sources.applying import apply
from anmai.graph.sources.catalogue import find_mapping
from anmai.graph.sources.readers import open_table
from anmai.graph.sources.staging import LoadRequest, stage
from anmai.settings import settings
from anmai.store import open_store

KIND = "medical-claims"
HEADERS = ("结算单号", "姓名", "身份证号", "医保卡号", "医疗机构名称", "就诊类别", "入院日期", "出院日期", "结算日期", "诊断名称",
           "费用总额", "统筹基金支付", "个人自付", "主治医生", "参保地")  # fmt: skip
_SURNAMES, _GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文辉志红",
)


def write_table(path: Path, rows: int, seed: int) -> None:
    """Claims of a quarter as many people at 300 hospitals; the same seed makes the same table."""
    dice = random.Random(seed)
    people = [_person(dice) for _ in range(max(1, rows // 4))]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADERS)
        for number in range(rows):
            name, code, card = dice.choice(people)
            total = dice.randint(1000, 4_000_000) / 100
            day = f"2023/{dice.randint(1, 12)}/{dice.randint(1, 28)}"
            out.writerow(
                [f"JS{number:09}", name, code, card, f"杭州市第{dice.randint(1, 300)}医院有限公司", dice.choice(("住院", "门诊")),
                 day, day, day, dice.choice(("肺炎", "骨折", "高血压")), f"{total:.2f}", f"{total * 0.7:.2f}", f"{total * 0.3:.2f}",
                 dice.choice(_SURNAMES) + dice.choice(_GIVEN), "浙江省杭州市西湖区"]
            )  # fmt: skip


def _person(dice: random.Random) -> tuple[str, str, str]:
    body = f"330106{dice.randint(1940, 2005)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}{dice.randint(0, 999):03}"
    name = dice.choice(_SURNAMES) + dice.choice(_GIVEN) + dice.choice(_GIVEN)
    return name, body + ric.calc_check_digit(body + "0"), f"K{dice.randint(0, 10**9):010}"


class _Clock:
    def __init__(self, what: str, rows: int) -> None:
        self.what, self.rows = what, rows

    def __enter__(self) -> None:
        self.wall, self.cpu = time.monotonic(), time.process_time()

    def __exit__(self, *_error: object) -> None:
        wall, cpu = time.monotonic() - self.wall, time.process_time() - self.cpu
        print(
            f"{self.what}: {wall:.1f} s ({self.rows / wall:,.0f} rows/s), {cpu:.1f} s of processor time "
            f"({self.rows / cpu:,.0f} rows/s)",
            flush=True,
        )


def main() -> None:
    """Make a table, check it, load it twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--no-graph", action="store_true", help="store and identity alone")
    asked = parser.parse_args()
    mapping = find_mapping(KIND)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.csv"
        write_table(path, asked.rows, asked.seed)
        with _Clock("check", asked.rows):
            report = check_source(settings(), TableChoice(str(path)), KIND)
        if report.good != asked.rows:
            raise SystemExit(f"the check found {report.good} good rows of {asked.rows}")
        store = open_store(settings())

        def into_store() -> None:
            request = LoadRequest(KIND, mapping, mapping.owner.zh, mapping.grade, None, False)
            load = stage(store, open_table(str(path), mapping, encoding_of), request, lambda *_told: None)
            print(apply(store, load, lambda *_told: None), flush=True)

        with _Clock("load into the store", asked.rows):
            into_store()
        with _Clock("identity", asked.rows):
            resolve_behind(store, lambda *_told: None)
        with _Clock("the same table again", asked.rows):
            into_store()
        if not asked.no_graph:
            LocalServer(settings()).start()
            with connect(settings()) as graph, _Clock("into the graph", asked.rows):
                catch_up(store, graph, lambda *_told: None)
        store.close()


if __name__ == "__main__":
    main()
