"""Key figures that are added up over the gemeenten, where nothing of the province is published: each says of how many."""

from __future__ import annotations

from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit
from ibtlib.cijfers.uitkomsten import sommen
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.basis import herkomst_gemeenten
from ibtlib.weergave import Kerncijfer, Kernregel
from ibtlib.weergave.herkomst import Herkomst


def som_cijfer(g: Gegevens, p: Periode, grootheid: str) -> tuple[Kerncijfer, list[Herkomst]] | None:
    """The sum of a quantity (`uitkomsten.OPTELBAAR`) with its sources; None when of no gemeente it is known."""
    som = sommen(g, p).get(grootheid)
    if som is None or som.som is None:
        return None
    naam = {
        "taakstelling": f"Taakstelling {p}",
        "realisatie": f"Gehuisvest in {p}",
        "achterstand_eind": f"{'Achterstand' if som.som >= 0 else 'Voorsprong'} op {datum_voluit(p.peildatum)}",
    }[grootheid]
    regel = Kernregel(f"som van {som.bekend} van de {som.gemeenten} gemeenten")
    return Kerncijfer(naam, toon(abs(som.som)), (regel,), "berekend"), herkomst_gemeenten(g, [p])
