"""Makes a sample's identities hard: people who return under other spellings, with other values told, among namesakes.

    python tools/harden_sample.py SAMPLE -o DIR --seed 3 --share 0.25

Reads the true records and mentions of a sample (``anmai sample``) and writes DIR/truth with some people replaced by people
of other documents, so that more return than the plantings do. Each return is identifiable by somebody who reads both
documents: the way in which it is stands in returns.jsonl. Nobody is taken out, no mask is touched. Works on records, not
texts: it measures identity, not extraction.

ways: birth_county (full birth date, county), partial_number (birth at month or year, number with hidden digits), misprint
(a homophone or look-alike in the name, number with hidden digits), traditional (traditional characters), former_name (told
as another name), companions (no birth date; two of the same people beside), house (no birth date; the same house), number
(a misprinted name, complete number). namesake: another person of the same name in the same county, born otherwise.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from anmai.graph.identity.names import is_masked
from anmai.sample.dice import Dice
from anmai.sample.people import identity_number, uncommon_name

WAYS = ("birth_county", "partial_number", "misprint", "traditional", "former_name", "companions", "house", "number",
        "namesake")  # fmt: skip
WEIGHTS = (28, 12, 9, 7, 8, 8, 8, 6, 14)
SOUND = {"伟": "玮", "军": "君", "明": "铭", "国": "帼", "华": "桦", "建": "健", "强": "蔷", "丽": "莉", "芳": "方", "辉": "晖", "杰": "洁",
         "平": "萍", "文": "雯", "峰": "锋", "波": "博", "红": "宏", "海": "嗨", "林": "琳", "志": "智", "英": "瑛", "玉": "育", "兰": "岚",
         "勇": "永", "涛": "滔", "超": "钞", "刚": "岗", "飞": "菲", "新": "欣", "春": "椿", "成": "诚", "东": "冬", "生": "声", "宇": "雨",
         "祥": "详", "云": "芸", "梅": "玫", "秀": "绣", "荣": "容", "龙": "隆", "敏": "闵", "静": "靖", "娟": "鹃", "霞": "侠", "斌": "彬",
         "亮": "谅", "磊": "垒", "鹏": "朋", "德": "得", "金": "今", "庆": "青", "福": "富", "义": "艺", "良": "粮", "胜": "圣"}  # fmt: skip
TRADITIONAL = {"张": "張", "刘": "劉", "陈": "陳", "杨": "楊", "赵": "趙", "黄": "黃", "吴": "吳", "孙": "孫", "马": "馬", "罗": "羅", "郑": "鄭",
               "谢": "謝", "韩": "韓", "冯": "馮", "萧": "蕭", "许": "許", "邓": "鄧", "苏": "蘇", "叶": "葉", "卢": "盧", "伟": "偉", "国": "國",
               "华": "華", "军": "軍", "强": "強", "丽": "麗", "杰": "傑", "东": "東", "龙": "龍", "云": "雲", "兰": "蘭", "荣": "榮", "宝": "寶",
               "庆": "慶", "凤": "鳳", "飞": "飛", "红": "紅", "玉": "玉", "辉": "輝", "义": "義", "刚": "剛", "涛": "濤", "凯": "凱"}  # fmt: skip


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()]


def people(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in record.get("defendants", []) + record.get("parties", []) if one.get("kind") == "person"]


def renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return new if value == old else value
    if isinstance(value, list):
        return [renamed(one, old, new) for one in value]
    if isinstance(value, dict):
        return {key: renamed(one, old, new) for key, one in value.items()}
    return value


def misprinted(name: str) -> str | None:
    for place in range(len(name) - 1, 0, -1):
        if name[place] in SOUND:
            return name[:place] + SOUND[name[place]] + name[place + 1 :]
    return None


class Hardener:
    def __init__(self, folder: Path, seed: int, share: float) -> None:
        truth = folder / "truth"
        self.random = random.Random(seed)
        self.dice = Dice(seed, 1, 97)
        self.records = {row["id"]: row for row in rows(truth / "records.jsonl")}
        self.mentions = rows(truth / "mentions.jsonl")
        self.share = share
        planted = {name for row in rows(truth / "plantings.jsonl") for name in row["documents"]}
        self.of: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self.mentions:
            self.of.setdefault((row["document"], row["name"]), []).append(row)
        alone = Counter(row["true_id"] for row in self.mentions)
        self.free = [
            (name, one["name"])
            for name, record in self.records.items()
            if name not in planted
            for one in people(record)
            if one.get("birth_date") and len(one["birth_date"]) == 10 and not is_masked(one["name"])
            and len(self.of.get((name, one["name"]), [])) == 1 and alone[self.of[name, one["name"]][0]["true_id"]] == 1
        ]  # fmt: skip
        self.returns: list[dict[str, Any]] = []

    def entry(self, place: tuple[str, str]) -> dict[str, Any]:
        return next(one for one in people(self.records[place[0]]) if one["name"] == place[1])

    def run(self) -> None:
        self.random.shuffle(self.free)
        used: set[str] = set()
        count = int(len(self.free) * self.share)
        queue = iter(self.free)
        while len(self.returns) < count:
            pair = [place for place in (next(queue, None), next(queue, None)) if place]
            if len(pair) < 2:
                return
            (first, name), (second, other) = pair
            if first == second or used & {first, second}:
                continue
            way = self.random.choices(WAYS, WEIGHTS)[0]
            if self.bring(way, (first, name), (second, other)):
                used |= {first, second}

    def bring(self, way: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
        """The person of ``second`` becomes the one of ``first``, told in this way; False where it can't be."""
        ours, theirs = self.entry(first), self.entry(second)
        civil = "defendants" not in self.records[second[0]] or theirs not in self.records[second[0]]["defendants"]
        name, county = first[1], self.random.choice(("330106", "410105", "510107", "220102", "350203"))
        written = name
        born = ours["birth_date"]
        half = self.random.randint(1, 499)
        from datetime import date

        number = identity_number(county, date.fromisoformat(born), half, ours.get("sex") or "男")
        hidden = f"{number[:6]}********{number[14:]}"
        told = {"sex": ours.get("sex"), "birth_date": born, "ethnicity": ours.get("ethnicity"), "id_number": None}
        ours_told: dict[str, Any] = {"id_number": None}
        place = ours.get("household") or ours.get("domicile") or ours.get("address")
        home = {"address" if civil else "household": place}
        if way == "birth_county":
            if place is None:
                return False
        elif way == "partial_number":
            told |= {"birth_date": self.random.choice((born[:7], born[:4])), "id_number": hidden}
            ours_told["id_number"] = self.random.choice((hidden, number))
        elif way == "misprint":
            if (written := misprinted(name) or name) == name:
                return False
            told["id_number"] = ours_told["id_number"] = hidden
        elif way == "number":
            if (written := misprinted(name) or name) == name:
                return False
            told["id_number"] = ours_told["id_number"] = number
        elif way == "traditional":
            written = "".join(TRADITIONAL.get(char, char) for char in name)
            if written == name or place is None:
                return False
        elif way == "former_name":
            if civil:
                return False
            written = uncommon_name(self.dice)
            told["aliases"] = [name]
        elif way == "companions":
            lists = [record.get("parties", []) for record in (self.records[first[0]], self.records[second[0]])]
            if not all(len(one) >= 2 and not record.get("defendants") for one, record in zip(
                lists, (self.records[first[0]], self.records[second[0]]), strict=True)):  # fmt: skip
                return False
            return self.companions(first, second, name)
        elif way == "house":
            if not civil or not place:
                return False
            told |= {"birth_date": None, "sex": None, "ethnicity": None}
            house = f"{place.rstrip('号')}文澜路{self.random.randint(1, 400)}号{self.random.randint(101, 1900)}室"
            ours_told = {"domicile" if "domicile" in ours else "address": house}
            if "domicile" in ours:
                return False
            home = {"address": house}
        elif way == "namesake":
            year = int(born[:4]) + self.random.choice((-7, -4, -2, 3, 5, 9))
            told |= {"birth_date": f"{year}-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"}
        if any(one["name"] == written for one in people(self.records[second[0]])):
            return False
        if place is None and way not in ("misprint", "number", "partial_number", "former_name", "namesake"):
            return False
        ours |= ours_told
        self.replace(second, written, told | ({key: value for key, value in home.items() if value}),
                     None if way == "namesake" else self.of[first][0]["true_id"])  # fmt: skip
        self.note(way, first, (second[0], written))
        return True

    def companions(self, first: tuple[str, str], second: tuple[str, str], name: str) -> bool:
        """No values at all; the agents of the one document act in the other, too."""
        ours, theirs = self.records[first[0]], self.records[second[0]]
        agents = [agent for agent in ours.get("agents", []) if agent.get("firm")]
        companies = [one for one in ours["parties"] if one["kind"] == "organization"]
        opposite = [one for one in theirs["parties"] if one["name"] != second[1]]
        if not agents or not companies or not opposite:
            return False
        other, company = opposite[0], companies[0]
        if is_masked(other["name"]) or other["kind"] != "organization":
            return False
        known = self.of.get((second[0], other["name"]), [])
        theirs_new = renamed(theirs, other["name"], company["name"])
        for one in theirs_new["parties"]:
            if one["name"] == company["name"]:
                one |= {key: company.get(key) for key in ("credit_code", "address", "representative")}
        self.records[second[0]] = theirs_new
        for row in known:
            row |= {"name": company["name"], "true_id": f"O:{company['name']}"}
        theirs_new["agents"] = [*theirs_new.get("agents", []), dict(agents[0]) | {"for": [name]}]
        self.replace(second, name, {"birth_date": None, "sex": None, "ethnicity": None, "id_number": None},
                     self.of[first][0]["true_id"])  # fmt: skip
        self.note("companions", first, (second[0], name))
        return True

    def replace(self, place: tuple[str, str], written: str, told: dict[str, Any], true_id: str | None) -> None:
        document, old = place
        record = renamed(self.records[document], old, written)
        self.records[document] = record
        entry = next(one for one in people(record) if one["name"] == written)
        entry |= told
        for row in self.of[place]:
            row["name"] = written
            row["true_id"] = true_id or row["true_id"]

    def note(self, way: str, first: tuple[str, str], second: tuple[str, str]) -> None:
        self.returns.append({"way": way, "first": list(first), "second": list(second)})

    def write(self, folder: Path) -> None:
        truth = folder / "truth"
        truth.mkdir(parents=True, exist_ok=True)
        for name, told in (
            ("records", self.records.values()), ("mentions", self.mentions), ("returns", self.returns), ("plantings", ()),
        ):  # fmt: skip
            with (truth / f"{name}.jsonl").open("w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in told)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--share", type=float, default=0.25)
    options = parser.parse_args()
    hardener = Hardener(options.folder, options.seed, options.share)
    hardener.run()
    hardener.write(options.output)
    print(dict(Counter(row["way"] for row in hardener.returns)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
