"""The chapters De lange lijn, Opgave en realisatie and Oorspronkelijk en verlaagd: the figures of the province in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import Periode, van_tot
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import versies
from ibtlib.cijfers.wettelijk import taakstelling_naast_gepubliceerd
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import herkomst_inwoners, herkomst_landelijk, herkomst_reeks, is_som, somklasse, somnoot
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.herkomst import herkomst_van_alle
from ibtlib.weergave.kolom import Kolom, tabel


def over_lange_lijn(g: Gegevens, periode: str) -> Tekst:
    """How the taakstelling grew, and where figures are missing."""
    t = trend(g, g.periode(periode))
    reeks = t.reeks(exact=True)
    taakstelling = reeks["taakstelling"].dropna()
    if taakstelling.empty or not taakstelling.iloc[0]:
        return Tekst(
            ("In de gelezen bronnen staat geen taakstelling van de hele provincie om een lijn van te trekken.",)
        )
    basis, laatste = taakstelling.index[0], taakstelling.index[-1]
    sommen = [p for p in taakstelling.index if is_som(g, p)]
    berekend = f"Van {opsomming(sommen)} is het de som van alle gemeenten (berekend)." if sommen else ""
    if basis == laatste:
        zin = f"Alleen van {basis} staat een taakstelling in de gelezen bronnen: {toon(taakstelling[basis])}."
        return Tekst(tuple(filter(None, (zin, berekend))))
    zin = (
        f"De taakstelling ging van {toon(taakstelling[basis])} in {basis} naar {toon(taakstelling[laatste])} in {laatste}: "
        f"{toon(t.index(basis, exact=True)[laatste], 2)} keer zo hoog."
    )
    eerst = reeks["taakstelling_oorspronkelijk"].fillna(reeks["taakstelling"]).dropna()
    hoogste = max(eerst.index, key=lambda p: eerst[p])
    if eerst[hoogste] > taakstelling[laatste]:
        zin += f" Het hoogst was zij in {hoogste}: {toon(eerst[hoogste])} ({toon(Fraction(eerst[hoogste], taakstelling[basis]), 2)} keer)"
        verlaagd = reeks.loc[hoogste, "taakstelling_verlaagd"]
        zin += f", later verlaagd naar {toon(verlaagd)}." if verlaagd is not None else "."
    return Tekst(tuple(filter(None, (zin, berekend, _zin_gaten(reeks["taakstelling"])))))


def _zin_gaten(taakstelling: Mapping[str, int | None]) -> str:
    zonder = [p for p, w in taakstelling.items() if w is None]
    if not zonder:
        return "Van elke periode staat een taakstelling in de gelezen bronnen."
    return f"Van {opsomming(zonder)} staat geen taakstelling in de gelezen bronnen; die gaten zijn niet ingevuld."


def tabel_groei(g: Gegevens, periode: str) -> Tabel:
    """Index of the taakstelling, growth since the previous half-year, and pace per month."""
    t = trend(g, g.periode(periode))
    taakstelling = t.reeks(exact=True)["taakstelling"]
    basis = next((str(p) for p, w in taakstelling.items() if w), None)
    frame = t.tempo(exact=True).assign(
        groei=t.groei(exact=True), index=t.index(basis, exact=True) if basis else taakstelling
    )
    return tabel(
        g,
        "groei",
        f"Ontwikkeling van de taakstelling{f' ({basis} = 1)' if basis else ''} en het tempo van huisvesten, {van_tot(t.perioden[0], t.perioden[-1])}",
        (
            Kolom("Periode", "periode"),
            Kolom(
                "Index taakstelling",
                "index",
                "breuk",
                2,
                formule=f"taakstelling ÷ taakstelling van {basis or 'de eerste periode'}",
            ),
            Kolom(
                "Verandering ten opzichte van vorig half jaar",
                "groei",
                "procent",
                formule="(taakstelling − taakstelling van het vorige half jaar) ÷ taakstelling van het vorige half jaar",
            ),
            Kolom("Gehuisvest per maand", "per_maand", "breuk", formule="realisatie ÷ 6"),
            Kolom("Nodig per maand", "nodig", "breuk", formule="totaalopgave ÷ 6"),
        ),
        rijen(frame.reset_index()) if frame.notna().any(axis=None) else (),
        bron=lambda r: herkomst_reeks(g, [r["periode"]]),
        noot=lambda r: somnoot(g, r["periode"]),
        leeg="–",
        opmerkingen=(
            "Een streepje: niet te berekenen, omdat een van beide perioden niet in de gelezen bronnen staat.",
        ),
    )


def over_realisatie(g: Gegevens, periode: str) -> Tekst:
    """Best and last periode of realisatie against the opgave."""
    reeks = trend(g, g.periode(periode)).reeks(exact=True)
    bekend = reeks[reeks["pct_totaalopgave"].notna()]
    if bekend.empty:
        return Tekst(("Van geen periode staan realisatie en totaalopgave allebei in de gelezen bronnen.",))
    laatste, beste = bekend.index[-1], max(bekend.index, key=lambda p: bekend.loc[p, "pct_totaalopgave"])
    rij = bekend.loc[laatste]
    zin = (
        f"In {laatste} is {toon_procent(rij['pct_totaalopgave'])} van de totaalopgave gerealiseerd en "
        f"{toon_procent(rij['pct_taakstelling'])} van de taakstelling."
    )
    if beste != laatste:
        zin += f" Het hoogste aandeel van de totaalopgave was {toon_procent(bekend.loc[beste, 'pct_totaalopgave'])}, in {beste}."
    return Tekst((zin,))


def tabel_reeks(g: Gegevens, periode: str) -> Tabel:
    """All provincial figures from the first periode on; sums over gemeenten where none is published."""
    t = trend(g, g.periode(periode))
    frame = t.reeks(exact=True)

    def som(kolom: str) -> Callable[[Any], str]:
        return lambda r: somklasse(g, r["periode"], r[kolom])

    return tabel(
        g,
        "reeks",
        f"Taakstelling, totaalopgave en realisatie per periode, {van_tot(t.perioden[0], t.perioden[-1])}, in personen",
        (
            Kolom("Periode", "periode"),
            Kolom("Taakstelling, eerst", _eerste_taakstelling, "geheel", klasse=som("taakstelling")),
            Kolom("Taakstelling, verlaagd", "taakstelling_verlaagd", "geheel"),
            Kolom("Achterstand bij begin", "achterstand_begin", "geheel", klasse=som("achterstand_begin")),
            Kolom("Totaalopgave", "totaalopgave", "geheel", klasse=som("totaalopgave")),
            Kolom("Realisatie", "realisatie", "geheel", klasse=som("realisatie")),
            Kolom(
                "Van de taakstelling",
                "pct_taakstelling",
                "procent",
                formule="realisatie ÷ taakstelling, de verlaagde waar die er is",
            ),
            Kolom("Van de totaalopgave", "pct_totaalopgave", "procent", formule="realisatie ÷ totaalopgave"),
        ),
        rijen(frame.reset_index()) if frame.notna().any(axis=None) else (),
        bron=lambda r: herkomst_reeks(g, [r["periode"]]),
        noot=lambda r: somnoot(g, r["periode"]),
        leeg="–",
        opmerkingen=("Een streepje: niet in de gelezen bronnen. Een negatieve achterstand is een voorsprong.",),
    )


def _eerste_taakstelling(r: dict[Any, Any]) -> int | None:
    """As first imposed; of a sum over gemeenten only the one in force is known."""
    eerst: int | None = r["taakstelling_oorspronkelijk"]
    return r["taakstelling"] if eerst is None and r["taakstelling_verlaagd"] is None else eerst


def over_verlaging(g: Gegevens, periode: str) -> Tekst:
    """Which taakstellingen were lowered during their periode, and by how much."""
    zinnen = []
    for p in trend(g, g.periode(periode)).perioden:
        alle = versies(g, p)
        if len(alle) > 1:
            eerst, later = alle[0].taakstelling, alle[-1].taakstelling
            zinnen.append(
                f"De taakstelling van {p} is tijdens de periode verlaagd van {toon(eerst)} naar {toon(later)} "
                f"({toon(later - eerst)}); beide blijven zichtbaar."
            )
    return Tekst(
        tuple(zinnen) or ("De gelezen bronnen noemen geen taakstelling die tijdens haar periode verlaagd is.",)
    )


def tabel_wettelijke_taakstelling(g: Gegevens, periode: str) -> Tabel:
    """The share of the national taakstelling by inhabitants beside the published provincial figure, up to the next periode."""
    tot = g.periode(periode).volgende
    frame = taakstelling_naast_gepubliceerd(g, exact=True)
    return tabel(
        g,
        "wettelijke-taakstelling",
        "Aandeel in de landelijke taakstelling naar inwoners, naast de gepubliceerde taakstelling van de provincie",
        (
            Kolom("Periode", "periode"),
            Kolom("Landelijk", "landelijk", "geheel", bron=lambda r: herkomst_landelijk(g, r["periode"])),
            Kolom(
                "Naar inwoners, niet afgerond",
                "exact",
                "breuk",
                1,
                formule="landelijk × inwoners van de provincie ÷ inwoners van Nederland",
                bron=lambda r: herkomst_inwoners(g, r["periode"]),
            ),
            Kolom(
                "Som van de gemeenten, elk afgerond",
                "som",
                "geheel",
                formule="de som van landelijk × inwoners van de gemeente ÷ inwoners van Nederland, elk afgerond",
            ),
            Kolom(
                "Gepubliceerd, oorspronkelijk",
                "gepubliceerd",
                "geheel",
                bron=lambda r: herkomst_van_alle(
                    v for v in versies(g, Periode.lees(r["periode"])) if v.versie == "oorspronkelijk"
                ),
            ),
            Kolom("Verschil", "verschil", "geheel", teken=True, formule="gepubliceerd − som"),
        ),
        (r for r in rijen(frame[frame["som"].notna()]) if Periode.lees(r["periode"]) <= tot),
        leeg="–",
        zonder_rijen="niet te berekenen, want de inwoners van de gemeenten zijn niet bekend",
        opmerkingen=(
            "Volgens artikel 29 van de Huisvestingswet 2014, met de inwoners op 1 januari van het jaar vóór het half jaar. "
            "Landelijke cijfers komen deels uit nieuwsberichten.",
        ),
    )
