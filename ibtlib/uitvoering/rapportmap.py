"""One folder of reports while it is made: what of it is new, what stays, and what its key says when it is in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibtlib.basis.bestanden import Ruimte
from ibtlib.basis.plaatsen import provinciemappen
from ibtlib.rapport.documenten import EIGENMAP, Soort
from ibtlib.uitvoering import sleutel
from ibtlib.uitvoering.compleet import maak_bestanden, maak_compleet
from ibtlib.uitvoering.opdracht import Opdracht, Uitslag
from ibtlib.uitvoering.proces import Taak
from ibtlib.uitvoering.verouderd import Stand
from ibtlib.uitvoering.vorige import Vorige, reden

if TYPE_CHECKING:
    from ibtlib.uitvoering.verkenning import Verkenning


@dataclass
class Rapportmap:
    """A folder of a provincie, made in `werk` to stand in `doel`.

    Parameters
    ----------
    vast : tuple of Soort
        The kinds that are always there.
    opdrachten, blijft : list of Opdracht
        Documents to make, and those that stay as they are.
    gemaakt : dict
        How the documents that were made went, by their place in the folder.
    """

    provincie: str
    naam: str
    werk: Path
    doel: Path
    vast: tuple[Soort, ...]
    opdrachten: list[Opdracht] = field(default_factory=list)
    blijft: list[Opdracht] = field(default_factory=list)
    gemaakt: dict[str, Uitslag] = field(default_factory=dict)

    @property
    def klaar(self) -> bool:
        return len(self.gemaakt) == len(self.opdrachten)

    @property
    def weggelaten(self) -> list[Opdracht]:
        """What failed so far."""
        return [o for o in self.opdrachten if o.stam in self.gemaakt and self.gemaakt[o.stam].fout]

    @property
    def mislukt(self) -> bool:
        """Whether the folder stays as it was: of the fixed documents (or, without those, at all) nothing came out."""
        return not any(o.soort in self.vast or not self.vast for o in self.documenten)

    @property
    def bewaard(self) -> list[Vorige]:
        """Of the fixed documents that failed: the last good version, where the folder (before, or as it is now) has one."""
        uit = []
        for o in self.weggelaten:
            formaten = tuple(f for f in o.formaten if (self.doel / f"{o.stam}.{f}").is_file())
            vorige = Vorige(o.stam, formaten, reden(self.gemaakt[o.stam].fout or ""))
            if o.soort in self.vast and (self.doel / vorige.notebook).is_file():
                uit.append(vorige)
        return uit

    @property
    def documenten(self) -> list[Opdracht]:
        """What will stand in it."""
        return [*(o for o in self.opdrachten if o not in self.weggelaten), *self.blijft]

    def neem_over(self) -> None:
        """Copy what stays beside what is new, with its dates."""
        bestanden = [naam for opdracht in self.blijft for naam in opdracht.bestanden]
        _kopieer(self.doel, self.werk, [*bestanden, *(v.notebook for v in self.bewaard)])

    def slottaak(self, bundel: tuple[str, ...]) -> Taak:
        """The task that adds what belongs to the whole periode, or to documents that are of no periode."""
        soorten = tuple(s for s in self.vast if s in {o.soort for o in self.documenten})
        een = self.documenten[0]
        if not soorten:
            stammen = tuple(sorted(o.stam for o in self.documenten))
            return Taak(maak_bestanden, (een.soort, stammen, str(self.werk)), over=(self, None))
        eigen = tuple(o.stam for o in self.documenten if o.stam.startswith(f"{EIGENMAP}/"))
        argumenten = (
            self.provincie,
            self.naam,
            een.data,
            een.kader,
            soorten,
            str(self.werk),
            bundel,
            tuple(self.bewaard),
            tuple(sorted(eigen)),
            tuple(sorted({str(o.soort.pad) for o in self.documenten})),
        )
        return Taak(maak_compleet, argumenten, over=(self, None))

    def zet_neer(self, ruimte: Ruimte, stand: Stand, verkend: Verkenning) -> None:
        """Put the folder in its place, and keep of what each document was made: how that stood before it was read."""
        andermans = [n for n in stand.andermans(self.provincie, self.naam) if not (self.werk / n).exists()]
        stand.kondig_aan(self.provincie, self.naam, self.werk)
        _kopieer(self.doel, self.werk, andermans)
        ruimte.wissel({self.doel: self.werk})
        keuzes = verkend.keuzes[self.naam]
        gewild = [stand.opdracht(*d) for d in stand.documenten(self.provincie, self.naam, keuzes)]
        er_zijn = {o.stam for o in self.documenten}
        documenten, lezingen = self._van_documenten([o for o in gewild if o.stam in er_zijn], stand, verkend.afdrukken)
        provincies = {self.provincie, *(deel.partition(": ")[0] for delen in lezingen.values() for deel in delen or ())}
        if None in lezingen.values():
            provincies |= set(provinciemappen(stand.data))
        inhoud = {
            "soort": stand.uitgave.los.naam,
            "basis": stand.basis,
            "alle": verkend.alle,
            "keuzes": keuzes,
            "losse": [o.parameters[stand.uitgave.keuze] for o in gewild if o.soort == stand.uitgave.los],
            "eigen": [[s.naam, s.notebook] for s in stand.van_zelf(self.provincie, self.naam)],
            "provincies": sorted(provincies),
            "invoer": stand.invoer(sorted(provincies)),
            "documenten": documenten,
        }
        stand.leg_vast(self.provincie, self.naam, inhoud, lezingen, andermans)

    def _van_documenten(
        self, opdrachten: list[Opdracht], stand: Stand, afdrukken: dict[str, str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Of what each document was made besides figures, and what it read; of one that stayed, what was known."""
        oud = stand.sleutel(self.provincie, self.naam).get("documenten", {})
        documenten: dict[str, Any] = {}
        lezingen: dict[str, Any] = {}
        for opdracht in opdrachten:
            stam, uitslag = opdracht.stam, self.gemaakt.get(opdracht.stam)
            if uitslag is None:
                documenten[stam] = oud[stam]
                lezingen[stam] = stand.lezing(self.provincie, self.naam, stam)
            else:
                delen = stand.document(opdracht.soort, opdracht.parameters)
                documenten[stam] = {"delen": delen, "seconden": round(uitslag.seconden, 2)}
                lezingen[stam] = _lezing(uitslag.lezing, self.provincie, afdrukken)
        return documenten, lezingen


def _kopieer(van: Path, naar: Path, namen: Iterable[str]) -> None:
    import shutil

    for naam in namen:
        (naar / naam).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(van / naam, naar / naam, follow_symlinks=False)


def _lezing(delen: frozenset[str] | None, provincie: str, afdrukken: dict[str, str]) -> dict[str, str] | None:
    """What a document read, with fingerprints; a part without one (of another provincie) is never still the same."""
    if delen is None:
        return None
    return {deel: sleutel.afdruk(afdrukken, provincie, deel) or "onbekend" for deel in sorted(delen)}
