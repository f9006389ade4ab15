"""A table by column: what marks a figure as computed or assumed, and as few notes as say where it all comes from."""

from __future__ import annotations

from typing import Any

import pytest

from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.weergave import Tabel
from ibtlib.weergave.kolom import Kolom, tabel
from tests.tabelhulp import klassen_van, noten_van

A, B = ("rapportage-2022-2-2023-1", "tabel"), ("rapportage-2023-2", "tabel 1")
RIJEN: tuple[dict[str, Any], ...] = (
    {"periode": "2023-1", "opgave": 1501, "realisatie": 1138, "uit": [A]},
    {"periode": "2023-2", "opgave": 1778, "realisatie": 1208, "uit": [B]},
    {"periode": "2024-1", "opgave": 2033, "realisatie": None, "uit": []},
)
PERIODE = Kolom("Periode", "periode")
OPGAVE = Kolom("Opgave", "opgave", "geheel")
REALISATIE = Kolom("Realisatie", "realisatie", "geheel")


def proef(g: Gegevens, *kolommen: Kolom, rijen: Any = RIJEN, **rest: Any) -> Tabel:
    return tabel(g, "proef", "Proef", (PERIODE, *kolommen), rijen, **rest)


def nog(rij: dict[str, Any]) -> int | None:
    return None if rij["realisatie"] is None else rij["opgave"] - rij["realisatie"]


# --- published, computed, assumed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formule", "klasse", "noot"),
    [
        ("opgave − realisatie", "berekend", "Berekend: opgave − realisatie."),
        ("Aanname: blijft gelijk", "aanname", "Aanname: blijft gelijk."),
    ],
)
def test_a_formula_marks_every_figure_of_its_column_and_no_empty_cell(
    utrecht: Gegevens, formule: str, klasse: str, noot: str
) -> None:
    t = proef(utrecht, OPGAVE, Kolom("Nog", nog, "geheel", formule=formule))
    assert [rij[2] for rij in t.rijen] == [363, 570, None]
    assert klassen_van(t) == {(0, 2): klasse, (1, 2): klasse}
    assert noten_van(t) == {(None, 2): (noot,)}


def test_a_formula_per_row_marks_and_notes_its_own_cells(utrecht: Gegevens) -> None:
    t = proef(utrecht, Kolom("Opgave", "opgave", formule=lambda r: "Aanname: blijft" if not r["uit"] else ""))
    assert klassen_van(t) == {(2, 1): "aanname"} and noten_van(t) == {(2, 1): ("Aanname: blijft.",)}


def test_a_class_of_its_own_goes_before_that_of_the_formula(utrecht: Gegevens) -> None:
    t = proef(utrecht, Kolom("Nog", nog, formule="a − b", klasse=lambda r: "trede-2" if r["uit"] == [A] else None))
    assert klassen_van(t) == {(0, 1): "trede-2"}


def test_the_figures_of_a_total_are_computed_also_where_those_above_it_are_published(utrecht: Gegevens) -> None:
    totaal = {"periode": "samen", "opgave": 5312, "realisatie": None, "uit": []}
    zoals = Kolom("Volgens plan", "opgave", "geheel", formule="Aanname: alles lukt")
    t = proef(utrecht, OPGAVE, REALISATIE, zoals, totaal=totaal, totaalformule="de perioden opgeteld")
    assert t.inhoud[-1].totaal and not any(rij.totaal for rij in t.inhoud[:-1])
    assert {plek: k for plek, k in klassen_van(t).items() if plek[0] == 3} == {(3, 1): "berekend", (3, 3): "aanname"}
    assert t.noot_van(3, 1) == ("Berekend: de perioden opgeteld.",)


def test_without_rows_nothing_is_noted(utrecht: Gegevens) -> None:
    t = proef(utrecht, Kolom("Nog", nog, formule="a − b", bron=[A]), rijen=(), bron=lambda r: r["uit"])
    assert (t.rijen, t.bron, noten_van(t)) == ((), (), {})


# --- where it comes from ------------------------------------------------------------------------------------


def test_what_all_rows_share_is_said_once_under_the_table(utrecht: Gegevens) -> None:
    t = proef(utrecht, OPGAVE, rijen=RIJEN[::2], bron=lambda r: r["uit"])
    assert (t.bron, noten_van(t)) == ((f"{utrecht.bronnen[A[0]].titel} (tabel)",), {})


def test_rows_that_differ_each_get_a_note(utrecht: Gegevens) -> None:
    t = proef(utrecht, OPGAVE, bron=lambda r: r["uit"])
    eerste, tweede = (utrecht.bronnen[bron].titel for bron, _ in (A, B))
    assert t.bron == ()
    assert noten_van(t) == {(0, None): (f"Bron: {eerste} (tabel).",), (1, None): (f"Bron: {tweede} (tabel 1).",)}


def test_a_column_whose_cells_agree_gets_one_note_and_one_whose_cells_differ_gets_them_per_cell(
    utrecht: Gegevens,
) -> None:
    t = proef(
        utrecht,
        Kolom("Opgave", "opgave", bron=lambda r: [A] if r["uit"] else []),
        Kolom("Realisatie", "realisatie", bron=lambda r: r["uit"]),
    )
    assert set(noten_van(t)) == {(None, 1), (0, 2), (1, 2)}
    assert t.noot_van(0, 1) == t.noot_van(0, 2)


def test_a_note_of_a_row_comes_after_its_source(utrecht: Gegevens) -> None:
    t = proef(utrecht, OPGAVE, bron=lambda r: r["uit"], noot=lambda r: "Verlaagd." if r["uit"] == [B] else "")
    assert t.inhoud[0].noten[1:] == () and t.inhoud[1].noten[1:] == ("Verlaagd.",)
