"""The batch: every document of every folder that has to be made, and each folder either the old one or the new one.

A folder is that of a periode, or the monitor of a provincie (`uitgaven`). When a fixed document fails, the folder
stays as it was. A document that was asked for by itself (a page per gemeente) and fails is left out and named: the
others of the folder do not wait for it, and nothing stale stands beside what is new.

This process only decides and hands out: what runs notebooks or writes pages is a task with a process of its own
(`proces`). It reads the figures once, to know what there is to make; a run with nothing to do does not even import
what that needs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.uitvoering import sleutel
from ibtlib.uitvoering.compleet import maak_compleet
from ibtlib.uitvoering.document import (
    FORMATEN,
    MOTOREN,
    SOORTEN,
    Opdracht,
    Soort,
    Uitslag,
    bewaar,
    maak,
    te_lang,
)
from ibtlib.uitvoering.mappen import werkmap, zet_op_zijn_plaats
from ibtlib.uitvoering.proces import Afloop, Taak, Werkplaats
from ibtlib.uitvoering.uitgaven import Uitgave, per_periode
from ibtlib.uitvoering.verouderd import GEVRAAGD, Stand

if TYPE_CHECKING:
    from ibtlib.cluster.cluster import Clusterplaats


@dataclass(frozen=True)
class Verslag:
    """What a batch did: folders that are new, documents that failed, and for each document why it was made or not.

    `weggelaten` are the names of failed documents that are missing from a folder that is otherwise new.
    """

    mappen: tuple[Path, ...]
    mislukt: tuple[Uitslag, ...]
    redenen: tuple[tuple[str, str | None], ...] = ()
    weggelaten: tuple[str, ...] = ()


@dataclass
class _Rapportmap:
    """One folder of a provincie that has something to do."""

    provincie: str
    naam: str
    werk: Path
    doel: Path
    vast: tuple[Soort, ...]
    opdrachten: list[Opdracht]
    blijft: list[Opdracht] = field(default_factory=list)
    gemaakt: dict[str, Uitslag] = field(default_factory=dict)

    @property
    def klaar(self) -> bool:
        return len(self.gemaakt) == len(self.opdrachten)

    @property
    def weggelaten(self) -> list[Opdracht]:
        """What failed so far."""
        return [o for o in self.opdrachten if o.stam in self.gemaakt and self.gemaakt[o.stam].fout]

    @property
    def mislukt(self) -> bool:
        """Whether the folder stays as it was: a fixed document failed, or nothing came out at all."""
        return any(o.soort in self.vast for o in self.weggelaten) or not self.documenten

    @property
    def documenten(self) -> list[Opdracht]:
        """What will stand in it."""
        return [*(o for o in self.opdrachten if o not in self.weggelaten), *self.blijft]


def rapporteer(
    gevraagd: dict[str, list[str] | None],
    data: Path,
    uitvoer: Path,
    formaten: tuple[str, ...] = FORMATEN,
    werkers: int | None = None,
    kader: Path | None = None,
    meld: Callable[[Uitslag, int, int], None] = lambda uitslag, klaar, totaal: None,
    motor: str = "ibt",
    opnieuw: bool = False,
    methode: str | None = None,
    losse: tuple[str, ...] = (),
    uitgave: Uitgave | None = None,
    cluster: str | None = None,
    bundel: bool = False,
) -> Verslag:
    """Make the reports of one or more provinces.

    Parameters
    ----------
    gevraagd : mapping of provincie to perioden
        None means every periode about which enough is known. Of another `uitgave`: names of its folders.
    data, uitvoer : Path
        Folder with raw data; folder to write to.
    formaten : tuple of str
        `html`, `pdf` or both.
    werkers : int, optional
        Processes beside each other; default the number of cores.
    kader : Path, optional
        A kader that replaces the shipped ones.
    meld : callable
        Called after each document with (result, number done, total).
    motor : str
        `ibt` runs a notebook in the process of its document, `ipykernel` in an ordinary kernel.
    opnieuw : bool
        Make everything, also what has not changed.
    methode : str, optional
        How processes start, `forkserver` or `spawn`; default what the system can.
    losse : tuple of str
        Documents asked for by themselves: names or codes of gemeenten, or `ALLE`. One made earlier stays, and is
        made again when it is stale.
    uitgave : Uitgave, optional
        Which kind of folder; default that of a periode.
    cluster : str, optional
        Address of a Dask scheduler whose workers make the documents; default this machine.
    bundel : bool
        Also make one volume of all documents of a periode; where there is one, it is kept true without asking.

    Raises
    ------
    AanvraagFout, InvoerFout
        Before anything is run or written.
    """
    _controleer(formaten, werkers, motor, kader)
    data, uitvoer = Path(data), Path(uitvoer)
    kader = kader.resolve() if kader else None
    uitgave = uitgave or per_periode(SOORTEN)
    stand = Stand(data.resolve(), uitvoer, kader, uitgave, formaten, motor, losse, bundel)
    vers = {naam: None if opnieuw else stand.vers(naam, lijst) for naam, lijst in gevraagd.items()}
    if stand.onvervuld:
        vers = dict.fromkeys(vers)  # who reads the figures tells what there is
    redenen: list[tuple[str, str | None]] = [
        (document, None) for mappen in vers.values() for namen in (mappen or {}).values() for document in namen
    ]
    te_doen = {naam: lijst for naam, lijst in gevraagd.items() if vers[naam] is None}
    if not te_doen and _index_klopt(stand):
        return Verslag((), (), tuple(redenen))
    stand.neem_op()
    with _werkplaats(werkers or os.cpu_count() or 1, methode, cluster, stand) as werkplaats:
        verkend = _verken(te_doen, stand)
        inhoud = {
            (naam, map_): stand.documenten(naam, map_, verkend[naam]["keuzes"][map_])
            for naam in te_doen
            for map_ in verkend[naam]["mappen"]
        }
        uitgave.weiger(stand.onvervuld, [k for v in verkend.values() for k in v["keuzes"].values()])
        uitvoer.mkdir(parents=True, exist_ok=True)
        with werkmap(uitvoer) as werk:
            mappen = [
                _beoordeel(stand, naam, map_, documenten, werk, verkend[naam]["afdrukken"], opnieuw, redenen)
                for (naam, map_), documenten in inhoud.items()
                if documenten
            ]
            mappen = [m for m in mappen if m.opdrachten or not _afgerond(stand, m)]
            mislukt = _draai(werkplaats, mappen, stand, verkend, meld)
            gezet = [m for m in mappen if not m.mislukt]
        if not _index_klopt(stand):
            _index(werkplaats, stand)
    return Verslag(
        tuple(m.doel for m in gezet),
        tuple(sorted(mislukt, key=lambda u: u.naam)),
        tuple(redenen),
        tuple(o.naam for m in gezet for o in m.weggelaten),
    )


def _controleer(formaten: tuple[str, ...], werkers: int | None, motor: str, kader: Path | None) -> None:
    vreemd = [f for f in formaten if f not in FORMATEN]
    if vreemd:
        raise AanvraagFout(f"Formaat {opsomming(map(repr, vreemd))} is er niet; kies {opsomming(FORMATEN, 'of')}.")
    if werkers is not None and werkers < 1:
        raise AanvraagFout(f"--werkers {werkers} kan niet; geef een aantal vanaf 1.")
    if motor not in MOTOREN:
        raise AanvraagFout(f"Motor '{motor}' is er niet; kies {opsomming(MOTOREN, 'of')}.")


def _werkplaats(werkers: int, methode: str | None, cluster: str | None, stand: Stand) -> Werkplaats | Clusterplaats:
    if cluster is None:
        return Werkplaats(werkers, methode)
    try:
        from ibtlib.cluster.cluster import Clusterplaats, verbind
        from ibtlib.cluster.werkerdeel import inpakken
    except ModuleNotFoundError as fout:
        raise AanvraagFout(
            f"Voor --cluster is Dask nodig, en {fout.name} is hier niet geïnstalleerd: pip install 'ibtlib[cluster]'."
        ) from fout
    client = verbind(cluster)
    return Clusterplaats(
        client,
        Werkplaats(werkers, methode),
        lambda: inpakken(stand.data, stand.ruw(), stand.uitgave.soorten, stand.kader),
    )


# --- what there is to do -----------------------------------------------------------------------------------


def _verken(te_doen: dict[str, list[str] | None], stand: Stand) -> dict[str, Any]:
    """Read and check every provincie; meanwhile the server of the documents imports what those need."""
    from ibtlib.uitvoering.verkenning import verken

    soort, kader = stand.uitgave.los.naam, _tekst(stand.kader)
    return {naam: verken(naam, str(stand.data), kader, soort, lijst) for naam, lijst in te_doen.items()}


def _resultaat(afloop: Afloop) -> Any:
    if afloop.fout:
        raise afloop.fout
    if afloop.weg is not None:
        raise RuntimeError(f"een proces hield op met code {afloop.weg}")
    return afloop.resultaat


def _beoordeel(
    stand: Stand,
    provincie: str,
    naam: str,
    documenten: list[tuple[Soort, dict[str, str]]],
    werk: Path,
    afdrukken: dict[str, str],
    opnieuw: bool,
    redenen: list[tuple[str, str | None]],
) -> _Rapportmap:
    """Which documents of a folder are made again, and which stay."""
    plek = Path(provincie, naam)
    map_ = _Rapportmap(provincie, naam, werk / plek, stand.uitvoer / plek, stand.uitgave.vast, [])
    for document in documenten:
        opdracht = stand.opdracht(*document, map_.werk)
        reden = GEVRAAGD if opnieuw else stand.reden(opdracht, afdrukken)
        redenen.append((opdracht.naam, reden))
        (map_.opdrachten if reden else map_.blijft).append(opdracht)
    return map_


def _afgerond(stand: Stand, map_: _Rapportmap) -> bool:
    """No document to make; are the tables, the receipt and the rest of the folder still right as well?"""
    return stand.vers(map_.provincie, [map_.naam]) is not None


# --- doing it ----------------------------------------------------------------------------------------------


def _draai(
    werkplaats: Werkplaats | Clusterplaats,
    mappen: list[_Rapportmap],
    stand: Stand,
    verkend: dict[str, Any],
    meld: Callable[[Uitslag, int, int], None],
) -> list[Uitslag]:
    """Make the documents, longest first; a periode is finished and put in place as soon as its documents are there."""
    paren = [(map_, opdracht) for map_ in mappen for opdracht in map_.opdrachten]
    for map_, opdracht in sorted(paren, key=lambda paar: -_duur(stand, paar[1])):
        werkplaats.geef(Taak(maak, (opdracht,), over=(map_, opdracht), limiet=opdracht.limiet))

    def zet(map_: _Rapportmap) -> None:
        zet_op_zijn_plaats(map_.werk, map_.doel)
        _schrijf_sleutel(stand, map_, verkend[map_.provincie])

    for map_ in mappen:
        if not map_.opdrachten and not _rond_af(werkplaats, map_, stand):
            zet(map_)
    mislukt: list[Uitslag] = []
    klaar = 0
    while werkplaats.bezig:
        afloop = werkplaats.wacht()
        map_, opdracht = afloop.taak.over
        if opdracht is None:
            _resultaat(afloop)
            zet(map_)
            continue
        if afloop.weg is not None and not afloop.te_lang and opdracht.motor == MOTOREN[0]:
            gewoon = replace(opdracht, motor=MOTOREN[1])  # it died and saved nothing: let an ordinary kernel tell
            werkplaats.geef(Taak(maak, (gewoon,), over=(map_, gewoon), limiet=opdracht.limiet))
            continue
        uitslag = _uitslag(afloop, opdracht)
        map_.gemaakt[opdracht.stam] = uitslag
        klaar += 1
        if uitslag.fout:
            mislukt.append(uitslag)
        meld(uitslag, klaar, len(paren))
        if map_.klaar and not map_.mislukt and not _rond_af(werkplaats, map_, stand):
            zet(map_)
    return mislukt


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
    return Uitslag(opdracht.naam, 0.0, str(afloop.fout), intern=True)


def _rond_af(werkplaats: Werkplaats | Clusterplaats, map_: _Rapportmap, stand: Stand) -> bool:
    """Add what stays; True when what belongs to the whole periode is still being made, before other documents."""
    import shutil

    for opdracht in map_.blijft:
        for naam in opdracht.bestanden:
            (map_.werk / naam).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(map_.doel / naam, map_.werk / naam)
    soorten = tuple(s for s in map_.vast if s in {o.soort for o in map_.documenten})
    if soorten:
        een, bundel = map_.documenten[0], stand.bundel(map_.provincie, map_.naam)
        argumenten = (map_.provincie, map_.naam, een.data, een.kader, soorten, str(map_.werk), bundel)
        werkplaats.geef(Taak(maak_compleet, argumenten, over=(map_, None)), vooraan=True)
    return bool(soorten)


def _schrijf_sleutel(stand: Stand, map_: _Rapportmap, verkend: dict[str, Any]) -> None:
    """Keep of what each document was made: how things stood before it was read, never after."""
    oud = stand.sleutel(map_.provincie, map_.naam).get("documenten", {})
    keuzes = verkend["keuzes"][map_.naam]
    documenten: dict[str, Any] = {}
    er_zijn = {o.stam: o for o in map_.documenten}
    gewild = [stand.opdracht(*d) for d in stand.documenten(map_.provincie, map_.naam, keuzes)]
    for opdracht in (er_zijn[o.stam] for o in gewild if o.stam in er_zijn):
        uitslag = map_.gemaakt.get(opdracht.stam)
        documenten[opdracht.stam] = (
            {
                "delen": stand.document(opdracht.soort, opdracht.parameters),
                "lezing": _lezing(uitslag.lezing, map_.provincie, verkend["afdrukken"]),
                "seconden": round(uitslag.seconden, 2),
            }
            if uitslag
            else oud[opdracht.stam]
        )
    lezingen = [d["lezing"] for d in documenten.values()]
    provincies = {map_.provincie, *(deel.partition(": ")[0] for lezing in lezingen if lezing for deel in lezing)}
    if None in lezingen:
        provincies |= {p.parent.name for p in stand.data.glob("*/provincie.csv")}
    stand.leg_vast(
        map_.provincie,
        map_.naam,
        {
            "soort": stand.uitgave.los.naam,
            "basis": stand.basis,
            "alle": verkend["alle"],
            "keuzes": keuzes,
            "losse": [o.parameters[stand.uitgave.keuze] for o in gewild if o.soort == stand.uitgave.los],
            "provincies": sorted(provincies),
            "invoer": stand.invoer(sorted(provincies)),
            "documenten": documenten,
            "uitvoer": sleutel.uitvoer(map_.doel),
        },
    )


def _lezing(delen: frozenset[str] | None, provincie: str, afdrukken: dict[str, str]) -> dict[str, str] | None:
    """What a document read, with fingerprints; a part without one (of another provincie) is never still the same."""
    if delen is None:
        return None
    return {deel: sleutel.afdruk(afdrukken, provincie, deel) or "onbekend" for deel in sorted(delen)}


# --- the index ---------------------------------------------------------------------------------------------


def _indexsleutel(stand: Stand) -> dict[str, Any]:
    """What the index is made from: which documents there are, their sizes, and the figures of their provinces."""
    omvang = stand.omvang()
    invoer = stand.invoer(sorted({naam.partition("/")[0] for naam in omvang}))
    return {
        "basis": stand.basis,
        "documenten": sleutel.hash_van(json.dumps(omvang, sort_keys=True).encode()) if omvang else "",
        "invoer": sleutel.hash_van(repr(invoer).encode()),
    }


def _index_klopt(stand: Stand) -> bool:
    oud, nu = sleutel.lees(stand.uitvoer, "index"), _indexsleutel(stand)
    if not nu["documenten"]:
        return True
    return {k: oud.get(k) for k in nu} == nu and not sleutel.veranderde_uitvoer(stand.uitvoer, oud["paginas"])


def _index(werkplaats: Werkplaats | Clusterplaats, stand: Stand) -> None:
    nu = _indexsleutel(stand)
    werkplaats.geef(Taak(_maak_index, (str(stand.uitvoer.resolve()), str(stand.data), _tekst(stand.kader))))
    paginas = sleutel.uitvoer(stand.uitvoer, _resultaat(werkplaats.wacht()))
    sleutel.schrijf(stand.uitvoer, "index", {**nu, "paginas": paginas})


def _maak_index(uitvoer: str, data: str, kader: str | None) -> list[str]:
    from ibtlib.uitvoering.indexpagina import schrijf_index

    paginas = schrijf_index(Path(uitvoer), Path(data), Path(kader) if kader else None)
    return [p.relative_to(uitvoer).as_posix() for p in paginas]


def _tekst(pad: Path | None) -> str | None:
    return str(pad) if pad else None
