"""What a notebook can show: `Titel`, `Tekst`, `Tabel`, `Figuur`, `Verwijzingen` and `Linktabel`.

Each is immutable and shows itself as accessible HTML. Beside the HTML it carries its content as data
(`application/vnd.ibtlib+json`), so that what is published as CSV and Excel is the very table on the page.
All text is escaped here, once: data is shown as text, never as markup.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from html import escape
from types import MappingProxyType
from typing import Any

from ibtlib.fouten import AanvraagFout, opsomming
from ibtlib.getallen import toon, toon_procent

MIMETYPE = "application/vnd.ibtlib+json"
LEEG = "niet gepubliceerd"

HERKOMSTKLASSEN = ("berekend", "aanname")  # without one of these a figure is as published

Cel = str | int | Fraction | None
Bundel = dict[str, Any]
Plek = tuple[int | None, int | None]  # (row, column) of a table; None: the whole column, the whole row


@dataclass(frozen=True)
class Kolom:
    """One column of a `Tabel`.

    Parameters
    ----------
    naam : str
        Header, as read by people.
    soort : str
        `tekst`, `geheel` (persons, places), `procent` (value ×100) or `breuk`.
    decimalen : int
        Decimals shown for `procent` and for the Fractions of `breuk` (an int there is a count, shown as one);
        rounding is half up and happens only here.
    teken : bool
        Show a plus sign before positive numbers (differences).
    """

    naam: str
    soort: str = "tekst"
    decimalen: int = 0
    teken: bool = False

    def toon(self, waarde: Cel, leeg: str = LEEG) -> str:
        """The text of one cell.

        >>> Kolom("dekking", "procent", 1).toon(Fraction(352300, 8207))
        '42,9%'
        """
        if waarde is None:
            return leeg
        if isinstance(waarde, str):
            return waarde
        if self.soort == "procent":
            return toon_procent(waarde, self.decimalen)
        decimalen = self.decimalen if self.soort == "breuk" and isinstance(waarde, Fraction) else 0
        return toon(waarde, decimalen, self.teken)


class _Weergave:
    """Shared by all: how Jupyter, papermill and nbconvert get to see the object."""

    def _html(self) -> str:
        raise NotImplementedError

    def _plat(self) -> str:
        raise NotImplementedError

    def _gegevens(self) -> Bundel:
        raise NotImplementedError

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundel:
        return {"text/html": self._html(), "text/plain": self._plat(), MIMETYPE: self._gegevens()}

    def __str__(self) -> str:
        return self._plat()


@dataclass(frozen=True)
class Titel(_Weergave):
    """Heading of a document: the only h1, and what the cover of the PDF shows.

    Parameters
    ----------
    titel, ondertitel : str
        What it is, and of which provincie and periode.
    kenmerken : sequence of (label, text)
        Peildatum, sources, kader: shown under the title and on the cover.
    datum : date
        Date of the document: the peildatum, never the clock.
    fictief : bool
        True for the example province: every page then says FICTIEF.
    vorm : str
        `rapport`, or `bijlage` for a document of exactly one page: no cover, no contents, everything compact.
    """

    titel: str
    ondertitel: str
    kenmerken: tuple[tuple[str, str], ...]
    datum: dt.date
    fictief: bool = False
    vorm: str = "rapport"

    def _html(self) -> str:
        rijen = "".join(f"<dt>{escape(k)}</dt><dd>{escape(w)}</dd>" for k, w in self.kenmerken)
        merk = '<p class="fictief"><strong>FICTIEF</strong>: verzonnen gegevens.</p>' if self.fictief else ""
        return (
            f'<header class="titel"><h1>{escape(self.titel)}</h1>'
            f'<p class="ondertitel">{escape(self.ondertitel)}</p>{merk}<dl class="kenmerken">{rijen}</dl></header>'
        )

    def _plat(self) -> str:
        return f"{self.titel}\n{self.ondertitel}"

    def _gegevens(self) -> Bundel:
        return {
            "soort": "titel",
            "titel": self.titel,
            "ondertitel": self.ondertitel,
            "kenmerken": [list(k) for k in self.kenmerken],
            "datum": self.datum.isoformat(),
            "fictief": self.fictief,
            "vorm": self.vorm,
        }


@dataclass(frozen=True)
class Tekst(_Weergave):
    """One or more paragraphs or a list; every sentence with a number comes from `zinnen` as one of these.

    Parameters
    ----------
    alineas : sequence of str
        Paragraphs, or the items when `lijst` is True.
    lijst : bool
        Show as a list.
    soort : str
        `gewoon`, or `let-op` for what a reader must not miss.
    """

    alineas: tuple[str, ...]
    lijst: bool = False
    soort: str = "gewoon"

    def _html(self) -> str:
        if self.lijst:
            kern = "<ul>" + "".join(f"<li>{escape(a)}</li>" for a in self.alineas) + "</ul>"
        else:
            kern = "".join(f"<p>{escape(a)}</p>" for a in self.alineas)
        return f'<div class="tekst {escape(self.soort)}">{kern}</div>'

    def _plat(self) -> str:
        return "\n".join(f"- {a}" if self.lijst else a for a in self.alineas)

    def _gegevens(self) -> Bundel:
        return {"soort": "tekst", "alineas": list(self.alineas)}


@dataclass(frozen=True)
class Tabel(_Weergave):
    """A table that screen readers, printers and Excel all understand.

    Parameters
    ----------
    naam : str
        File name and anchor: lower case, hyphens (`tabel-1-resultaten`).
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    kolommen : sequence of Kolom
        The first column is the row header.
    rijen : sequence of rows
        Exact values (int, Fraction, str); None is missing and never shown as 0.
    bron : sequence of str
        Sources, shown under the table.
    opmerkingen : sequence of str
        Notes, shown under the table.
    leeg : str
        What an empty cell says.
    zonder_rijen : str
        What stands there, after the caption, when there are no rows at all.
    klassen : mapping of (row, column) to str
        CSS class per cell (`trede-2`, `berekend`, `aanname`); the text never depends on it.
    totaalrij : bool
        The last row is a total.
    sorteerbaar : bool
        On a page with scripts the headers become buttons that sort; without them it is the same table.
    noten : mapping of (row, column) to str or sequence of str
        Where a figure comes from or how it is computed: `(1, None)` holds for a row and is marked at its header,
        `(None, 2)` for a column, `(1, 2)` for one cell. Equal texts share a number.

    Examples
    --------
    >>> t = Tabel("proef", "Realisatie, personen", (Kolom("periode"), Kolom("realisatie", "geheel")),
    ...           (("2023-1", 1138), ("2023-2", None)))
    >>> print(t)
    Realisatie, personen
    periode | realisatie
    2023-1  | 1.138
    2023-2  | niet gepubliceerd
    >>> t.met_opmerking("een").opmerkingen
    ('een',)
    >>> t.met_noten({(0, None): "Rapportage 2023-2 (tabel 1)", (None, 1): "personen"}).noot_van(0, 1)
    ('personen', 'Rapportage 2023-2 (tabel 1)')
    """

    naam: str
    bijschrift: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[tuple[Cel, ...], ...]
    bron: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()
    leeg: str = LEEG
    zonder_rijen: str = LEEG
    klassen: Mapping[tuple[int, int], str] = field(default_factory=dict)
    totaalrij: bool = False
    sorteerbaar: bool = False
    noten: Mapping[Plek, str | tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        controleer_naam(self.naam)
        object.__setattr__(self, "klassen", MappingProxyType(dict(self.klassen)))
        object.__setattr__(self, "noten", MappingProxyType(self._per_plek()))
        for nummer, rij in enumerate(self.rijen, 1):
            if len(rij) != len(self.kolommen):
                raise ValueError(
                    f"Tabel {self.naam}: rij {nummer} heeft {len(rij)} cellen, er zijn {len(self.kolommen)} kolommen"
                )

    def met_opmerking(self, *opmerkingen: str) -> Tabel:
        """The same table with notes added under it."""
        return replace(self, opmerkingen=(*self.opmerkingen, *opmerkingen))

    def met_noten(self, noten: Mapping[Plek, str | tuple[str, ...]]) -> Tabel:
        """The same table with notes added to its cells, rows or columns."""
        bij = replace(self, noten=noten).noten
        return replace(self, noten={plek: (*self._op(plek), *bij.get(plek, ())) for plek in {**self.noten, **bij}})

    def noot_van(self, rij: int, kolom: int) -> tuple[str, ...]:
        """Every note that holds for a cell: of its column, of its row, and its own."""
        return tuple(dict.fromkeys((*self._op((None, kolom)), *self._op((rij, None)), *self._op((rij, kolom)))))

    def genoteerd(self) -> dict[str, int]:
        """The notes in order of appearance, each with its number: first the headers, then row by row."""
        plekken: list[Plek] = [(None, j) for j in range(len(self.kolommen))]
        for i in range(len(self.rijen)):
            plekken += [(i, None), *((i, j) for j in range(len(self.kolommen)))]
        teksten = dict.fromkeys(tekst for plek in plekken for tekst in self._op(plek))
        return {tekst: nummer for nummer, tekst in enumerate(teksten, 1)}

    def _op(self, plek: Plek) -> tuple[str, ...]:
        return tuple(self.noten.get(plek, ()))

    def _per_plek(self) -> dict[Plek, tuple[str, ...]]:
        """The notes in one shape; a place that is not in the table is a mistake of the caller."""
        uit: dict[Plek, tuple[str, ...]] = {}
        for plek, noot in self.noten.items():
            rij, kolom = plek
            buiten = (rij is not None and not 0 <= rij < len(self.rijen)) or (
                kolom is not None and not 0 <= kolom < len(self.kolommen)
            )
            if buiten or plek == (None, None):
                raise ValueError(f"Tabel {self.naam}: een noot bij {plek}, maar die plek is er niet")
            uit[plek] = tuple(dict.fromkeys((noot,) if isinstance(noot, str) else noot))
        return uit

    def cellen(self) -> list[list[str]]:
        """The text of every cell, as shown."""
        return [[k.toon(c, self.leeg) for k, c in zip(self.kolommen, rij, strict=True)] for rij in self.rijen]

    def _html(self) -> str:
        if not self.rijen:
            return f'<div class="tekst"><p>{escape(self._plat())}</p></div>'
        merk = _Noottekens(self.naam, self.genoteerd())
        kop = "".join(
            f'<th scope="col"{self._klasse(-1, j)}>{merk.achter(k.naam, self._op((None, j)))}</th>'
            for j, k in enumerate(self.kolommen)
        )
        rijen = []
        for i, cellen in enumerate(self.cellen()):
            noten = [self._op((i, None)) + self._op((i, 0)), *(self._op((i, j)) for j in range(1, len(cellen)))]
            eerste, *rest = (merk.achter(c, n) for c, n in zip(cellen, noten, strict=True))
            totaal = ' class="totaal"' if self.totaalrij and i == len(self.rijen) - 1 else ""
            rijen.append(
                f'<tr{totaal}><th scope="row"{self._klasse(i, 0)}>{eerste}</th>'
                + "".join(f"<td{self._klasse(i, j)}>{c}</td>" for j, c in enumerate(rest, 1))
                + "</tr>"
            )
        return (
            f'<div class="tabel{" sorteerbaar" if self.sorteerbaar else ""}" id="tabel-{self.naam}">'
            f"<table><caption>{escape(self.bijschrift)}</caption>"
            f"<thead><tr>{kop}</tr></thead><tbody>{''.join(rijen)}</tbody></table>{self._voet(merk.lijst())}</div>"
        )

    def _klasse(self, rij: int, kolom: int) -> str:
        namen = ["getal"] if self.kolommen[kolom].soort != "tekst" else []
        if rij >= 0 and self.rijen[rij][kolom] is None:
            namen.append("leeg")
        namen += [self.klassen[rij, kolom]] if (rij, kolom) in self.klassen else []
        return f' class="{escape(" ".join(namen))}"' if namen else ""

    def _voet(self, noten: str) -> str:
        regels = [*(f'<p class="opmerking">{escape(o)}</p>' for o in self.opmerkingen), noten]
        regels += [f'<p class="bron">{escape(bronregel(self.bron))}</p>'] if self.bron else []
        return "".join(regels)

    def _plat(self) -> str:
        if not self.rijen:
            return f"{self.bijschrift}: {self.zonder_rijen}."
        alles = [[k.naam for k in self.kolommen], *self.cellen()]
        breedte = [max(len(r[j]) for r in alles) for j in range(len(self.kolommen))]
        regels = [" | ".join(c.ljust(b) for c, b in zip(r, breedte, strict=True)).rstrip() for r in alles]
        return "\n".join([self.bijschrift, *regels])

    def _gegevens(self) -> Bundel:
        def kaal(waarde: Cel) -> object:
            return f"{waarde.numerator}/{waarde.denominator}" if isinstance(waarde, Fraction) else waarde

        return {
            "soort": "tabel",
            "naam": self.naam,
            "bijschrift": self.bijschrift,
            "kolommen": [
                {"naam": k.naam, "soort": k.soort, "decimalen": k.decimalen, "teken": k.teken} for k in self.kolommen
            ],
            "rijen": [[kaal(c) for c in rij] for rij in self.rijen],
            "bron": list(self.bron),
            "opmerkingen": list(self.opmerkingen),
            "noten": [[rij, kolom, list(teksten)] for (rij, kolom), teksten in self.noten.items()],
            "herkomst": [[i, j, k] for (i, j), k in self.klassen.items() if k in HERKOMSTKLASSEN],
        }


class _Noottekens:
    """The marks of the notes of one table, and the list that they lead to; the number of a note leads back."""

    def __init__(self, naam: str, nummers: Mapping[str, int]):
        self._basis, self._nummers = f"tabel-{naam}", nummers
        self._gezien: set[int] = set()

    def achter(self, tekst: str, noten: Sequence[str]) -> str:
        """A text as HTML with its marks; they never stand on a line without the last word."""
        merken = " ".join(self._merk(n) for n in sorted(self._nummers[t] for t in noten))
        if not merken:
            return escape(tekst)
        begin, spatie, woord = tekst.rpartition(" ")
        return f'{escape(begin + spatie)}<span class="samen">{escape(woord)}<sup class="noot">{merken}</sup></span>'

    def _merk(self, nummer: int) -> str:
        id_ = "" if nummer in self._gezien else f' id="{self._basis}-naar-{nummer}"'
        self._gezien.add(nummer)
        return f'<a href="#{self._basis}-noot-{nummer}"{id_} aria-label="noot {nummer}">{nummer}</a>'

    def lijst(self) -> str:
        regels = "".join(
            f'<li id="{self._basis}-noot-{n}"><a href="#{self._basis}-naar-{n}" '
            f'aria-label="noot {n}, terug naar de tabel">{n}</a> {escape(tekst)}</li>'
            for tekst, n in self._nummers.items()
        )
        return f'<ol class="noten">{regels}</ol>' if regels else ""


@dataclass(frozen=True)
class Figuur(_Weergave):
    """A chart with its alternative text and its numbers as a table.

    Parameters
    ----------
    naam : str
        Anchor: lower case, hyphens.
    bijschrift : str
        Caption: what, of whom, when, in which unit.
    svg : str
        The drawing, cleaned, with ids that start with the name.
    alt : str
        What the drawing shows, computed from the numbers that it draws.
    cijfers : Tabel
        The same numbers as a table.
    getallen_staan_erin : bool
        Every number is written in the drawing and in the alternative text: no table under it.
    """

    naam: str
    bijschrift: str
    svg: str
    alt: str
    cijfers: Tabel
    getallen_staan_erin: bool = False

    def met_noten(self, noten: Mapping[Plek, str | tuple[str, ...]]) -> Figuur:
        """The same figure with notes in the table of its numbers."""
        return replace(self, cijfers=self.cijfers.met_noten(noten))

    def _html(self) -> str:
        bron = f'<p class="bron">{escape(bronregel(self.cijfers.bron))}</p>' if self.cijfers.bron else ""
        tabel = replace(self.cijfers, bron=())._html()
        cijfers = (
            "" if self.getallen_staan_erin else f"<details><summary>Cijfers bij deze figuur</summary>{tabel}</details>"
        )
        return (
            f'<div class="figuur" id="figuur-{self.naam}"><figure>'
            f'<div class="tekening" role="img" aria-label="{escape(self.alt)}">{self.svg}</div>'
            f"<figcaption>{escape(self.bijschrift)}</figcaption></figure>{bron}{cijfers}</div>"
        )

    def _plat(self) -> str:
        return f"{self.bijschrift}\n{self.alt}"

    def _gegevens(self) -> Bundel:
        return {
            "soort": "figuur",
            "naam": self.naam,
            "bijschrift": self.bijschrift,
            "alt": self.alt,
            "tabel": self.cijfers._gegevens(),
        }


@dataclass(frozen=True)
class Knop:
    """One control of a `Keuzetabel`: its label, the choices in order, and which one it starts at."""

    naam: str
    opties: tuple[str, ...]
    start: int


@dataclass(frozen=True)
class Keuzetabel(_Weergave):
    """A table with every position of a few controls worked out beforehand.

    Without a script, in the PDF and in the open data it is the table of the starting position.

    Parameters
    ----------
    tabel : Tabel
        The starting position.
    knoppen : sequence of Knop
        The first is shown as a list of choices, the others as sliders.
    posities : sequence of rows
        For every combination of choices, the last control varying fastest; with the same row headers as the
        table.
    zin : str
        What a screen reader says of a position: `{k0}` is the choice of the first control, `{c4}` the fifth
        cell of the last row.

    Examples
    --------
    >>> t = Tabel("proef", "Proef", (Kolom("dag"), Kolom("stand", "geheel")), (("nu", 5),))
    >>> Keuzetabel(t, (Knop("Tempo", ("laag", "hoog"), 0),), ((("nu", 5),), (("nu", 4),)), "{k0}: {c1}").waarden()
    '5~4'
    """

    tabel: Tabel
    knoppen: tuple[Knop, ...]
    posities: tuple[tuple[tuple[Cel, ...], ...], ...]
    zin: str

    def __post_init__(self) -> None:
        aantal = 1
        for knop in self.knoppen:
            aantal *= len(knop.opties)
        if aantal != len(self.posities):
            raise ValueError(
                f"Keuzetabel {self.tabel.naam}: {len(self.posities)} posities, de knoppen geven er {aantal}"
            )

    def waarden(self) -> str:
        """The cells of all positions, without the row headers: `|` between cells, `;` rows, `~` positions."""
        kop = [rij[0] for rij in self.tabel.cellen()]
        teksten = []
        for rijen in self.posities:
            cellen = replace(self.tabel, rijen=rijen).cellen()
            if [rij[0] for rij in cellen] != kop or any(t in cel for rij in cellen for cel in rij[1:] for t in "|;~"):
                raise ValueError(f"Keuzetabel {self.tabel.naam}: andere rijkoppen, of een scheidingsteken in een cel")
            teksten.append(";".join("|".join(rij[1:]) for rij in cellen))
        return "~".join(teksten)

    def _html(self) -> str:
        knoppen = json.dumps([[k.naam, k.opties, k.start] for k in self.knoppen], ensure_ascii=False)
        return (
            f'<div class="keuzes" data-knoppen="{escape(knoppen)}" data-zin="{escape(self.zin)}" '
            f'data-waarden="{escape(self.waarden())}">{self.tabel._html()}</div>'
        )

    def _plat(self) -> str:
        return self.tabel._plat()

    def _gegevens(self) -> Bundel:
        return self.tabel._gegevens()


@dataclass(frozen=True)
class Verwijzingen(_Weergave):
    """A list of links within the reports.

    Parameters
    ----------
    verwijzingen : sequence of (text, relative path, what follows)
        `("Voortgang", "utrecht/2023-2/voortgang.html", "HTML, 98 kB")`.
    op_rij : bool
        Many short ones: in columns beside each other where there is room.
    """

    verwijzingen: tuple[tuple[str, str, str], ...]
    op_rij: bool = False

    def _html(self) -> str:
        regels = "".join(
            f'<li><a href="{escape(doel)}">{escape(tekst)}</a>{f" ({escape(rest)})" if rest else ""}</li>'
            for tekst, doel, rest in self.verwijzingen
        )
        return f'<div class="tekst{" op-rij" if self.op_rij else ""}"><ul>{regels}</ul></div>'

    def _plat(self) -> str:
        return "\n".join(f"- {tekst}: {doel}" for tekst, doel, _ in self.verwijzingen)

    def _gegevens(self) -> Bundel:
        return {"soort": "verwijzingen", "verwijzingen": [list(v) for v in self.verwijzingen]}


@dataclass(frozen=True)
class Link:
    """A place to go to: what it is called, where it is, and what a reader wants to know before going."""

    tekst: str
    doel: str
    rest: str = ""


@dataclass(frozen=True)
class Linktabel(_Weergave):
    """A table of links: where the documents are. It holds no figures, so it is not published as open data.

    Parameters
    ----------
    naam : str
        Anchor.
    bijschrift : str
        Caption.
    kolommen : sequence of str
        Headers; the first is that of the row headers.
    rijen : sequence of (anchor, cells)
        The anchor (or None) is where a link to the row ends; a cell is a text or links below each other.
    klassen : mapping of (row, column) to str
        CSS class per cell (`trede-2`); the text never depends on it.

    Examples
    --------
    >>> print(Linktabel("documenten", "Documenten", ("periode", "trend"),
    ...                 (("utrecht-2023-2", ("2023-2", (Link("PDF", "2023-2/trend.pdf", "9 kB"),))),)))
    Documenten
    2023-2: PDF 2023-2/trend.pdf
    """

    naam: str
    bijschrift: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[str | None, tuple[str | tuple[Link, ...], ...]], ...]
    klassen: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def _html(self) -> str:
        kop = "".join(f'<th scope="col">{escape(k)}</th>' for k in self.kolommen)
        rijen = []
        for i, (anker, (eerste, *rest)) in enumerate(self.rijen):
            klassen = [self.klassen.get((i, j), "") for j in range(len(self.kolommen))]
            cellen = [
                (f'<td class="{escape(k)}">' if k else "<td>") + f"{self._cel(c)}</td>"
                for c, k in zip(rest, klassen[1:], strict=True)
            ]
            id_ = f' id="{escape(anker)}"' if anker else ""
            rijen.append(f'<tr{id_}><th scope="row">{self._cel(eerste)}</th>{"".join(cellen)}</tr>')
        return (
            f'<div class="tabel wegwijzer" id="{escape(self.naam)}"><table><caption>{escape(self.bijschrift)}</caption>'
            f"<thead><tr>{kop}</tr></thead><tbody>{''.join(rijen)}</tbody></table></div>"
        )

    @staticmethod
    def _cel(cel: str | tuple[Link, ...]) -> str:
        if isinstance(cel, str):
            return escape(cel)
        return "<br>".join(
            f'<a href="{escape(x.doel)}">{escape(x.tekst)}</a>{f", {escape(x.rest)}" if x.rest else ""}' for x in cel
        )

    def _plat(self) -> str:
        def plat(cel: str | tuple[Link, ...]) -> str:
            return cel if isinstance(cel, str) else ", ".join(f"{x.tekst} {x.doel}" for x in cel)

        regels = [f"{plat(eerste)}: {' | '.join(map(plat, rest))}" for _, (eerste, *rest) in self.rijen]
        return "\n".join([self.bijschrift, *regels])

    def _gegevens(self) -> Bundel:
        return {"soort": "linktabel", "naam": self.naam, "bijschrift": self.bijschrift}


def controleer_naam(naam: str, soort: str = "tabel") -> None:
    """Names become file names, sheet names and anchors.

    Raises
    ------
    AanvraagFout
        When it holds anything but lower case letters, digits and hyphens.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]*", naam):
        raise AanvraagFout(
            f"'{naam}' kan geen naam van een {soort} zijn: begin met een kleine letter en gebruik alleen kleine letters, "
            "cijfers en streepjes."
        )


def bronregel(bronnen: Sequence[str]) -> str:
    """The line under a table or figure that names its sources.

    >>> bronregel(["CBS", "provincie Utrecht"])
    'Bronnen: CBS en provincie Utrecht.'
    """
    return f"{'Bron' if len(bronnen) == 1 else 'Bronnen'}: {opsomming(bronnen)}."
