"""Tables by column: each column says its header, its value of a row, how it is computed and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ibtlib.weergave.basis import bronregel
from ibtlib.weergave.herkomst import Herkomst, Kenner, bronvermelding, correctienoten, uniek, veld_van
from ibtlib.weergave.tabel import LEEG, Cel, Kop, Rij, Tabel, Waarde

AANNAME = "Aanname: "  # how the formula of an assumed figure begins


@dataclass(frozen=True)
class Kolom:
    """One column of a table: all that is to be said of it, in one place.

    Parameters
    ----------
    naam : str
        Header, as read by people.
    waarde : str or callable
        The value of a row: the key or attribute under which the row has it, or a function of the row.
    soort, decimalen, teken
        How it is shown; see `Kop`.
    formule : str or callable
        How its figures are computed: a note at the header, or, as a function of the row, at the cell. One that
        begins with ‘Aanname: ’ marks them as assumed.
    bron : sequence of (bron, vindplaats), or callable
        Where its figures come from: all of them, or as a function of the row each.
    klasse : str or callable, optional
        How a cell looks, when it does not follow from the formule: a function of the row (`trede-2`), or one for all.
    link : callable, optional
        Where the text of a cell leads, as a function of the row; empty for nowhere.

    Examples
    --------
    >>> Kolom("Nog nodig", lambda r: r["opgave"] - r["plekken"], "geheel").van({"opgave": 8207, "plekken": 3523})
    4684
    """

    naam: str
    waarde: str | Callable[[Any], Waarde]
    soort: str = "tekst"
    decimalen: int | None = 0
    teken: bool = False
    formule: str | Callable[[Any], str] = ""
    bron: Iterable[Herkomst] | Callable[[Any], Iterable[Herkomst]] = ()
    klasse: str | Callable[[Any], str | None] | None = None
    link: Callable[[Any], str] = lambda _: ""

    def van(self, rij: Any) -> Waarde:
        """The value of one row."""
        waarde: Waarde = self.waarde(rij) if callable(self.waarde) else veld_van(rij, self.waarde)
        return waarde

    def formule_van(self, rij: Any) -> str:
        return self.formule(rij) if callable(self.formule) else self.formule

    def klasse_van(self, rij: Any, waarde: Waarde) -> str:
        if callable(self.klasse):
            return self.klasse(rij) or ""
        if waarde is None:
            return ""
        if self.klasse is not None:
            return self.klasse
        formule = self.formule_van(rij)
        return ("aanname" if formule.startswith(AANNAME) else "berekend") if formule else ""


def tabel(
    g: Kenner,
    naam: str,
    bijschrift: str,
    kolommen: Sequence[Kolom],
    rijen: Iterable[Any],
    *,
    bron: Callable[[Any], Iterable[Herkomst]] | None = None,
    noot: Callable[[Any], str] | None = None,
    herkomst: Iterable[Herkomst] = (),
    totaal: Any = None,
    totaalformule: str = "",
    opmerkingen: Iterable[str] = (),
    leeg: str = LEEG,
    zonder_rijen: str = LEEG,
    sorteerbaar: bool = False,
    heel: bool = False,
) -> Tabel:
    """A table of this province: its sources in words, a note on every corrected row in it, and FICTIEF in the caption.

    Parameters
    ----------
    g : Gegevens, or another Kenner
        Of which the sources and corrections are named.
    naam, bijschrift : str
        Anchor and caption; see `Tabel`.
    kolommen : sequence of Kolom
        The first holds the row headers.
    rijen : iterable
        Whatever the columns take a value from: dicts (`invoer.rijen` of a frame), or objects.
    bron : callable, optional
        Where the figures of a row come from: `herkomst_van` for rows that carry that with them. What all rows, columns
        or cells share is said once, under the table; only where they differ do they get notes.
    noot : callable, optional
        What else is to be said of a row, as a whole sentence; empty for nothing.
    herkomst : sequence of (bron, vindplaats)
        Sources of the table as a whole.
    totaal : row, optional
        One more row that adds up the others, with how in `totaalformule`: its figures are computed.
    opmerkingen, leeg, zonder_rijen, sorteerbaar, heel
        See `Tabel`.
    """
    lijst = list(rijen)
    alle = [*lijst, totaal] if totaal is not None else lijst
    per_rij = [uniek(bron(rij)) if bron else () for rij in alle]
    per_kolom = [uniek(() if callable(k.bron) else k.bron) if alle else () for k in kolommen]
    per_cel = [[uniek(k.bron(rij)) if callable(k.bron) else () for k in kolommen] for rij in alle]
    for j in range(len(kolommen)):  # what every cell of a column has in common is said at its header
        if len(anders := {cellen[j] for cellen in per_cel if cellen[j]}) == 1:
            per_kolom[j] = anders.pop()
            for cellen in per_cel:
                cellen[j] = ()
    herkomst = list(herkomst)
    fijner = [*per_rij, *per_kolom, *(cel for cellen in per_cel for cel in cellen)]
    gecorrigeerd = correctienoten(g, [*herkomst, *(h for deel in fijner for h in deel)])
    gedeeld: tuple[Herkomst, ...] = ()
    rijnoten, gedeeld = _noten(g, dict(enumerate(per_rij)), gedeeld)
    plekken: dict[Any, tuple[Herkomst, ...]] = {("kop", j): h for j, h in enumerate(per_kolom)}
    plekken |= {(i, j): h for i, cellen in enumerate(per_cel) for j, h in enumerate(cellen)}
    noten, gedeeld = _noten(g, plekken, gedeeld)
    koppen = tuple(
        Kop(
            k.naam,
            k.soort,
            k.decimalen,
            k.teken,
            (*_berekend("" if callable(k.formule) or not alle else k.formule), *noten.get(("kop", j), ())),
        )
        for j, k in enumerate(kolommen)
    )
    inhoud = []
    for i, rij in enumerate(alle):
        rij_ = []
        is_totaal = totaal is not None and i == len(lijst)
        for j, k in enumerate(kolommen):
            waarde = k.van(rij)
            berekend = _berekend(k.formule_van(rij)) if callable(k.formule) else ()
            klasse = k.klasse_van(rij, waarde)
            if is_totaal and totaalformule and isinstance(waarde, int | Fraction):
                klasse = klasse or "berekend"
            rij_.append(Cel(waarde, klasse, (*berekend, *noten.get((i, j), ())), k.link(rij)))
        eigen = noot(rij) if noot else ""
        van_rij = (*_berekend(totaalformule if is_totaal else ""), *rijnoten.get(i, ()), *((eigen,) if eigen else ()))
        inhoud.append(Rij(tuple(rij_), van_rij, is_totaal))
    return Tabel(
        naam,
        f"FICTIEF: {bijschrift}" if g.fictief else bijschrift,
        koppen,
        tuple(inhoud),
        bronvermelding(g, [*herkomst, *gedeeld]),
        (*opmerkingen, *gecorrigeerd),
        leeg,
        zonder_rijen,
        sorteerbaar,
        heel,
    )


def _berekend(formule: str) -> tuple[str, ...]:
    """The note that a formula gives."""
    if not formule:
        return ()
    return (f"{formule if formule.startswith(AANNAME) else f'Berekend: {formule}'}.",)


def _noten(
    g: Kenner, plekken: Mapping[Any, tuple[Herkomst, ...]], gedeeld: tuple[Herkomst, ...]
) -> tuple[dict[Any, tuple[str, ...]], tuple[Herkomst, ...]]:
    """A note per place that has a source; none when all have the same: that is what the table shares."""
    anders = {h for h in plekken.values() if h}
    if len(anders) == 1 and (not gedeeld or {*gedeeld} == {h for deel in anders for h in deel}):
        return {}, anders.pop()
    return {plek: (bronregel(bronvermelding(g, h)),) for plek, h in plekken.items() if h}, gedeeld
