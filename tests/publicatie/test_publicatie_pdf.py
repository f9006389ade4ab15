"""The tree that typst sees, and the PDF that comes out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from poorten.tekst import elementen
from poorten.voorbeeld import GEMEENTEN, figuur, lange_tabel, notebook, rapport, titel

from ibtlib.publicatie import PublicatieFout, naar_html, naar_pdf
from ibtlib.publicatie.boom import boom_van
from ibtlib.publicatie.pdf import met_zetting
from ibtlib.weergave import Cel, Kop, Tabel, Tekst
from ibtlib.weergave.blokken import plat


@pytest.fixture(scope="module")
def boom() -> dict[str, Any]:
    return boom_van(rapport())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return naar_pdf(rapport())


def test_de_boom_van_het_voorbeeld(boom: dict[str, Any]) -> None:
    assert boom["titel"] == "Voortgang huisvesting vergunninghouders"
    assert boom["datum"] == "2024-01-01"
    assert boom["fictief"] is True
    assert boom["kenmerken"][0] == ["Peildatum", "1 januari 2024"]
    soorten = [b["t"] for b in boom["blokken"]]
    assert soorten == [
        "kop", "alinea", "alinea", "kader", "kop", "alinea", "figuur", "kop", "alinea", "tabel", "kop",
        "lijst", "tabel", "kop", "lijst", "citaat", "figuur",
    ]  # fmt: skip
    assert [b["niveau"] for b in boom["blokken"] if b["t"] == "kop"] == [1, 2, 1, 1, 2]


def test_lopende_tekst_houdt_haar_opmaak_en_spaties(boom: dict[str, Any]) -> None:
    alinea = boom["blokken"][5]["d"]
    assert alinea[:3] == [
        "De taakstelling is sinds 2020 ",
        {"t": "vet", "d": ["bijna verviervoudigd"]},
        ". Zie ook ",
    ]
    assert alinea[3] == {"t": "link", "d": ["tabel 1"], "naar": "#tabel-tabel-1-gemeenten"}
    assert alinea[5]["naar"] == "https://www.cbs.nl/nl-nl/onze-diensten?a=1&b=2"
    assert alinea[6] == "."


def test_een_tabel_in_de_boom(boom: dict[str, Any]) -> None:
    tabel = boom["blokken"][9]
    assert tabel["id"] == "tabel-tabel-1-gemeenten"
    assert plat(tabel["d"]) == "Tabel 1. Resultaten per gemeente, tweede halfjaar 2023, personen"
    assert [len(r["cellen"]) for r in tabel["rijen"]] == [7] * 27
    eerste = tabel["rijen"][0]["cellen"]
    assert eerste[0]["d"] == ["Amersfoort"]
    assert (eerste[1]["d"], eerste[1]["klassen"]) == (["20"], ["getal"])
    assert eerste[6]["klassen"] == ["trede-1"]
    assert [r["totaal"] for r in tabel["rijen"]] == [False] * 26 + [True]
    assert [v["klasse"] for v in tabel["voet"]] == ["legenda", "legenda", "opmerking", "bron"]


def test_de_cijfers_van_figuren_staan_bij_hun_figuur_en_in_de_pdf_achteraan(boom: dict[str, Any]) -> None:
    ids = ["tabel-realisatie-per-halfjaar-cijfers", "tabel-vooruitblik-cijfers"]
    grafiek = boom["blokken"][6]
    assert [t["id"] for t in grafiek["cijfers"]] == ids[:1]
    assert (grafiek["svg"], grafiek["alt"]) == (figuur().svg, figuur().alt)
    op_papier = met_zetting(boom)
    assert [t["id"] for t in op_papier["bijlage"]] == ids
    assert op_papier["blokken"][6]["cijfers"] == ids[0]


def test_alles_wat_markdown_kan_zeggen_staat_op_de_pagina_en_in_de_pdf(tmp_path: Path) -> None:
    """Every kind of block and mark that the tree has for running text: nothing is dropped on the way."""
    bron = (
        "## Deel\n\nEen **vet**, *schuin* en `kaal` [woord](https://x.nl), aan  \nhet eind.\n\n- punt\n    - onderpunt\n\n"
        "3. derde\n4. vierde\n\nTerm\n: uitleg\n\n> citaat\n\n```\ncode\n```\n\n---\n\nNa de lijn."
    )
    nb = notebook(titel(), Tekst(("Begin.",)), bron)
    soorten = [b["t"] for b in boom_van(nb)["blokken"]]
    assert soorten == [
        "alinea", "kop", "alinea", "lijst", "lijst", "begrippen", "citaat", "code", "lijn", "alinea",
    ]  # fmt: skip
    html, papier = naar_html(nb), " ".join(" ".join(tekst(naar_pdf(nb), tmp_path)).split())
    assert re.findall(r"<(strong|em|code|a href=\"[^\"]*\"|ol[^>]*|dt|dd|blockquote|pre|hr|br)>", html.partition("<main")[2]) == [
        "strong", "em", "code", 'a href="https://x.nl"', "br", 'ol start="3"', "dt", "dd", "blockquote", "pre", "code", "hr",
    ]  # fmt: skip
    for zin in ("Een vet, schuin en kaal woord, aan het eind.", "punt", "onderpunt", "3. derde 4. vierde", "citaat", "code", "Na de lijn."):  # fmt: skip
        assert zin in papier, zin


def test_een_cel_mag_de_kleur_van_een_eigen_kader_hebben() -> None:
    eigen = Tabel("t", "Treden", (Kop("Gemeente"), Kop("Trede")), (("Soest", Cel("trede 1", "kleur-zwart trede-1")),))
    nb = notebook(titel(), eigen)
    (rij,) = boom_van(nb)["blokken"][0]["rijen"]
    assert rij["cellen"][1]["klassen"] == ["kleur-zwart", "trede-1"]
    assert '<td class="kleur-zwart trede-1">trede 1</td>' in naar_html(nb)


def test_een_figuur_zonder_cijfers_zegt_dat_ook_in_de_pdf() -> None:
    leeg = Tabel("leeg", "Geen cijfers", (Kop("a"),), ())
    voorbeeld = figuur()
    figuur_ = type(voorbeeld)("f", "Figuur", voorbeeld.svg, "alt", leeg)
    boom = met_zetting(boom_van(notebook(titel(), figuur_)))
    assert boom["bijlage"] == []
    assert ["Geen cijfers: niet in de gelezen bronnen."] in [v["d"] for v in boom["blokken"][0]["voet"]]


# --- the PDF itself ---


def test_elke_rij_heeft_een_rijkop_waar_haar_cellen_naar_verwijzen(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        wortel = doc.Root.StructTreeRoot
        namen = {bytes(n): e for n, e in zip(*[iter(wortel.IDTree.Names)] * 2, strict=True)}
        assert list(namen) == sorted(namen)
        tabellen = [e for e in elementen(wortel) if e.S == "/Table"]
        rijen = [sum(e.S == "/TR" for e in elementen(t)) - 1 for t in tabellen]
        assert rijen == [27, 8, 8, 9]  # the long table, the numbers of two figures, the wide table
        for tabel in tabellen:
            for rij in (r for deel in tabel.K if deel.S == "/TBody" for r in deel.K):
                kop, *rest = [c for c in rij.K if c.S in ("/TH", "/TD")]
                assert kop.S == "/TH"
                attributen = kop.A if isinstance(kop.A, pikepdf.Array) else [kop.A]
                assert [a.Scope for a in attributen if "/Scope" in a] == ["/Row"]
                assert namen[bytes(kop.ID)].objgen == kop.objgen
                for cel in rest:
                    eigen = cel.A if isinstance(cel.A, pikepdf.Array) else [cel.A]
                    verwijst = [bytes(h) for a in eigen for h in a.get("/Headers", [])]
                    assert bytes(kop.ID) in verwijst
                    assert all(h in namen for h in verwijst)


def test_de_gegevens_van_het_document(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        assert str(doc.Root.Lang).startswith("nl")
        assert doc.Root.MarkInfo.Marked is True
        meta = doc.open_metadata()
        verwacht = "FICTIEF: Voortgang huisvesting vergunninghouders – Provincie Voorbeeld, tweede halfjaar 2023"
        assert meta["dc:title"] == verwacht
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
        assert str(meta["xmp:CreateDate"]).startswith("2024-01-01")
        figuren = [e for e in elementen(doc.Root.StructTreeRoot) if e.S == "/Figure"]
        assert [str(e.Alt) for e in figuren if "/Alt" in e] == [figuur().alt] * 2
    assert len(pdf) < 120_000  # the norm is 250 kB


def tekst(pdf: bytes, tmp_path: Path) -> list[str]:
    """Text per page."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext ontbreekt")
    (tmp_path / "x.pdf").write_bytes(pdf)
    uit = subprocess.run(["pdftotext", "-layout", "x.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    return uit.stdout.decode().split("\f")[:-1]


def test_op_elke_pagina_staat_fictief_en_welke_pagina_het_is(pdf: bytes, tmp_path: Path) -> None:
    paginas = tekst(pdf, tmp_path)
    for nummer, pagina in enumerate(paginas, 1):
        assert "FICTIEF" in pagina
        assert f"Pagina {nummer} van {len(paginas)}" in pagina
        assert len(pagina.split()) > 30  # no page is empty
    echt = tekst(naar_pdf(rapport(fictief=False)), tmp_path)
    assert "FICTIEF" not in "".join(echt)


def test_een_lange_tabel_herhaalt_haar_kop_en_verliest_geen_rij(tmp_path: Path) -> None:
    paginas = tekst(naar_pdf(notebook(titel(), "## Deel", figuur(), lange_tabel())), tmp_path)
    met = [p for p in paginas if re.search(r"gemeente\s+taakstelling", p)]
    assert len(met) == 2
    alles = " ".join(" ".join(met).split())
    for gemeente in GEMEENTEN:
        assert gemeente.split()[-1] in alles


def test_een_brede_tabel_wordt_nooit_afgesneden(tmp_path: Path) -> None:
    for n in (8, 12, 16):
        kolommen = tuple(Kop(f"kolomkop{j:02d}", "geheel" if j else "tekst") for j in range(n))
        breed = Tabel(
            "breed",
            "Breed",
            kolommen,
            tuple((f"rij{i}", *(10**6 + j for j in range(1, n))) for i in range(3)),
        )
        paginas = tekst(naar_pdf(notebook(titel(), "## Deel", breed, Tekst(("Slot.",)))), tmp_path)
        alles = "".join(paginas)
        for j in range(n):
            assert f"kolomkop{j:02d}" in alles
        assert alles.count(f"1.000.{n - 1:03d}") == 3


def test_te_veel_kolommen_geeft_een_melding_die_de_tabel_noemt() -> None:
    kolommen = tuple(Kop(f"kolomkop{j:03d}") for j in range(60))
    nb = notebook(titel(), Tabel("t", "Te breed", kolommen, (tuple("x" for _ in kolommen),)))
    with pytest.raises(PublicatieFout, match=r"de tabel 'Tabel 1\. Te breed' heeft te veel kolommen"):
        naar_pdf(nb)


def test_bijzondere_tekens_komen_letterlijk_in_de_pdf(tmp_path: Path) -> None:
    zin = 'Som: #let x = $a$ @ref *ster* _streep_ `code` [haak] <b> \\ "aanhaling" -- 1/2 ½ € ≥ → Súdwest'
    assert zin in " ".join(" ".join(tekst(naar_pdf(notebook(titel(), Tekst((zin,)))), tmp_path)).split())


def test_wit_in_een_tekst_telt_zoals_op_de_pagina() -> None:
    krom, recht = " Een zin\n  over\ttwee regels. ", "Een zin over twee regels."
    krom_, recht_ = (
        boom_van(notebook(titel(), Tekst((t,)), Tabel("t", t, (Kop(t, noten=(t,)),), ((t,),), (), (t,))))
        for t in (krom, recht)
    )
    assert krom_ == recht_


def test_er_komen_geen_zachte_afbreekstreepjes_in_gekopieerde_tekst(pdf: bytes, tmp_path: Path) -> None:
    assert "\u00ad" not in "".join(tekst(pdf, tmp_path))
