"""What a folder of reports can hold, and which documents of it a run is about.

A folder holds the documents that are always there, and documents that were asked for one by one (a page per
gemeente). What was asked for earlier stays part of the folder: it is kept, and made again when it is stale, until
the data no longer know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ibtlib.basis.fouten import AanvraagFout, bedoelde_u, opsomming
from ibtlib.rapport.documenten import GEMEENTE, LANDELIJK, MONITOR, Soort

ALLE = "alle"  # as a wish: every document of the loose kind


@dataclass(frozen=True)
class Uitgave:
    """One kind of folder.

    Parameters
    ----------
    vast : tuple of Soort
        Always there; one that fails keeps its last good version.
    los : Soort
        Asked for one by one; one that fails is left out, so that nothing stale stands beside what is new.
    onbekend, leeg : str
        What to say of a wish that no folder can meet (`{wens}`, `{bekend}`), and when there is nothing at all.
    voor_alle : mapping of str to str
        Parameters that all documents of a kind about several provinces have.
    """

    vast: tuple[Soort, ...]
    los: Soort
    onbekend: str
    leeg: str = ""
    voor_alle: Mapping[str, str] = field(default_factory=dict)

    @property
    def soorten(self) -> tuple[Soort, ...]:
        return (*self.vast, self.los)

    @property
    def keuze(self) -> str:
        """The parameter that tells the loose documents of one folder apart."""
        return self.los.velden[-1]

    def mapnaam(self, tekst: str) -> str:
        """Name of the folder as it is asked for: a periode in any notation, or a fixed name.

        Raises
        ------
        AanvraagFout
            When it should be a periode and is none.
        """
        if "periode" not in self.los.velden or self.los.map:
            return tekst
        from ibtlib.basis.periode import Periode

        return str(Periode.lees(tekst))

    def documenten(self, provincie: str, map_: str, losse: Iterable[str]) -> list[tuple[Soort, dict[str, str]]]:
        """Kind and parameters of every document of a folder, in order."""
        waar = {"provincie": provincie, **({"periode": map_} if "periode" in self.los.velden else {})}
        if self.los.map:
            waar = dict(self.voor_alle)
        return [*((s, waar) for s in self.vast), *((self.los, {**waar, self.keuze: waarde}) for waarde in losse)]

    def weiger(self, wensen: Iterable[str], keuzes: Sequence[Mapping[str, str]], blijft: bool = False) -> None:
        """Say that wishes cannot be met, with what they may have meant.

        Parameters
        ----------
        wensen : iterable of str
            Those that were not found.
        keuzes : sequence of mapping of value to name
            What the data know, per folder that was looked at.
        blijft : bool
            Whether there are folders with documents besides those, which stay as they are.

        Raises
        ------
        AanvraagFout
            With every wish at once; also when there is nothing at all.
        """
        waarden = {w for deel in keuzes for w in deel}
        namen = sorted({naam for deel in keuzes for naam in deel.values()})
        regels = [
            self.onbekend.format(wens=wens, bekend=opsomming(namen)) + bedoelde_u(wens, [*namen, *waarden])
            for wens in wensen
        ]
        if self.leeg and not (regels or waarden or blijft):
            regels = [self.leeg]
        if regels:
            raise AanvraagFout("\n".join(regels))


def losse(wensen: Iterable[str], keuzes: Mapping[str, str], eerder: Iterable[str]) -> tuple[list[str], set[str]]:
    """Which loose documents a folder gets, and which of the wishes it could meet.

    Parameters
    ----------
    wensen : iterable of str
        Values or names, or `ALLE`.
    keuzes : mapping of value to name
        What the data know, in order.
    eerder : iterable of str
        Values that the folder was asked for before.

    Examples
    --------
    >>> losse(["De Bilt", "Zeits"], {"GM0307": "Amersfoort", "GM0310": "De Bilt"}, ["GM0307", "GM0001"])
    (['GM0307', 'GM0310'], {'De Bilt'})
    """
    per_naam = {naam: waarde for waarde, naam in keuzes.items()}
    gevonden = {w: w if w in keuzes else per_naam.get(w) for w in wensen if w != ALLE}
    gewild = {*eerder, *gevonden.values(), *(keuzes if ALLE in wensen else ())}
    return [waarde for waarde in keuzes if waarde in gewild], {w for w, waarde in gevonden.items() if waarde}


def per_periode(vast: tuple[Soort, ...]) -> Uitgave:
    """The folder of a periode: these kinds of document, and a page per gemeente where asked."""
    return Uitgave(vast, GEMEENTE, "Gemeente '{wens}' is er niet. Kies uit {bekend}.")


MONITORUITGAVE = Uitgave(
    (),
    MONITOR,
    "Een tussenstand van '{wens}' is er niet. Bekend: {bekend}.",
    "Er is geen enkele tussenstand. Zet de cijfers in data/raw/<provincie>/tussenstanden/<datum>.csv, met de kolommen "
    "gemeentecode;realisatie;gekoppeld.",
)


def landelijk(provincies: Sequence[str]) -> Uitgave:
    """The folder of the pages with these provinces beside each other, one per periode."""
    return Uitgave(
        (),
        LANDELIJK,
        "Over periode '{wens}' is van geen provincie iets bekend.",
        voor_alle={"provincies": ",".join(provincies)},
    )
