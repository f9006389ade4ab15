"""Tables of notebook 03: coverage, amv, the provinces."""

from __future__ import annotations

import datetime as dt

from ibtlib.gegevens import Gegevens
from ibtlib.getallen import toon
from ibtlib.invoer import rijen
from ibtlib.periode import Periode, datum_voluit, eind_van
from ibtlib.spreidingswet import dekking as _dekking
from ibtlib.spreidingswet import provincies as _provincies
from ibtlib.tabellen.basis import Herkomst, tabel
from ibtlib.tabellen.trend import datum_tekst, zonder_herhaling
from ibtlib.weergave import Cel, Kolom, Tabel


def herkomst_dekking(g: Gegevens) -> list[Herkomst]:
    """Sources of opgave and capacity."""
    d = _dekking(g)
    if d is None:
        return []
    fasen = [*d.fasen, *([d.in_gebruik] if d.in_gebruik else [])]
    return [(d.bron_opgave, d.vindplaats_opgave), *((f.bron, f.vindplaats) for f in fasen)]


def dekking(g: Gegevens) -> Tabel:
    """Places per phase, added up, as a share of the opgave, and what is still needed."""
    d = _dekking(g)
    stappen = d.stappen() if d else []
    return tabel(
        g,
        "dekking",
        f"Dekking van de opgave Spreidingswet{f' van {toon(d.opgave)} plekken' if d else ''}, eerste cyclus, opgeteld per fase",
        (
            Kolom("Tot en met"),
            Kolom("Plekken opgeteld", "geheel"),
            Kolom("Dekking", "procent", 1),
            Kolom("Nog nodig", "geheel"),
        ),
        [(naam, n, pct, d.opgave - n) for naam, n, pct in stappen] if d else [],
        herkomst_dekking(g),
        klassen={(i, j): "berekend" for i in range(len(stappen)) for j in (1, 2, 3)},
        opmerkingen=("Dekking = plekken ÷ opgave, berekend en half naar boven afgerond op een decimaal.",),
    )


def fasen(g: Gegevens) -> Tabel:
    """Capacity as published, amv apart."""
    d = _dekking(g)
    alle = [*([d.in_gebruik] if d and d.in_gebruik else []), *(d.fasen if d else ())]
    return tabel(
        g,
        "fasen",
        "Opvangcapaciteit per fase zoals gepubliceerd, in plekken",
        (
            Kolom("Fase"),
            Kolom("Plekken", "tekst"),
            Kolom("Waarvan amv", "geheel"),
            Kolom("Telt mee op de peilmomenten"),
        ),
        [
            (
                f.naam,
                toon(f.laag) if f.laag == f.hoog else f"{toon(f.laag)} tot {toon(f.hoog)}",
                f.waarvan_amv,
                f.op_peilmomenten,
            )
            for f in alle
        ],
        herkomst_dekking(g)[1:],
    )


def amv(g: Gegevens) -> Tabel:
    """Opgave and realisatie of Nidos places, apart from every beoordeling."""
    frame = g.tabel("amv")
    genoemd = g.tabel("amv_gemeenten")
    return tabel(
        g,
        "amv",
        "Plekken voor amv bij Nidos in de provincie",
        (Kolom("Wat"), Kolom("Datum"), Kolom("Aantal", "geheel")),
        [(r["kenmerk"], datum_tekst(r["peildatum"], r["precisie"]), r["aantal"]) for r in rijen(frame)],
        [(r["bron"], r["vindplaats"]) for r in (*rijen(frame), *rijen(genoemd))],
        opmerkingen=("De plekken voor amv zijn nooit een grond voor de beoordeling van een gemeente.",),
    )


def provincies(g: Gegevens) -> Tabel:
    """The table of the Rijksbrief, with the published totals and the computed sums."""
    frame = _provincies(g)
    kolommen = {
        "plekken_nu": "Opvangplekken 1 april 2023",
        "opgave_extra": "Extra opgave",
        "verdeling_2022": "Verdeling november 2022",
        "opgave_2024": "Opgave 1 januari 2024",
        "nog_nodig": "Nog nodig",
    }
    inhoud: list[tuple[Cel, ...]] = [
        (r["gebied"], *(r[k] for k in kolommen)) for r in rijen(frame) if r["gebiedscode"] != "NL01"
    ]
    delen = frame[frame["gebiedscode"] != "NL01"]
    inhoud += [
        ("totaal volgens de bron", *(r[k] for k in kolommen)) for r in rijen(frame) if r["gebiedscode"] == "NL01"
    ]
    if inhoud:
        inhoud.append(("som van de provincies", *(int(delen[k].sum()) for k in kolommen)))
    return tabel(
        g,
        "provincies",
        "Opvangplekken en opgave per provincie, mei 2023",
        (Kolom("Provincie"), *(Kolom(naam, "geheel") for naam in kolommen.values())),
        inhoud,
        [(r["bron"], r["vindplaats"]) for r in rijen(frame)],
        klassen={(len(inhoud) - 1, j): "berekend" for j in range(1, 6)} if inhoud else {},
        totaalrij=bool(inhoud),
        opmerkingen=(
            "De laatste rij is berekend; waar zij van het totaal van de bron verschilt, staat dat bij de bevindingen.",
        ),
    )


def _stand(rij: dict, peildatum: dt.date) -> str:
    """Whether a step had come; of a step known only to the year that cannot always be said."""
    if rij["datum"] > peildatum:
        return "nog te komen"
    if eind_van(rij["datum"], rij["precisie"]) <= peildatum or rij["precisie"] == "dag":
        return "geweest"
    return "in deze tijd; de dag is niet vermeld"


def mijlpalen(g: Gegevens, periode: str) -> Tabel:
    """The steps of the Spreidingswet with, per step, whether it had come on the peildatum."""
    peildatum = Periode.lees(periode).peildatum
    lijst = [r for r in zonder_herhaling(g) if r["soort"] == "spreidingswet"]
    return tabel(
        g,
        "mijlpalen",
        f"Stappen van de Spreidingswet, gezien vanaf {datum_voluit(peildatum)}",
        (Kolom("Datum"), Kolom("Stap"), Kolom(f"Op {datum_voluit(peildatum)}")),
        [(datum_tekst(r["datum"], r["precisie"]), r["omschrijving"], _stand(r, peildatum)) for r in lijst],
        [(r["bron"], r["vindplaats"]) for r in lijst],
    )
