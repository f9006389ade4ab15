"""Figures per gemeente: counts against the rows they count, sums against the province, and the chain of positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.basis.woorden import hoofdletter, stand_in_woorden
from ibtlib.cijfers.uitkomsten import resultaat
from ibtlib.controle.bevinding import VERSCHIL, Bevinding, Plek
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader.kader import FEIT_IN_WOORDEN
from ibtlib.kader.opgave import achterstand_eind, totaalopgave


def tellingen(g: Gegevens) -> Iterator[Bevinding]:
    """Counts of a source against the rows of its table, where that table was published."""
    beoordelingen = list(rijen(g.tabel("beoordelingen")))
    gepubliceerd = {r["periode"] for r in beoordelingen}
    per_waarde = {
        kenmerk: Counter((r["periode"], str(r[kenmerk])) for r in beoordelingen) for kenmerk in ("trede", "grondslag")
    }
    for rij in rijen(g.tabel("tellingen")):
        if rij["kenmerk"] not in per_waarde or rij["periode"] not in gepubliceerd:
            continue
        geteld = per_waarde[rij["kenmerk"]][rij["periode"], str(rij["waarde"])]
        if geteld == rij["gemeenten"]:
            continue
        wat = f"{rij['kenmerk']} {rij['waarde']}"
        yield Bevinding(
            f"telling-{rij['periode']}-{rij['kenmerk']}-{rij['waarde']}",
            VERSCHIL,
            f"aantal gemeenten met {wat}, {rij['periode']}",
            f"De bron telt in {rij['periode']} {rij['gemeenten']} gemeenten met {wat}; in de tabel staan er {geteld}.",
            (
                Plek.in_rij(str(rij["gemeenten"]), rij, "tellingen", rij["periode"], rij["kenmerk"], rij["waarde"]),
                Plek(str(geteld), "", "geteld in de tabel"),
            ),
            (rij["periode"],),
            g.provincie,
            advies="Tel na in de bron, en kijk of de tabel compleet is overgenomen.",
        )


def sommen(g: Gegevens) -> Iterator[Bevinding]:
    """Sums of the gemeenten against the province."""
    for tekst, van in _per_periode(g).items():
        r = resultaat(g, Periode.lees(tekst))
        for kolom in ("taakstelling", "achterstand_begin", "realisatie"):
            provinciaal = getattr(r, kolom) if r else None
            waarden = [rij[kolom] for rij in van.values()]
            if r is None or provinciaal is None or None in waarden or sum(waarden) == provinciaal:
                continue
            som = sum(waarden)
            yield Bevinding(
                f"som-{kolom}-{tekst}",
                VERSCHIL,
                f"som van de gemeenten, {FEIT_IN_WOORDEN[kolom]} {tekst}",
                f"{hoofdletter(FEIT_IN_WOORDEN[kolom])} van de gemeenten telt in {tekst} op tot {toon(som)}; voor de provincie is "
                f"{toon(provinciaal)} gepubliceerd.",
                (Plek(toon(provinciaal), r.bron, r.vindplaats, r.rij), Plek(toon(som), "", "som van de gemeenten")),
                (tekst,),
                g.provincie,
                advies="Zoek de gemeente waarvan het cijfer niet klopt; meestal is er één verkeerd overgenomen.",
            )


def keten(g: Gegevens) -> Iterator[Bevinding]:
    """The closing position of each gemeente beside its opening of the next periode; over a herindeling by its parts."""
    alle = _per_periode(g)
    for tekst, van in alle.items():
        periode = Periode.lees(tekst)
        for code, begint in alle.get(str(periode.volgende), {}).items():
            delen = _voorgangers(g, code, van, periode.volgende)
            eind = _som(_eindstand(van[deel]) for deel in delen)
            if eind is None or begint["achterstand_begin"] in (None, eind):
                continue
            begin = begint["achterstand_begin"]
            formule = "taakstelling + achterstand bij het begin − realisatie"
            namen = opsomming(van[deel]["gemeente"] for deel in delen)
            samen = f"{begint['gemeente']} eindigt {periode} met {stand_in_woorden(eind)} en"
            if delen != [code]:
                samen = f"{namen}, nu {begint['gemeente']}, {'eindigde' if len(delen) == 1 else 'eindigden samen'} {periode} met {stand_in_woorden(eind)}; {begint['gemeente']}"
            yield Bevinding(
                f"keten-{code}-{periode}",
                VERSCHIL,
                f"aansluiting {begint['gemeente']}, {periode} op {periode.volgende}",
                f"{samen} begint {periode.volgende} met {stand_in_woorden(begin)}.",
                (
                    Plek(stand_in_woorden(eind), "", formule, (f"gemeenten/{tekst}", (delen[0],))),
                    Plek.in_rij(stand_in_woorden(begin), begint, f"gemeenten/{periode.volgende}", code),
                ),
                (str(periode), str(periode.volgende)),
                g.provincie,
                advies=f"Vraag {begint['gemeente']} of het Rijk welke stand geldt.",
            )


def vorige_treden(g: Gegevens) -> Iterator[Bevinding]:
    """The previous trede that a file with figures gives, beside the trede that was published for that periode."""
    for tekst, van in _per_periode(g).items():
        periode = Periode.lees(tekst)
        gepubliceerd = {
            r["gemeentecode"]: r for r in rijen(g.tabel("beoordelingen")) if r["periode"] == str(periode.vorige)
        }
        for code, rij in van.items():
            eerder = gepubliceerd.get(code)
            if eerder is None or rij["trede_vorig"] in (None, eerder["trede"]):
                continue
            yield Bevinding(
                f"trede-vorig-{code}-{periode}",
                VERSCHIL,
                f"trede van {rij['gemeente']} in {periode.vorige}",
                f"Het bestand van {periode} geeft {rij['gemeente']} als vorige trede {rij['trede_vorig']}; voor "
                f"{periode.vorige} is trede {eerder['trede']} gepubliceerd.",
                (
                    Plek.in_rij(f"trede {rij['trede_vorig']}", rij, f"gemeenten/{tekst}", code),
                    Plek.in_rij(f"trede {eerder['trede']}", eerder, "beoordelingen", eerder["periode"], code),
                ),
                (str(periode.vorige), tekst),
                g.provincie,
                advies="Laat trede_vorig leeg om de gepubliceerde trede te gebruiken, of zoek uit welke is vastgesteld.",
            )


def _per_periode(g: Gegevens) -> dict[str, dict[str, dict[str, Any]]]:
    """Rows by periode and gemeentecode, perioden in order."""
    uit: dict[str, dict[str, dict[str, Any]]] = {}
    for rij in sorted(rijen(g.gemeentecijfers), key=lambda r: r["periode"]):
        uit.setdefault(rij["periode"], {})[rij["gemeentecode"]] = rij
    return uit


def _voorgangers(g: Gegevens, code: str, van: dict[str, dict[str, Any]], periode: Periode) -> list[str]:
    """The rows of the periode before that became this gemeente: itself, or those of which it is the opvolger."""
    if code in van:
        return [code]
    return [c for c in van if (o := g.gemeentelijst.opvolger(c, periode.begin)) and o.code == code]


def _eindstand(rij: dict[str, Any]) -> int | None:
    if None in (rij["taakstelling"], rij["achterstand_begin"], rij["realisatie"]):
        return None
    return achterstand_eind(totaalopgave(rij["taakstelling"], rij["achterstand_begin"]), rij["realisatie"])


def _som(standen: Iterable[int | None]) -> int | None:
    """None when there is nothing to add, or a part is unknown."""
    lijst = list(standen)
    return None if not lijst or None in lijst else sum(s for s in lijst if s is not None)
