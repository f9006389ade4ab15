"""The house style of a province, and how it is read: `data/raw/<provincie>/huisstijl/huisstijl.yaml`, all problems in one go.

Everything it names lies in the same folder. Without the file everything looks as the tool ships it.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ibtlib.basis.bestanden import ligt_in
from ibtlib.basis.fouten import InvoerFout
from ibtlib.basis.getallen import toon
from ibtlib.basis.kleuren import BLAUW, LICHT, LILA, ORANJE, TEAL, VLAK, WIT, contrast, dichtstbij, lichter
from ibtlib.basis.plaatsen import HUISSTIJLMAP
from ibtlib.basis.yamllezer import Gemeld, YamlLezer

if TYPE_CHECKING:
    import yaml

BESTAND = "huisstijl.yaml"
_SLEUTELS = ("naam", "kleuren", "logo", "lettertype", "kaart")
ROLLEN = {  # role -> the colour of the palette in whose place it comes
    "hoofdkleur": BLAUW,
    "accentkleur": ORANJE,
    "derde_kleur": TEAL,
    "vierde_kleur": LILA,
}
_TEKST = 4.5  # WCAG 2.1 AA for text; graphics need 3.0, so what is fit for text is fit for lines
_GROOTSTE_LOGO = 60_000  # bytes: a page stays below 300 kB
_GROOTSTE_LETTER = 2_000_000
_LOGO_MAG = {
    *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "use"),
}
_ELDERS = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_HEX = re.compile(r"#[0-9A-F]{6}\b")


@dataclass(frozen=True)
class Logo:
    """A drawing (`svg+xml`) or picture (`png`) with its alternative text."""

    soort: str
    inhoud: bytes
    alt: str


@dataclass(frozen=True)
class Letters:
    """A typeface of one's own: the name in its files, and the files themselves."""

    familie: str
    gewoon: Path
    vet: Path


@dataclass(frozen=True)
class Huisstijl:
    """What a province puts in the place of the house style; nothing of it is the house style itself.

    Examples
    --------
    >>> Huisstijl(kleuren=((BLAUW, "#7A1020"),)).verf('<path fill="#154273" stroke="#1B1F24"/>')
    '<path fill="#7A1020" stroke="#1B1F24"/>'
    """

    naam: str = ""  # of the organisation that publishes
    kleuren: tuple[tuple[str, str], ...] = ()
    logo: Logo | None = None
    # for text; charts keep the typeface of the house, because their letters were measured
    letters: Letters | None = None

    def kleur(self, kleur: str) -> str:
        """The colour that stands in the place of one of the palette."""
        return dict(self.kleuren).get(kleur, kleur)

    def verf(self, tekening: str) -> str:
        """A drawing in the colours of this style."""
        return _HEX.sub(lambda m: self.kleur(m[0]), tekening) if self.kleuren else tekening


GEWOON = Huisstijl()


@dataclass(frozen=True)
class Kaartinstelling:
    """Where the borders of the gemeenten are, and whom to credit for them."""

    bestand: Path
    bron: str


@dataclass(frozen=True)
class Huisstijlbestand:
    """All that a house style file says."""

    stijl: Huisstijl = GEWOON
    kaart: Kaartinstelling | None = None


def lees_huisstijl(provinciemap: Path) -> Huisstijlbestand:
    """Read and check the house style in the folder of a province; an InvoerFout has everything that is wrong."""
    map_ = provinciemap / HUISSTIJLMAP
    if not map_.is_dir():
        return Huisstijlbestand()
    lezer = _Lezer(map_)
    gelezen = lezer.proef(lezer.lees)
    if lezer.problemen:
        raise InvoerFout({lezer.pad: lezer.problemen})
    assert gelezen is not None
    return gelezen


class _Lezer(YamlLezer):
    """Reads the parts; each reports its own problems."""

    def __init__(self, map_: Path):
        super().__init__(map_ / BESTAND, "huisstijl")
        self.map = map_

    def lees(self) -> Huisstijlbestand:
        wortel = self.wortel()
        if wortel is None:
            raise self.meld(0, f"het bestand is leeg; toegestaan: {', '.join(_SLEUTELS)}")
        delen = self.mapping(wortel, "huisstijl", _SLEUTELS)
        gelezen = {naam: self.proef(getattr(self, f"_{naam}"), delen[naam][1]) for naam in _SLEUTELS if naam in delen}
        stijl = Huisstijl(
            gelezen.get("naam") or "", gelezen.get("kleuren") or (), gelezen.get("logo"), gelezen.get("lettertype")
        )
        return Huisstijlbestand(stijl, gelezen.get("kaart"))

    def _naam(self, knoop: yaml.Node) -> str:
        naam = self.tekst(knoop, "naam")
        if len(naam) > 80:
            raise self.fout(knoop, f"naam telt {len(naam)} tekens; gebruik er hoogstens 80")
        return naam

    # --- colours ---

    def _kleuren(self, knoop: yaml.Node) -> tuple[tuple[str, str], ...]:
        delen = self.mapping(knoop, "kleuren", tuple(ROLLEN), onbekend="onbekende kleur")
        gekozen = {rol: self.proef(self._kleur, delen[rol][1], rol) for rol in delen}
        per_kleur: dict[str, str] = {}
        for rol, kleur in gekozen.items():
            if kleur and per_kleur.setdefault(kleur, rol) != rol:
                self.fout(
                    delen[rol][1],
                    f"{rol} en {per_kleur[kleur]} zijn allebei {kleur}; in een grafiek is dat niet te lezen",
                )
        paren = [(ROLLEN[rol], kleur) for rol, kleur in gekozen.items() if kleur]
        return (*paren, *((LICHT[kleur], lichter(eigen)) for kleur, eigen in paren))

    def _kleur(self, knoop: yaml.Node, rol: str) -> str:
        tekst = self.ruw(knoop, rol)
        if tekst is None:
            raise self.fout(knoop, f"{rol} is leeg; zet een kleur tussen aanhalingstekens, zoals '#154273'")
        kleur = tekst.upper()
        if not re.fullmatch(r"#[0-9A-F]{6}", kleur):
            raise self.fout(
                knoop, f"{rol}: '{tekst}' is geen kleur; schrijf zes cijfers of letters A-F, zoals '#154273'"
            )
        for achter, wat in ((WIT, "wit"), *(((VLAK, f"het lichte vlak {VLAK}"),) if rol == "hoofdkleur" else ())):
            if contrast(kleur, achter) < _TEKST:
                raise self.fout(
                    knoop,
                    f"{rol} {kleur} is op {wat} te zwak: contrast {_verhouding(kleur, achter)}, voor tekst is "
                    f"4,5 nodig (WCAG AA); het dichtst erbij voldoet {_voldoende(kleur)}",
                )
        return kleur

    # --- logo ---

    def _logo(self, knoop: yaml.Node) -> Logo:
        delen = self.mapping(knoop, "logo", ("bestand", "alt"), ("bestand", "alt"))
        alt = self.deel(delen, "alt", self.tekst, waar="alt van het logo")
        if "bestand" not in delen:
            raise Gemeld()
        plek = delen["bestand"][1]
        inhoud = self._pad(plek, "logo", (".svg", ".png"), _GROOTSTE_LOGO).read_bytes()
        if inhoud[:8] == b"\x89PNG\r\n\x1a\n":
            if len(inhoud) < 33 or b"IEND" not in inhoud[-12:] or 0 in struct.unpack(">II", inhoud[16:24]):
                raise self.fout(plek, "logo: de PNG is niet heel; sla haar opnieuw op")
            soort = "png"
        else:
            for wat in _keur_svg(inhoud):
                self.fout(plek, f"logo: {wat}")
            soort = "svg+xml"
        return Logo(soort, inhoud, alt or "")

    # --- typeface ---

    def _lettertype(self, knoop: yaml.Node) -> Letters:
        delen = self.mapping(knoop, "lettertype", ("gewoon", "vet"), ("gewoon", "vet"))
        gewoon, vet = (self.deel(delen, naam, self._letter) for naam in ("gewoon", "vet"))
        if gewoon is None or vet is None:
            raise Gemeld()
        if gewoon[1] != vet[1]:
            raise self.fout(
                knoop, f"lettertype: gewoon is {gewoon[1]} en vet is {vet[1]}; kies twee bestanden van één lettertype"
            )
        return Letters(gewoon[1], gewoon[0], vet[0])

    def _letter(self, knoop: yaml.Node, waar: str) -> tuple[Path, str]:
        from fontTools.ttLib import TTFont, TTLibError

        pad = self._pad(knoop, waar, (".ttf", ".otf"), _GROOTSTE_LETTER)
        try:
            with TTFont(pad, lazy=True) as letter:
                familie = letter["name"].getBestFamilyName()
                mist = [t for t in "aA0é€" if ord(t) not in letter.getBestCmap()]
        except (TTLibError, KeyError, AssertionError) as fout:
            raise self.fout(knoop, f"{waar}: '{pad.name}' is geen leesbaar lettertype ({fout})") from None
        if mist or not familie:
            raise self.fout(
                knoop, f"{waar}: in '{pad.name}' ontbreken {' '.join(mist) or 'de naam'}; kies een tekstletter"
            )
        return pad, str(familie)

    # --- map ---

    def _kaart(self, knoop: yaml.Node) -> Kaartinstelling:
        delen = self.mapping(knoop, "kaart", ("bestand", "bron"), ("bestand", "bron"))
        bron = self.deel(delen, "bron", self.tekst, waar="bron van de kaart")
        pad = self.deel(delen, "bestand", self._pad, (".geojson", ".json"), waar="kaart")
        if pad is None or bron is None:
            raise Gemeld()
        return Kaartinstelling(pad, bron)

    # --- files ---

    def _pad(self, knoop: yaml.Node, waar: str, soorten: tuple[str, ...], hoogstens: int | None = None) -> Path:
        """A file in the folder of the house style; no path leaves it, not by `..` and not by a symbolic link."""
        tekst = self.tekst(knoop, f"bestand van {waar}" if waar in ("logo", "kaart") else waar)
        pad = self.map / tekst
        if "\\" in tekst or Path(tekst).is_absolute() or not ligt_in(pad, self.map):
            raise self.fout(
                knoop,
                f"{waar}: '{tekst}' ligt buiten de map {HUISSTIJLMAP}; zet het bestand erin en geef alleen zijn naam",
            )
        if pad.suffix.lower() not in soorten:
            raise self.fout(knoop, f"{waar}: '{tekst}' kan niet; gebruik {' of '.join(soorten)}")
        if not pad.is_file():
            raise self.fout(knoop, f"{waar}: '{tekst}' staat niet in de map {HUISSTIJLMAP}")
        if hoogstens and (grootte := pad.stat().st_size) > hoogstens:
            raise self.fout(
                knoop,
                f"{waar}: '{pad.name}' is {toon(grootte // 1000)} kB; hoogstens {toon(hoogstens // 1000)} kB past in een pagina",
            )
        return pad


def _verhouding(kleur: str, achter: str) -> str:
    """Cut off, not rounded: 4,49 is not 4,5."""
    return toon(Fraction(int(contrast(kleur, achter) * 100), 100), 2)


def _voldoende(kleur: str) -> str:
    return dichtstbij(kleur, lambda k: min(contrast(k, WIT), contrast(k, VLAK)) >= _TEKST)


def _keur_svg(inhoud: bytes) -> list[str]:
    """What makes a drawing unfit as a logo: it may only draw, with what it carries itself."""
    if b"<!DOCTYPE" in inhoud or b"<!ENTITY" in inhoud:
        return ["de SVG heeft een DOCTYPE; haal die regel weg"]
    try:
        boom = ElementTree.fromstring(inhoud)
    except (ElementTree.ParseError, ValueError) as fout:
        return [f"geen geldige SVG of PNG ({fout})"]
    fouten = []
    if boom.tag.rsplit("}", 1)[-1] != "svg":
        fouten.append("het bestand is geen SVG-tekening")
    if not boom.get("viewBox"):
        fouten.append("de SVG heeft geen viewBox, dus geen vaste verhouding; sla haar op met viewBox")
    for element in boom.iter():
        naam = str(element.tag).rsplit("}", 1)[-1]
        if naam == "text":
            fouten.append("de SVG bevat tekst; zet de letters om in lijnen")
        elif naam not in _LOGO_MAG:
            fouten.append(f"de SVG bevat <{naam}>; een logo mag alleen vormen bevatten")
        for sleutel, waarde in element.attrib.items():
            kort = sleutel.rsplit("}", 1)[-1].lower()
            if (
                kort.startswith("on")
                or (kort in ("href", "src") and not waarde.startswith("#"))
                or _ELDERS.search(waarde)
            ):
                fouten.append(f'de SVG heeft {kort}="{waarde[:40]}"; een logo mag niets laden of uitvoeren')
    return list(dict.fromkeys(fouten))
