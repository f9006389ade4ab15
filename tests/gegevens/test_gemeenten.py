"""Codes and names through time."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from ibtlib.basis.fouten import AanvraagFout
from ibtlib.gegevens.gemeenten import Gemeentelijst

GRENS = dt.date(2019, 1, 1)
KOLOMMEN = ["gemeentecode", "gemeente", "geldig_van", "geldig_tot", "opvolger"]


def lijst(*rijen: tuple[object, ...]) -> Gemeentelijst:
    frame = pd.DataFrame(rijen, columns=KOLOMMEN, dtype=object)
    return Gemeentelijst(frame.set_axis(range(2, 2 + len(frame))))


ECHT = lijst(
    ("GM0545", "Leerdam", None, GRENS, "GM1961"),
    ("GM0620", "Vianen", None, GRENS, "GM1961"),
    ("GM1961", "Vijfheerenlanden", GRENS, None, None),
    ("GM0355", "Zeist", None, None, None),
    ("GM0999", "Oudenaam", None, dt.date(2020, 1, 1), None),
    ("GM0999", "Nieuwenaam", dt.date(2020, 1, 1), None, None),
    ("GM0100", "Verdwenen", None, dt.date(2015, 1, 1), None),
    ("GM0101", "Eerst", None, dt.date(2010, 1, 1), "GM0545"),
)


@pytest.mark.parametrize(
    ("dag", "namen"),
    [
        (dt.date(2018, 12, 31), ["Leerdam", "Oudenaam", "Vianen", "Zeist"]),
        (GRENS, ["Oudenaam", "Vijfheerenlanden", "Zeist"]),
        (dt.date(2020, 1, 1), ["Nieuwenaam", "Vijfheerenlanden", "Zeist"]),
    ],
)
def test_which_gemeenten_exist_on_a_day(dag: dt.date, namen: list[str]) -> None:
    assert [g.naam for g in ECHT.op(dag)] == namen


@pytest.mark.parametrize(
    ("code", "naam", "dag", "melding"),
    [
        ("GM0355", "Zeist", dt.date(2022, 1, 1), None),
        ("GM0545", "Leerdam", dt.date(2018, 12, 31), None),
        (
            "GM0545",
            "Leerdam",
            dt.date(2022, 1, 1),
            "'GM0545' (Leerdam) bestond niet meer op 1 januari 2022; opvolger: Vijfheerenlanden, GM1961",
        ),
        (
            "GM0545",
            "Leerdam",
            GRENS,
            "'GM0545' (Leerdam) bestond niet meer op 1 januari 2019; opvolger: Vijfheerenlanden, GM1961",
        ),
        (
            "GM0101",
            None,
            dt.date(2022, 1, 1),
            "'GM0101' (Eerst) bestond niet meer op 1 januari 2022; opvolger: Vijfheerenlanden, GM1961",
        ),
        (
            "GM0100",
            None,
            dt.date(2022, 1, 1),
            "'GM0100' (Verdwenen) bestond niet meer op 1 januari 2022; opvolger: niet bekend in gemeentelijst.csv",
        ),
        (
            "GM1961",
            "Vijfheerenlanden",
            dt.date(2018, 12, 31),
            "'GM1961' (Vijfheerenlanden) bestond nog niet op 31 december 2018; toen nog Leerdam, GM0545 en "
            "Vianen, GM0620",
        ),
        ("GM9999", "Zeist", dt.date(2022, 1, 1), "'GM9999' staat niet in gemeentelijst.csv; Zeist is GM0355"),
        ("GM9999", "Nergens", None, "'GM9999' staat niet in gemeentelijst.csv"),
        ("GM0355", "Vianen", None, "'GM0355' is Zeist, niet Vianen; Vianen is GM0620"),
        ("GM0999", "Oudenaam", None, None),
        ("GM0999", "Nieuwenaam", dt.date(2019, 6, 1), None),
    ],
)
def test_what_is_wrong_with_a_code(code: str, naam: str | None, dag: dt.date | None, melding: str | None) -> None:
    assert ECHT.probleem(code, naam, dag) == melding
    if melding and naam is None:
        with pytest.raises(AanvraagFout) as fout:
            ECHT.controleer_code(code, dag)
        assert str(fout.value) == f"{melding}."


def test_a_code_has_the_name_of_its_day() -> None:
    assert ECHT.naam("GM0355") == "Zeist"
    assert ECHT.naam("GM0999", dt.date(2019, 12, 31)) == "Oudenaam" and ECHT.naam("GM0999") == "Nieuwenaam"
    with pytest.raises(AanvraagFout, match="bestond niet meer"):
        ECHT.naam("GM0545", GRENS)


def test_the_list_itself_is_checked() -> None:
    assert ECHT.problemen() == []
    mis = lijst(
        ("GM0001", "Om", GRENS, GRENS, None),
        ("GM0002", "Weg", None, GRENS, "GM0009"),
        ("GM0003", "Een", None, dt.date(2020, 1, 1), None),
        ("GM0003", "Twee", GRENS, None, None),
    )
    assert [str(p) for p in mis.problemen()] == [
        "regel 2, kolom geldig_tot: 1 januari 2019 ligt niet na geldig_van (1 januari 2019)",
        "regel 3, kolom opvolger: 'GM0009' staat zelf niet in deze lijst",
        "regel 5, kolom geldig_van: 'GM0003' geldt dan ook op een andere rij; laat de ene eindigen waar de "
        "andere begint",
    ]


def test_successors_in_a_circle_do_not_hang() -> None:
    rond = lijst(("GM0001", "A", None, GRENS, "GM0002"), ("GM0002", "B", None, GRENS, "GM0001"))
    assert rond.opvolger("GM0001", GRENS) is None
