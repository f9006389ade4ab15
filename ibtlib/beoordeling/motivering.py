"""Every sentence of a motivering: the trede, the figures, the rule and its source, or why there is no trede."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.oordeel import HERKOMSTEN, TELLINGEN, Feiten, Uitkomst
from ibtlib.beoordeling.paneel import Paneel
from ibtlib.kader.kader import FEIT_IN_WOORDEN, HOOGSTE_TREDE, Kader, Kaderreeks, Regel
from ibtlib.kader.opgave import INVOER, VERHOUDINGEN, WORTELS

TELLINGZINNEN = {
    "perioden_met_achterstand": "; er is {} op rij een achterstand",
    "perioden_taakstelling_gemist": "; de taakstelling is {} op rij gemist",
}

getal = lru_cache(maxsize=100_000)(toon)  # figures of gemeenten are few different numbers, over and over


class Cijfers(NamedTuple):
    """The facts of one gemeente in one periode that a motivering names; None is unknown."""

    taakstelling: int | None
    achterstand_begin: int | None
    totaalopgave: int | None
    realisatie: int | None
    gekoppeld: int | None
    koppelingstekort: int | None
    achterstand_eind: int | None

    @classmethod
    def van(cls, feiten: Feiten, welke: np.ndarray) -> Iterator[Cijfers]:
        """Of these rows of the panel."""
        kolommen = []
        for naam in cls._fields:
            kolom = feiten.waarden[naam][welke].astype(object)
            kolom[~feiten.bekend[naam][welke]] = None
            kolommen.append(kolom.tolist())
        return map(cls, *kolommen)


def motiveringen(
    namen: np.ndarray,
    paneel: Paneel,
    reeks: Kaderreeks,
    uit: Uitkomst,
    grondslagen: np.ndarray,
    welke: np.ndarray,
) -> Iterator[tuple[str, str | None]]:
    """One or two sentences per row, and why it is niet te beoordelen (None where it has a trede).

    Parameters
    ----------
    namen : array of str
        The gemeente of each row of the panel.
    paneel, reeks, uit
        The figures, the kaders, and what was decided.
    grondslagen : array of str or None
        On what each was judged; None where there is no trede.
    welke : array of int
        The rows of which the sentences are asked, in that order.
    """
    perioden = [str(p) for p in paneel.perioden]
    geteld = [[_geteld(regel) for regel in kader.regels] for kader in reeks]
    slot = [[bronvermelding(kader, regel) for regel in kader.regels] for kader in reeks]
    berekend = uit.herkomst == HERKOMSTEN.index("berekend")
    kolommen = (namen, paneel.periode, uit.kader, uit.regel, uit.trede, uit.vorig, berekend, uit.zonder, grondslagen)
    rijen = zip(welke.tolist(), *(kolom[welke].tolist() for kolom in kolommen), strict=True)
    for (i, naam, p, k, r, trede, vorig, gerekend, zonder, grondslag), cijfers in zip(
        rijen, Cijfers.van(uit.feiten, welke), strict=True
    ):
        if not trede:
            reden = waarom_geen_trede(i, paneel.perioden[p], reeks, uit)
            nodig = (
                f" Nodig voor regel ‘{reeks.kaders[k].regels[r].woorden}’, {reeks.kaders[k].titel}." if r >= 0 else ""
            )
            yield f"{naam} is in {perioden[p]} niet te beoordelen: {reden}.{nodig}", reden
            continue
        waar = standplaats(trede, vorig, gerekend, reeks.kaders[k].regels[r])
        op_rij = tellingen(uit.feiten, i, geteld[k][r]) if geteld[k][r] else ""
        anders = f"; zonder verschoning was het trede {zonder}" if zonder > trede else ""
        wat = f"{gehuisvest(grondslag, cijfers)}{op_rij}{beweging(cijfers)}{anders}"
        yield f"{naam} {waar}: in {perioden[p]} {wat}. Regel {slot[k][r]}", None


# --- the parts of the sentence ------------------------------------------------------------------------------


def standplaats(trede: int, vorig: int, berekend: bool, regel: Regel) -> str:
    """Where the gemeente stands now and stood before (0 is unknown, `berekend` is neither published nor given)."""
    if not vorig:
        return f"staat op trede {trede} (vorige trede onbekend)"
    if vorig != trede:
        return f"staat op trede {trede} (was {vorig}{', berekend' if berekend else ''})"
    grens = ""
    if regel.trede is None and regel.stap:  # it would have gone on, but for the end of the ladder
        grens = f", de {'hoogste' if trede == HOOGSTE_TREDE else 'laagste'}"
    return f"blijft op trede {trede}{grens}{' (vorige trede berekend)' if berekend else ''}"


def gehuisvest(grondslag: str | None, c: Cijfers) -> str:
    """How many were housed, of what was asked on this grondslag."""
    opgave = c.totaalopgave if grondslag == "totaalopgave" else c.taakstelling
    if c.realisatie is None or opgave is None:
        return "zijn niet alle cijfers bekend"
    zijn = "is" if c.realisatie == 1 else "zijn"
    if grondslag == "koppelingstekort":
        return (
            f"{'was' if c.gekoppeld == 1 else 'waren'} {_personen(c.gekoppeld)} tijdig gekoppeld bij een totaalopgave van "
            f"{getal(c.totaalopgave)} (koppelingstekort {getal(c.koppelingstekort)}) en {zijn} er {getal(c.realisatie)} "
            "gehuisvest"
        )
    if 0 < opgave >= c.realisatie:
        return f"{zijn} {getal(c.realisatie)} van {_personen(opgave)} van de {grondslag} gehuisvest"
    return f"{zijn} {_personen(c.realisatie)} gehuisvest bij een {grondslag} van {getal(opgave)}"


def _personen(n: int | None) -> str:
    return f"{getal(n)} {'vergunninghouder' if n == 1 else 'vergunninghouders'}"


def _geteld(regel: Regel) -> list[str]:
    """Which counts of perioden a rule asks about."""
    return [feit for feit in TELLINGZINNEN if any(v.feit == feit for v in regel.voorwaarden)]


def tellingen(feiten: Feiten, rij: int, geteld: Iterable[str]) -> str:
    """`; de taakstelling is 4 perioden op rij gemist`."""
    uit = ""
    for feit in geteld:
        if n := int(feiten.laag[feit][rij]):
            minstens = "" if feiten.exact[feit][rij] else "minstens "
            uit += TELLINGZINNEN[feit].format(f"{minstens}{aantal(n, 'periode', 'perioden')}")
    return uit


def beweging(c: Cijfers) -> str:
    """What became of the achterstand or voorsprong; nothing where that is not known."""
    begin, eind = c.achterstand_begin, c.achterstand_eind
    if begin is None or eind is None:
        return ""
    toen, nu = ("achterstand" if begin > 0 else "voorsprong"), ("achterstand" if eind > 0 else "voorsprong")
    if begin == eind:
        return f"; de {toen} blijft {getal(abs(begin))}" if begin else "; er is geen achterstand"
    if begin == 0:
        return f"; er ontstaat een {nu} van {getal(abs(eind))}"
    if eind == 0:
        return f"; de {toen} van {getal(abs(begin))} is {'weggewerkt' if begin > 0 else 'verbruikt'}"
    if toen != nu:
        return f"; een {toen} van {getal(abs(begin))} wordt een {nu} van {getal(abs(eind))}"
    werkwoord = "groeit" if abs(eind) > abs(begin) else "krimpt"
    return f"; de {toen} {werkwoord} van {getal(abs(begin))} naar {getal(abs(eind))}"


def bronvermelding(kader: Kader, regel: Regel) -> str:
    """Rule, kader, and the source or the assumption, or both."""
    return f"‘{regel.woorden}’, {kader.titel}{', ' if regel.zekerheid == 'bron' else '; '}{regel.herkomst}."


# --- why a gemeente is niet te beoordelen -------------------------------------------------------------------


def waarom_geen_trede(i: int, periode: Periode, reeks: Kaderreeks, uit: Uitkomst) -> str:
    """Which facts a row lacks, or that no kader or rule fits it."""
    if uit.kader[i] < 0:
        return reeks.ontbreekt(periode)
    if uit.regel[i] < 0:
        return "geen enkele regel van het kader past op deze cijfers"
    if uit.toegepast[i]:
        return f"{FEIT_IN_WOORDEN['trede_vorig']} ontbreekt"
    kader = reeks.kaders[uit.kader[i]]
    f, weg, anders = uit.feiten, set(), []
    for v in kader.regels[uit.regel[i]].voorwaarden:
        if v.feit == "trede_vorig":
            if not uit.vorig[i]:
                weg.add("trede_vorig")
            continue
        waar, onwaar = f.toets(v, slice(i, i + 1))
        if waar[0] or onwaar[0]:
            continue
        if v.feit in TELLINGEN and (n := int(f.laag[v.feit][i])):
            wat = FEIT_IN_WOORDEN[v.feit]
            anders.append(f"{wat} is minstens {n}, maar niet verder te tellen dan {periode.plus(1 - n)}")
            continue
        feiten = VERHOUDINGEN.get(v.feit, (TELLINGEN.get(v.feit, v.feit),))
        wortels = {wortel for feit in feiten for wortel in WORTELS[feit]}
        if kader.verschoont and any(feit.startswith(("tekort_", "getoetste_", "achterstand_eind")) for feit in feiten):
            wortels = set(INVOER)
        onbekend = {wortel for wortel in wortels if not f.bekend[wortel][i]}
        weg |= onbekend
        if not onbekend:  # all is known, so the whole of the percentage is 0 or less
            anders.append(f"{FEIT_IN_WOORDEN[v.feit]} bestaat niet bij {_geheel(f, VERHOUDINGEN[v.feit][1], i)}")
    namen = [FEIT_IN_WOORDEN[naam] for naam in (*INVOER, "trede_vorig") if naam in weg]
    if namen:
        anders.insert(0, f"{opsomming(namen)} {'ontbreekt' if len(namen) == 1 else 'ontbreken'}")
    return "; ".join(anders)


def _geheel(feiten: Feiten, getoetst: str, i: int) -> str:
    """The whole of which a percentage would be a part: an opgave, or who was linked in time."""
    opgave = getoetst.removeprefix("getoetste_")
    waarde = int(feiten.waarden[getoetst][i])
    if waarde != int(feiten.waarden[opgave][i]):
        return f"{toon(waarde)} tijdig gekoppelde vergunninghouders"
    return f"een {opgave} van {toon(waarde)}"
