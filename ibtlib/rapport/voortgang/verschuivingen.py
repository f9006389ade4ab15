"""The chapter Verschuivingen: who moved on the interventieladder since the periode before."""

from __future__ import annotations

from operator import itemgetter

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.reeksen import trend
from ibtlib.cijfers.uitkomsten import vastgestelde_treden
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import per_gemeente, rijen
from ibtlib.rapport.elders import zin_elders
from ibtlib.rapport.voortgang.treden import herkomst_besluiten
from ibtlib.weergave import Tabel, Tekst
from ibtlib.weergave.kolom import Kolom, tabel

_OMHOOG, _OMLAAG, _GELIJK = "omhoog (strenger toezicht)", "omlaag (lichter toezicht)", "gelijk"


def over_verschuivingen(g: Gegevens, periode: str) -> Tekst:
    """How many gemeenten went up, down, stayed."""
    gekozen = g.periode(periode)
    beide = list(_in_beide(g, gekozen).values())
    if not beide:
        zonder = [p for p in (gekozen.vorige, gekozen) if not vastgestelde_treden(g, p)]
        elders = [zin_elders(g, "trede per gemeente", periode=p) for p in zonder]
        zin = f"De treden per gemeente van {opsomming(map(str, zonder))} staan niet in de gelezen bronnen."
        return Tekst((" ".join(filter(None, [zin, *elders])),))
    op, neer = sum(naar > van for van, naar in beide), sum(naar < van for van, naar in beide)
    return Tekst(
        (
            f"Ten opzichte van {gekozen.vorige}: {aantal(op, 'gemeente', 'gemeenten')} omhoog, "
            f"{aantal(neer, 'gemeente', 'gemeenten')} omlaag en {aantal(len(beide) - op - neer, 'gemeente', 'gemeenten')} "
            "gelijk op de interventieladder.",
        )
    )


def over_steeds_hoger(g: Gegevens, periode: str) -> Tekst:
    """Who stood on trede 2 or higher in every periode of which the treden per gemeente are known, up to this one.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> print(over_steeds_hoger(laad("utrecht"), "2023-1"))  # doctest: +NORMALIZE_WHITESPACE
    In beide perioden waarvan de treden per gemeente in de gelezen bronnen staan (2022-2 en 2023-1) stonden op trede 2 of
    hoger: Bunschoten, Eemnes, IJsselstein, Montfoort, Nieuwegein, Soest, Stichtse Vecht en Utrechtse Heuvelrug.
    """
    gekozen = g.periode(periode)
    per = {p: t for p in trend(g, gekozen).perioden if (t := vastgestelde_treden(g, p))}
    if len(per) < 2:
        return Tekst(
            (f"Tot en met {gekozen} staan de treden per gemeente van nog geen twee perioden in de gelezen bronnen.",)
        )
    namen = {r["gemeentecode"]: r["gemeente"] for r in rijen(g.tabel("beoordelingen"))}
    altijd = sorted(namen[c] for c in set.intersection(*map(set, per.values())) if all(t[c] > 1 for t in per.values()))
    alle = "beide" if len(per) == 2 else f"alle {len(per)}"
    waarvan = f"perioden waarvan de treden per gemeente in de gelezen bronnen staan ({opsomming(map(str, per))})"
    if not altijd:
        return Tekst((f"Geen gemeente stond in {alle} {waarvan} op trede 2 of hoger.",))
    return Tekst((f"In {alle} {waarvan} stonden op trede 2 of hoger: {opsomming(altijd)}.",))


def tabel_verschuivingen(g: Gegevens, periode: str) -> Tabel:
    """Who moved up, down, or stayed."""
    gekozen = g.periode(periode)
    besluiten = per_gemeente(g.tabel("beoordelingen"), gekozen)
    wie: dict[str, list[str]] = {_OMHOOG: [], _OMLAAG: [], _GELIJK: []}
    for code, (van, naar) in _in_beide(g, gekozen).items():
        richting = _OMHOOG if naar > van else _OMLAAG if naar < van else _GELIJK
        naam = besluiten[code]["gemeente"]
        wie[richting].append(naam if naar == van else f"{naam} ({van} → {naar})")
    return tabel(
        g,
        "verschuivingen",
        f"Verschuivingen op de interventieladder van {gekozen.vorige} naar {gekozen}",
        (
            Kolom("Richting", itemgetter(0)),
            Kolom("Aantal", lambda r: len(r[1]), "geheel", klasse="berekend"),
            Kolom("Gemeenten", lambda r: opsomming(sorted(r[1])), klasse="berekend"),
        ),
        wie.items() if any(wie.values()) else (),
        herkomst=herkomst_besluiten(g, gekozen.vorige, gekozen),
        opmerkingen=("Berekend: de vastgestelde treden van beide perioden vergeleken, waar er van beide een is.",),
    )


def _in_beide(g: Gegevens, periode: Periode) -> dict[str, tuple[int, int]]:
    """The trede in the periode before and in this one, by gemeentecode, of those that have both."""
    van, naar = vastgestelde_treden(g, periode.vorige), vastgestelde_treden(g, periode)
    return {code: (van[code], trede) for code, trede in naar.items() if code in van}
