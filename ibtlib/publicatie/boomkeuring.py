"""The gate, second half: what the tree of a document may hold.

What the cells of a notebook may hold is judged in `keuring`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ibtlib.basis.tekens import onbekend_in_woorden
from ibtlib.publicatie.ankers import Doelen, doel
from ibtlib.publicatie.fout import Bevinding
from ibtlib.publicatie.keuring import Inhoud
from ibtlib.publicatie.tekening import ids_van, keur_tekening
from ibtlib.weergave.blokken import Blok, knopen, plat

MetCel = tuple[int, Blok]
"""A block, and the cell that it stands in."""

# the web, mail, a place in the document, or a file beside it; no white space, which browsers would skip
_VEILIGE_LINK = re.compile(r"(?i)(?:https?://|mailto:|#)[^\s\x00-\x1f]+|(?:\.\./)*\w[\w./%-]*(?:#[\w-]+)?")
_ANKER = re.compile(r"[^\W\d][\w-]*")
_KLASSE = re.compile(r"getal|leeg|berekend|aanname|trede-[1-6]|kleur-[a-z]+")


def keur(inhoud: Inhoud, doelen: Doelen) -> list[Bevinding]:
    """Every problem of the tree, with the cells where it shows.

    Parameters
    ----------
    inhoud : Inhoud
        The blocks, each with its cell.
    doelen : dict
        Where a reference may lead (`ankers.geef_ankers`).
    """
    delen = [(cel, deel) for cel, blok in (*inhoud.titels, *inhoud.blokken) for deel in knopen(blok)]
    return [
        *(Bevinding(cel, wat) for cel, deel in delen for wat in (*_vormfouten(deel, doelen), *_tekenfouten(deel))),
        *_kopfouten(inhoud.blokken),
        *_dubbele_svg_ids(inhoud.blokken),
    ]


def _vormfouten(deel: Blok, doelen: Doelen) -> list[str]:
    """What a table, a figure or a link lacks."""
    soort = deel.get("t")
    if soort == "tabel":
        return _tabelfouten(deel)
    if soort == "figuur":
        return _figuurfouten(deel)
    return _linkfouten(deel["naar"], doelen) if soort == "link" else []


def _tabelfouten(tabel: Blok) -> list[str]:
    naam = plat(tabel["d"]).strip()
    welke = f"de tabel '{naam}'" if naam else "een tabel"
    fouten = [] if naam else ["een tabel zonder bijschrift; geef `bijschrift` mee"]
    koppen = [*tabel["kop"], *(rij["cellen"][0] for rij in tabel["rijen"])]
    if not all(plat(kop["d"]).strip() for kop in koppen):
        fouten.append(f"{welke} heeft een lege kop; geef de kolom of rij een naam")
    if not tabel["rijen"]:
        fouten.append(f"{welke} heeft geen rijen; toon een Tekst die zegt dat er niets is")
    vreemd = {k for rij in tabel["rijen"] for cel in rij["cellen"] for k in cel["klassen"] if not _KLASSE.fullmatch(k)}
    fouten += [f"{welke} heeft een cel met de klasse {k[:40]!r}; die bestaat niet" for k in sorted(vreemd)]
    ankers = [a for a in (tabel["id"], *(rij["id"] for rij in tabel["rijen"])) if a and not _ANKER.fullmatch(a)]
    return fouten + [f"{welke} heeft het anker {a[:40]!r}; gebruik letters, cijfers en streepjes" for a in ankers]


def _figuurfouten(figuur: Blok) -> list[str]:
    fouten = [] if plat(figuur["d"]).strip() else ["een figuur zonder bijschrift; geef `bijschrift` mee"]
    if not figuur["alt"].strip():
        fouten.append("een tekening zonder alternatieve tekst; geef `alt` mee")
    return fouten + keur_tekening(figuur["svg"])


def _linkfouten(naar: str, doelen: Doelen) -> list[str]:
    if not _VEILIGE_LINK.fullmatch(naar):
        return [f"een link naar {naar[:80]!r}; alleen https, mailto en verwijzingen in het rapport mogen"]
    if naar.startswith("#") and doel(naar, doelen) is None:
        return [f"een verwijzing naar '{naar}', maar dat onderdeel bestaat niet in dit document"]
    return []


def _tekenfouten(deel: Blok) -> Iterator[str]:
    for tekst in _teksten(deel):
        if vreemd := onbekend_in_woorden(tekst):
            yield f"tekens die niet in het lettertype zitten: {vreemd}; schrijf ze anders"


def _teksten(deel: Blok) -> Sequence[str]:
    """What a reader reads of a node itself, what is within it left out."""
    if "d" in deel:
        teksten = [tekst for tekst in deel["d"] if isinstance(tekst, str)]
        return [*teksten, *_binnenin(deel.get("keuzes"))]
    if deel.get("t") == "titel":
        return [deel["titel"], deel["ondertitel"], *(tekst for paar in deel["kenmerken"] for tekst in paar)]
    return [deel["tekst"]] if deel.get("t") == "code" else []


def _binnenin(waarde: object) -> Iterator[str]:
    """Every text that a script puts on the page."""
    if isinstance(waarde, str):
        yield waarde
    elif isinstance(waarde, dict | list):
        for deel in waarde.values() if isinstance(waarde, dict) else waarde:
            yield from _binnenin(deel)


def _kopfouten(blokken: list[MetCel]) -> Iterator[Bevinding]:
    vorig = 0  # the title
    for plek, (cel, blok) in enumerate(blokken):
        if blok["t"] != "kop":
            continue
        naam, niveau = plat(blok["d"]), blok["niveau"]
        if not naam.strip():
            yield Bevinding(cel, "een lege kop")
        if niveau > vorig + 1:
            yield Bevinding(cel, f"de kop '{naam}' slaat een niveau over (van {vorig + 1} naar {niveau + 1})")
        if _is_leeg(naam, niveau, blokken[plek + 1 :]):
            yield Bevinding(cel, f"onder de kop '{naam}' staat niets")
        vorig = niveau


def _is_leeg(naam: str, niveau: int, erna: Sequence[MetCel]) -> bool:
    """Whether a section has no content: the sign of a cell that showed nothing. Its title once more is no content."""
    for _, blok in erna:
        if blok["t"] == "kop":
            return bool(blok["niveau"] <= niveau)  # a deeper heading is judged itself
        if blok["t"] != "alinea" or plat(blok["d"]).strip() not in ("", naam):
            return False
    return True


def _dubbele_svg_ids(blokken: Sequence[MetCel]) -> Iterator[Bevinding]:
    gezien: dict[str, int] = {}
    for cel, blok in blokken:
        eigen = ids_van(blok["svg"]) if blok["t"] == "figuur" else []
        if dubbel := next((id_ for id_ in eigen if id_ in gezien), ""):
            wat = f"de tekening herhaalt id '{dubbel}' van cel {gezien[dubbel]}; laat ids beginnen met de naam"
            yield Bevinding(cel, wat)
        gezien |= {id_: cel for id_ in eigen if id_ not in gezien}
