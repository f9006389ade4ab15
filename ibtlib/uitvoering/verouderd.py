"""Which documents have to be made again, and why: the keys of the last time beside how things stand now."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ibtlib.fouten import AanvraagFout, opsomming
from ibtlib.periode import Periode
from ibtlib.uitvoering import sleutel
from ibtlib.uitvoering.document import Opdracht, Soort

NIEUW = "nog niet eerder gemaakt"
GEVRAAGD = "er is om gevraagd (--opnieuw)"


@dataclass
class Stand:
    """How everything stands at the start of a run; taken before anything is read to make documents from.

    Parameters
    ----------
    data, uitvoer, kader : Path
        As for `rapporteer`.
    soorten, formaten, motor
        What is asked for.
    """

    data: Path
    uitvoer: Path
    kader: Path | None
    soorten: tuple[Soort, ...]
    formaten: tuple[str, ...]
    motor: str
    _invoer: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def basis(self) -> dict[str, str]:
        return sleutel.basis()

    @cached_property
    def _notebooks(self) -> dict[str, str]:
        return {soort.naam: sleutel.notebook(soort.pad) for soort in self.soorten}

    @cached_property
    def _alle(self) -> list[str]:
        return sorted(pad.parent.name for pad in self.data.glob("*/provincie.csv"))

    def neem_op(self) -> None:
        """Hash everything now: a key never says how things stood after they were read."""
        self.basis  # noqa: B018
        self._notebooks  # noqa: B018
        self.invoer(self._alle)

    def ruw(self) -> list[str]:
        """Names under the data folder of every file that a document may read."""
        return [naam for naam in self.invoer(self._alle) if not naam.startswith("kader ")]

    def invoer(self, provincies: list[str]) -> dict[str, str]:
        """Hash of every file read for these provincies; each hashed once per run."""
        uit: dict[str, str] = {}
        for naam in provincies:
            if naam not in self._invoer:
                self._invoer[naam] = sleutel.invoer(self.data, [naam], self.kader)
            uit |= self._invoer[naam]
        return uit

    def document(self, soort: Soort, parameters: dict[str, str]) -> dict[str, str]:
        """What a document is made from besides figures."""
        instelling = sleutel.instelling(parameters, self.formaten, self.motor)
        return {"het notebook": self._notebooks[soort.naam], "de parameters, formaten of motor": instelling}

    def sleutel(self, provincie: str, periode: str) -> dict[str, Any]:
        return sleutel.lees(self.uitvoer, f"{provincie}/{periode}")

    def vers(self, provincie: str, gevraagd: list[str] | None) -> list[str] | None:
        """The perioden asked for when nothing at all changed for them; None when there may be something to do."""
        perioden = self._perioden(provincie, gevraagd)
        if perioden is None or not all(self._vers(provincie, p) for p in perioden):
            return None
        return perioden

    def _perioden(self, provincie: str, gevraagd: list[str] | None) -> list[str] | None:
        map_ = self.uitvoer / sleutel.MAP / provincie
        try:
            namen = sorted({str(Periode.lees(p)) for p in gevraagd}) if gevraagd is not None else None
        except AanvraagFout:
            return None  # told by who reads the figures
        for pad in sorted(map_.glob("*.json")):
            oud = self.sleutel(provincie, pad.stem)
            if oud and oud["basis"] == self.basis and oud["invoer"] == self.invoer(oud["provincies"]):
                alle: list[str] = oud["alle"]
                return alle if namen is None else namen if set(namen) <= set(alle) else None
        return None

    def _vers(self, provincie: str, periode: str) -> bool:
        oud = self.sleutel(provincie, periode)
        return (
            bool(oud)
            and oud["basis"] == self.basis
            and list(oud["documenten"]) == [s.naam for s in self.soorten]
            and all(
                oud["documenten"][s.naam]["delen"] == self.document(s, {"provincie": provincie, "periode": periode})
                for s in self.soorten
            )
            and oud["invoer"] == self.invoer(oud["provincies"])
            and not sleutel.veranderde_uitvoer(self.uitvoer / provincie / periode, oud["uitvoer"])
        )

    def reden(self, opdracht: Opdracht, afdrukken: dict[str, str]) -> str | None:
        """Why a document has to be made; None when it can stay.

        Parameters
        ----------
        opdracht : Opdracht
        afdrukken : dict
            Fingerprint of everything there is to read, per part (`utrecht: tabel standen`).
        """
        provincie, periode = opdracht.parameters["provincie"], opdracht.parameters["periode"]
        oud = self.sleutel(provincie, periode)
        eerder = oud.get("documenten", {}).get(opdracht.soort.naam)
        if not eerder:
            return NIEUW
        if anders := sleutel.verschil(oud["basis"], self.basis):
            return f"veranderd: {opsomming(anders)}"
        if anders := sleutel.verschil(eerder["delen"], self.document(opdracht.soort, opdracht.parameters)):
            return f"veranderd: {opsomming(anders)}"
        eigen = {naam: stand for naam, stand in oud["uitvoer"].items() if naam in opdracht.bestanden}
        if weg := sleutel.veranderde_uitvoer(self.uitvoer / provincie / periode, eigen):
            return f"weg of niet meer zoals gemaakt: {opsomming(weg)}"
        bestanden = sleutel.verschil(oud["invoer"], self.invoer(oud["provincies"]))
        if not bestanden:
            return None
        if eerder["lezing"] is None or any(b.startswith("kader ") for b in bestanden):
            return f"veranderd: {opsomming(bestanden)}"
        gelezen = {d: som for d, som in eerder["lezing"].items() if sleutel.afdruk(afdrukken, provincie, d) != som}
        return f"veranderd: {opsomming(sorted(gelezen))}" if gelezen else None
