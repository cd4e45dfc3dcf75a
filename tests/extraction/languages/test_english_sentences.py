"""Single English sentences, read as fragments."""

from __future__ import annotations

import pytest

from anmai.extraction import extract

CASES = [
    ("Reliance was placed on Criminal Appeal No.77 of 2012.", "CASE_NUMBER", ["Criminal Appeal No.77 of 2012"]),
    ("W.P.Nos.11, 12 & 13 of 2022 were heard together.", "CASE_NUMBER", ["W.P.Nos.11, 12 & 13 of 2022"]),
    ("The writ, CWP-1234-2016, was dismissed.", "CASE_NUMBER", ["CWP-1234-2016"]),
    ("In ITA No. 88/Del/2015 the tribunal agreed.", "CASE_NUMBER", ["ITA No. 88/Del/2015"]),
    ("The earlier action, No. 2:19-cv-00321, was stayed.", "CASE_NUMBER", ["2:19-cv-00321"]),
    ("See the ruling at [2020] UKSC 5 on this point.", "CASE_NUMBER", ["[2020] UKSC 5"]),
    ("It was notified by Act 12 of 1999 and G.O. No. 5 of 2001 for Plot No. 8/2004.", "CASE_NUMBER", []),
    ("This Court follows the Supreme Court and the Sahyadri bench.", "COURT", ["Supreme Court"]),
    ("The High Court and this Court differ.", "COURT", []),
    ("The appeal went to the Madras High Court.", "COURT", ["Madras High Court"]),
    ("Decided by the Motor Accident Claims Tribunal, Varunpur in part.", "COURT",
     ["Motor Accident Claims Tribunal, Varunpur"]),
    ("Justice R.V. Tendulwar spoke for the Bench (A.K. Menonwala, J.) there.", "JUDGE",
     ["R.V. Tendulwar", "A.K. Menonwala"]),
    ("He was charged under Sections 193 and 419 of the Penal Code.", "PROVISION", ["Sections 193 and 419"]),
    ("An application under Order 7 Rule 11 CPC was moved.", "PROVISION", ["Order 7 Rule 11"]),
    ("Section 14 of the Act is plain.", "STATUTE", []),
    ("The Land Revenue (Amendment) Act, 2009 applies with the IPC.", "STATUTE",
     ["Land Revenue (Amendment) Act, 2009", "IPC"]),
    ("It was held in Gupte v. State of Sahyadri, AIR 1967 SC 1480 that it binds.", "PRECEDENT",
     ["Gupte v. State of Sahyadri, AIR 1967 SC 1480"]),
    ("PW-3, Gopal Ghag was travelling with Smt. Radha Ghag (PW-4).", "WITNESS", ["Gopal Ghag", "Radha Ghag"]),
    ("The petitioner Anil Ghag, who is a clerk, was heard.", "PETITIONER", ["Anil Ghag"]),
    ("The petitioner Bank said so for the appellant Ms. Kiran Vad.", "PETITIONER", []),
    ("On 31.07.2019, December 18, 1999 and 4th October 1962.", "DATE",
     ["31.07.2019", "December 18, 1999", "4th October 1962"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "label", "expected"), CASES)
def test_a_sentence_names(sentence: str, label: str, expected: list[str]) -> None:
    record = extract(sentence, "x", fragment=True, language="en")

    assert [mention.text for mention in record.mentions if mention.label == label] == expected


def test_a_sentence_about_two_sides_is_no_caption() -> None:
    record = extract("Judgment in Ghag vs. State was cited.", "x", fragment=True, language="en")

    assert record.parties == []


def test_numbers_inside_a_precedent_belong_to_it() -> None:
    text = "It was said in Ghag v. Union of Districts, Civil Appeal No. 12 of 2011, that it binds."
    record = extract(text, "x", fragment=True, language="en")

    assert [(m.label, m.text) for m in record.mentions] == [
        ("PRECEDENT", "Ghag v. Union of Districts, Civil Appeal No. 12 of 2011"),
    ]
