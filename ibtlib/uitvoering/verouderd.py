"""Which documents have to be made again, and why: the keys of the last time beside how things stand now."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, opsomming, vanaf_hier
from ibtlib.basis.plaatsen import HUISSTIJLMAP, KADERMAP, provinciemappen
from ibtlib.rapport.documenten import LANDELIJKMAP, MONITORMAP, OVERZICHT, Soort, bundelnaam
from ibtlib.rapport.plek import INDEX
from ibtlib.uitvoering import sleutel
from ibtlib.uitvoering.eigen import soort_van
from ibtlib.uitvoering.opdracht import FORMATEN, Opdracht
from ibtlib.uitvoering.uitgaven import ALLE, Uitgave, losse

NIEUW = "nog niet eerder gemaakt"
GEVRAAGD = "er is om gevraagd (--opnieuw)"


@dataclass
class Stand:
    """How everything stands at the start of a run; taken before anything is read to make documents from.

    Parameters
    ----------
    data, uitvoer, kader : Path
        As for `rapporteer`.
    uitgave : Uitgave
        Which kind of folder.
    formaten, motor, gebundeld
        What is asked for.
    wensen : tuple of str
        Loose documents asked for: values, names, or `ALLE`.
    eigen : tuple of Soort
        Notebooks of one's own that are asked for.
    """

    data: Path
    uitvoer: Path
    kader: Path | None
    uitgave: Uitgave
    formaten: tuple[str, ...]
    motor: str
    wensen: tuple[str, ...] = ()
    gebundeld: bool = False
    eigen: tuple[Soort, ...] = ()
    _invoer: dict[str, dict[str, str]] = field(default_factory=dict)
    _vervuld: set[str] = field(default_factory=set)
    _sleutels: dict[str, dict[str, Any]] = field(default_factory=dict)
    _resten: dict[str, dict[str, Any]] = field(default_factory=dict)
    _veranderd: dict[str, list[str]] = field(default_factory=dict)
    _nagekeken: set[str] = field(default_factory=set)

    @cached_property
    def basis(self) -> dict[str, str]:
        return sleutel.basis()

    @cached_property
    def _notebooks(self) -> dict[str, str]:
        return {soort.notebook: sleutel.notebook(soort.pad) for soort in (*self.uitgave.soorten, *self.eigen)}

    @cached_property
    def _alle(self) -> list[str]:
        return provinciemappen(self.data)

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

    def bewaak(self, gelezen: Mapping[str, str], provincies: Iterable[str] = ()) -> None:
        """Stop when something was made of other files than those of the start of this run.

        Parameters
        ----------
        gelezen : mapping of str to str
            The sha256 of each file as it was when it was read.
        provincies : iterable of str
            Look also whether the files of these are still the same, those that have no part in figures included.

        Raises
        ------
        AanvraagFout
            With the files; what was put in place before that is of the files of the start.
        """
        vast = self.invoer(self._alle)
        nu = {naam: som[:16] for naam, som in gelezen.items()}
        for provincie in (p for naam in provincies for p in (self._alle if naam == LANDELIJKMAP else [naam])):
            nu |= sleutel.invoer(self.data, [provincie], self.kader)
            eigen = {naam for naam in self._invoer[provincie] if naam not in nu}
            nu |= dict.fromkeys(eigen, "weg")
        if anders := sorted(naam for naam, som in nu.items() if vast.get(naam) != som):
            raise AanvraagFout(
                f"De gegevens veranderden terwijl de rapporten werden gemaakt: {opsomming(anders[:10])}. Wat al klaar was is van "
                "de gegevens van het begin; de rest is gebleven zoals het was. Geef dezelfde opdracht nog eens."
            )

    def document(self, soort: Soort, parameters: dict[str, str]) -> dict[str, Any]:
        """What a document is made from besides figures."""
        hoe = [parameters, sorted(self.formaten), self.motor]
        if soort.notebook not in self._notebooks:
            self._notebooks[soort.notebook] = sleutel.notebook(soort.pad)
        return {"het notebook": self._notebooks[soort.notebook], "de parameters, formaten of motor": hoe}

    def sleutel(self, provincie: str, map_: str) -> dict[str, Any]:
        """The key of a folder; read once."""
        naam = f"{provincie}/{map_}"
        if naam not in self._sleutels:
            self._sleutels[naam] = sleutel.lees(self.uitvoer, naam)
        return self._sleutels[naam]

    def _rest(self, naam: str) -> dict[str, Any]:
        if naam not in self._resten:
            self._resten[naam] = sleutel.lees_rest(self.uitvoer, naam)
        return self._resten[naam]

    def lezing(self, provincie: str, map_: str, stam: str) -> dict[str, str] | None:
        """What a document read when it was made, with the fingerprints of then; None is unknown."""
        delen: dict[str, str] | None = self._rest(f"{provincie}/{map_}").get("lezingen", {}).get(stam)
        return delen

    def andermans(self, provincie: str, map_: str) -> list[str]:
        """Files that others put in a folder that is known: they stay when it is replaced."""
        plek, oud = self.uitvoer / provincie / map_, self.sleutel(provincie, map_)
        if not oud:
            return []
        van_ons = {*oud["uitvoer"][0]}
        return [naam for naam in sleutel.bestanden_in(plek) if naam not in van_ons and (plek / naam).is_file()]

    def kondig_aan(self, provincie: str, map_: str, werk: Path) -> None:
        """Name what a folder is about to get in its key: who is killed before the key is renewed leaves nothing that
        seems to be of others."""
        oud = self.sleutel(provincie, map_)
        if oud and (erbij := sorted({*sleutel.bestanden_in(werk)} - {*oud["uitvoer"][0]})):
            nul = [0] * len(erbij)
            for kolom, waarden in zip(oud["uitvoer"], (erbij, nul, nul), strict=True):
                kolom += waarden
            sleutel.schrijf(self.uitvoer, f"{provincie}/{map_}", oud, self._rest(f"{provincie}/{map_}"))

    def weiger_andermans(self, mappen: Iterable[tuple[str, str]]) -> None:
        """Stop before anything is made where something would be replaced that is not ours.

        Parameters
        ----------
        mappen : iterable of (provincie, folder)
            The folders that get something new; the start pages of all provincies may.

        Raises
        ------
        AanvraagFout
            With the first start page that the tool did not make, or folder that was never one of reports.
        """
        paginas = [self.uitvoer / INDEX, *(self.uitvoer / naam / INDEX for naam in (*self._alle, LANDELIJKMAP))]
        weg = [pad for pad in paginas if not _is_van_ons(pad)]
        for provincie, map_ in mappen:
            plek = self.uitvoer / provincie / map_
            if not (self.sleutel(provincie, map_) or (plek / "notebooks").is_dir()) and sleutel.bestanden_in(plek):
                weg.append(plek)
        if weg:
            raise AanvraagFout(
                f"{vanaf_hier(weg[0])} is niet door ibt gemaakt, en zou verloren gaan. Geef met --uitvoer een andere map. Er is "
                "niets gemaakt."
            )

    def leg_vast(
        self, provincie: str, map_: str, inhoud: dict[str, Any], lezingen: dict[str, Any], andermans: list[str]
    ) -> None:
        """Write the key of a folder that was put in its place just now; what others put there is not in it."""
        naam = f"{provincie}/{map_}"
        namen = sleutel.bestanden_in(self.uitvoer / naam)
        uitvoer, sommen = sleutel.uitvoer(self.uitvoer / naam, [n for n in namen if n not in andermans])
        self._sleutels[naam], self._resten[naam] = (
            {**inhoud, "uitvoer": uitvoer},
            {"lezingen": lezingen, "sommen": sommen},
        )
        sleutel.schrijf(self.uitvoer, naam, self._sleutels[naam], self._resten[naam])
        self._nagekeken.add(naam)

    def _kijk_na(self, naam: str) -> list[str]:
        """Which files of a folder are gone or not as they were made."""
        bekend = self._sleutels[naam]["uitvoer"]
        return sleutel.veranderde_uitvoer(self.uitvoer / naam, bekend, lambda: self._rest(naam).get("sommen", {}))

    def ongemoeid(self, provincie: str, map_: str, anders_dan: str) -> list[str]:
        """Files of a folder that are as they were made; none when its pages have the links of this hash already."""
        oud = self.sleutel(provincie, map_)
        if not oud or oud.get("perioden") == anders_dan:
            return []
        anders = set(self._kijk_na(f"{provincie}/{map_}"))
        return [naam for naam in oud["uitvoer"][0] if naam not in anders]

    def herzie(self, provincie: str, map_: str, paginas: Iterable[str], perioden: str) -> None:
        """Write the key of a folder again after these pages got other links to other perioden, of this hash."""
        naam = f"{provincie}/{map_}"
        oud, rest = self.sleutel(provincie, map_), self._rest(naam)
        (namen, *maten), sommen = sleutel.uitvoer(self.uitvoer / naam, paginas)
        for kolom, waarden in zip(oud["uitvoer"][1:], maten, strict=True):
            for pagina, waarde in zip(namen, waarden, strict=True):
                kolom[oud["uitvoer"][0].index(pagina)] = waarde
        rest["sommen"] |= sommen
        oud["perioden"] = perioden
        sleutel.schrijf(self.uitvoer, naam, oud, rest)

    def omvang(self) -> dict[str, dict[str, int]]:
        """Size of every file that a start page may name, per folder with reports of a known provincie.

        What was checked or made in this run has the size in its key; only the rest is looked at.
        """
        uit = {}
        for provincie in (*self._alle, LANDELIJKMAP):
            for map_ in sleutel.mappen(self.uitvoer / provincie):
                naam = f"{provincie}/{map_}"
                namen, groottes, _ = self._sleutels[naam]["uitvoer"] if naam in self._nagekeken else ((), (), ())
                uit[naam] = sleutel.omvang(f"{self.uitvoer}/{naam}", dict(zip(namen, groottes, strict=True)))
        return uit

    def documenten(self, provincie: str, map_: str, keuzes: dict[str, str]) -> list[tuple[Soort, dict[str, str]]]:
        """Every document that a folder gets: the fixed ones, the loose ones asked for, and those asked for earlier.

        Parameters
        ----------
        keuzes : mapping of value to name
            Of which loose documents the data know.
        """
        gekozen, vervuld = losse(self.wensen, keuzes, self.sleutel(provincie, map_).get("losse", ()))
        self._vervuld |= vervuld
        waar = {"provincie": provincie, "periode": map_}
        eigen = [(soort, waar) for soort in self.van_zelf(provincie, map_)]
        return [*self.uitgave.documenten(provincie, map_, gekozen), *eigen]

    def van_zelf(self, provincie: str, map_: str) -> list[Soort]:
        """Notebooks of one's own that belong to a folder: asked for now, or earlier and still there."""
        eerder = (soort_van(naam, Path(pad)) for naam, pad in self.sleutel(provincie, map_).get("eigen", ()))
        alle = {soort.naam: soort for soort in (*(s for s in eerder if s.pad.is_file()), *self.eigen)}
        return [alle[naam] for naam in sorted(alle)]

    @property
    def onvervuld(self) -> list[str]:
        """Wishes that none of the folders looked at so far could meet."""
        return [w for w in self.wensen if w != ALLE and w not in self._vervuld]

    def vers(self, provincie: str, gevraagd: list[str] | None) -> dict[str, list[str]] | None:
        """Names of the documents per folder asked for, when nothing at all changed for them; else None."""
        mappen = self._mappen(provincie, gevraagd)
        if mappen is None:
            return None
        uit = {map_: self._vers(provincie, map_) for map_ in mappen}
        return None if None in uit.values() else {m: namen for m, namen in uit.items() if namen is not None}

    def _mappen(self, provincie: str, gevraagd: list[str] | None) -> list[str] | None:
        try:
            namen = sorted({self.uitgave.mapnaam(p) for p in gevraagd}) if gevraagd is not None else None
        except AanvraagFout:
            return None  # told by who reads the figures
        for map_ in sleutel.sleutels(self.uitvoer, provincie):
            oud = self.sleutel(provincie, map_)
            if (
                oud
                and oud["soort"] == self.uitgave.los.naam
                and oud["basis"] == self.basis
                and oud["invoer"] == self.invoer(oud["provincies"])
            ):
                alle: list[str] = oud["alle"]
                if namen is None or set(namen) <= set(alle):
                    return alle if namen is None else namen
        return None

    def _vers(self, provincie: str, map_: str) -> list[str] | None:
        oud = self.sleutel(provincie, map_)
        if not oud:
            return None
        documenten = self.documenten(provincie, map_, oud["keuzes"])
        namen = [soort.naam_van(parameters) for soort, parameters in documenten]
        nu = [(f"{provincie}/{map_}/{stam}", d["delen"]) for stam, d in oud["documenten"].items()]
        klopt = (
            oud["basis"] == self.basis
            and nu == list(zip(namen, (self.document(*document) for document in documenten), strict=True))
            and oud["invoer"] == self.invoer(oud["provincies"])
            and not self._kijk_na(f"{provincie}/{map_}")
            and all(f"{bundelnaam(provincie, map_)}.{f}" in oud["uitvoer"][0] for f in self.bundel(provincie, map_))
        )
        if not klopt:
            return None
        self._nagekeken.add(f"{provincie}/{map_}")
        return namen

    @cached_property
    def _mislukt(self) -> str:
        return str(self.uitvoer / "mislukt")

    def opdracht(self, soort: Soort, parameters: dict[str, str], werk: Path | None = None) -> Opdracht:
        """The order to make a document, in a working folder."""
        return Opdracht(
            soort,
            parameters,
            str(self.data),
            str(self.kader) if self.kader else None,
            self.formaten,
            str(werk or self.uitvoer),
            self._mislukt,
            self.motor,
        )

    def bundel(self, provincie: str, periode: str) -> tuple[str, ...]:
        """The formats in which the volume of a periode is made: when asked for, or when there is one already."""
        if periode in (MONITORMAP, OVERZICHT):
            return ()  # a folder of loose documents: there is nothing to bind
        bundel = f"{self.uitvoer}/{provincie}/{periode}/{bundelnaam(provincie, periode)}"
        er_is = any(os.path.isfile(f"{bundel}.{f}") for f in FORMATEN)  # noqa: PTH113
        return self.formaten if self.gebundeld or er_is else ()

    def reden(self, opdracht: Opdracht, afdrukken: dict[str, str]) -> str | None:
        """Why a document has to be made; None when it can stay.

        Parameters
        ----------
        opdracht : Opdracht
        afdrukken : dict
            Fingerprint of everything there is to read, per part (`utrecht: tabel standen`).
        """
        provincie, map_, _ = opdracht.naam.split("/", 2)
        oud = self.sleutel(provincie, map_)
        eerder = oud.get("documenten", {}).get(opdracht.stam)
        if not eerder:
            return NIEUW
        if anders := sleutel.verschil(oud["basis"], self.basis):
            return f"veranderd: {opsomming(anders)}"
        if anders := sleutel.verschil(eerder["delen"], self.document(opdracht.soort, opdracht.parameters)):
            return f"veranderd: {opsomming(anders)}"
        naam = f"{provincie}/{map_}"
        if naam not in self._veranderd:
            self._veranderd[naam] = self._kijk_na(naam)
        if weg := [b for b in self._veranderd[naam] if b in opdracht.bestanden]:
            return f"weg of niet meer zoals gemaakt: {opsomming(weg)}"
        bestanden = sleutel.verschil(oud["invoer"], self.invoer(oud["provincies"]))
        if not bestanden:
            return None
        lezing = self.lezing(provincie, map_, opdracht.stam)
        if lezing is None or any(
            b.startswith(("kader ", f"{provincie}/{HUISSTIJLMAP}/", f"{provincie}/{KADERMAP}/")) for b in bestanden
        ):
            return f"veranderd: {opsomming(bestanden)}"
        gelezen = [deel for deel, som in lezing.items() if sleutel.afdruk(afdrukken, provincie, deel) != som]
        return f"veranderd: {opsomming(sorted(gelezen))}" if gelezen else None


def _is_van_ons(pagina: Path) -> bool:
    """Whether a page was made by this tool, or is not there."""
    if not pagina.is_file():
        return True
    with pagina.open("rb") as bestand:
        return b'content="ibtlib"' in bestand.read(4_000)
