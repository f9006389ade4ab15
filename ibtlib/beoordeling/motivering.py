"""Every sentence of a motivering: the trede, the figures, the rule and its source, or why there is no trede."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.oordeel import HERKOMSTEN, TELLINGEN, Feiten, Uitkomst
from ibtlib.beoordeling.paneel import Kolommen, Paneel
from ibtlib.beoordeling.sjablonen import Sjablonen, per_waarde
from ibtlib.gegevens.schema import GRONDSLAGEN
from ibtlib.kader.kader import HOOGSTE_TREDE, Kader, Kaderreeks, Regel
from ibtlib.kader.opgave import INVOER, VERHOUDINGEN, WORTELS

# --- what was housed, and what became of the achterstand


def _cijferzinnen() -> dict[int, str]:
    """What was housed, by code; see `_cijfercode`."""
    uit = {0: "zijn niet alle cijfers bekend"}
    for opgave, een_gehuisvest, een_opgave in product((0, 1), (0, 1), (0, 1)):
        naam = ("taakstelling", "totaalopgave")[opgave]
        werkwoord = ("zijn", "is")[een_gehuisvest]
        van, gehuisvest = (("vergunninghouders", "vergunninghouder")[een] for een in (een_opgave, een_gehuisvest))
        code = 4 * opgave + 2 * een_gehuisvest + een_opgave
        uit[8 + code] = f"{werkwoord} {{realisatie}} van {{{naam}}} {van} van de {naam} gehuisvest"
        uit[16 + code] = f"{werkwoord} {{realisatie}} {gehuisvest} gehuisvest bij een {naam} van {{{naam}}}"
    for een_gekoppeld, een_gehuisvest in product((0, 1), (0, 1)):
        was, wie = (("waren", "vergunninghouders"), ("was", "vergunninghouder"))[een_gekoppeld]
        uit[24 + 2 * een_gekoppeld + een_gehuisvest] = (
            f"{was} {{gekoppeld}} {wie} tijdig gekoppeld bij een totaalopgave van {{totaalopgave}} "
            f"(koppelingstekort {{koppelingstekort}}) en {('zijn', 'is')[een_gehuisvest]} er {{realisatie}} "
            "gehuisvest"
        )
    return uit


# What became of the achterstand, by its sign before and after, and whether it went down (-1) or up (1).
_BEWEGING = {
    (1, 1, 1): "; de achterstand groeit van {begin} naar {eind}",
    (1, 1, 0): "; de achterstand blijft {begin}",
    (1, 1, -1): "; de achterstand krimpt van {begin} naar {eind}",
    (1, 0, -1): "; de achterstand van {begin} is weggewerkt",
    (1, -1, -1): "; een achterstand van {begin} wordt een voorsprong van {eind}",
    (0, 1, 1): "; er ontstaat een achterstand van {eind}",
    (0, 0, 0): "; er is geen achterstand",
    (0, -1, -1): "; er ontstaat een voorsprong van {eind}",
    (-1, 1, 1): "; een voorsprong van {begin} wordt een achterstand van {eind}",
    (-1, 0, 1): "; de voorsprong van {begin} is verbruikt",
    (-1, -1, 1): "; de voorsprong krimpt van {begin} naar {eind}",
    (-1, -1, 0): "; de voorsprong blijft {begin}",
    (-1, -1, -1): "; de voorsprong groeit van {begin} naar {eind}",
}

_CIJFERZINNEN = Sjablonen(_cijferzinnen())
_BEWEGINGEN = Sjablonen({9 * b + 3 * e + g + 14: zin for (b, e, g), zin in _BEWEGING.items()} | {0: ""})


# --- why a gemeente stands on its trede


def motiveringen(
    namen: np.ndarray,
    paneel: Paneel,
    reeks: Kaderreeks,
    uit: Uitkomst,
    regel: np.ndarray,
    alle_regels: list[tuple[Kader, Regel]],
    grondslag: np.ndarray,
    reden: np.ndarray,
) -> np.ndarray:
    """One or two sentences per row; the same facts always give the same text.

    Parameters
    ----------
    namen : array of str
        The gemeente of each row of the panel.
    paneel, reeks, uit
        The figures, the kaders, and what was decided.
    regel : array of int
        Index in `alle_regels` of the rule that decided; -1 where there is no trede.
    alle_regels : list of (Kader, Regel)
        The rules of all kaders.
    grondslag : array of int
        Index in `GRONDSLAGEN`; -1 where there is no trede.
    reden : array of str or None
        Of `redenen_zonder_trede`.
    """
    w, b = uit.feiten.waarden, uit.feiten.bekend
    begin, eind = w["achterstand_begin"], w["achterstand_eind"]

    def slot(code: int) -> str:
        nummer, anders = divmod(code, 7)
        verschoond = f"; zonder verschoning was het trede {anders}" if anders else ""
        return f"{verschoond}. Regel {_bronvermelding(*alle_regels[nummer])}" if nummer >= 0 else ""

    teken = 9 * np.sign(begin) + 3 * np.sign(eind) + np.sign(eind - begin) + 14
    stukken = [
        namen,
        _openingen(paneel, uit, regel, alle_regels),
        *_CIJFERZINNEN.vul(_cijfercode(grondslag, w, b), w),
        *_tellingen(uit.feiten, regel, alle_regels),
        *_BEWEGINGEN.vul(teken * b["achterstand_eind"], {"begin": abs(begin), "eind": abs(eind)}),
        per_waarde(7 * regel + uit.zonder * (uit.zonder > uit.trede), slot),
    ]
    motivering = np.empty(len(namen), dtype=object)
    motivering[:] = list(map("".join, zip(*(stuk.tolist() for stuk in stukken), strict=True)))
    for i in np.flatnonzero(uit.trede == 0).tolist():
        nodig = ""
        if uit.regel[i] >= 0:
            kader = reeks.kaders[uit.kader[i]]
            nodig = f" Nodig voor regel {kader.regels[uit.regel[i]].naam}, {kader.titel}."
        wanneer = paneel.perioden[paneel.periode[i]]
        motivering[i] = f"{namen[i]} is in {wanneer} niet te beoordelen: {reden[i]}.{nodig}"
    return motivering


def _cijfercode(grondslag: np.ndarray, w: Kolommen, b: Kolommen) -> np.ndarray:
    """Which of `_cijferzinnen` fits: 0 unknown, 8.. of the opgave, 16.. beside it, 24.. of who was linked."""
    op_koppeling, op_totaal = (grondslag == GRONDSLAGEN.index(g) for g in ("koppelingstekort", "totaalopgave"))
    opgave = np.where(op_totaal, w["totaalopgave"], w["taakstelling"])
    een = w["realisatie"] == 1
    van = (opgave > 0) & (w["realisatie"] <= opgave)
    gewoon = np.where(van, 8, 16) + 4 * op_totaal + 2 * een + (opgave == 1)
    code = np.where(op_koppeling, 24 + 2 * (w["gekoppeld"] == 1) + een, gewoon)
    return code * (b["realisatie"] & np.where(op_totaal, b["totaalopgave"], b["taakstelling"]))


def _tellingen(feiten: Feiten, regel: np.ndarray, alle_regels: list[tuple[Kader, Regel]]) -> list[np.ndarray]:
    """`; de taakstelling is 4 perioden op rij gemist`, in the rows whose rule counts perioden."""
    uit = []
    for feit, (voor, na) in {
        "perioden_met_achterstand": ("; er is", "op rij een achterstand"),
        "perioden_taakstelling_gemist": ("; de taakstelling is", "op rij gemist"),
    }.items():
        telt = np.array([*(any(v.feit == feit for v in r.voorwaarden) for _, r in alle_regels), False])
        if not telt.any():
            continue
        laag, exact = feiten.laag[feit], feiten.exact[feit]
        zinnen = np.full(len(regel), "", dtype=object)
        for i in np.flatnonzero(telt[regel] & (laag > 0)).tolist():
            minstens = "" if exact[i] else "minstens "
            zinnen[i] = f"{voor} {minstens}{aantal(int(laag[i]), 'periode', 'perioden')} {na}"
        uit.append(zinnen)
    return uit


def _openingen(paneel: Paneel, uit: Uitkomst, regel: np.ndarray, alle_regels: list[tuple[Kader, Regel]]) -> np.ndarray:
    """` staat op trede 2 (was 1): in 2024-1 `: few combinations, each written once."""
    stap = np.array([*(r.stap for _, r in alle_regels), 0])[regel]
    vast = np.array([*(r.trede or 0 for _, r in alle_regels), 0])[regel]
    begrensd = (vast == 0) & (uit.trede != uit.vorig + stap)
    berekend = uit.herkomst == HERKOMSTEN.index("berekend")
    code = (((paneel.periode * 7 + uit.trede) * 7 + uit.vorig) * 2 + berekend) * 2 + begrensd
    perioden = [str(p) for p in paneel.perioden]

    def opening(code: int) -> str:
        rest, grens = divmod(code, 2)
        rest, berekend = divmod(rest, 2)
        rest, vorig = divmod(rest, 7)
        periode, trede = divmod(rest, 7)
        return _opening(perioden[periode], trede, vorig, bool(berekend), bool(grens))

    return per_waarde(code, opening)


@lru_cache(maxsize=10_000)
def _opening(periode: str, trede: int, vorig: int, berekend: bool, begrensd: bool) -> str:
    if not vorig:
        waar = f"staat op trede {trede} (vorige trede onbekend)"
    elif vorig != trede:
        waar = f"staat op trede {trede} (was {vorig}{', berekend' if berekend else ''})"
    else:
        grens = f", de {'hoogste' if trede == HOOGSTE_TREDE else 'laagste'}" if begrensd else ""
        waar = f"blijft op trede {trede}{grens}{' (vorige trede berekend)' if berekend else ''}"
    return f" {waar}: in {periode} "


def _bronvermelding(kader: Kader, regel: Regel) -> str:
    """Rule, kader, and the source or the assumption."""
    if regel.zekerheid == "aanname":
        return f"{regel.naam}, {kader.titel}; aanname: {regel.vindplaats}."
    return f"{regel.naam}, {kader.titel}, {regel.vindplaats}."


# --- why a gemeente is niet te beoordelen


def redenen_zonder_trede(paneel: Paneel, reeks: Kaderreeks, uit: Uitkomst) -> np.ndarray:
    """Per row why the gemeente is niet te beoordelen, or None where it has a trede."""
    teksten = np.full(len(paneel.rij), None, dtype=object)
    for i in np.flatnonzero(uit.trede == 0).tolist():
        teksten[i] = _reden(i, paneel.perioden[paneel.periode[i]], reeks, uit)
    return teksten


def _reden(i: int, periode: Periode, reeks: Kaderreeks, uit: Uitkomst) -> str:
    if uit.kader[i] < 0:
        return reeks.ontbreekt(periode)
    if uit.regel[i] < 0:
        return "geen enkele regel van het kader past op deze cijfers"
    if uit.toegepast[i]:
        return "trede_vorig ontbreekt"
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
            anders.append(f"{v.feit} is minstens {n}, maar niet verder te tellen dan {periode.plus(1 - n)}")
            continue
        feiten = VERHOUDINGEN.get(v.feit, (TELLINGEN.get(v.feit, v.feit),))
        wortels = {wortel for feit in feiten for wortel in WORTELS[feit]}
        if kader.verschoont and any(feit.startswith("tekort_") for feit in feiten):
            wortels = set(INVOER)
        onbekend = {wortel for wortel in wortels if not f.bekend[wortel][i]}
        weg |= onbekend
        if not onbekend:  # all is known, so the whole of the percentage is 0 or less
            geheel = VERHOUDINGEN[v.feit][1]
            anders.append(f"{v.feit} bestaat niet bij een {geheel} van {toon(int(f.waarden[geheel][i]))}")
    namen = [naam for naam in (*INVOER, "trede_vorig") if naam in weg]
    if namen:
        anders.insert(0, f"{opsomming(namen)} {'ontbreekt' if len(namen) == 1 else 'ontbreken'}")
    return "; ".join(anders)
