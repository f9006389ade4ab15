"""How a table stands in the PDF: widths as typst would measure them, and the rules that follow from them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from ibtlib.basis.kleuren import LETTERTYPE
from ibtlib.basis.tekens import toegestaan
from ibtlib.gegevens.huisstijl import Letters
from ibtlib.publicatie import PublicatieFout, naar_pdf
from ibtlib.publicatie.kolombreedtes import zetting
from ibtlib.publicatie.letterbreedtes import _stappen, snede
from ibtlib.publicatie.pdf import letterbestanden, met_zetting
from ibtlib.weergave import Kop, Tabel
from ibtlib.weergave.blokken import plat
from tests.gegevens.test_huisstijl import maak_map
from tests.poorten.voorbeeld import notebook, titel

MEET = """#set text(font: json(bytes(sys.inputs.families)), size: 100pt, lang: "nl", region: "nl", fallback: false)
#set text(hyphenate: false, number-type: "lining", number-width: "tabular")
#set text(weight: int(sys.inputs.gewicht), style: sys.inputs.stijl)
#context [#metadata(json(bytes(sys.inputs.teksten)).map(t => measure(t).width.pt() / 100)) <breedtes>]"""
ZIN = """vergunninghouders taakstelling realisatie achterstand koppelingstekort totaalopgave fictief specifiek
opvangcapaciteit Utrechtse Heuvelrug 's-Gravenhage Te Tot Wijk bij Duurstede AVW LTV 1.651 −12,5% 2023-2 t.o.v. (3/4)
‘twee’ Bilt, “koppeling”; € 1.000 ≥ 90% ½ Súdwest-Fryslân IJsselstein één geïnd"""
WOORDEN = ZIN.split()


@pytest.fixture(scope="module")
def eigen(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    """A typeface of one's own that lacks a few letters, which Fira Sans then lends."""
    map_ = maak_map(tmp_path_factory.mktemp("proef"))
    for naam in ("gewoon", "vet"):
        letter = TTFont(map_ / f"{naam}.ttf")
        snijder = Subsetter()
        snijder.populate(unicodes=[t for t in toegestaan() if chr(t) not in "≥gW"])
        snijder.subset(letter)
        letter.save(map_ / f"{naam}.ttf")
    return Letters("Proefletter", map_ / "gewoon.ttf", map_ / "vet.ttf")


def van_typst(teksten: list[str], letters: Letters | None, vet: bool, cursief: bool) -> list[float]:
    import typst

    invoer = {
        "families": json.dumps([*([letters.familie] if letters else []), LETTERTYPE]),
        "gewicht": "600" if vet else "400",
        "stijl": "italic" if cursief else "normal",
        "teksten": json.dumps(teksten),
    }
    antwoord = typst.query(
        MEET.encode(), "<breedtes>", field="value", one=True,
        font_paths=letterbestanden(letters), ignore_system_fonts=True, sys_inputs=invoer,
    )  # fmt: skip
    return list(json.loads(antwoord))


def vergelijk(
    teksten: list[str], letters: Letters | None, vet: bool, cursief: bool, hoogstens: float, speling: float = 1e-4
) -> None:
    """Never narrower, but for the `speling` per letter: what is lost by measuring at one size."""
    hier = [snede(letters, vet, cursief).breedte(t) for t in teksten]
    for tekst, breedte, echt in zip(teksten, hier, van_typst(teksten, letters, vet, cursief), strict=True):
        rond = speling * len(tekst)
        assert echt - rond <= breedte <= hoogstens * echt + rond, tekst


SNEDEN = [(vet, cursief) for vet in (False, True) for cursief in (False, True)]


@pytest.mark.parametrize(("vet", "cursief"), SNEDEN)
def test_a_word_is_never_measured_narrower_than_it_is_set(eigen, vet, cursief):
    # one in which letters melt together (fi) at most two percent wider, all others as they are
    zonder = [w for w in WOORDEN if "fi" not in w]
    vergelijk([*zonder, " ".join(zonder)], None, vet, cursief, 1)
    vergelijk(WOORDEN, None, vet, cursief, 1.02)
    vergelijk([*WOORDEN, " ".join(WOORDEN)], eigen, vet, cursief, 1.02)


@pytest.mark.parametrize(("vet", "cursief"), SNEDEN)
@settings(max_examples=15, deadline=None)
@given(teksten=st.lists(st.text(st.sampled_from([chr(t) for t in toegestaan()]), max_size=12), min_size=1, max_size=40))
def test_whatever_a_report_may_hold_fits_the_cell_that_is_measured_for_it(vet, cursief, teksten):
    # Loose accents kern over a space as well, by 4 thousandths; twelve such letters stay within the half point (at
    # 9 points 0,055) that a cell has to spare. ‘fi’ itself is seven percent narrower than f and i.
    vergelijk(teksten, None, vet, cursief, 1.08, speling=0.0045)


def test_a_font_in_which_letters_are_made_of_parts_is_measured_letter_by_letter():
    class Delen:
        """A font that sets one part more than there are letters, each letter 56 hundredths wide."""

        def set_text(self, tekst: str, **kenmerken: Any) -> Any:
            return np.zeros((len(tekst) + 1, 2))

        def get_width_height(self) -> tuple[int, int]:
            return 56 * 64, 0

    assert _stappen(Delen(), ["11", "12"]) == [0.56, 0.56]


# --- the rules; a digit is 0,56 wide, a cell has 2 × 4 and 0,5 around its text, the text of a page is 459,2 points wide ---


@cache
def tabel(kolommen: int, rijen: int = 1, tekst: str = "1234567890", klasse: str = "getal") -> dict[str, Any]:
    def cellen(d: str) -> list[dict[str, Any]]:
        return [{"d": [d], "klassen": [klasse], "noten": []}] * kolommen

    return {"kop": cellen("a"), "rijen": [{"totaal": False, "cellen": cellen(tekst)}] * rijen}


@pytest.mark.parametrize(
    ("kolommen", "liggend", "letter", "breedte"),
    [
        (7, False, 9, 58.9),  # 10 × 0,56 × 9 + 8,5; seven are 412,3
        (8, False, 8.5, 56.1),  # at 9 points 471,2 and so too wide; at 8,5 together 448,8
        (9, True, 9, 58.9),  # at 8 points, the smallest on an upright page, 479,7; on its side there are 705,8
        (10, True, 9, 58.9),  # at 9 points it takes 589
        (16, True, 6, 42.1),  # at 6,5 points 718,4; at 6 together 673,6
    ],
)
def test_the_largest_letters_at_which_no_word_is_cut(kolommen, liggend, letter, breedte):
    (maat,) = zetting(tabel(kolommen))["maten"]
    assert (zetting(tabel(kolommen))["liggend"], maat["letter"]) == (liggend, letter)
    assert maat["kolommen"] == pytest.approx([breedte] * kolommen, abs=0.02)


def test_seventeen_such_columns_fit_nowhere():
    assert zetting(tabel(17)) is None  # 17 × 42,1 = 715,7


def test_a_document_of_one_page_has_widths_for_every_size_of_its_text_and_no_page_on_its_side():
    # 498,9 points wide: at 0,9 × 9,5 nine are 507,4; at 0,85 × 9,5 = 8,075 they are 483,5; nothing is set below 8 points
    uit = zetting(tabel(9), "bijlage")
    assert uit is not None and not uit["liggend"]
    assert [m["letter"] for m in uit["maten"]] == [8.075, 8.1, 8, 8, 8]
    assert uit["maten"][0]["kolommen"] == pytest.approx([53.72] * 9, abs=0.02)
    assert zetting(tabel(10), "bijlage") is None  # at 8 points together 533


def test_who_needs_little_gets_it_first():
    # words 2,8 wide at 9 points and a text of 100 of them in the last column: that one gets all that is left
    smal, breed = tabel(1)["rijen"][0]["cellen"][0], tabel(1, tekst="12345 " * 100)["rijen"][0]["cellen"][0]
    rij = {"totaal": False, "cellen": [smal, breed]}
    (maat,) = zetting({"kop": tabel(2)["kop"], "rijen": [rij]})["maten"]
    assert maat["kolommen"] == pytest.approx([58.9, 459.21 - 58.9], abs=0.02)


@pytest.mark.parametrize(("rijen", "breekbaar"), [(14, False), (15, True)])
def test_only_a_table_taller_than_75_mm_may_run_on(rijen, breekbaar):
    # a row of one line is 0,689 × 9 + 7,2 = 13,4 points; with the header 15 are 201, 16 are 214,4; 75 mm is 212,6
    assert zetting(tabel(2, rijen))["maten"][0]["breekbaar"] is breekbaar


def test_lines_in_a_cell_count():
    # 200 words of five digits and a space on lines of about 450 points: more than 12 lines of 10,7 points, so 2 rows do
    assert zetting(tabel(1, 2, "12345 " * 200))["maten"][0]["breekbaar"]
    assert not zetting(tabel(1, 2, "12345"))["maten"][0]["breekbaar"]


@pytest.mark.parametrize("klasse", ["berekend", "aanname", "leeg"])
def test_what_is_set_in_italic_is_measured_in_italic(klasse):
    def breedte(klasse: str) -> float:
        return float(zetting(tabel(1, tekst="realisatie", klasse=klasse))["maten"][0]["kolommen"][0])

    assert breedte(klasse) == pytest.approx(9 * snede(cursief=True).breedte("realisatie") + 8.5, abs=0.01)
    assert breedte(klasse) != breedte("getal")


def test_the_text_of_a_cell_is_one_line_of_words():
    assert plat(["a", {"t": "regel", "d": []}, {"t": "vet", "d": [{"t": "link", "d": ["1"]}]}]) == "a 1"


def test_the_marks_of_notes_take_room_too():
    # after a space that does not break, with a comma between two
    def breedte(*letters: str) -> float:
        (cel,) = tabel(1)["rijen"][0]["cellen"]
        rij = {"totaal": False, "cellen": [{**cel, "noten": list(letters)}]}
        return float(zetting({**tabel(1), "rijen": [rij]})["maten"][0]["kolommen"][0])

    een, twee = (snede().breedte(tekst) * 9 for tekst in ("1234567890\u00a0a", "1234567890\u00a0a, b"))
    assert breedte("a") == pytest.approx(een + 8.5, abs=0.02)
    assert breedte("a", "b") == pytest.approx(twee + 8.5, abs=0.02)


def test_a_table_says_how_tall_its_first_rows_are_which_are_never_split() -> None:
    # the header and four rows of one line, each 0,689 × 9 + 7,2
    assert zetting(tabel(2, 20))["maten"][0]["begin"] == pytest.approx(5 * (0.689 * 9 + 7.2), abs=0.05)


# --- the document ---


def test_wide_tables_stand_at_the_end_with_a_reference_where_they_stood():
    breed, smal = ({"t": "tabel", "id": i, "d": [i], **tabel(n)} for i, n in (("breed", 10), ("smal", 2)))
    figuur = {"t": "figuur", "svg": "<svg/>", "voet": [], "cijfers": [{**breed, "id": "cijfers"}]}
    blokken = [smal, breed, figuur, {**figuur, "cijfers": [smal]}]
    uit = met_zetting({"vorm": "rapport", "blokken": blokken})
    assert [t["id"] for t in uit["liggend"]] == ["breed", "cijfers"]
    assert [t["id"] for t in uit["bijlage"]] == ["smal"]
    assert uit["blokken"][0]["maten"][0]["letter"] == 9
    assert uit["blokken"][1] == {"t": "verwijzing", "d": ["breed"], "naar": "breed"}
    assert [f["cijfers"] for f in uit["blokken"][2:]] == ["cijfers", "smal"]
    assert blokken[1] is breed and "maten" not in breed  # what came in is as it was


def test_every_table_that_fits_nowhere_is_named():
    kolommen = tuple(Kop(f"kolomkop{j:03d}") for j in range(60))
    tabellen = [Tabel(n, n.title(), kolommen, (tuple("x" for _ in kolommen),)) for n in ("eerste", "tweede")]
    with pytest.raises(PublicatieFout) as fout:
        naar_pdf(notebook(titel(), *tabellen))
    for naam in ("Tabel 1. Eerste", "Tabel 2. Tweede"):
        assert f"de tabel '{naam}' heeft te veel kolommen voor een pagina; splits haar" in str(fout.value)


def test_an_address_without_spaces_breaks_instead_of_making_its_table_too_wide() -> None:
    """Of 31 characters or more, after every 16; a word of 30 stays whole, and six of those beside each other fit nowhere."""
    kop = [{"d": [k], "klassen": [], "noten": []} for k in "abcdef"]

    def past(woord: str) -> bool:
        cel = {"d": [woord], "klassen": [], "noten": []}
        return zetting({"kop": kop, "rijen": [{"totaal": False, "cellen": [cel] * 6}]}) is not None

    assert past("m" * 16) and past("m" * 31) and past("m" * 900)
    assert not past("m" * 30)
