"""What was understood: in words on the screen, as the receipt beside the original, and what was noticed beside that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, aantal, leesbaar
from ibtlib.basis.getallen import toon
from ibtlib.gegevens.inlezen.keuzes import te_kiezen
from ibtlib.gegevens.inlezen.kolommen import Kolom
from ibtlib.gegevens.inlezen.voorstel import Totaal, Voorstel
from ibtlib.gegevens.schema import INNAME
from ibtlib.gegevens.tabelbestand import nieuwe_tabel

MEESTE_OPMERKINGEN = 40  # on the screen


def begrepen(v: Voorstel) -> str:
    """The table that an analyst checks: each column and what it was read as, sums, totals, remarks."""
    waar = f", blad '{v.tabel.blad.naam}'" if v.tabel.blad.naam else ""
    over = "" if v.vraag.alle else f", over {v.vraag.periode}"
    uit = [f"{leesbaar(v.bestand.pad.name)} ({v.bestand.soort}){leesbaar(waar)}, kop in rij {v.tabel.kop.rij}{over}"]
    rijen = [("kolom", "kop in het bestand", "gelezen als")]
    rijen += [(k.letter, leesbaar(k.kop, 60), _als(k, v)) for k in v.tabel.kop.kolommen]
    breedtes = [max(len(r[i]) for r in rijen) for i in range(2)]
    uit += [f"  {r[0].ljust(breedtes[0])}  {r[1].ljust(breedtes[1])}  {r[2]}".rstrip() for r in rijen]
    if v.rijen:
        uit.append(f"{v.vraag.doel.aantal(len(v.rijen))}, rij {v.rijen[0].nummer} tot en met {v.rijen[-1].nummer}")
        uit += [f"  {_som(v, veld)}" for veld in v.vraag.doel.optelbaar if v.tabel.kolom(veld)]
    uit += [f"  totaal in rij {t.nummer}, {t.veld}: {toon(t.in_bestand)} {_klopt(t)}" for t in v.totalen]
    uit += [f"  let op: {leesbaar(o, 300)}" for o in v.opmerkingen[:MEESTE_OPMERKINGEN]]
    if (meer := len(v.opmerkingen) - MEESTE_OPMERKINGEN) > 0:
        uit.append(f"  let op: en nog {aantal(meer, 'opmerking', 'opmerkingen')}; ze komen allemaal op het bonnetje")
    return "\n".join(uit)


def nog_te_doen(v: Voorstel, ja: bool) -> None:
    """Stop with all that is not clear in one AanvraagFout; `ja` accepts what has a proposal."""
    open_ = [q for q in v.vragen if not (ja and q.voorstel)]
    if open_:
        raise AanvraagFout(te_kiezen(v.bestand.pad.name, open_))


def bonnetje(v: Voorstel, bron: str, origineel: str) -> str:
    """The receipt as JSON: what was read, how, what was chosen and accepted. No clock: the same file, the same text."""
    inhoud: dict[str, Any] = {
        "tabel": v.vraag.doel.naam,
        "periode": None if v.vraag.alle else str(v.vraag.periode),
        "bron": bron,
        "bestand": origineel,
        "sha256": v.bestand.sha256,
        "gelezen": v.bestand.soort,
        "blad": v.tabel.blad.naam or None,
        "kopregel": v.tabel.kop.rij,
        "kolommen": [{"kolom": k.letter, "kop": k.kop, "gelezen_als": _als(k, v)} for k in v.tabel.kop.kolommen],
        "gemeenten" if v.vraag.doel.per_gemeente else "rijen": len(v.rijen),
        "totalen": [
            {"rij": t.nummer, "cijfer": t.veld, "in_bestand": t.in_bestand, "som": t.som, "klopt": t.klopt}
            for t in v.totalen
        ],
        "gekozen": v.keuzes.als_opdracht(),
        "aangenomen_voorstellen": [{"wat": q.wat, "voorstel": q.voorstel} for q in v.vragen],
        "opmerkingen": list(v.opmerkingen),
    }
    return json.dumps(inhoud, ensure_ascii=False, indent=2) + "\n"


def waarnemingen(v: Voorstel, bron: str) -> bytes | None:
    """The file beside the receipt with what was noticed and not repaired, for `ibt controleer`; None when that is nothing."""
    vast = {"tabel": v.vraag.doel.naam, "periode": None if v.vraag.alle else str(v.vraag.periode), "bron": bron}
    rijen = [{**vast, **r} for r in _opgemerkt(v)]
    return nieuwe_tabel(INNAME, rijen) if rijen else None


def _opgemerkt(v: Voorstel) -> Iterator[dict[str, Any]]:
    for t in v.totalen:
        if not t.klopt:
            yield {
                "soort": "totaal", "cijfer": t.veld, "in_bestand": toon(t.in_bestand), "gelezen": toon(t.som), "vindplaats": f"rij {t.nummer}",
            }  # fmt: skip
    for a in v.afwijkingen:
        yield {
            "soort": "controle", "gemeentecode": a.rij.code, "gemeente": a.rij.gemeente, "cijfer": a.veld,
            "in_bestand": toon(a.in_bestand), "gelezen": toon(a.verwacht), "vindplaats": a.rij.vindplaats,
        }  # fmt: skip
    per_rij = {r.nummer: r for r in v.rijen}
    for w in v.voorlopig:
        if (rij := per_rij.get(w.rij)) is None:
            continue
        waarde = rij.waarden[w.veld]
        yield {
            "soort": "onbekend" if waarde is None else "voorlopig", "gemeentecode": rij.code, "gemeente": rij.gemeente, "cijfer": w.veld,
            "in_bestand": w.tekst, "gelezen": None if waarde is None else toon(waarde), "vindplaats": rij.vindplaats,
        }  # fmt: skip
    for nummer, tekst in v.voorbehoud:
        yield {"soort": "voorlopig", "in_bestand": tekst, "vindplaats": f"rij {nummer}"}
    for naam in v.ontbreekt:
        yield {"soort": "ontbreekt", "gemeente": naam, "vindplaats": "niet in het bestand"}


def _als(k: Kolom, v: Voorstel) -> str:
    doel = v.vraag.doel
    if k.veld in doel.controle:
        return f"{k.veld}: gecontroleerd, niet overgenomen"
    if k.veld == "bron":
        return "bron: vergeleken met --bron"
    if k.veld in ("provincie", "datum", "jaar") and k.veld not in doel.velden and not k.uitleg:
        return f"{k.veld}: alleen om rijen te kiezen"
    if k.veld is None:
        return f"weggelaten: {k.uitleg}"
    return f"{k.veld} ({k.uitleg})" if k.uitleg else k.veld


def _som(v: Voorstel, veld: str) -> str:
    bekend = [w for r in v.rijen if (w := r.waarden[veld]) is not None]
    if not bekend:
        return f"{veld}: overal onbekend"
    weg = len(v.rijen) - len(bekend)
    return f"{veld}: samen {toon(sum(bekend))}{f', {v.vraag.doel.aantal(weg)} onbekend' if weg else ''}"


def _klopt(t: Totaal) -> str:
    return "klopt met de som" if t.klopt else f"klopt niet: de som is {toon(t.som)}"
