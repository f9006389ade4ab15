"""Everything that does not add up, found from the data: nothing is repaired, both figures stay.

A finding is a difference between figures that were published, or between a published figure and what follows from
its parts; or a question. Invalid data is refused at load (`fouten.InvoerFout`); `meldingen` tells all three at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import bedoelde_u
from ibtlib.basis.frames import frame_van
from ibtlib.basis.periode import Periode
from ibtlib.controle import gemeenten, kaders, opvang, resultaten, sprongen, standen, uitspraken
from ibtlib.controle.bevinding import LANDELIJK, VRAAG, Bekend, Bevinding, Plek
from ibtlib.controle.inname import inname
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen

if TYPE_CHECKING:
    import pandas as pd

Regel = Callable[[Gegevens], Iterator[Bevinding]]

_VERSCHILLEN: tuple[Regel, ...] = (
    standen.verschillende_standen,
    standen.eindstanden,
    resultaten.resultaten,
    resultaten.tussenstanden,
    gemeenten.tellingen,
    gemeenten.sommen,
    gemeenten.keten,
    gemeenten.vorige_treden,
    inname,
    uitspraken.uitspraken,
    uitspraken.gebeurtenissen,
    opvang.amv,
    opvang.gepubliceerde_dekking,
    opvang.opvang_gemeenten,
    opvang.opvangplekken,
)
ONDERDEEL = "bevindingen"  # of which each part counts by itself: who shows it has read no more than that
_OPVANG = "opvang"
_VRAGEN: tuple[Regel, ...] = (sprongen.sprongen, kaders.kaders)


def alle_bevindingen(g: Gegevens) -> list[Bevinding]:
    """Every difference that follows from the data of a province, national tables included: what reports show.

    Returns
    -------
    list of Bevinding
        In a fixed order: standen, resultaten, treden, gemeentecijfers, uitspraken, gebeurtenissen, opvang; with
        the explanation of those that are known.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [b.id for b in alle_bevindingen(laad("utrecht"))][:2]
    ['stand-2024-01-01', 'totaalopgave-2024-1']
    """
    return _gemarkeerd(g, _VERSCHILLEN)


def bevindingen(g: Gegevens) -> pd.DataFrame:
    """See what does not add up, between sources or within one: a row per figure, to filter, to count, to save.

    Returns
    -------
    DataFrame
        A row per figure that is involved: `bevinding` (the id, equal for the figures that disagree), `ernst`, `gebied`,
        `perioden`, `onderwerp`, `wat`, `waarde` (as text), `bron` and `vindplaats` (of a computed figure: no bron, and
        the formula), `advies`, and `verklaring` where somebody gave one.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> frame = ibt.bevindingen(ibt.laad("utrecht"))
    >>> frame.loc[frame["bevinding"] == "stand-2024-01-01", ["waarde", "vindplaats"]].values.tolist()
    [['een achterstand van 570', '§3.1, tekst'], ['een achterstand van 574', '§4.1']]
    """
    regels = [
        {
            "bevinding": b.id,
            "ernst": b.ernst,
            "gebied": b.gebied,
            "perioden": ", ".join(b.perioden) or None,
            "onderwerp": b.onderwerp,
            "wat": b.wat,
            "waarde": plek.waarde,
            "bron": plek.bron or None,
            "vindplaats": plek.vindplaats,
            "advies": b.advies or None,
            "verklaring": b.bekend.zin if b.bekend else None,
        }
        for b in alle_bevindingen(g)
        for plek in b.plekken
    ]
    namen = ("bevinding", "ernst", "gebied", "perioden", "onderwerp", "wat", "waarde", "bron", "vindplaats", "advies",
             "verklaring")  # fmt: skip
    return frame_van(regels, dict.fromkeys(namen, "tekst"), exact=False)


def vragen(g: Gegevens, verschillen: list[Bevinding] | None = None) -> list[Bevinding]:
    """What is worth a question, for whoever prepares the figures; no report shows it.

    Parameters
    ----------
    verschillen : list of Bevinding, optional
        What `alle_bevindingen` gave, when it was already asked.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> [b.id for b in vragen(laad("utrecht"))]
    ['kader-bevestiging-aanvullend-beleidskader-2024']
    """
    gevonden = _gemarkeerd(g, _VRAGEN)
    bestaand = [*(alle_bevindingen(g) if verschillen is None else verschillen), *gevonden]
    return [*gevonden, *_vervallen(g, {b.id for b in bestaand})]


def _verklaringen(g: Gegevens) -> dict[str, Bekend]:
    """What somebody explained, by the id of the finding."""
    return {
        r["bevinding"]: Bekend(r["toelichting"], r["door"], r["datum"], r["bron"], r["vindplaats"])
        for r in rijen(g.tabel("bekend"))
    }


def _gemarkeerd(g: Gegevens, regels: Iterable[Regel]) -> list[Bevinding]:
    """What these rules find; what is known is marked with its explanation, never hidden."""
    bekend = _verklaringen(g)
    return [replace(b, bekend=bekend.get(b.id)) for regel in regels for b in regel(g)]


def _vervallen(g: Gegevens, bestaand: set[str]) -> Iterator[Bevinding]:
    """Explanations of a finding that is not there (any more): themselves a question."""
    for id_, uitleg in _verklaringen(g).items():
        if id_ not in bestaand:
            yield Bevinding(
                f"bekend-vervallen-{id_}",
                VRAAG,
                f"verklaring van ‘{id_}’",
                f"bekend.csv verklaart ‘{id_}’, maar die bevinding is er niet.{bedoelde_u(id_, bestaand)}",
                (Plek(uitleg.toelichting, uitleg.bron or "", uitleg.vindplaats or uitleg.door, ("bekend", (id_,))),),
                (),
                g.provincie,
                "Haal de regel weg als het verschil is opgelost, of verbeter de naam.",
            )


def van_opvang(g: Gegevens) -> tuple[Bevinding, ...]:
    """The findings that belong to no periode: opvang and Spreidingswet.

    The national ones are left out for an invented province: real figures never stand under the word FICTIEF.
    """
    return g.afgeleid(ONDERDEEL, per_onderdeel, _OPVANG) or ()


def van_periode(g: Gegevens, periode: Periode) -> tuple[Bevinding, ...]:
    """The findings that touch one periode."""
    return g.afgeleid(ONDERDEEL, per_onderdeel, str(periode)) or ()


def per_onderdeel(g: Gegevens) -> Mapping[str, tuple[Bevinding, ...]]:
    """What `alle_bevindingen` gives, by the part of the reports that shows it: each periode, and `opvang`."""
    alle = alle_bevindingen(g)
    per_periode = {str(p): tuple(b for b in alle if str(p) in b.perioden) for p in g.perioden}
    opvang_ = tuple(b for b in alle if not b.perioden and not (g.fictief and b.gebied == LANDELIJK))
    return {**per_periode, _OPVANG: opvang_}
