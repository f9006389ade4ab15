"""Raw files of one province, checked and put together: everything above this room starts from `Gegevens`."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ibtlib.basis.fouten import AanvraagFout, InvoerFout, Probleem, opsomming
from ibtlib.basis.periode import Periode, reeks
from ibtlib.basis.plaatsen import KADERBESTAND, datamap, zoek_provincie
from ibtlib.basis.voorstelling import Voorgesteld, Voorstelling
from ibtlib.gegevens.bronnen import ORIGINELEN, Bron, Bronnen
from ibtlib.gegevens.correcties import Correctie, zoals_gepubliceerd
from ibtlib.gegevens.gemeenten import Gemeentelijst
from ibtlib.gegevens.grenzen import Grenzen
from ibtlib.gegevens.inhoud import Inhoud, lees_inhoud
from ibtlib.gegevens.lezer import SCHEMAS, Gedeeld, met_lezer
from ibtlib.gegevens.lezing import Lezing, lopende, onthoud
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS
from ibtlib.gegevens.tabellen import Tabellen, over
from ibtlib.gegevens.teksten import MAP as TEKSTEN
from ibtlib.gegevens.teksten import Hoofdstuktekst
from ibtlib.kader.kader import Kaderreeks

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class Gegevens(Voorgesteld):
    """Everything known about one province, validated, with its provenance; and what of it has been read.

    `tabellen` has the figures as the sources give them; the functions of `ibtlib` say what follows from them.
    Immutable: `tabel`, `landelijk` and `gemeentecijfers` give copies, so nobody can change what others see. Whatever
    figures one asks for, it is noted as a part: a table, the results of a periode, the list of perioden, and so on. Of
    a document it is then known on which parts, and on which files, it rests.
    """

    _inhoud: Inhoud = field(repr=False)
    _lezing: Lezing = field(default_factory=Lezing, repr=False)
    _afgeleid: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    bekend_op: dt.date | None = None
    _alles: Gegevens | None = field(default=None, repr=False)

    def voorstelling(self) -> Voorstelling:
        """Of which perioden, gemeenten and policy something is known, and what to ask next."""
        return over(self)

    @property
    def tabellen(self) -> Tabellen:
        """Every table that was read, with a line of explanation; `g.tabellen["standen"]` is one, to plot and to count.

        Examples
        --------
        >>> laad("utrecht").tabellen["taakstelling"]["taakstelling"].max().item()
        27300
        """
        return Tabellen(self)

    def _lees(self, deel: str, bestand: str | None = None) -> Inhoud:
        """The only way to figures: notes which part is read, and in which file (or folder, with a slash) it stands.

        A part without a file is derived from several, or is about the files themselves.
        """
        self._lezing.delen.add(f"{self.provincie}: {deel}")
        if bestand:
            self._lezing.bestanden.add(bestand)
        return self._inhoud

    # --- not a part: the folder, and what every document rests on ------------------------------------------

    @property
    def provincie(self) -> str:
        """Folder name, as used in commands (`utrecht`)."""
        return self._inhoud.provincie

    @property
    def kaders(self) -> Kaderreeks:
        """The dated policy by which treden are computed."""
        return self._inhoud.kaders

    @property
    def grenzen(self) -> Grenzen | None:
        """Real borders for the map, where the house style of the province names them."""
        return self._inhoud.grenzen

    # --- what was known, and when ---------------------------------------------------------------------------

    def voor(self, periode: Periode | str) -> Gegevens:
        """The data as a report over a periode uses them: what was known on the day that it was published.

        Without a day in `publicaties.csv` (the last periode has none yet) that is all there is now. What became known
        later is in `alles`.

        Raises
        ------
        AanvraagFout
            When it is no periode.

        Examples
        --------
        >>> g = laad("utrecht").voor("2023-1")
        >>> g.bekend_op.isoformat(), [r["taakstelling"] for r in g.resultaatrijen(Periode.lees("2023-2"))]
        ('2023-11-09', [2126])
        >>> [r["taakstelling"] for r in g.alles.resultaatrijen(Periode.lees("2023-2"))]
        [2126, 1372]
        """
        gekozen = str(Periode.lees(str(periode)))
        for rij in self.alles.tabel("publicaties").to_dict("records"):
            if rij["periode"] == gekozen:
                dag = rij["publicatiedatum"]
                self.alles.bronnen  # noqa: B018 - whose dates decide what is known
                inhoud = self.alles._inhoud.bekend_op(dag)
                return Gegevens(inhoud, self._lezing, bekend_op=dag, _alles=self.alles)
        return self.alles

    @property
    def alles(self) -> Gegevens:
        """The same with what became known later."""
        return self._alles or self

    # --- the parts -----------------------------------------------------------------------------------------

    def tabel(self, naam: str) -> pd.DataFrame:
        """A copy of a table of this province; empty with the right columns when it was not published."""
        return self._lees(f"tabel {naam}", f"{self.provincie}/{naam}.csv").eigen[naam].reset_index(drop=True)

    def landelijk(self, naam: str) -> pd.DataFrame:
        """A copy of a national table."""
        return self._lees(f"landelijk {naam}", f"landelijk/{naam}.csv").landelijk[naam].reset_index(drop=True)

    def _zelf(self) -> Mapping[str, Any]:
        return self._lees("tabel provincie", f"{self.provincie}/provincie.csv").zelf

    @property
    def code(self) -> str:
        """CBS code of the province."""
        return str(self._zelf()["provinciecode"])

    @property
    def naam(self) -> str:
        return str(self._zelf()["naam"])

    @property
    def fictief(self) -> bool:
        """True for the example province; every table, chart and page then says FICTIEF."""
        return bool(self._zelf()["fictief"] == "ja")

    @property
    def bronnen(self) -> Bronnen:
        """The register of sources."""
        return self._lees("bronnen", "bronnen.csv").bronnen

    def bron(self, id_: str) -> Bron:
        """The source that a reader is told of: a document lists the sources that it names, and no others."""
        self._lezing.geciteerd.add(id_)
        return self.bronnen[id_]

    @property
    def gemeentelijst(self) -> Gemeentelijst:
        """Codes, names and the dates between which they hold."""
        return self._lees("tabel gemeentelijst", f"{self.provincie}/gemeentelijst.csv").gemeentelijst

    @property
    def correcties(self) -> tuple[Correctie, ...]:
        """What reads differently here than in its source; applied, and marked in the `vindplaats` of its row."""
        return self._lees("correcties", f"{self.provincie}/correcties.csv").correcties

    @property
    def gemeentecijfers(self) -> pd.DataFrame:
        """A copy of the figures per gemeente: `periode` and the columns of `GEMEENTECIJFERS`; empty when there are none."""
        return self._lees("gemeentecijfers", f"{self.provincie}/gemeenten/").gemeentecijfers.reset_index(drop=True)

    @property
    def tussenstanden(self) -> pd.DataFrame:
        """A copy of the interim figures per gemeente: `datum` and the columns of `schema.TUSSENSTANDCIJFERS`."""
        return self._lees("tussenstanden", f"{self.provincie}/tussenstanden/").tussenstanden.reset_index(drop=True)

    @property
    def inname(self) -> pd.DataFrame:
        """A copy of what `ibt inlezen` noticed and did not change: the columns of `schema.INNAME`."""
        return self._lees("inname", f"{self.provincie}/{ORIGINELEN}/").inname.reset_index(drop=True)

    def tekst(self, periode: Periode, hoofdstuk: str) -> Hoofdstuktekst | None:
        """What the province wrote for a chapter of the report on a periode; None where there is no file."""
        inhoud = self._lees(f"tekst {periode} {hoofdstuk}", f"{self.provincie}/{TEKSTEN}/{periode}/{hoofdstuk}.md")
        return inhoud.teksten.get((str(periode), hoofdstuk))

    def resultaatrijen(self, periode: Periode) -> tuple[Mapping[str, Any], ...]:
        """The rows of `resultaten` of one periode; none when nothing was published of it."""
        inhoud = self._lees(f"resultaten {periode}", f"{self.provincie}/resultaten.csv")
        return inhoud.resultaatrijen.get(str(periode), ())

    def standrijen(self, peildatum: dt.date) -> tuple[Mapping[str, Any], ...]:
        """The rows of `standen` about one peildatum."""
        inhoud = self._lees("tabel standen", f"{self.provincie}/standen.csv")
        return inhoud.standrijen.get(peildatum, ())

    @property
    def resultaatperioden(self) -> list[Periode]:
        """Perioden of which there are results, in order."""
        inhoud = self._lees("resultaatperioden", f"{self.provincie}/resultaten.csv")
        return sorted(Periode.lees(p) for p in inhoud.resultaatrijen)

    @property
    def perioden(self) -> list[Periode]:
        """Perioden about which enough is known to report: the opgave, the treden, or figures per gemeente."""
        return list(self._lees("perioden").perioden)

    @property
    def bestanden(self) -> Mapping[str, str]:
        """Every file, relative to the data folder, with its sha256."""
        return self._lees("bestanden").bestanden

    def afgeleid(self, soort: str, maak: Callable[[Gegevens], Mapping[str, T]], deel: str) -> T | None:
        """One part of what a function makes of these data; worked out once, because they never change.

        Who asks for it has read that part, and not the rows that it was made from: it counts as changed only when
        it comes out differently.

        Parameters
        ----------
        soort : str
            Name of what is made: the part is noted as `<soort> <deel>`.
        maak : callable
            Gives all its parts by name.
        deel : str
            Which one; None when it is not there.
        """
        self._lees(f"{soort} {deel}{f' op {self.bekend_op}' if self.bekend_op else ''}")
        if soort not in self._afgeleid:
            self._afgeleid[soort] = maak(self.ongelezen())
        return self._afgeleid[soort].get(deel)

    # --- what was read -------------------------------------------------------------------------------------

    @property
    def gelezen(self) -> frozenset[str]:
        """The parts that were read so far, each as `<provincie>: <part>`."""
        return frozenset(self._lezing.delen)

    @property
    def geciteerd(self) -> list[Bron]:
        """The sources that were named to a reader so far, in the order of the register.

        Examples
        --------
        >>> g = laad("utrecht")
        >>> g.bron("rapportage-2023-2").uitgever, [b.id for b in g.geciteerd]
        ('Provincie Utrecht', ['rapportage-2023-2'])
        """
        return [b for b in self.bronnen.values() if b.id in self._lezing.geciteerd]

    def ongelezen(self) -> Gegevens:
        """The same data, with nothing of them read yet."""
        return Gegevens(self._inhoud, bekend_op=self.bekend_op)

    def gelezen_bestanden(self) -> dict[str, str]:
        """Every file of which something was read so far, with its sha256, in order.

        Examples
        --------
        >>> g = laad("utrecht")
        >>> n = len(g.tabel("amv"))
        >>> list(g.gelezen_bestanden())
        ['utrecht/amv.csv']
        """
        alle, begin = self._lees("lijst van bestanden").bestanden, tuple(self._lezing.bestanden)
        return {naam: self._lees(f"bestand {naam}").bestanden[naam] for naam in alle if naam.startswith(begin)}

    # --- made from the parts -------------------------------------------------------------------------------

    def gepubliceerd(self, naam: str) -> pd.DataFrame:
        """A copy of a table of this province (or `gemeentecijfers`) as the sources have it: without corrections."""
        per_gemeente = naam == GEMEENTECIJFERS.naam
        frame = self.gemeentecijfers if per_gemeente else self.tabel(naam)
        sleutel = ("periode", *GEMEENTECIJFERS.sleutel) if per_gemeente else SCHEMAS[naam].sleutel
        eigen = [c for c in self.correcties if c.tabel == (f"gemeenten/{c.periode}" if per_gemeente else naam)]
        return zoals_gepubliceerd(frame, sleutel, eigen)

    def plaats(self, tabel: str, sleutel: tuple[Any, ...]) -> tuple[str, int]:
        """File and line of a row, for messages to whoever mends it.

        Parameters
        ----------
        tabel : str
            `standen`, `landelijk/inwoners`, or `gemeenten/2024-1`.
        sleutel : tuple
            Values of its key columns.

        Returns
        -------
        tuple of str and int
            Path within the data folder and line; 0 when the row is not there.
        """
        return self._lees("bestanden").plaats(tabel, sleutel)  # a line number is about the files as they are

    def periode(self, tekst: str) -> Periode:
        """The periode asked for, when there is something to report on it; any, as long as nothing is known of any.

        A province that just began has reports too: with a sentence where figures will stand. As soon as there is a
        periode with figures, another one is more likely a slip of the pen.

        Raises
        ------
        AanvraagFout
            When it is no periode, or nothing is known about it and there is of others.
        """
        periode = Periode.lees(tekst)
        if self.perioden and periode not in self.perioden:
            raise AanvraagFout(
                f"Over periode {periode} van {self.naam} zijn geen totaalopgave, treden of gemeentecijfers bekend. "
                f"Wel over {opsomming(str(p) for p in self.perioden)}. "
                f"Voeg de cijfers toe in data/raw/{self.provincie} of kies een van deze perioden."
            )
        return periode

    def reeks(self, tot_en_met: Periode | None = None) -> list[Periode]:
        """All half-years from the first published figure on, gaps included; empty when there is none."""
        alle = {*self.perioden, *self.resultaatperioden}
        return reeks(min(alle), tot_en_met or max(alle)) if alle else []


def laad(
    provincie: str,
    data: Path | str | None = None,
    kader: Path | str | None = None,
    voor: Periode | str | None = None,
) -> Gegevens:
    """Load a province: all its figures, checked, each with its source; what every other function starts from.

    Parameters
    ----------
    provincie : str
        Folder name under the data folder (`utrecht`), or a name or code of the province (`Utrecht`, `PV26`).
    data : path, optional
        The folder with raw data; see `datamap` for the default.
    kader : path, optional
        A kader file that replaces the shipped ones.
    voor : Periode or str, optional
        The periode of a report: with only what was known when it was published (`Gegevens.voor`). Default: everything.

    Raises
    ------
    AanvraagFout
        Unknown provincie.
    InvoerFout
        With every problem of every file.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> ibt.laad("utrecht").naam, ibt.laad("PV26").provincie
    ('Utrecht', 'utrecht')
    """
    g = _laad(provincie, Path(data) if data else datamap(), kader, {})
    return onthoud(g.voor(voor) if voor is not None else g)


def laad_alle(namen: Iterable[str], data: Path) -> tuple[list[Gegevens], dict[Path, list[Probleem]]]:
    """Read and check several provinces; what they share is read once.

    Returns
    -------
    list of Gegevens, and mapping of path to problems
        The provinces that are valid, and every problem of every file, told once.

    Raises
    ------
    AanvraagFout
        Unknown provincie.
    """
    geladen: list[Gegevens] = []
    problemen: dict[Path, list[Probleem]] = {}
    gedeeld: Gedeeld = {}
    for naam in namen:
        try:
            geladen.append(_laad(naam, data, None, gedeeld))
        except InvoerFout as fout:
            problemen |= fout.problemen
    return geladen, problemen


def _laad(provincie: str, map_: Path, kader: Path | str | None, gedeeld: Gedeeld) -> Gegevens:
    provincie = zoek_provincie(provincie, map_)
    kaderbestand = kader or os.environ.get(KADERBESTAND)
    pad = Path(kaderbestand) if kaderbestand else None
    inhoud = met_lezer(map_, provincie, gedeeld, lambda lezer: lees_inhoud(lezer, pad))
    lezing = lopende()
    lezing.geladen(inhoud.bestanden)
    return Gegevens(inhoud, lezing)
