"""Opvang and Spreidingswet: counts of places and gemeenten, the published coverage, the table of the Rijksbrief."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ibtlib.basis.fouten import opsomming
from ibtlib.basis.getallen import rond_heel, toon, toon_procent
from ibtlib.basis.woorden import hoofdletter
from ibtlib.cijfers.opvang.capaciteit import lees_capaciteit
from ibtlib.cijfers.opvang.landelijk import provincies_rijksbrief
from ibtlib.cijfers.opvang.spreidingswet import dekking
from ibtlib.controle.bevinding import LANDELIJK, VERSCHIL, Bevinding, Plek, Rijadres
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen


def amv(g: Gegevens) -> Iterator[Bevinding]:
    """A count of gemeenten against the gemeenten that the same source names."""
    genoemd = g.tabel("amv_gemeenten")
    frame = g.tabel("amv")
    for rij in rijen(frame[frame["kenmerk"] == "gemeenten met nidos"]):
        namen = sorted(genoemd.loc[genoemd["peildatum"] == rij["peildatum"], "gemeente"])
        if not namen or len(namen) == rij["aantal"]:
            continue
        yield Bevinding(
            f"nidos-gemeenten-{rij['peildatum'].isoformat()}",
            VERSCHIL,
            "gemeenten met Nidos-plekken",
            f"De bron kondigt {rij['aantal']} gemeenten aan en noemt er {len(namen)}: {opsomming(namen)}.",
            (
                Plek.in_rij(str(rij["aantal"]), rij, "amv", rij["peildatum"], rij["kenmerk"]),
                Plek(str(len(namen)), "", "gemeenten die met naam genoemd zijn"),
            ),
            (),
            g.provincie,
            advies="Vraag de opsteller welke gemeente niet genoemd is.",
        )


def gepubliceerde_dekking(g: Gegevens) -> Iterator[Bevinding]:
    """A coverage that was published counts places that come after the peilmomenten."""
    d = dekking(g)
    gepubliceerd = [r for r in rijen(g.tabel("uitspraken")) if r["uitspraak"] == "dekking-50-procent"]
    if d is None or not gepubliceerd or len(d.opbouw()) < 2:
        return
    (rij,) = gepubliceerd
    met_wat_later_komt, op_tijd = d.opbouw()[1][2], d.procent(d.op_peilmomenten)
    if rij["gepubliceerde_waarde"] == rond_heel(op_tijd):
        return
    yield Bevinding(
        "dekking-peilmomenten",
        VERSCHIL,
        "dekking Spreidingswet",
        f"De gepubliceerde ‘{rij['gepubliceerd_als']}’ telt plekken mee die na de peilmomenten komen (samen "
        f"{toon_procent(met_wat_later_komt, 2)}); met wat er dan zeker in gebruik is, is het {toon_procent(op_tijd, 1)}.",
        (
            Plek.in_rij(rij["gepubliceerd_als"], rij, "uitspraken", rij["uitspraak"]),
            Plek(toon_procent(met_wat_later_komt, 2), "", f"{toon(d.opbouw()[1][1])} ÷ {toon(d.opgave)}"),
            Plek(toon_procent(op_tijd, 1), "", f"{toon(d.op_peilmomenten)} ÷ {toon(d.opgave)}"),
        ),
        (),
        g.provincie,
        advies="Noem bij de dekking altijd welke plekken zijn meegeteld.",
    )


def opvang_gemeenten(g: Gegevens) -> Iterator[Bevinding]:
    """Opgaven and places of the gemeenten against those of the province, where both are published."""
    provincie, locaties = lees_capaciteit(g)
    paren: list[tuple[str, int, int, str, str, Rijadres]] = []
    for rij in rijen(g.tabel("opvangopgave")):
        soort = (rij["opgavesoort"], rij["cyclus"], rij["peildatum"])
        eigen = [r for r in rijen(g.tabel("opvang")) if (r["opgavesoort"], r["cyclus"], r["peildatum"]) == soort]
        for kolom in ("opgave", "waarvan_amv", "gerealiseerd"):
            waarden = [r[kolom] for r in eigen]
            if waarden and rij[kolom] is not None and None not in waarden:
                naam = f"{rij['opgavesoort']}, {kolom}"
                paren.append((naam, rij[kolom], sum(waarden), rij["bron"], rij["vindplaats"], ("opvangopgave", soort)))
    for fase in provincie:
        delen = [f for f in locaties if f.naam == fase.naam]
        for kolom in ("laag", "hoog") if delen else ():
            som = sum(getattr(f, kolom) for f in delen)
            adres = ("opvangcapaciteit", (fase.naam,))
            paren.append((f"{fase.naam}, {kolom}", getattr(fase, kolom), som, fase.bron, fase.vindplaats, adres))
    for onderwerp, gepubliceerd, som, bron, vindplaats, rij_ in paren:
        if som != gepubliceerd:
            yield Bevinding(
                f"som-opvang-{onderwerp.replace(', ', '-').replace(' ', '-')}",
                VERSCHIL,
                f"som van de gemeenten, {onderwerp}",
                f"Van {onderwerp} tellen de gemeenten op tot {toon(som)}; voor de provincie is {toon(gepubliceerd)} gepubliceerd.",
                (Plek(toon(gepubliceerd), bron, vindplaats, rij_), Plek(toon(som), "", "som van de gemeenten")),
                (),
                g.provincie,
                advies="Zoek de gemeente of locatie waarvan het cijfer niet klopt of die ontbreekt.",
            )


_KOLOMNAAM = {
    "plekken_nu": "huidige opvangplekken",
    "opgave_extra": "opgave extra opvangplekken",
    "verdeling_2022": "verdeling november 2022",
    "opgave_2024": "opgave 1 januari 2024",
    "nog_nodig": "benodigde verhoging",
}


def opvangplekken(g: Gegevens) -> Iterator[Bevinding]:
    """The table of the Rijksbrief: its rows, and its columns against its own total row."""
    frame = provincies_rijksbrief(g)
    for rij in rijen(frame):
        for gepubliceerd, berekend, formule in (
            ("opgave_2024", "opgave_berekend", "verdeling november 2022 + extra"),
            ("nog_nodig", "nog_nodig_berekend", "opgave − huidige plekken"),
        ):
            if rij[gepubliceerd] != rij[berekend]:
                yield _kolomverschil(
                    f"opvangplekken-{rij['gebiedscode']}-{gepubliceerd}",
                    f"{_KOLOMNAAM[gepubliceerd]}, {rij['gebied']}",
                    rij[gepubliceerd], rij[berekend], formule, rij,
                )  # fmt: skip
    delen, totaal = frame[frame["gebiedscode"] != "NL01"], frame[frame["gebiedscode"] == "NL01"]
    for rij in rijen(totaal):
        for kolom, naam in _KOLOMNAAM.items():
            som = int(delen[kolom].sum())
            if som != rij[kolom]:
                id_, onderwerp = f"opvangplekken-totaal-{kolom}", f"kolomtotaal {naam}"
                yield _kolomverschil(id_, onderwerp, rij[kolom], som, "som van de provincies", rij)


def _kolomverschil(
    id_: str, onderwerp: str, gepubliceerd: int, berekend: int, formule: str, rij: dict[str, Any]
) -> Bevinding:
    return Bevinding(
        id_,
        VERSCHIL,
        onderwerp,
        f"{hoofdletter(onderwerp)}: gepubliceerd is {toon(gepubliceerd)}, de delen geven {toon(berekend)}.",
        (
            Plek.in_rij(toon(gepubliceerd), rij, "landelijk/opvangplekken", rij["gebiedscode"]),
            Plek(toon(berekend), "", formule),
        ),
        (),
        LANDELIJK,
        advies="Het verschil kan door afronding in de bron komen; gebruik de delen waar het op één plek aankomt.",
    )
