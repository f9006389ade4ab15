"""Verwijzingen and Linktabel: links within the reports, as a list and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from ibtlib.weergave.basis import Bundel, Weergave


@dataclass(frozen=True)
class Verwijzingen(Weergave):
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
