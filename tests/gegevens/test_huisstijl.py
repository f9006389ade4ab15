"""A province's own style: what it changes, what it may not be, and that without it nothing changes."""

from __future__ import annotations

import base64
import io
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from fontpkg_fira_sans import ROOT
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from ibtlib.basis import kleuren as h
from ibtlib.basis.fouten import InvoerFout
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.huisstijl import GEWOON, lees_huisstijl
from ibtlib.publicatie import naar_html, naar_pdf
from ibtlib.publicatie.opmaak import stijlblad
from ibtlib.uitvoering import batch
from tests.conftest import RAW
from tests.poorten.voorbeeld import rapport as voorbeeldrapport
from tests.uitvoeringshulp import klein

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30v10H0z" fill="#7A1020"/></svg>'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HEEL = """naam: Provincie Proef
kleuren: {hoofdkleur: "#7A1020", accentkleur: "#0B5D57", derde_kleur: "#5B3A8C", vierde_kleur: "#7C4A03"}
logo: {bestand: logo.svg, alt: Wapen van Proef}
lettertype: {gewoon: gewoon.ttf, vet: vet.ttf}
"""


def maak_map(provincie: Path) -> Path:
    """The folder of a house style with everything that its file may name."""
    map_ = provincie / "huisstijl"
    map_.mkdir(parents=True)
    (map_ / "logo.svg").write_text(LOGO, "utf-8")
    (map_ / "logo.png").write_bytes(PNG)
    for naam, snede in (("gewoon", "Regular"), ("vet", "Bold")):
        letter = TTFont(Path(ROOT) / "files" / f"FiraSans-{snede}.ttf")
        for regel in letter["name"].names:
            if regel.nameID in (1, 4, 6, 16):
                regel.string = "Proefletter" if regel.nameID in (1, 16) else f"Proefletter-{snede}"
        letter.save(map_ / f"{naam}.ttf")
    return map_


@pytest.fixture
def provincie(tmp_path: Path) -> Path:
    return maak_map(tmp_path / "proef").parent


def schrijf(provincie: Path, tekst: str) -> Path:
    (provincie / "huisstijl" / "huisstijl.yaml").write_text(tekst, "utf-8")
    return provincie


def problemen(provincie: Path, tekst: str) -> list[str]:
    with pytest.raises(InvoerFout) as fout:
        lees_huisstijl(schrijf(provincie, tekst))
    return [str(p) for p in sorted(next(iter(fout.value.problemen.values())))]


# --- what it changes ---


def test_without_a_folder_everything_is_as_the_tool_ships_it(tmp_path):
    assert lees_huisstijl(tmp_path).stijl == GEWOON
    assert not (RAW / "utrecht" / "huisstijl").exists()
    assert naar_html(voorbeeldrapport(), GEWOON) == naar_html(voorbeeldrapport())
    assert all(f"--{naam}:{kleur}" in stijlblad() for naam, kleur in h.KLEUREN.items())


def test_page_and_pdf_carry_name_logo_colours_and_typeface(provincie):
    stijl = lees_huisstijl(schrijf(provincie, HEEL)).stijl
    html = naar_html(voorbeeldrapport(), stijl)
    assert "--blauw:#7A1020" in html and "--oranje:#0B5D57" in html
    assert "<dt>Uitgever</dt><dd>Provincie Proef</dd>" in html
    (beeld,) = re.findall(r'<img alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]*)"', html)
    assert beeld[0] == "Wapen van Proef" and base64.b64decode(beeld[1]).decode() == LOGO
    tekeningen = "".join(re.findall(r"(?s)<svg.*?</svg>", html))
    assert h.BLAUW not in tekeningen and h.BLAUW in "".join(
        re.findall(r"(?s)<svg.*?</svg>", naar_html(voorbeeldrapport()))
    )
    with pikepdf.open(io.BytesIO(naar_pdf(voorbeeldrapport(), stijl))) as pdf:
        alts = [str(e.get("/Alt", "")) for e in pdf.objects if isinstance(e, pikepdf.Dictionary)]
        letters = {str(e.get("/FontName", "")) for e in pdf.objects if isinstance(e, pikepdf.Dictionary)}
    assert "Wapen van Proef" in alts
    assert any("Proefletter" in naam for naam in letters)


def test_a_picture_in_png_is_a_logo_too(provincie):
    stijl = lees_huisstijl(schrijf(provincie, "logo: {bestand: logo.png, alt: Wapen}")).stijl
    html = naar_html(voorbeeldrapport(), stijl)
    assert "data:image/png;base64," in html and len(naar_pdf(voorbeeldrapport(), stijl)) > 10_000


def test_only_the_characters_of_a_report_are_embedded(provincie):
    stijl = lees_huisstijl(schrijf(provincie, HEEL)).stijl
    blad = stijlblad(stijl)
    assert '"eigen letter","Fira Sans"' in blad and len(blad) - len(stijlblad()) < 120_000
    assert stijl.letters is not None and stijl.letters.familie == "Proefletter"


def test_the_lighter_companion_of_the_main_colour_follows_it_and_is_read_in_the_dark(provincie):
    stijl = lees_huisstijl(schrijf(provincie, 'kleuren: {hoofdkleur: "#7A1020"}')).stijl
    assert h.contrast(stijl.kleur(h.LICHTBLAUW), h.INKT) >= 4.5
    assert stijl.kleur(h.ORANJE) == h.ORANJE  # what is not named stays


def test_a_changed_style_makes_the_documents_of_that_province_again(tmp_path, kopie_data, monkeypatch):
    monkeypatch.setattr(batch, "SOORTEN", (klein(tmp_path, naam="uitslag"),))

    def draai() -> list[str | None]:
        return [
            reden
            for _, reden in batch.rapporteer(
                {"utrecht": ["2023-2"]}, kopie_data, tmp_path / "reports", ("html",), werkers=1
            ).redenen
        ]

    draai()
    assert draai() == [None]
    map_ = kopie_data / "utrecht" / "huisstijl"
    map_.mkdir()
    (map_ / "huisstijl.yaml").write_text('kleuren: {hoofdkleur: "#7A1020"}', "utf-8")
    assert draai() == ["veranderd: utrecht/huisstijl/huisstijl.yaml"]
    assert "--blauw:#7A1020" in (tmp_path / "reports/utrecht/2023-2/uitslag.html").read_text("utf-8")
    assert "--blauw:#7A1020" in (tmp_path / "reports/index.html").read_text("utf-8")
    shutil.copytree(map_, kopie_data / "voorbeeld" / "huisstijl")
    assert draai() == [None]  # of another province


# --- contrast ---


@pytest.mark.parametrize(("kleur", "op_wit"), [("#FFFF00", "1,07"), ("#777777", "4,47"), ("#FF0000", "3,99")])
def test_a_colour_too_weak_is_refused_with_its_ratio_and_one_that_passes(provincie, kleur, op_wit):
    # ratios of WCAG's formula, cut off: yellow 1,074, #777777 4,478 and red 3,998 on white, as every checker gives
    (melding,) = problemen(provincie, f'kleuren: {{accentkleur: "{kleur}"}}')
    assert f"accentkleur {kleur} is op wit te zwak: contrast {op_wit}, voor tekst is 4,5 nodig" in melding
    beter = re.findall(r"#[0-9A-F]{6}", melding)[-1]
    assert h.contrast(beter, h.WIT) >= 4.5
    assert lees_huisstijl(schrijf(provincie, f'kleuren: {{accentkleur: "{beter}"}}')).stijl.kleuren


def test_the_boundary_of_contrast_is_kept_on_both_sides(provincie):
    # #767676 is the lightest grey of 4,5 on white (4,54), #777777 the first that is not (4,48)
    assert lees_huisstijl(schrijf(provincie, 'kleuren: {derde_kleur: "#767676"}')).stijl.kleuren
    # but the main colour is also read on the light panel
    assert "op het lichte vlak" in problemen(provincie, 'kleuren: {hoofdkleur: "#767676"}')[0]


@given(st.integers(0, 0xFFFFFF))
def test_for_every_colour_there_is_one_near_that_passes(getal):
    kleur = f"#{getal:06X}"
    beter = h.dichtstbij(kleur, lambda k: h.contrast(k, h.WIT) >= 4.5)
    assert h.contrast(beter, h.WIT) >= 4.5
    assert h.contrast(h.lichter(kleur), h.INKT) >= 7
    if h.contrast(kleur, h.WIT) >= 4.6:
        assert beter == kleur  # nothing to mend, so nothing is changed


# --- what it may not be ---


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("", "het bestand is leeg; toegestaan: naam, kleuren, logo, lettertype, kaart"),
        ("namm: Utrecht", "onbekende sleutel 'namm'; toegestaan: naam, kleuren, logo, lettertype, kaart. Bedoelde u 'naam'?"),
        (f"naam: {'x' * 81}", "naam telt 81 tekens; gebruik er hoogstens 80"),
        ("kleuren: {hoofdkleur: #154273\n}", "hoofdkleur is leeg; zet een kleur tussen aanhalingstekens, zoals '#154273'"),
        ("kleuren: {hoofdkleur: rood}", "hoofdkleur: 'rood' is geen kleur"),
        ("kleuren: {hoofdkleur: '#12345'}", "hoofdkleur: '#12345' is geen kleur"),
        ("kleuren: {kopkleur: '#123456'}", "onbekende kleur 'kopkleur'"),
        ("kleuren: {derde_kleur: '#123456', vierde_kleur: '#123456'}", "vierde_kleur en derde_kleur zijn allebei #123456"),
        ("logo: {bestand: logo.svg}", "logo: alt ontbreekt"),
        ("logo: {bestand: logo.svg, alt: }", "alt van het logo is leeg"),
        ("logo: {bestand: weg.svg, alt: x}", "logo: 'weg.svg' staat niet in de map huisstijl"),
        ("logo: {bestand: logo.gif, alt: x}", "logo: 'logo.gif' kan niet; gebruik .svg of .png"),
        ("logo: {bestand: ../logo.svg, alt: x}", "logo: '../logo.svg' ligt buiten de map huisstijl"),
        ("logo: {bestand: /etc/passwd, alt: x}", "logo: '/etc/passwd' ligt buiten de map huisstijl"),
        ("logo: {bestand: 'a\\b.svg', alt: x}", "ligt buiten de map huisstijl"),
        ("lettertype: {gewoon: gewoon.ttf}", "lettertype: vet ontbreekt"),
        ("lettertype: {gewoon: nep.ttf, vet: vet.ttf}", "gewoon: 'nep.ttf' is geen leesbaar lettertype"),
        ("lettertype: {gewoon: ander.ttf, vet: vet.ttf}", "gewoon is Fira Sans en vet is Proefletter"),
        ("kaart: {bestand: logo.svg, bron: x}", "kaart: 'logo.svg' kan niet; gebruik .geojson of .json"),
        ("kaart: {bestand: g.geojson}", "kaart: bron ontbreekt"),
        ("naam: [a]", "naam: hier hoort één waarde, geen lijst of groep"),
        ("naam: !!python/object a", "mag niet in een huisstijl"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(provincie, tekst, melding):
    (provincie / "huisstijl" / "nep.ttf").write_bytes(b"geen letter")
    shutil.copy(Path(ROOT) / "files" / "FiraSans-Regular.ttf", provincie / "huisstijl" / "ander.ttf")
    gevonden = problemen(provincie, tekst)
    assert any(melding in m for m in gevonden), gevonden


def test_a_folder_without_the_file_is_told(provincie):
    with pytest.raises(InvoerFout, match="het bestand bestaat niet"):
        lees_huisstijl(provincie)


def test_a_symbolic_link_does_not_leave_the_folder_either(provincie, tmp_path):
    (tmp_path / "geheim.svg").write_text(LOGO, "utf-8")
    (provincie / "huisstijl" / "link.svg").symlink_to(tmp_path / "geheim.svg")
    assert "ligt buiten de map huisstijl" in problemen(provincie, "logo: {bestand: link.svg, alt: x}")[0]


@pytest.mark.parametrize(
    ("svg", "melding"),
    [
        (LOGO.replace("<path", "<script>alert(1)</script><path"), "de SVG bevat <script>"),
        (LOGO.replace("<path", '<image href="https://x.nl/a.png"/><path'), 'de SVG heeft href="https://x.nl/a.png"'),
        (LOGO.replace("<path", '<path onclick="a()"'), 'de SVG heeft onclick="a()"'),
        (LOGO.replace('fill="#7A1020"', 'fill="url(https://x.nl/a#b)"'), "een logo mag niets laden"),
        (LOGO.replace('fill="#7A1020"', 'style="fill:url( //x.nl/a)"'), "een logo mag niets laden"),
        (LOGO.replace("<path", "<style>@import 'x'</style><path"), "de SVG bevat <style>"),
        (LOGO.replace("<path", "<text>Proef</text><path"), "de SVG bevat tekst; zet de letters om in lijnen"),
        (LOGO.replace(' viewBox="0 0 30 10"', ""), "de SVG heeft geen viewBox"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + LOGO, "de SVG heeft een DOCTYPE"),
        ("<html/>", "het bestand is geen SVG-tekening"),
        ("geen tekening", "geen geldige SVG of PNG"),
        (LOGO + " " * 60_000, "is 60 kB; hoogstens 60 kB past in een pagina"),
    ],
)
def test_a_logo_that_does_more_than_draw_is_refused(provincie, svg, melding):
    (provincie / "huisstijl" / "kapot.svg").write_text(svg, "utf-8")
    gevonden = problemen(provincie, "logo: {bestand: kapot.svg, alt: x}")
    assert any(melding in m for m in gevonden), gevonden


def test_half_a_picture_is_refused(provincie):
    (provincie / "huisstijl" / "half.png").write_bytes(PNG[:40])
    assert "de PNG is niet heel" in problemen(provincie, "logo: {bestand: half.png, alt: x}")[0]


def test_all_problems_come_at_once_and_the_data_is_refused_before_anything_is_made(kopie_data):
    map_ = kopie_data / "utrecht" / "huisstijl"
    map_.mkdir()
    (map_ / "huisstijl.yaml").write_text(
        "naam: \nkleuren: {hoofdkleur: '#FFFF00', accentkleur: geel}\nlogo: {bestand: x.svg, alt: x}\n", "utf-8"
    )
    pad = kopie_data / "utrecht" / "amv.csv"
    pad.write_text(pad.read_text("utf-8").replace(";", ","), "utf-8")
    with pytest.raises(InvoerFout) as fout:
        laad("utrecht", kopie_data)
    tekst = str(fout.value)
    assert "huisstijl.yaml: 4 problemen" in tekst and "amv.csv" in tekst
    for deel in (
        "regel 1: naam is leeg",
        "regel 2: hoofdkleur #FFFF00",
        "regel 2: accentkleur: 'geel'",
        "regel 3: logo",
    ):
        assert deel in tekst
