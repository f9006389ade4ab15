"""Verwijzingen and Linktabel: links within the reports, as a list and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

from ibtlib.basis.tijdnotatie import eenvormig
from ibtlib.weergave import blokken
from ibtlib.weergave.basis import Weergave
from ibtlib.weergave.blokken import Blok, Delen
from ibtlib.weergave.tabel import Cel


@dataclass(frozen=True)
class Verwijzingen(Weergave):
    """A list of links within the reports.

    Parameters
    ----------
    verwijzingen : sequence of (text, relative path, what follows)
        `("Voortgang", "utrecht/2023-2/voortgang.html", "HTML, 98 kB")`.
    vorm : str
        `op-rij`: many short ones, in columns beside each other where there is room. `groot`: what to open first.
    """

    verwijzingen: tuple[tuple[str, str, str], ...]
    vorm: str = ""

    def als_blokken(self) -> list[Blok]:
        items = [
            [
                blokken.alinea(
                    blokken.link(tekst, doel), *([f" {rest}" if self.vorm == "groot" else f" ({rest})"] if rest else [])
                )
            ]
            for tekst, doel, rest in self.verwijzingen
        ]
        return [blokken.lijst(items, vorm=self.vorm)]

    def _plat(self) -> str:
        return "\n".join(f"- {tekst}: {doel}" for tekst, doel, _ in self.verwijzingen)


@dataclass(frozen=True)
class Alfabet(Weergave):
    """Many names to choose from, under their first letters; on a page with a box to search them.

    Parameters
    ----------
    verwijzingen : sequence of (name, relative path, what follows)
        Of gemeenten.

    Examples
    --------
    >>> print(Alfabet((("'s-Hertogenbosch", "a.html", ""), ("Ede", "b.html", ""))))
    - E: Ede
    - H: 's-Hertogenbosch
    """

    verwijzingen: tuple[tuple[str, str, str], ...]

    def _op_letter(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        return [(k, list(v)) for k, v in groupby(sorted(self.verwijzingen, key=_naar_letter), lambda v: _letter(v[0]))]

    def als_blokken(self) -> list[Blok]:
        items = [
            [blokken.alinea({"t": "vet", "d": [letter]}), *Verwijzingen(tuple(namen)).als_blokken()]
            for letter, namen in self._op_letter()
        ]
        return [{**blokken.lijst(items, vorm="alfabet"), "zoekbaar": True}]

    def _plat(self) -> str:
        return "\n".join(f"- {letter}: {', '.join(n for n, *_ in namen)}" for letter, namen in self._op_letter())


def _letter(naam: str) -> str:
    """The letter under which a name is looked for: the H of 's-Hertogenbosch, the S of Súdwest-Fryslân."""
    return next((c for c in normalize("NFD", naam) if c.isupper()), naam[:1])


def _naar_letter(verwijzing: tuple[str, str, str]) -> tuple[str, str, str]:
    naam, doel, _ = verwijzing
    return _letter(naam), eenvormig(naam), doel


@dataclass(frozen=True)
class Link:
    """A place to go to: what it is called, where it is, and what a reader wants to know before going."""

    tekst: str
    doel: str
    rest: str = ""


@dataclass(frozen=True)
class Linktabel(Weergave):
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
        The anchor (or None) is where a link to the row ends; a cell is a text, links below each other, or a `Cel`
        with a text that has a class (`trede-2`).

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
    rijen: tuple[tuple[str | None, tuple[str | tuple[Link, ...] | Cel, ...]], ...]

    def __post_init__(self) -> None:
        if not self.kolommen:
            raise ValueError(f"Linktabel {self.naam} heeft geen kolommen")
        for nummer, (_, cellen) in enumerate(self.rijen, 1):
            if len(cellen) != len(self.kolommen):
                raise ValueError(
                    f"Linktabel {self.naam}: rij {nummer} heeft {len(cellen)} cellen, niet {len(self.kolommen)}"
                )

    def als_blokken(self) -> list[Blok]:
        rijen = [blokken.rij([_cel(cel) for cel in cellen], anker=anker or "") for anker, cellen in self.rijen]
        tabel = blokken.tabel(self.naam, self.bijschrift, [blokken.cel(k) for k in self.kolommen], rijen)
        return [{**tabel, "klasse": "wegwijzer"}]

    def _plat(self) -> str:
        regels = [": ".join([_plat(eerste), " | ".join(map(_plat, rest))]) for _, (eerste, *rest) in self.rijen]
        return "\n".join([self.bijschrift, *regels])


def _cel(cel: str | tuple[Link, ...] | Cel) -> Blok:
    if isinstance(cel, str):
        return blokken.cel(cel)
    if isinstance(cel, Cel):
        return blokken.cel(str(cel.waarde), klassen=cel.klasse.split())
    delen: Delen = []
    for x in cel:
        delen += [{"t": "regel", "d": []}] if delen else []
        delen += [blokken.link(x.tekst, x.doel), *([f", {x.rest}"] if x.rest else [])]
    return blokken.cel(*delen)


def _plat(cel: str | tuple[Link, ...] | Cel) -> str:
    if isinstance(cel, tuple):
        return ", ".join(f"{x.tekst} {x.doel}" for x in cel)
    return cel if isinstance(cel, str) else str(cel.waarde)
