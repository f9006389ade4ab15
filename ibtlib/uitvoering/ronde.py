"""One round of a batch: see what there is to make, hand out the documents, finish each folder as soon as it is complete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ibtlib.basis.bestanden import Ruimte
from ibtlib.basis.fouten import IbtFout
from ibtlib.gegevens.lezing import opname
from ibtlib.rapport.documenten import Soort
from ibtlib.uitvoering.document import bewaar, maak, te_lang
from ibtlib.uitvoering.opdracht import MOTOREN, Opdracht, Uitslag
from ibtlib.uitvoering.proces import Afloop, Taak, Werkplek, resultaat_van
from ibtlib.uitvoering.rapportmap import Rapportmap
from ibtlib.uitvoering.verkenning import Verkenning, verken
from ibtlib.uitvoering.verouderd import GEVRAAGD, Stand

Redenen = list[tuple[str, str | None]]
"""Of each document why it is made; None when it stays."""


def draai(
    werkplek: Werkplek,
    stand: Stand,
    ruimte: Callable[[], Ruimte],
    te_doen: dict[str, list[str] | None],
    blijft: bool,
    opnieuw: bool,
    meld: Callable[[Uitslag, int, int], None],
) -> tuple[list[Rapportmap], Redenen]:
    """Make what has to be made of these provincies.

    Parameters
    ----------
    ruimte : callable
        Takes the output folder, once there is something to write.
    te_doen : mapping of provincie to folders
        None is all that are known.
    blijft : bool
        Whether other provincies that were asked for have documents, which stay.
    opnieuw, meld
        As for `rapporteer`.

    Returns
    -------
    list of Rapportmap
        The folders with anything to do, with how that went.
    Redenen
        Of all documents.

    Raises
    ------
    AanvraagFout, InvoerFout
        Before anything is made or written.
    """
    kader = str(stand.kader) if stand.kader else None
    soort, uitgave = stand.uitgave.los.naam, stand.uitgave
    with opname() as lezing:
        verkend = {naam: verken(naam, str(stand.data), kader, soort, lijst) for naam, lijst in te_doen.items()}
    stand.bewaak(lezing.sommen)
    inhoud = {
        (naam, map_): stand.documenten(naam, map_, verkend[naam].keuzes[map_])
        for naam in te_doen
        for map_ in verkend[naam].mappen
    }
    uitgave.weiger(stand.onvervuld, [k for v in verkend.values() for k in v.keuzes.values()], blijft)
    plaats = ruimte()
    werk = plaats.werkmap()
    mappen: list[Rapportmap] = []
    redenen: Redenen = []
    for (naam, map_), documenten in inhoud.items():
        plek = Path(naam, map_)
        rapportmap = Rapportmap(naam, map_, werk / plek, stand.uitvoer / plek, uitgave.vast)
        redenen += _verdeel(rapportmap, documenten, stand, verkend[naam].afdrukken, opnieuw)
        # also with every document as it was: the tables, the receipt and the rest of the folder may not be
        if rapportmap.opdrachten or (documenten and stand.vers(naam, [map_]) is None):
            mappen.append(rapportmap)
    stand.weiger_andermans((m.provincie, m.naam) for m in mappen)
    _maak(werkplek, mappen, stand, plaats, verkend, meld)
    return mappen, redenen


def _verdeel(
    map_: Rapportmap,
    documenten: list[tuple[Soort, dict[str, str]]],
    stand: Stand,
    afdrukken: dict[str, str],
    opnieuw: bool,
) -> Redenen:
    """Which documents of a folder are made again and which stay, with the reason of each."""
    redenen: Redenen = []
    for opdracht in (stand.opdracht(*document, map_.werk) for document in documenten):
        reden = GEVRAAGD if opnieuw else stand.reden(opdracht, afdrukken)
        redenen.append((opdracht.naam, reden))
        (map_.opdrachten if reden else map_.blijft).append(opdracht)
    return redenen


def _maak(
    werkplek: Werkplek,
    mappen: list[Rapportmap],
    stand: Stand,
    ruimte: Ruimte,
    verkend: dict[str, Verkenning],
    meld: Callable[[Uitslag, int, int], None],
) -> None:
    """Make the documents, longest first; a folder is finished and put in place as soon as its documents are there."""
    paren = [(map_, opdracht) for map_ in mappen for opdracht in map_.opdrachten]
    for map_, opdracht in sorted(paren, key=lambda paar: -_duur(stand, paar[1])):
        werkplek.geef(Taak(maak, (opdracht,), over=(map_, opdracht), limiet=opdracht.limiet))

    def rond_af(map_: Rapportmap) -> None:
        """Let the rest that belongs to it be made, before other documents."""
        map_.neem_over()
        werkplek.geef(map_.slottaak(stand.bundel(map_.provincie, map_.naam)), vooraan=True)

    for map_ in mappen:
        if not map_.opdrachten:
            rond_af(map_)
    klaar = 0
    while werkplek.bezig:
        afloop = werkplek.wacht()
        map_, opdracht = afloop.taak.over
        if opdracht is None:
            stand.bewaak(resultaat_van(afloop), [map_.provincie])
            map_.zet_neer(ruimte, stand, verkend[map_.provincie])
            continue
        if afloop.weg is not None and not afloop.te_lang and opdracht.motor == MOTOREN[0]:
            gewoon = replace(opdracht, motor=MOTOREN[1])  # it died and saved nothing: let an ordinary kernel tell
            werkplek.geef(Taak(maak, (gewoon,), over=(map_, gewoon), limiet=opdracht.limiet))
            continue
        uitslag = _uitslag(afloop, opdracht)
        stand.bewaak(uitslag.sommen)
        map_.gemaakt[opdracht.stam] = uitslag
        klaar += 1
        meld(uitslag, klaar, len(paren))
        if map_.klaar and not map_.mislukt:
            rond_af(map_)


def _duur(stand: Stand, opdracht: Opdracht) -> float:
    """How long a document took the last time; a notebook that never ran is judged by its size."""
    provincie, map_, stam = opdracht.naam.split("/", 2)
    eerder = stand.sleutel(provincie, map_).get("documenten", {}).get(stam, {})
    return float(eerder.get("seconden") or opdracht.soort.pad.stat().st_size / 10_000)


def _uitslag(afloop: Afloop, opdracht: Opdracht) -> Uitslag:
    if isinstance(afloop.resultaat, Uitslag):
        return afloop.resultaat
    if afloop.te_lang:
        fout = bewaar(opdracht, afloop.stap or 0, f"{te_lang(opdracht.limiet)} en reageerde niet; zij is beëindigd")
        return Uitslag(opdracht.naam, 0.0, str(fout))
    if afloop.weg is not None:
        fout = bewaar(opdracht, afloop.stap or 0, f"het proces hield op met code {afloop.weg}")
        return Uitslag(opdracht.naam, 0.0, str(fout))
    return Uitslag(opdracht.naam, 0.0, str(afloop.fout), intern=not isinstance(afloop.fout, IbtFout))
