"""What a notebook stores of a display object is the whole of it, and nothing else is read back."""

from __future__ import annotations

import copy
import datetime as dt
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.weergave import (
    Alfabet,
    Cel,
    Figuur,
    Hoofdstuk,
    Kerncijfer,
    Kerncijfers,
    Kernregel,
    Keuzetabel,
    Knop,
    Kop,
    Link,
    Linktabel,
    Onleesbaar,
    Rij,
    Tabel,
    Tekst,
    Titel,
    Tussenkop,
    Verwijzingen,
    uit_gegevens,
)  # fmt: skip

TABEL = Tabel(
    "proef",
    "Realisatie, personen",
    (Kop("periode"), Kop("realisatie", "geheel", teken=True, noten=("noot",)), Kop("aandeel", "procent", 1)),
    (
        Rij((Cel("2023-1"), Cel(1138, "berekend", ("a − b",)), Cel(Fraction(113800, 1501))), ("bron",), totaal=True),
        ("2023-2", None, Fraction(50)),
    ),
    ("CBS",),
    ("Opmerking.",),
    sorteerbaar=True,
)
FIGUUR = Figuur(
    "lijn",
    "Verloop",
    "<svg/>",
    "De lijn stijgt.",
    TABEL,
    getallen_staan_erin=True,
    ondertitel="Wat",
    bron_elders=True,
    toelichting="A is B.",
)
ALLE = [
    Titel("t", "o", (("k", "w"),), dt.date(2024, 1, 1), True, "bijlage"),
    Tekst(("a", "b"), lijst=True, soort="let-op"),
    Kerncijfers(
        (Kerncijfer("a", "1.372", (Kernregel("was 406", "omhoog"),), "berekend"), Kerncijfer("b", "2")), ("CBS",)
    ),
    TABEL,
    FIGUUR,
    Keuzetabel(
        Tabel("keuze", "K", (Kop("dag"), Kop("stand", "breuk", 1)), (("nu", Fraction(1, 2)),)),
        (Knop("Tempo", ("laag", "hoog"), 1),),
        ((("nu", Fraction(1, 2)),), (("nu", None),)),
        "{k0}",
    ),
    Verwijzingen((("a", "b.html", "9 kB"),), "op-rij"),
    Alfabet((("a", "b.html", ""),)),
    Linktabel(
        "links", "L", ("a", "b", "c"), (("rij", ("x", (Link("y", "z.html", "9 kB"),), Cel("trede 2", "trede-2"))),)
    ),
    Tussenkop("Kader", 2),
    Hoofdstuk((Tussenkop("Kader"), Tekst(("a",)), TABEL, FIGUUR)),
]


def heen(object_: Any) -> Any:
    return json.loads(json.dumps(object_._gegevens()))


@pytest.mark.parametrize("object_", ALLE, ids=lambda o: type(o).__name__)
def test_every_object_comes_back_as_it_was(object_: Any) -> None:
    terug = uit_gegevens(heen(object_))
    assert terug == object_ and type(terug) is type(object_)
    assert terug._repr_mimebundle_() == object_._repr_mimebundle_()


def test_values_classes_and_notes_stand_with_their_cell_row_and_column() -> None:
    gegevens = heen(TABEL)
    assert gegevens["koppen"] == [
        "periode",
        {"naam": "realisatie", "soort": "geheel", "teken": True, "noten": ["noot"]},
        {"naam": "aandeel", "soort": "procent", "decimalen": 1},
    ]
    assert gegevens["inhoud"] == [
        {
            "cellen": ["2023-1", {"waarde": 1138, "klasse": "berekend", "noten": ["a − b"]}, [113800, 1501]],
            "noten": ["bron"],
            "totaal": True,
        },
        ["2023-2", None, [50, 1]],
    ]


waarden = st.one_of(st.text(max_size=5), st.integers(), st.fractions(), st.none())
noten = st.lists(st.text(max_size=5), max_size=2).map(tuple)
cellen = st.builds(Cel, waarden, st.sampled_from(["", "berekend", "trede-2"]), noten)


@st.composite
def tabellen(kies: st.DrawFn) -> Tabel:
    koppen = kies(
        st.lists(
            st.builds(Kop, st.text(max_size=5), st.sampled_from(["tekst", "geheel", "breuk"]), noten=noten),
            min_size=1,
            max_size=3,
        )
    )
    rij = st.builds(Rij, st.tuples(*[cellen] * len(koppen)), noten, st.booleans())
    inhoud = kies(st.lists(rij, max_size=3))
    return Tabel("t", kies(st.text()), tuple(koppen), tuple(inhoud), kies(noten), kies(noten), kies(st.text()))


@given(tabellen())
def test_any_table_comes_back_as_it_was(tabel: Tabel) -> None:
    """A text that looks like a number, or as a Fraction is stored, stays a text."""
    terug = uit_gegevens(heen(tabel))
    assert terug == tabel
    soorten = [[type(w) for w in rij] for rij in tabel.rijen]
    assert isinstance(terug, Tabel) and [[type(w) for w in rij] for rij in terug.rijen] == soorten


json_ = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda kind: st.lists(kind, max_size=3) | st.dictionaries(st.text(max_size=3), kind, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(ALLE), st.data())
def test_whatever_is_changed_it_is_refused_in_words_or_is_an_object_again(object_: Any, kies: st.DataObject) -> None:
    gegevens = heen(object_)
    plekken: list[tuple[Any, Any]] = []

    def loop(deel: Any) -> None:
        for sleutel, kind in list(deel.items() if isinstance(deel, dict) else enumerate(deel)):
            plekken.append((deel, sleutel))
            if isinstance(kind, dict | list):
                loop(kind)

    loop(gegevens)
    ouder, sleutel = kies.draw(st.sampled_from(plekken))
    ouder[sleutel] = kies.draw(json_)
    try:
        terug = uit_gegevens(copy.deepcopy(gegevens))
    except Onleesbaar as fout:
        assert str(fout) and not str(fout).endswith(".")
    else:
        assert uit_gegevens(heen(terug)) == terug


@pytest.mark.parametrize(
    ("verander", "melding"),
    [
        (lambda g: g["koppen"].__setitem__(2, {"naam": "x", "decimalen": "1"}), "koppen, 3, decimalen: verwacht een geheel getal of niets, er staat '1'"),
        (lambda g: g["koppen"].__setitem__(2, {"naam": "x", "decimalen": True}), "koppen, 3, decimalen: verwacht een geheel getal of niets, er staat True"),
        (lambda g: g["koppen"].__setitem__(2, {"naam": "x", "soort": "html"}), "koppen, 3: Kop x: de soort is tekst, geheel, procent, breuk of stand, niet 'html'"),
        (lambda g: g["inhoud"][1].__setitem__(2, 0.5), "inhoud, 2, cellen, 3, waarde: verwacht een tekst, een geheel getal, een lijst of niets, er staat 0.5"),
        (lambda g: g["inhoud"][1].__setitem__(2, [1, 0]), "inhoud, 2, cellen, 3, waarde: 0 kan geen noemer zijn"),
        (lambda g: g["inhoud"][1].__setitem__(2, [1, 2, 3]), "inhoud, 2, cellen, 3, waarde: verwacht 2 delen, het zijn er 3"),
        (lambda g: g["inhoud"][1].append(1), "Tabel proef: rij 2 heeft 4 cellen, er zijn 3 kolommen"),
        (lambda g: g.pop("naam"), "Tabel mist naam"),
        (lambda g: g.__setitem__("per_cel", []), "Tabel kent het veld 'per_cel' niet"),
        (lambda g: g.__setitem__("weergave", "tekst"), "Tekst kent het veld 'naam' niet"),
    ],
)  # fmt: skip
def test_the_message_names_the_place_and_what_could_be(verander: Any, melding: str) -> None:
    gegevens = heen(TABEL)
    verander(gegevens)
    with pytest.raises(Onleesbaar) as fout:
        uit_gegevens(gegevens)
    assert melding in str(fout.value)


@pytest.mark.parametrize("datum", ["vandaag", "2024-13-01", "", 2024])
def test_a_date_is_a_date(datum: Any) -> None:
    with pytest.raises(Onleesbaar, match="datum"):
        uit_gegevens({**heen(ALLE[0]), "datum": datum})


def test_an_object_in_another_says_what_it_is_or_nothing() -> None:
    gegevens = heen(FIGUUR)
    gegevens["cijfers"]["weergave"] = "tekst"
    with pytest.raises(Onleesbaar, match="cijfers: Tabel kent het veld 'weergave' niet"):
        uit_gegevens(gegevens)
