"""The last chapter of every document: by which kader, on which sources, with which assumptions, and what was revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter, itemgetter

from ibtlib.basis.afdruk import programmaversies, sha256_van
from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon_procent
from ibtlib.basis.periode import datum_voluit
from ibtlib.basis.woorden import hoofdletter
from ibtlib.cijfers import uitkomsten
from ibtlib.cijfers.opvang.spreidingswet import dekking
from ibtlib.controle.bevinding import Bevinding
from ibtlib.controle.bevindingen import ONDERDEEL, van_opvang, van_periode
from ibtlib.gegevens.correcties import in_woorden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.kader import Kader
from ibtlib.rapport.basis import herkomst_kader
from ibtlib.rapport.scenario.uitkomst import (
    GEEN_GEMEENTECIJFERS,
    GEEN_TREDE,
    beoordeelde_periode,
    heeft_vertrekpunt,
    start,
)
from ibtlib.rapport.spreidingswet.cyclus import zin_toezicht
from ibtlib.weergave import Hoofdstuk, Tabel, Tekst, Tussenkop, Waarde
from ibtlib.weergave.herkomst import Herkomst, bronvermelding, correctienoten, herkomst_van, herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel

# --- kader, aannames ----------------------------------------------------------------------------------------


def verantwoording(g: Gegevens, periode: str, onderwerp: str) -> Hoofdstuk:
    """The last chapter of a document: on what it rests, and what a person has to decide.

    Parameters
    ----------
    onderwerp : str
        Of the document: `voortgang`, `trend`, `spreidingswet` or `scenario`.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [s.tekst for s in verantwoording(laad("utrecht"), "2023-2", "trend").stukken if isinstance(s, Tussenkop)][:3]
    ['Kader', 'Aannames', 'Wat niet te berekenen is']
    """
    opvang = onderwerp == "spreidingswet"
    herzien = (Tussenkop("Herziene cijfers"), tabel_herzien(g, periode)) if onderwerp == "voortgang" else ()
    voor = (
        Tussenkop("Kader"),
        over_kader(g, periode, onderwerp),
        *(() if opvang or not beoordeelde_periode(g, periode, onderwerp) else (tabel_regels(g, periode, onderwerp),)),
        Tussenkop("Aannames"),
        over_aannames(g, periode, onderwerp),
        Tussenkop("Wat niet te berekenen is"),
        over_niet_berekenbaar(g, periode, onderwerp),
        Tussenkop("Wat niet op elkaar aansluit"),
        over_aansluiting(g, periode, onderwerp),
        tabel_aansluiting(g, periode, onderwerp),
    )
    na = (*herzien, Tussenkop("Correcties"), tabel_correcties(g))
    bronnen = (Tussenkop("Bronnen"), tabel_bronnen(g))  # when all the rest has named its sources
    return Hoofdstuk((*voor, *bronnen, *na, Tussenkop("Versies en bestanden"), tabel_vastlegging(g, periode)))


def over_kader(g: Gegevens, periode: str, onderwerp: str = "") -> Tekst:
    """Which kader is in force, from when, and when it was last seen to hold; of the Spreidingswet who supervises."""
    if onderwerp == "spreidingswet":
        return Tekst((zin_toezicht(g),))
    if (beoordeeld := beoordeelde_periode(g, periode, onderwerp)) is None:
        return Tekst((GEEN_GEMEENTECIJFERS, GEEN_TREDE))
    geldend = g.kaders.zoek(beoordeeld)
    if geldend is None:
        return Tekst((f"Voor {beoordeeld} is geen kader bekend; er is geen trede berekend.",))
    bevestigd = geldend.nog_geldig_bevestigd_op
    nagegaan = f" Dat het nog geldt, is nagegaan op {datum_voluit(bevestigd)}." if bevestigd else ""
    return Tekst(
        (f"Op {beoordeeld} is ‘{geldend.titel}’ van toepassing, geldig {geldend.geldigheid_voluit}.{nagegaan}",)
    )


def _kader(g: Gegevens, periode: str, onderwerp: str) -> Kader | None:
    beoordeeld = beoordeelde_periode(g, periode, onderwerp)
    return g.kaders.zoek(beoordeeld) if beoordeeld else None


def tabel_regels(g: Gegevens, periode: str, onderwerp: str = "") -> Tabel:
    """The rules of the kader by which a document judges, each with its certainty."""
    kader = _kader(g, periode, onderwerp)
    return tabel(
        g,
        "kaderregels",
        f"Regels van het kader{f' ‘{kader.titel}’' if kader else ''}, in volgorde: de eerste die geldt beslist",
        (
            Kolom("Regel", "woorden"),
            Kolom("Als", "als"),
            Kolom("Dan", "dan"),
            Kolom("Zekerheid", "volgens", klasse=lambda r: "aanname" if r.zekerheid == "aanname" else None),
            Kolom("Vindplaats of toelichting", "herkomst"),
        ),
        kader.regels if kader else (),
        herkomst=herkomst_kader(g, kader),
        opmerkingen=(
            "Aanname: geen bron geeft dit deel van de regel; het is gekozen en kan met een eigen kaderbestand anders.",
        ),
    )


def over_aannames(g: Gegevens, periode: str, onderwerp: str = "") -> Tekst:
    """Everything in a document that no source says: rules, chances, what stays as it is."""
    geldend = _kader(g, periode, onderwerp)
    lijst = list(geldend.aannames) if geldend and onderwerp != "spreidingswet" else []
    for rij in rijen(g.tabel("publicaties")):
        if g.bekend_op and rij["periode"] == str(g.periode(periode)) and rij["zekerheid"] == "aanname":
            waarom = opsomming(bronvermelding(g, herkomst_van(rij)))
            lijst.append(
                f"Dit rapport gebruikt wat op {datum_voluit(g.bekend_op)} bekend was; die dag volgt uit {waarom}"
            )
    if onderwerp == "scenario" and heeft_vertrekpunt(g, periode):
        lijst += start(g, periode).aannames
    if onderwerp == "spreidingswet" and (d := dekking(g)):
        lijst += [f"Kans op realisatie van {fase}: {toon_procent(kans * 100)}" for fase, kans in d.kansen().items()]
        if d.niet_hard is not None:
            lijst.append("De harde opvangcapaciteit is een deel van de plekken die volgens de bron in gebruik zijn")
        if d.venster:
            lijst.append(
                f"Een plek telt mee als zij er is van {d.venster.voluit}; de bron noemt peilmomenten tussen die twee dagen"
            )
        lijst.append("Bij een uitruil tussen gemeenten gaat het grootste tekort voor")
    return Tekst(tuple(lijst) or ("In dit rapport is niets aangenomen.",), lijst=bool(lijst))


def over_niet_berekenbaar(g: Gegevens, periode: str, onderwerp: str = "") -> Tekst:
    """What Gedeputeerde Staten decide by judgement and no code can; over the Spreidingswet they decide nothing."""
    if onderwerp == "spreidingswet":
        return Tekst(("Over deze taak oordeelt de provincie niet.",))
    if (beoordeeld := beoordeelde_periode(g, periode, onderwerp)) is None:
        return Tekst((GEEN_TREDE,))
    kader = g.kaders.zoek(beoordeeld)
    if kader is None:
        return Tekst((f"Voor {beoordeeld} is geen kader bekend.",))
    return Tekst(
        tuple(kader.niet_berekenbaar) or ("Het kader noemt niets dat buiten de regels om beslist wordt.",), lijst=True
    )


# --- what does not add up -----------------------------------------------------------------------------------


def _bevindingen(g: Gegevens, periode: str, onderwerp: str) -> Sequence[Bevinding]:
    """What does not add up and touches a periode; of opvang and Spreidingswet, which belong to no periode, all of it."""
    return van_opvang(g) if onderwerp == "spreidingswet" else van_periode(g, g.periode(periode))


def over_aansluiting(g: Gegevens, periode: str, onderwerp: str = "") -> Tekst:
    """What does not add up, a sentence each with its explanation where somebody gave one; or that everything does."""
    lijst = _bevindingen(g, periode, onderwerp)
    if not lijst:
        waarover = "de opvang" if onderwerp == "spreidingswet" else "deze periode"
        return Tekst((f"Alle gepubliceerde cijfers over {waarover} sluiten op elkaar aan.",))
    zinnen = tuple(f"{b.wat} {b.bekend.zin}" if b.bekend else b.wat for b in lijst)
    return Tekst(zinnen, lijst=True, soort="let-op")


def tabel_aansluiting(g: Gegevens, periode: str, onderwerp: str = "") -> Tabel:
    """Every figure that does not add up, with its source; mentions of the same figure in one source share a row."""
    lijst = _bevindingen(g, periode, onderwerp)
    plekken: dict[tuple[int, str, str], list[str]] = {}
    for i, b in enumerate(lijst):
        for p in b.plekken:
            plekken.setdefault((i, p.waarde, p.bron), []).append(p.vindplaats)
    return tabel(
        g,
        "aansluiting",
        f"Wat niet op elkaar aansluit, {'opvang' if onderwerp == 'spreidingswet' else periode}",
        (
            Kolom("Onderwerp", "onderwerp"),
            Kolom("Cijfer", "cijfer", klasse=lambda r: None if r["bron"] else "berekend"),
            Kolom("Bron", lambda r: g.bron(r["bron"]).titel if r["bron"] else "berekend"),
            Kolom("Vindplaats of formule", "vindplaats"),
        ),
        [
            {"onderwerp": lijst[i].onderwerp, "cijfer": cijfer, "bron": bron, "vindplaats": "; ".join(waar)}
            for (i, cijfer, bron), waar in plekken.items()
        ],
        zonder_rijen="er is niets gevonden",
        opmerkingen=(
            *(f"{hoofdletter(b.onderwerp)}. {b.bekend.zin}" for b in lijst if b.bekend),
            *correctienoten(g, herkomst_van_alle(p for b in lijst for p in b.plekken)),
        ),
    )


# --- sources ------------------------------------------------------------------------------------------------

BRONTABEL = "bronnen"  # name of the table that lists the sources of a document


def tabel_bronnen(g: Gegevens) -> Tabel:
    """The sources that a document named so far, each with its short name, publisher, date and kind; it belongs at the end."""
    return tabel(
        g,
        BRONTABEL,
        "Bronnen van dit rapport",
        (
            Kolom("Kort", "id"),
            Kolom("Titel", "titel", link=lambda b: b.url or ""),
            Kolom("Uitgever", "uitgever"),
            Kolom("Datum", lambda b: datum_voluit(b.datum) if b.datum else "niet vermeld"),
            Kolom("Kenmerk", lambda b: b.kenmerk or "–"),
            Kolom("Soort", "soort"),
        ),
        g.geciteerd,
        heel=True,
    )


def tabel_vastlegging(g: Gegevens, periode: str) -> Tabel:
    """With which programs and from which files a document was made: versions, and hashes of what was read so far.

    It belongs at the end of a document. That findings were read names no file: they come from all of them.
    """
    kader = g.kaders.zoek(periode)
    overal = "Wat niet op elkaar aansluit is gezocht in alle bestanden; de sha256 van elk staat in verantwoording.json."
    return tabel(
        g,
        "vastlegging",
        "Waarmee dit rapport gemaakt is: de versie van elk programma en de sha256 van elk gelezen bestand",
        (
            Kolom("Onderdeel", itemgetter(0)),
            Kolom(
                "Versie of sha256",
                itemgetter(1),
                formule="van een programma de versie, van een bestand de sha256; een ander bestand heeft een andere",
                klasse="",
            ),
        ),
        [
            *(
                ("dit programma" if naam == "ibtlib" else f"programma {naam}", versie)
                for naam, versie in programmaversies().items()
            ),
            *([(f"kader {kader.pad.name}", sha256_van(kader.pad))] if kader and kader.pad else []),
            *g.gelezen_bestanden().items(),
        ],
        opmerkingen=(overal,) if any(f": {ONDERDEEL} " in deel for deel in g.gelezen) else (),
    )


# --- what was revised ---------------------------------------------------------------------------------------

_HERZIENBAAR = {
    "taakstelling": "taakstelling, personen",
    "achterstand_begin": "achterstand bij het begin, personen (negatief is voorsprong)",
    "totaalopgave": "totaalopgave, personen",
    "realisatie": "realisatie, personen",
    "realisatie_pct_taakstelling": "taakstelling gerealiseerd, in %",
    "realisatie_pct_totaalopgave": "totaalopgave gerealiseerd, in %",
}


@dataclass(frozen=True)
class _Herziening:
    """One figure that reads differently now: by a later publication, or by a correction."""

    cijfer: str
    eerst: Waarde
    nu: Waarde
    reden: str
    bron_eerst: tuple[Herkomst, ...] = ()
    bron_nu: tuple[Herkomst, ...] = ()
    noot: str = ""

    @property
    def verschil(self) -> int | None:
        return self.nu - self.eerst if isinstance(self.eerst, int) and isinstance(self.nu, int) else None


def tabel_herzien(g: Gegevens, periode: str) -> Tabel:
    """Every figure of a periode that reads differently now: by a later publication, or by a correction."""
    gekozen = g.periode(periode)
    herzien = [
        _Herziening(naam, oud, nieuw, f"de taakstelling is {later.versie}", herkomst_van(eerst), herkomst_van(later))
        for eerst, later in pairwise(uitkomsten.versies(g, gekozen))
        for kolom, naam in _HERZIENBAAR.items()
        if (oud := getattr(eerst, kolom)) is not None and oud != (nieuw := getattr(later, kolom))
    ]
    herzien += [
        _Herziening(f"{c.cijfer}, {c.rij}", _cel(c.in_bron), _cel(c.waarde), c.reden, noot=c.tekst)
        for c in g.correcties
        if str(gekozen) in (c.tabel.partition("/")[2], *map(str, c.sleutel))
    ]
    return tabel(
        g,
        "herzien",
        f"Herziene cijfers over {gekozen.voluit}",
        (
            Kolom("Cijfer", "cijfer"),
            Kolom("Eerst gepubliceerd", "eerst", "geheel", bron=attrgetter("bron_eerst")),
            Kolom("Hier gebruikt", "nu", "geheel", bron=attrgetter("bron_nu")),
            Kolom("Verschil", "verschil", "geheel", teken=True, formule="hier gebruikt − eerst gepubliceerd"),
            Kolom("Waarom", "reden"),
        ),
        herzien,
        noot=attrgetter("noot"),
        leeg="–",
        zonder_rijen="geen",
        opmerkingen=("Een streepje: bij die versie niet in de gelezen bronnen.",),
    )


def tabel_correcties(g: Gegevens) -> Tabel:
    """Every figure that reads differently here than in its source, with who decided so and why."""
    return tabel(
        g,
        "correcties",
        "Gecorrigeerde cijfers",
        (
            Kolom("Correctie", lambda c: f"correctie {c.nummer}"),
            Kolom("Cijfer", lambda c: f"{c.cijfer}, {c.rij}"),
            Kolom("In de bron", lambda c: _cel(c.in_bron), "geheel"),
            Kolom("Hier gebruikt", lambda c: _cel(c.waarde), "geheel"),
            Kolom("Reden", "reden"),
            Kolom("Door", lambda c: f"{c.door}, {datum_voluit(c.datum)}"),
            Kolom(
                "Vindplaats van het juiste cijfer",
                lambda c: (
                    opsomming(bronvermelding(g, [(c.bron, c.vindplaats or "")])) if c.bron else "door geen bron gegeven"
                ),
            ),
        ),
        g.correcties,
        leeg="niets",
        zonder_rijen="geen; alle cijfers staan hier zoals zij gepubliceerd zijn",
    )


def _cel(waarde: object) -> Waarde:
    return waarde if waarde is None or isinstance(waarde, int) else in_woorden(waarde)
