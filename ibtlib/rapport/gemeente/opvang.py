"""The chapter Opvang en Spreidingswet: the opvang of the gemeente, beside its huisvesting."""

from __future__ import annotations

from ibtlib.basis.fouten import aantal
from ibtlib.basis.getallen import toon, toon_procent
from ibtlib.basis.periode import datum_tekst
from ibtlib.basis.woorden import hoofdletter
from ibtlib.cijfers.opvang.drie_opgaven import HUISVESTING, Opgave, drie_opgaven_gemeenten
from ibtlib.cijfers.posities import Dossier
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.elders import zin_elders
from ibtlib.rapport.spreidingswet.amv import TELT_MEE
from ibtlib.rapport.voortgang.opgaven import status_opvang
from ibtlib.weergave import Tekst
from ibtlib.weergave.herkomst import bronvermelding, herkomst_van


def over_opvang(d: Dossier) -> Tekst:
    """The opvang of the gemeente where it is published; it never counts in the beoordeling."""
    p = d.positie
    drie = drie_opgaven_gemeenten(d.g, p.periode).get(p.code, [])
    zinnen = [_zin_opvang(o) for o in drie if o.soort != HUISVESTING and (o.opgave, o.gerealiseerd) != (None, None)]
    if not zinnen:
        elders = zin_elders(d.g, "asielopvang per gemeente", "Oekraïne per gemeente")
        zinnen = [
            f"De opgave en de plekken van {p.gemeente} staan niet in de gelezen bronnen.",
            *filter(None, [elders]),
        ]
    amv = zin_elders(d.g, "amv per gemeente", periode=p.periode)
    return Tekst(
        (" ".join([*zinnen, *_zin_nidos(d), *filter(None, [amv]), "Opvang is geen grond voor de beoordeling."]),)
    )


def _zin_nidos(d: Dossier) -> list[str]:
    """That a source names the gemeente where Nidos houses amv; how many in each, none says."""
    genoemd = [r for r in rijen(d.g.tabel("amv_gemeenten")) if r["gemeentecode"] == d.positie.code]
    precisies = {r["peildatum"]: r["precisie"] for r in rijen(d.g.tabel("amv"))}
    return [
        f"In {d.positie.gemeente} huisvest Nidos amv ({datum_tekst(r['peildatum'], precisies.get(r['peildatum'], 'dag'))}); hoeveel, "
        f"staat niet in de gelezen bronnen. Bron: {bronvermelding(d.g, herkomst_van(r))[0]}. {TELT_MEE}"
        for r in genoemd
    ]


def _zin_opvang(o: Opgave) -> str:
    wanneer = f" ({o.wanneer})" if o.wanneer else ""
    if o.opgave is None:
        return f"{hoofdletter(o.soort)}{wanneer}: {toon(o.gerealiseerd or 0)} plekken; de opgave staat niet in de gelezen bronnen."
    if o.gerealiseerd is None:
        return f"{hoofdletter(o.soort)}{wanneer}: opgave {toon(o.opgave)}; het aantal plekken staat niet in de gelezen bronnen."
    deel = f", {toon_procent(o.procent)}" if o.procent is not None else ""
    return (
        f"{hoofdletter(o.soort)}{wanneer}: {toon(o.gerealiseerd)} van {aantal(o.opgave, 'plek', 'plekken')}{deel}"
        f" ({status_opvang(o)})."
    )
