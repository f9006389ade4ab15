"""The batch: every document of every folder that has to be made, and each folder either the old one or the new one.

A folder is that of a periode, or the monitor of a provincie (`uitgaven`). A document that fails never holds up the
others. A fixed one keeps its last good version, with a banner that says of when it is and why (`vorige`); one that was asked
for by itself (a page per gemeente) is left out and named. Only when no fixed document at all came out the folder stays.

This process only decides and hands out: what runs notebooks or writes pages is a task with a process of its own
(`proces`). It reads the figures once, to know what there is to make; a run with nothing to do does not even import
what that needs.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ibtlib.basis.bestanden import BEZIG, Ruimte, beheer, herstel
from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.plaatsen import KADERBESTAND
from ibtlib.basis.slot import SLOT, ruim_tijdelijk_op
from ibtlib.rapport.documenten import SOORTEN, Soort
from ibtlib.uitvoering import startpaginas
from ibtlib.uitvoering.opdracht import FORMATEN, MOTOREN, Uitslag
from ibtlib.uitvoering.uitgaven import Uitgave, per_periode
from ibtlib.uitvoering.verouderd import Stand
from ibtlib.uitvoering.verslag import Verslag

if TYPE_CHECKING:
    from ibtlib.uitvoering.proces import Werkplaats, Werkplek


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
    bundel: bool = False,
    elders: Callable[[Werkplaats, Stand], Werkplek] | None = None,
    eigen: tuple[Soort, ...] = (),
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
    bundel : bool
        Also make one volume of all documents of a periode; where there is one, it is kept true without asking.
    elders : callable, optional
        Another workplace for the documents, given that of this machine and what there is to read; default this machine.
    eigen : tuple of Soort
        Notebooks of one's own (`eigen_soort`), run with the parameters of each periode. One that was asked for earlier
        stays, and is made again when it is stale, as long as its file is there.

    Raises
    ------
    AanvraagFout, InvoerFout
        Before anything is run or written.
    """
    _controleer(formaten, werkers, motor, kader)
    data, uitvoer = Path(data), Path(uitvoer)
    if kader is None and (gezet := os.environ.get(KADERBESTAND)):
        kader = Path(gezet)  # one kader for everything of a run: pages, tables, letters and receipt
    kader = Path(os.path.realpath(kader)) if kader else None  # `resolve` fails on a link to itself
    uitgave = uitgave or per_periode(SOORTEN)
    herstel(data)
    with ExitStack() as stapel:

        @cache
        def ruimte() -> Ruimte:
            return stapel.enter_context(beheer(uitvoer, langst=0, nieuw=True))

        if os.path.lexists(uitvoer / BEZIG):
            ruim_tijdelijk_op()
        if any(os.path.lexists(uitvoer / n) for n in (SLOT, BEZIG)) or os.access(uitvoer, os.W_OK):
            ruimte()  # also with nothing to do: what an interrupted run left goes first
        stand = Stand(data.resolve(), uitvoer, kader, uitgave, formaten, motor, losse, bundel, eigen)
        return _rapporteer(stand, gevraagd, ruimte, werkers, meld, opnieuw, methode, elders)


def _rapporteer(
    stand: Stand,
    gevraagd: dict[str, list[str] | None],
    ruimte: Callable[[], Ruimte],
    werkers: int | None,
    meld: Callable[[Uitslag, int, int], None],
    opnieuw: bool,
    methode: str | None,
    elders: Callable[[Werkplaats, Stand], Werkplek] | None,
) -> Verslag:
    with _zonder_opruimen():
        vers = {naam: None if opnieuw else stand.vers(naam, lijst) for naam, lijst in gevraagd.items()}
    if stand.onvervuld:
        vers = dict.fromkeys(vers)  # who reads the figures tells what there is
    redenen = [(document, None) for mappen in vers.values() for namen in (mappen or {}).values() for document in namen]
    te_doen = {naam: lijst for naam, lijst in gevraagd.items() if vers[naam] is None}
    if not te_doen and startpaginas.kloppen(stand):
        return Verslag((), (), tuple(redenen))
    from ibtlib.uitvoering.proces import Werkplaats

    stand.neem_op()
    hier = Werkplaats(werkers or os.cpu_count() or 1, methode)  # imports what documents need while we go on
    from ibtlib.uitvoering.ronde import draai

    with elders(hier, stand) if elders else hier as werkplek:
        gedaan, waarom = draai(werkplek, stand, ruimte, te_doen, bool(redenen), opnieuw, meld)
        startpaginas.werk_bij(werkplek, stand, ruimte)
    gezet = [m for m in gedaan if not m.mislukt]
    return Verslag(
        tuple(m.doel for m in gezet),
        tuple(sorted((u for m in gedaan for u in m.gemaakt.values() if u.fout), key=lambda u: u.naam)),
        (*redenen, *waarom),
        tuple(o.naam for m in gezet for o in m.weggelaten if o.stam not in {v.stam for v in m.bewaard}),
        tuple(f"{m.provincie}/{m.naam}/{v.stam}" for m in gezet for v in m.bewaard),
    )


@contextmanager
def _zonder_opruimen() -> Iterator[None]:
    """Without garbage collection: of thousands of keys nothing is garbage, and looking for it takes as long as reading."""
    ging = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ging:
            gc.enable()


def _controleer(formaten: tuple[str, ...], werkers: int | None, motor: str, kader: Path | None) -> None:
    vreemd = [f for f in formaten if f not in FORMATEN]
    if vreemd:
        raise AanvraagFout(f"Formaat {opsomming(map(repr, vreemd))} is er niet; kies {opsomming(FORMATEN, 'of')}.")
    if werkers is not None and werkers < 1:
        raise AanvraagFout(f"--werkers {werkers} kan niet; geef een aantal vanaf 1.")
    if motor not in MOTOREN:
        raise AanvraagFout(f"Motor '{motor}' is er niet; kies {opsomming(MOTOREN, 'of')}.")
