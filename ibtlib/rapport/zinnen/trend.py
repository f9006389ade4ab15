"""Sentences of notebook 02."""

from __future__ import annotations

from fractions import Fraction

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.reeksen import trend as _trend
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import aantal_personen
from ibtlib.weergave import Tekst


def trend(g: Gegevens, periode: str) -> Tekst:
    """The long line: how the taakstelling grew and what was housed."""
    t = _trend(g, g.periode(periode))
    reeks = t.reeks()
    taakstelling = reeks["taakstelling"].dropna()
    if taakstelling.empty or not taakstelling.iloc[0]:
        return Tekst(("Er is geen taakstelling van de hele provincie gepubliceerd om een lijn van te trekken.",))
    basis, laatste = taakstelling.index[0], taakstelling.index[-1]
    zin = (
        f"De taakstelling ging van {toon(taakstelling[basis])} in {basis} naar {toon(taakstelling[laatste])} in {laatste}: "
        f"{toon(t.index(basis)[laatste], 2)} keer zo hoog."
    )
    eerst = reeks["taakstelling_oorspronkelijk"].fillna(reeks["taakstelling"]).dropna()
    hoogste = max(eerst.index, key=lambda p: eerst[p])
    if eerst[hoogste] > taakstelling[laatste]:
        zin += f" Het hoogst was zij in {hoogste}: {toon(eerst[hoogste])} ({toon(Fraction(eerst[hoogste], taakstelling[basis]), 2)} keer)"
        verlaagd = reeks.loc[hoogste, "taakstelling_verlaagd"]
        zin += f", later verlaagd naar {toon(verlaagd)}." if verlaagd is not None else "."
    return Tekst((zin, _zin_gaten(reeks["taakstelling"], "taakstelling")))


def _zin_gaten(reeks: object, wat: str) -> str:
    zonder = [p for p, w in reeks.items() if w is None]  # type: ignore[attr-defined]
    if not zonder:
        return f"Van elke periode is een {wat} gepubliceerd."
    return f"Van {opsomming(zonder)} is geen {wat} gepubliceerd; die gaten zijn niet ingevuld."


def realisatie(g: Gegevens, periode: str) -> Tekst:
    """Best and last periode of realisatie against the opgave."""
    reeks = _trend(g, g.periode(periode)).reeks()
    bekend = reeks[reeks["pct_totaalopgave"].notna()]
    if bekend.empty:
        return Tekst(("Nog van geen periode zijn realisatie en totaalopgave allebei gepubliceerd.",))
    laatste, beste = bekend.index[-1], max(bekend.index, key=lambda p: bekend.loc[p, "pct_totaalopgave"])
    rij = bekend.loc[laatste]
    zin = (
        f"In {laatste} is {toon_procent(rij['pct_totaalopgave'])} van de totaalopgave gerealiseerd en "
        f"{toon_procent(rij['pct_taakstelling'])} van de taakstelling."
    )
    if beste != laatste:
        zin += f" Het hoogste aandeel van de totaalopgave was {toon_procent(bekend.loc[beste, 'pct_totaalopgave'])}, in {beste}."
    return Tekst((zin,))


def verlaging(g: Gegevens, periode: str) -> Tekst:
    """Which taakstellingen were lowered during their periode, and by how much."""
    zinnen = []
    for p in _trend(g, g.periode(periode)).perioden:
        alle = versies(g, p)
        if len(alle) > 1:
            eerst, later = alle[0].taakstelling, alle[-1].taakstelling
            zinnen.append(
                f"De taakstelling van {p} is tijdens de periode verlaagd van {toon(eerst)} naar {toon(later)} "
                f"({toon(later - eerst)}); beide blijven zichtbaar."
            )
    return Tekst(tuple(zinnen) or ("Geen enkele taakstelling is tijdens haar periode verlaagd.",))


def bruto_netto(g: Gegevens, periode: str) -> Tekst:
    """How much of the achterstand the provincial total hides behind voorsprongen."""
    gekozen = g.periode(periode)
    frame = _trend(g, gekozen).bruto_netto()
    rij = frame.loc[str(gekozen)]
    if not rij["bekend"]:
        zin = (
            f"Bruto en netto zijn over {gekozen} niet te onderscheiden: er zijn geen cijfers per gemeente gepubliceerd"
        )
        if rij["gepubliceerd"] is not None:
            zin += f". Uit de provinciale cijfers volgt alleen de netto stand: {toon(rij['gepubliceerd'])} (berekend)"
        return Tekst((f"{zin}.",))
    zin = (
        f"Op {datum_voluit(gekozen.peildatum)} is de bruto achterstand {aantal_personen(rij['bruto'])} en de netto stand "
        f"{toon(rij['netto'])} (berekend)"
    )
    verschil = aantal_personen(rij["voorsprong"])
    zin += f": {verschil} voorsprong elders maakt het verschil." if rij["voorsprong"] else ": er is nergens voorsprong."
    zonder = rij["gemeenten"] - rij["bekend"]
    if zonder:
        zin += f" Van {aantal(zonder, 'gemeente', 'gemeenten')} is de eindstand niet bekend; die telt niet mee."
    return Tekst((zin,))


def op_rij(g: Gegevens, periode: str) -> Tekst:
    """The longest row of perioden with achterstand, of the province and of a gemeente."""
    gekozen = g.periode(periode)
    t = _trend(g, gekozen)
    rij = t.op_rij().loc[str(gekozen)]
    zinnen = [
        _zin_op_rij(
            f"De provincie sluit {gekozen}", rij["perioden_met_achterstand"], rij["perioden_met_achterstand_zeker"]
        )
        if rij["perioden_met_achterstand"] is not None
        else f"Of de provincie {gekozen} met een achterstand sluit is niet bekend: de realisatie is niet gepubliceerd."
    ]
    frame = t.per_gemeente()
    nu = frame[(frame["periode"] == str(gekozen))] if len(frame) else frame
    geteld = [(r["perioden_met_achterstand"], r["gemeente"]) for _, r in nu.iterrows() if r["perioden_met_achterstand"]]
    if geteld:
        meeste = max(n for n, _ in geteld)
        namen = opsomming(naam for n, naam in geteld if n == meeste)
        zinnen.append(f"Het langst op rij een achterstand, {aantal(meeste, 'periode', 'perioden')}: {namen}.")
    return Tekst((" ".join(zinnen),))


def _zin_op_rij(begin: str, n: int, zeker: bool) -> str:
    if not n:
        return f"{begin} zonder achterstand."
    hoe = "voor de eerste keer op rij" if n == 1 else f"voor de {toon(n)}e keer op rij"
    return f"{begin} {hoe} met een achterstand{'' if zeker else ' (of vaker: daarvóór ontbreken cijfers)'}."
