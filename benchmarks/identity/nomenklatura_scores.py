"""Scores of nomenklatura's matchers, in an environment of its own: python nomenklatura_scores.py > nomenklatura.jsonl

    pip install nomenklatura==4.17.4        (MIT; brings followthemoney 4.11.2, MIT)

One line a pair: {"id", "logic-v2": score, "regression-v1": score, …}.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from followthemoney import EntityProxy, model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

ALGORITHMS = ("logic-v2", "regression-v1", "name-based")


def proxy(name: str, side: dict[str, Any]) -> EntityProxy:
    schema = "Person" if side["kind"] == "person" else "Company"
    made = model.make_entity(schema)
    made.id = name
    told = {"name": side["name"], "country": "cn", "alias": side.get("aliases"), "address": side.get("address")}
    if schema == "Person":
        sex = {"男": "male", "女": "female"}.get(side.get("sex") or "")
        number = side.get("id_number")
        told |= {"birthDate": side.get("birth_date"), "gender": sex, "ethnicity": side.get("ethnicity"),
                 "idNumber": None if number and "*" in number else number, "birthPlace": side.get("household")}  # fmt: skip
    else:
        told |= {"uscCode": side.get("credit_code")}
    for prop, values in told.items():
        if values and prop in made.schema.properties:
            made.add(prop, values)
    return made


def main() -> None:
    pairs = [json.loads(line) for line in (Path(__file__).parent / "pairs.jsonl").open(encoding="utf-8")]
    for pair in pairs:
        left, right = proxy(f"{pair['id']}-l", pair["left"]), proxy(f"{pair['id']}-r", pair["right"])
        row: dict[str, Any] = {"id": pair["id"]}
        for name in ALGORITHMS:
            algorithm = get_algorithm(name)
            if algorithm is not None:
                row[name] = round(algorithm.compare(left, right, ScoringConfig.defaults()).score, 4)
        print(json.dumps(row))


if __name__ == "__main__":
    main()
