"""How much faster the engine is than the same rules in a plain loop, and whether both give the same.

    python bench/beoordeling.py

`rij_voor_rij` is the reference: one row at a time, the rules as a person would write them down, no array in
sight. The tests compare the engine with it on random panels; here both judge 342 gemeenten over 20 perioden,
motivering included. Deciding takes a sixth of the engine's time; the sentences are written one by one, as they read,
and a report asks for those of one periode only. The rules, formulas and number format are the library's own; the chaining, the
evaluation of the rules and the sentences are written a second time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import beoordeel_panel
from ibtlib.kader import opgave
from ibtlib.kader.kader import FEIT_IN_WOORDEN, Kader, Kaderreeks, Regel, Voorwaarde
from ibtlib.kader.kaderlezer import KADERMAP, laad_kaders

RONDEN = 5
VAN_HET_BESTAND = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld")
KOLOMMEN = [
    "periode",
    "gemeentecode",
    "gemeente",
    "trede_berekend",
    "trede_vorig",
    "regel",
    "grondslag",
    "trede_zonder_verschoning",
    "zekerheid",
    "motivering",
    "trede_vorig_herkomst",
    "trede_vastgesteld",
    "kader",
    "reden",
]
Feiten = dict[str, int | Fraction | None]


def rij_voor_rij(cijfers: pd.DataFrame, kaders: Kaderreeks, vastgesteld: pd.DataFrame | None = None) -> pd.DataFrame:
    """The reference for `ibtlib.beoordeling.beoordeel.beoordeel_panel`: same arguments, same result."""
    gepubliceerd = {}
    if vastgesteld is not None:
        for _, rij in vastgesteld.iterrows():
            gepubliceerd[Periode.lees(rij["periode"]), rij["gemeentecode"]] = int(rij["trede"])
    volgorde = sorted(range(len(cijfers)), key=lambda i: Periode.lees(cijfers["periode"].iloc[i]))
    gezien: dict[tuple[Periode, str], tuple[Feiten, Feiten]] = {}
    berekend: dict[tuple[Periode, str], int | None] = {}
    uit = []
    for _, rij in cijfers.iloc[volgorde].iterrows():
        periode, code = Periode.lees(rij["periode"]), rij["gemeentecode"]
        kader = kaders.zoek(periode)
        kaal = {naam: None if pd.isna(rij[naam]) else int(rij[naam]) for naam in VAN_HET_BESTAND}
        met = feiten_van(kaal, kader is not None and kader.verschoont)
        zonder = feiten_van(kaal, False)
        gezien[periode, code] = met, zonder

        eerder = periode.vorige, code
        if not pd.isna(rij["trede_vorig"]):
            vorig, herkomst = int(rij["trede_vorig"]), "bestand"
        elif gepubliceerd.get(eerder):
            vorig, herkomst = gepubliceerd[eerder], "vastgesteld"
        elif berekend.get(eerder):
            vorig, herkomst = berekend[eerder], "berekend"
        else:
            vorig, herkomst = None, "onbekend"

        for welke, feiten in enumerate((met, zonder)):
            feiten["trede_vorig"] = vorig
            for telling in ("perioden_met_achterstand", "perioden_taakstelling_gemist"):
                feiten[telling], feiten[telling + "_exact"] = tel_terug(telling, periode, code, gezien, welke)
        trede, regel, reden = beslis(kader, met)
        trede_zonder, _, _ = beslis(kader, zonder)
        if kader is None:
            reden = kaders.ontbreekt(periode)
        elif trede is None and reden is None:
            reden = waarom_niet(kader, regel, met, periode)
        berekend[periode, code] = trede

        grondslag = None
        if trede is not None:
            verschoond = kader.verschoont and met["koppelingstekort"] is not None and met["koppelingstekort"] > 0
            grondslag = "koppelingstekort" if verschoond else regel.grondslag
        if trede is None:
            tekst = f"{rij['gemeente']} is in {periode} niet te beoordelen: {reden}."
            if regel is not None:
                tekst += f" Nodig voor regel ‘{regel.woorden}’, {kader.titel}."
        else:
            tekst = motiveer(
                rij["gemeente"], periode, kader, regel, grondslag, trede, vorig, herkomst, trede_zonder, met
            )
        uit.append(
            {
                "periode": rij["periode"],
                "gemeentecode": code,
                "gemeente": rij["gemeente"],
                "trede_berekend": trede,
                "trede_vorig": vorig,
                "regel": regel.naam if trede is not None else None,
                "grondslag": grondslag,
                "trede_zonder_verschoning": trede_zonder,
                "zekerheid": regel.zekerheid if trede is not None else None,
                "motivering": tekst,
                "trede_vorig_herkomst": herkomst,
                "trede_vastgesteld": gepubliceerd.get((periode, code)),
                "kader": kader.kader if kader else None,
                "reden": reden,
            }
        )
    terug = sorted(range(len(volgorde)), key=volgorde.__getitem__)
    frame = pd.DataFrame(uit, dtype=object, columns=KOLOMMEN).iloc[terug].set_axis(cijfers.index)
    treden = ("trede_berekend", "trede_vorig", "trede_zonder_verschoning", "trede_vastgesteld")
    return frame.astype(dict.fromkeys(treden, "Int64"))


def feiten_van(kaal: dict[str, int | None], verschoonbaar: bool) -> Feiten:
    """All facts of one gemeente in one periode; None is unknown or does not exist."""
    taak, begin, real, gek = (kaal[naam] for naam in VAN_HET_BESTAND)
    f: Feiten = dict(kaal)
    totaal = f["totaalopgave"] = None if taak is None or begin is None else taak + begin
    f["achterstand_eind"] = None if totaal is None or real is None else totaal - real
    f["koppelingstekort"] = None if totaal is None or gek is None else max(0, totaal - gek)
    for naam, geheel in (("tekort_taakstelling", taak), ("tekort_totaalopgave", totaal)):
        if geheel is None or real is None:
            f[naam] = None
        elif real >= geheel or not verschoonbaar:
            f[naam] = max(0, geheel - real)
        elif f["koppelingstekort"] is None:
            f[naam] = None
        elif f["koppelingstekort"] > 0:
            f[naam] = max(0, min(geheel, gek) - real)
        else:
            f[naam] = geheel - real
    # every criterion is measured on who was linked in time, where the kader excuses a koppelingstekort
    getoetst = {}
    for naam, geheel in (("taakstelling", taak), ("totaalopgave", totaal)):
        getoetst[naam] = geheel
        if verschoonbaar and geheel is not None:
            if f["koppelingstekort"] is None:
                getoetst[naam] = geheel if real is not None and real >= geheel else None
            elif f["koppelingstekort"] > 0:
                getoetst[naam] = min(geheel, gek)
    opgave_, totaal_ = getoetst["taakstelling"], getoetst["totaalopgave"]
    f["getoetste_taakstelling"], f["getoetste_totaalopgave"] = opgave_, totaal_
    f["getoetste_achterstand"] = None if totaal_ is None or real is None else totaal_ - real
    f["realisatie_pct_taakstelling"] = procent(real, opgave_)
    f["realisatie_pct_totaalopgave"] = procent(real, totaal_)
    f["achterstand_pct_taakstelling"] = procent(f["getoetste_achterstand"], opgave_)
    return f


def procent(deel: int | None, geheel: int | None) -> Fraction | None:
    """Exact percentage, None when unknown or of nothing."""
    return None if deel is None or geheel is None else opgave.percentage(deel, geheel)


def tel_terug(telling: str, periode: Periode, code: str, gezien: dict, welke: int) -> tuple[int, bool]:
    """How many perioden in a row up to this one, and whether that is all of them."""
    feit = {
        "perioden_met_achterstand": "getoetste_achterstand",
        "perioden_taakstelling_gemist": "tekort_taakstelling",
    }
    n = 0
    while True:
        toen = gezien.get((periode.plus(-n), code))
        if toen is None or toen[welke][feit[telling]] is None:
            return n, False
        if toen[welke][feit[telling]] < 1:
            return n, True
        n += 1


def geldt(v: Voorwaarde, f: Feiten) -> bool | None:
    """Whether a condition holds; None when that is unknown."""
    waarde = f["getoetste_achterstand" if v.feit == "achterstand_eind" else v.feit]
    if v.feit.startswith("perioden_") and not f[v.feit + "_exact"]:
        # at least so many: enough to say yes to `minstens`, or no to the others once past the threshold
        if v.vergelijking == "minstens":
            return True if waarde >= v.waarde else None
        return False if waarde > v.waarde else None
    if waarde is None:
        return None
    if v.vergelijking == "minstens":
        return waarde >= v.waarde
    if v.vergelijking == "hoogstens":
        return waarde <= v.waarde
    return waarde == v.waarde


def beslis(kader: Kader | None, f: Feiten) -> tuple[int | None, Regel | None, str | None]:
    """The trede, the rule that was not passed over, and the reason when that is easy to say."""
    if kader is None:
        return None, None, None
    for regel in kader.regels:
        uitkomsten = [geldt(v, f) for v in regel.voorwaarden]
        if False in uitkomsten:
            continue
        if None in uitkomsten:
            return None, regel, None
        if regel.trede is not None:
            return regel.trede, regel, None
        if f["trede_vorig"] is None:
            return None, regel, "de vorige trede ontbreekt"
        return min(6, max(1, f["trede_vorig"] + regel.stap)), regel, None
    return None, None, "geen enkele regel van het kader past op deze cijfers"


def waarom_niet(kader: Kader, regel: Regel, f: Feiten, periode: Periode) -> str:
    """Which facts the rule misses."""
    nodig = {
        "totaalopgave": ["taakstelling", "achterstand_begin"],
        "achterstand_eind": ["taakstelling", "achterstand_begin", "realisatie"],
        "koppelingstekort": ["taakstelling", "achterstand_begin", "gekoppeld"],
        "tekort_taakstelling": ["taakstelling", "realisatie"],
        "tekort_totaalopgave": ["taakstelling", "achterstand_begin", "realisatie"],
        "perioden_met_achterstand": ["taakstelling", "achterstand_begin", "realisatie"],
        "perioden_taakstelling_gemist": ["taakstelling", "realisatie"],
        "realisatie_pct_taakstelling": ["realisatie", "taakstelling"],
        "realisatie_pct_totaalopgave": ["realisatie", "taakstelling", "achterstand_begin"],
        "achterstand_pct_taakstelling": ["taakstelling", "achterstand_begin", "realisatie"],
    }
    ontbreekt, anders = [], []
    for v in regel.voorwaarden:
        if geldt(v, f) is not None:
            continue
        if v.feit.startswith("perioden_") and f[v.feit]:
            n = f[v.feit]
            anders.append(
                f"{FEIT_IN_WOORDEN[v.feit]} is minstens {n}, maar niet verder te tellen dan {periode.plus(1 - n)}"
            )
            continue
        namen = nodig.get(v.feit, [v.feit])
        if kader.verschoont and v.feit.startswith(
            ("tekort_", "perioden_", "realisatie_pct", "achterstand_pct", "achterstand_eind")
        ):
            namen = list(VAN_HET_BESTAND)
        leeg = [naam for naam in namen if f[naam] is None]
        ontbreekt += leeg
        if not leeg:
            geheel = "totaalopgave" if v.feit.endswith("totaalopgave") else "taakstelling"
            kon = f[f"getoetste_{geheel}"]
            bij = (
                f"een {geheel} van {toon(kon)}"
                if kon == f[geheel]
                else f"{toon(kon)} tijdig gekoppelde vergunninghouders"
            )
            anders.append(f"{FEIT_IN_WOORDEN[v.feit]} bestaat niet bij {bij}")
    namen = [FEIT_IN_WOORDEN[naam] for naam in (*VAN_HET_BESTAND, "trede_vorig") if naam in ontbreekt]
    if namen:
        anders.insert(0, f"{opsomming(namen)} {'ontbreekt' if len(namen) == 1 else 'ontbreken'}")
    return "; ".join(anders)


def motiveer(
    gemeente: str,
    periode: Periode,
    kader: Kader,
    regel: Regel,
    grondslag: str,
    trede: int,
    vorig: int | None,
    herkomst: str,
    trede_zonder: int | None,
    f: Feiten,
) -> str:
    """The same sentences as the engine's, written the plain way."""
    berekend = herkomst == "berekend"
    if vorig is None:
        waar = f"staat op trede {trede} (vorige trede onbekend)"
    elif vorig != trede:
        waar = f"staat op trede {trede} (was {vorig}{', berekend' if berekend else ''})"
    else:
        waar = f"blijft op trede {trede}"
        if regel.trede is None and regel.stap:
            waar += ", de hoogste" if trede == 6 else ", de laagste"
        if berekend:
            waar += " (vorige trede berekend)"

    def personen(n: int) -> str:
        return f"{toon(n)} {'vergunninghouder' if n == 1 else 'vergunninghouders'}"

    real = f["realisatie"]
    zijn = "is" if real == 1 else "zijn"
    opdracht = f["totaalopgave"] if grondslag == "totaalopgave" else f["taakstelling"]
    if real is None or (grondslag != "koppelingstekort" and opdracht is None):
        wat = "zijn niet alle cijfers bekend"
    elif grondslag == "koppelingstekort":
        wat = (
            f"{'was' if f['gekoppeld'] == 1 else 'waren'} {personen(f['gekoppeld'])} tijdig gekoppeld bij "
            f"een totaalopgave van {toon(f['totaalopgave'])} (koppelingstekort "
            f"{toon(f['koppelingstekort'])}) en {zijn} er {toon(real)} gehuisvest"
        )
    elif opdracht > 0 and real <= opdracht:
        wat = f"{zijn} {toon(real)} van {personen(opdracht)} van de {grondslag} gehuisvest"
    else:
        wat = f"{zijn} {personen(real)} gehuisvest bij een {grondslag} van {toon(opdracht)}"

    for telling, zin in (
        ("perioden_met_achterstand", "er is {} op rij een achterstand"),
        ("perioden_taakstelling_gemist", "de taakstelling is {} op rij gemist"),
    ):
        if any(v.feit == telling for v in regel.voorwaarden) and f[telling]:
            hoeveel = f"{f[telling]} {'periode' if f[telling] == 1 else 'perioden'}"
            wat += "; " + zin.format(hoeveel if f[telling + "_exact"] else f"minstens {hoeveel}")
    if f["achterstand_eind"] is not None:
        wat += "; " + beweging(f["achterstand_begin"], f["achterstand_eind"])
    if trede_zonder is not None and trede_zonder > trede:
        wat += f"; zonder verschoning was het trede {trede_zonder}"
    return f"{gemeente} {waar}: in {periode} {wat}. Regel {bronvermelding(kader, regel)}"


def beweging(begin: int, eind: int) -> str:
    """What became of the achterstand or voorsprong."""
    b, e = toon(abs(begin)), toon(abs(eind))
    if begin == 0 and eind == 0:
        return "er is geen achterstand"
    if begin == 0:
        return f"er ontstaat een {'achterstand' if eind > 0 else 'voorsprong'} van {e}"
    soort = "achterstand" if begin > 0 else "voorsprong"
    if eind == 0:
        return f"de {soort} van {b} is {'weggewerkt' if begin > 0 else 'verbruikt'}"
    if (begin > 0) != (eind > 0):
        return f"een {soort} van {b} wordt een {'achterstand' if eind > 0 else 'voorsprong'} van {e}"
    if begin == eind:
        return f"de {soort} blijft {b}"
    return f"de {soort} {'groeit' if abs(eind) > abs(begin) else 'krimpt'} van {b} naar {e}"


def bronvermelding(kader: Kader, regel: Regel) -> str:
    """Rule, kader and source, or the assumption."""
    if regel.criterium:
        return f"‘{regel.woorden}’, {kader.titel}; criterium: {regel.criterium}; aanname: {regel.vindplaats}."
    if regel.zekerheid == "aanname":
        return f"‘{regel.woorden}’, {kader.titel}; aanname: {regel.vindplaats}."
    return f"‘{regel.woorden}’, {kader.titel}, {regel.vindplaats}."


def paneel(gemeenten: int = 342, perioden: int = 20, zaad: int = 1) -> pd.DataFrame:
    """Fictional figures of a whole country, with a few facts missing; the same every time."""
    kans = np.random.default_rng(zaad)
    n = gemeenten * perioden
    reeks = [str(Periode(2015, 1).plus(i)) for i in range(perioden)]

    def kolom(laag: int, hoog: int, ontbreekt: float) -> pd.api.extensions.ExtensionArray:
        return pd.arrays.IntegerArray(kans.integers(laag, hoog, n), kans.random(n) < ontbreekt)

    return pd.DataFrame(
        {
            "periode": np.repeat(np.array(reeks, dtype=object), gemeenten),
            "gemeentecode": np.tile(np.array([f"GM{i:04d}" for i in range(gemeenten)], dtype=object), perioden),
            "gemeente": np.tile(np.array([f"Gemeente {i}" for i in range(gemeenten)], dtype=object), perioden),
            "taakstelling": kolom(5, 120, 0),
            "achterstand_begin": kolom(-20, 60, 0),
            "realisatie": kolom(0, 140, 0.01),
            "gekoppeld": kolom(0, 200, 0.01),
            "trede_vorig": pd.arrays.IntegerArray(kans.integers(1, 4, n), np.arange(n) >= gemeenten),
        }
    )


def kaderreeks() -> Kaderreeks:
    """Utrecht's last two kaders, each for half of the perioden of `paneel`."""
    _, oud, nieuw = laad_kaders(KADERMAP / "utrecht")
    half = Periode(2020, 1)
    eerst = replace(oud, geldig_vanaf=Periode(2015, 1), geldig_tot_en_met=half.vorige)
    return Kaderreeks((eerst, replace(nieuw, geldig_vanaf=half)))


def main() -> int:
    """Print the ratio; 1 when the results differ."""
    cijfers, kaders = paneel(), kaderreeks()

    def tijd(functie: Callable[..., pd.DataFrame]) -> tuple[float, pd.DataFrame]:
        begin = time.perf_counter()
        uit = functie(cijfers, kaders)
        return time.perf_counter() - begin, uit

    beoordeel_panel(cijfers, kaders)  # warm
    snel = traag = float("inf")
    for _ in range(RONDEN):  # in turn, so that both meet the same machine
        duur, referentie = tijd(rij_voor_rij)
        traag = min(traag, duur)
        for _ in range(5):
            duur, uit = tijd(beoordeel_panel)
            snel = min(snel, duur)
    pd.testing.assert_frame_equal(uit, referentie, check_names=False)
    print(f"{len(cijfers)} beoordelingen met motivering, om en om, beste tijd van {RONDEN} ronden")
    print(f"rij voor rij   {traag * 1000:8.1f} ms")
    print(f"beoordeling    {snel * 1000:8.1f} ms")
    print(f"verhouding     {traag / snel:8.0f} x  (doel: minstens 40)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
