"""Chapter ‘Dekking van de opgave’: places per phase against the opgave, on a date, expected, and what it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from operator import itemgetter
from typing import Any

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.opvang.capaciteit import ERNA, JA, NEE, ONBEKEND, Venster
from ibtlib.cijfers.opvang.spreidingswet import PLANVOORRAAD, Dekking, dekking
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import bereik, bereik_procent, niets_over_opvang
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.herkomst import Herkomst, bronvermelding, herkomst_van, herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel


def herkomst_dekking(g: Gegevens) -> list[Herkomst]:
    """Sources of the opgave, and then of the capacity."""
    opgave, capaciteit = _herkomst(dekking(g))
    return [*opgave, *capaciteit]


def _herkomst(d: Dekking | None) -> tuple[Iterable[Herkomst], Iterable[Herkomst]]:
    """Columns with places have the sources of the capacity, those with a share also need that of the opgave."""
    return (d.herkomst_opgave, d.herkomst_capaciteit) if d else ((), ())


# --- coverage -----------------------------------------------------------------------------------------------


def over_dekking(g: Gegevens) -> Tekst:
    """Coverage in words, hard capacity first; what is known of the peilmomenten, and what exists but is not hard."""
    d = dekking(g)
    if d is None:
        return niets_over_opvang(g)
    zinnen = [f"De opgave is {toon(d.opgave)} opvangplekken."]
    zinnen += [f"Tot en met {naam}: {toon(n)} plekken, {toon_procent(pct, 1)}." for naam, n, pct in d.opbouw()]
    alineas = [" ".join(zinnen), _restopgave(g, d)]
    if d.venster:
        t = d.telling()
        zeker = "van geen enkele plek bekend" if t.zeker is None else f"zeker van {toon(t.zeker)} plekken"
        pct = "" if t.zeker is None else f" ({toon_procent(d.procent(t.zeker), 1)} van de opgave)"
        alineas.append(
            f"Aanname: een plek telt mee voor de cyclus als zij er is van {d.venster.voluit}. Dat is {zeker}{pct}. Van {toon(t.onbekend)} "
            f"plekken is het niet bekend (hoogste cijfer).{_zin_valt_af(d)}"
        )
    if d.niet_hard is not None and d.in_gebruik is not None:
        hard = d.in_gebruik.laag - d.niet_hard
        mee = "" if d.alles_op_tijd else " die zeker meetellen"
        alineas.append(
            f"In gebruik zijn volgens de bron {toon(d.in_gebruik.laag)} plekken. Aanname: de {toon(hard)} harde plekken{mee} zijn daar een deel van; dan "
            f"zijn er {toon(d.niet_hard)} niet hard voor de peilmomenten (berekend: {toon(d.in_gebruik.laag)} − {toon(hard)}). "
            "Geen bron zegt dat."
        )
    return Tekst(tuple(a for a in alineas if a))


def _restopgave(g: Gegevens, d: Dekking) -> str:
    """What is not covered by hard capacity, without and with hard plans, and who may fill it in as the next step."""
    hard, met_plan = d.hard, d.met_plannen
    if d.opgave <= met_plan:
        return ""
    zin = f"De restopgave is {toon(d.opgave)} − {toon(hard)} = {toon(d.opgave - hard)} plekken"
    if met_plan > hard:
        zin += (
            f"; tellen ook de harde plannen mee, dan {toon(d.opgave)} − {toon(met_plan)} = {toon(d.opgave - met_plan)}"
        )
    besluit = [r for r in rijen(g.landelijk("cyclusstappen")) if r["stap"].startswith("verdeelbesluit")]
    if not besluit:
        return f"{zin} (berekend)."
    bron = opsomming(bronvermelding(g, herkomst_van(besluit[0])))
    return f"{zin} (berekend). Na het verslag volgt het verdeelbesluit; daarin kan de minister de restopgave zelf invullen, volgens {bron}."


def _zin_valt_af(d: Dekking) -> str:
    """The places that do not count: those that come after the peilmomenten, and those that are gone for a part."""
    erna, valt_af = d.na_peilmomenten, d.telling().valt_af
    zin = f" Volgens de bron komen {toon(erna)} plekken pas na de peildata beschikbaar." if erna else ""
    return zin + (f" {toon(valt_af - erna)} plekken zijn er dan niet de hele tijd." if valt_af > erna else "")


def tabel_dekking(g: Gegevens) -> Tabel:
    """Places per phase, added up, as a share of the opgave, and what is still needed."""
    d = dekking(g)
    opgave, capaciteit = _herkomst(d)
    return tabel(
        g,
        "dekking",
        f"Dekking van de opgave Spreidingswet{f' van {toon(d.opgave)} plekken' if d else ''}, eerste cyclus, opgeteld per fase",
        (
            Kolom("Tot en met", "fase"),
            Kolom(
                "Plekken opgeteld",
                "plekken",
                "geheel",
                formule="de plekken van deze en alle eerdere fasen opgeteld",
                bron=capaciteit,
            ),
            Kolom(
                "Dekking",
                "procent",
                "procent",
                1,
                formule="plekken opgeteld ÷ opgave, half naar boven afgerond op een decimaal",
                bron=opgave,
            ),
            Kolom("Restopgave", "nog_nodig", "geheel", formule="opgave − plekken opgeteld", bron=opgave),
        ),
        [{"fase": fase, "plekken": n, "procent": pct, "nog_nodig": d.opgave - n} for fase, n, pct in d.opbouw()]
        if d
        else [],
    )


def tabel_fasen(g: Gegevens) -> Tabel:
    """Capacity per phase, amv apart: as published, and marked where a phase is the sum of several rows."""
    d = dekking(g)
    return tabel(
        g,
        "fasen",
        "Opvangcapaciteit per fase, in plekken",
        (
            Kolom("Fase", "fase"),
            Kolom("Plekken", "plekken", formule=itemgetter("formule")),
            Kolom("Waarvan amv", "amv", "geheel", formule=itemgetter("formule")),
            Kolom("Telt mee op de peilmomenten", "telt_mee", formule=_somformule_per_oordeel),
        ),
        _faserijen(d) if d else (),
        bron=lambda r: r["herkomst"],
        opmerkingen=(
            f"Een plek telt mee als zij er is van {d.venster.voluit}. Wat de bron daarover niet zegt, is onbekend."
            if d and d.venster
            else "De peilmomenten van deze cyclus zijn niet bekend.",
        ),
    )


def _faserijen(d: Dekking) -> list[dict[str, Any]]:
    """What is in use now, and each phase."""
    delen = [(d.in_gebruik.naam, [d.in_gebruik], "staat los van de fasen")] if d.in_gebruik else []
    delen += [(naam, d.van_fase(naam), _telt_mee(d, naam)) for naam in d.namen]
    return [
        {
            "fase": naam,
            "plekken": bereik(sum(f.laag for f in eigen), sum(f.hoog for f in eigen)),
            "amv": None if any(f.waarvan_amv is None for f in eigen) else sum(f.waarvan_amv or 0 for f in eigen),
            "telt_mee": telt_mee,
            "formule": d.somformule(naam),
            "herkomst": herkomst_van_alle(eigen),
        }
        for naam, eigen, telt_mee in delen
    ]


def _somformule_per_oordeel(rij: dict[str, Any]) -> str:
    """Where the rows of a phase do not agree, each number of places is a sum as well."""
    return str(rij["formule"]) if "," in (rij["telt_mee"] or "") else ""


def _telt_mee(d: Dekking, naam: str) -> str:
    """One word when all rows of a phase agree, else how many places of each."""
    plekken: dict[str, list[int]] = {}
    for f in d.van_fase(naam):
        som = plekken.setdefault(d.telt_mee(f), [0, 0])
        som[0] += f.laag
        som[1] += f.hoog
    if len(plekken) == 1:
        erna = all(f.op_peilmomenten == ERNA for f in d.van_fase(naam))
        return "nee, pas na de peildata" if erna else next(iter(plekken))
    return ", ".join(f"{bereik(*plekken[o])} {o}" for o in (JA, NEE, ONBEKEND) if o in plekken)


def tabel_dekking_op_datum(g: Gegevens, periode: str) -> Tabel:
    """Coverage on the peildatum, at both peilmomenten, and throughout: what is certain and what is at most."""
    d = dekking(g)
    opgave, capaciteit = _herkomst(d)
    peildatum = g.periode(periode).peildatum
    lijst: list[dict[str, Any]] = []
    rij: dict[str, Any]
    if d and d.venster:
        dagen = (peildatum, d.venster.van, d.venster.tot, d.venster.tot + dt.timedelta(days=1))
        vensters = [(f"op {datum_voluit(dag)}", Venster(dag, dag)) for dag in sorted(set(dagen))]
        vensters.append((f"van {d.venster.voluit} (telt voor de cyclus)", d.venster))
        for wanneer, venster in vensters:
            t, rij = d.telling(venster), {"wanneer": wanneer}
            for naam, n in (("zeker", t.zeker), ("hoogstens", t.hoogstens)):
                rij |= {naam: n, f"procent_{naam}": None if n is None else d.procent(n)}
            lijst.append(rij)
    return tabel(
        g,
        "dekking-op-datum",
        "Plekken en dekking op een datum en over de hele duur van de peilmomenten",
        (
            Kolom("Wanneer", "wanneer"),
            Kolom(
                "Zeker",
                "zeker",
                "geheel",
                formule="plekken waarvan bekend is dat zij er dan zijn, laagste cijfer, opgeteld",
                bron=capaciteit,
            ),
            Kolom("Dekking zeker", "procent_zeker", "procent", 1, formule="zeker ÷ opgave", bron=opgave),
            Kolom(
                "Hoogstens",
                "hoogstens",
                "geheel",
                formule="zeker, en daarbij alle plekken waarvan niet bekend is dat zij er dan niet zijn, hoogste cijfer",
                bron=capaciteit,
            ),
            Kolom("Dekking hoogstens", "procent_hoogstens", "procent", 1, formule="hoogstens ÷ opgave", bron=opgave),
        ),
        lijst,
        leeg="niet bekend",
        opmerkingen=("Niet bekend: geen bron zegt iets over die datum.",),
    )


# --- expected, and what it takes ----------------------------------------------------------------------------


def over_verwachting(g: Gegevens) -> Tekst:
    """Expected coverage under the assumed probabilities, and the break-even share of the planvoorraad."""
    d = dekking(g)
    if d is None:
        return niets_over_opvang(g)
    kansen = d.kansen()
    laag, hoog = d.verwacht()
    aannamen = opsomming(f"{toon_procent(kansen[n] * 100)} van {n}" for n in d.namen)
    alineas = [
        f"Aanname: doorgaat {aannamen}. Dan zijn er naar verwachting {bereik(laag, hoog)} plekken, "
        f"{bereik_procent(d.procent(laag), d.procent(hoog))} van de opgave. Geen bron geeft deze kansen."
    ]
    omslag = d.omslag()
    if omslag:
        nodig = d.opgave - d.met_plannen
        bij_laag, bij_hoog = omslag
        if nodig <= 0:
            alineas.append("De harde capaciteit dekt de opgave; van de planvoorraad is niets nodig.")
        else:
            laag_, hoog_ = d.opgeteld(PLANVOORRAAD), d.opgeteld(PLANVOORRAAD, hoog=True)
            alineas.append(
                f"Naast wat hard is, zijn nog {toon(nodig)} plekken nodig. Dat is {toon_procent(bij_laag, 1)} van het laagste cijfer "
                f"van de planvoorraad ({toon(laag_)}) en {toon_procent(bij_hoog, 1)} van het hoogste ({toon(hoog_)}). "
                f"{_haalbaar(bij_laag, bij_hoog)}"
            )
    return Tekst(tuple(alineas))


def _haalbaar(bij_laag: Fraction, bij_hoog: Fraction) -> str:
    """What a break-even share means; above 100% nothing can reach it."""
    if bij_hoog > 100:
        return "Ook als de hele planvoorraad doorgaat, wordt de opgave niet gehaald, ook niet bij het hoogste cijfer."
    if bij_laag > 100:
        return (
            "Bij het laagste cijfer wordt de opgave niet gehaald, ook niet als alles doorgaat; bij het hoogste kan het."
        )
    return "Gaat dat deel door, dan wordt de opgave gehaald."


def tabel_verwachting(g: Gegevens) -> Tabel:
    """Expected places: every phase times its assumed probability."""
    d = dekking(g)
    opgave, capaciteit = _herkomst(d)
    lijst: list[dict[str, Any]] = []
    if d:
        for naam, kans in d.kansen().items():
            laag, hoog = d.opgeteld(naam), d.opgeteld(naam, hoog=True)
            verwacht = bereik(kans * laag, kans * hoog)
            lijst.append({"fase": naam, "plekken": bereik(laag, hoog), "kans": kans * 100, "verwacht": verwacht})
        for naam, cyclus in (("alle fasen samen", False), ("waarvan nog mee kan tellen op de peilmomenten", True)):
            samen = d.verwacht(cyclus=cyclus)
            lijst.append(
                {"fase": naam, "verwacht": bereik(*samen), "dekking": bereik_procent(*(d.procent(n) for n in samen))}
            )
    return tabel(
        g,
        "verwachting",
        "Verwachte plekken en dekking bij een aangenomen kans op realisatie per fase",
        (
            Kolom("Fase", "fase"),
            Kolom("Plekken", lambda r: r.get("plekken"), bron=capaciteit),
            Kolom(
                "Kans op realisatie (aanname)",
                lambda r: r.get("kans"),
                "procent",
                formule="Aanname: geen bron geeft een kans op realisatie",
            ),
            Kolom("Verwachte plekken", "verwacht", formule="plekken × kans op realisatie, opgeteld", bron=capaciteit),
            Kolom("Verwachte dekking", lambda r: r.get("dekking"), formule="verwachte plekken ÷ opgave", bron=opgave),
        ),
        lijst,
        leeg="–",
        opmerkingen=("Andere kansen geven een andere verwachting.",),
    )


def tabel_omslag(g: Gegevens) -> Tabel:
    """Which share of the planvoorraad has to be realised to reach the opgave."""
    d = dekking(g)
    opgave, capaciteit = _herkomst(d)
    lijst: list[dict[str, Any]] = []
    if d and (omslag := d.omslag()):
        nodig = max(d.opgave - d.met_plannen, 0)
        for hoog, deel in zip((False, True), omslag, strict=True):
            plekken = d.opgeteld(PLANVOORRAAD, hoog=hoog)
            welke = f"{PLANVOORRAAD}, {'hoogste' if hoog else 'laagste'} cijfer"
            lijst.append({"bij": welke, "plekken": plekken, "nodig": nodig, "deel": deel})
    return tabel(
        g,
        "omslag",
        "Welk deel van de planvoorraad door moet gaan om de opgave te halen",
        (
            Kolom("Bij", "bij"),
            Kolom("Plekken", "plekken", "geheel", formule=d.somformule(PLANVOORRAAD) if d else "", bron=capaciteit),
            Kolom(
                "Nodig naast wat hard is",
                "nodig",
                "geheel",
                formule="opgave − harde opvangcapaciteit − harde plancapaciteit, ten minste 0",
                bron=opgave,
            ),
            Kolom(
                "Deel dat door moet gaan",
                "deel",
                "procent",
                1,
                formule="(opgave − harde opvangcapaciteit − harde plancapaciteit) ÷ planvoorraad",
            ),
            Kolom("Oordeel", lambda r: _oordeel(r["deel"]), klasse="berekend"),
        ),
        lijst,
        opmerkingen=("Meer dan 100%: ook als alles doorgaat, wordt de opgave niet gehaald.",),
    )


def _oordeel(deel: Fraction) -> str:
    if deel <= 0:
        return "niets meer nodig"
    return "haalbaar" if deel <= 100 else "niet haalbaar met deze planvoorraad"


# --- charts -------------------------------------------------------------------------------------------------


def bericht_dekking(g: Gegevens) -> str:
    """The message of the chart: which part of the opgave is certain, and with firm plans; empty when nothing is known."""
    d = dekking(g)
    if d is None:
        return ""
    zeker, met_plan = (toon_procent(d.procent(n), 1) for n in (d.hard, d.met_plannen))
    wat = "Zeker op de peilmomenten" if d.alles_op_tijd else "Harde opvangcapaciteit"
    return f"{wat} is {zeker} van de opgave, met harde plannen {met_plan}"
