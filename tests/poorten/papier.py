"""Paper as a reader sees it: letters, places on the page, what a screen reader calls a link. One function per kind of fault.

Everything is read from the PDF itself: its words with their places (pdftotext), its annotations (pikepdf).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from pathlib import Path
from xml.etree import ElementTree

REGELHOOGTE = 1.2  # of Fira Sans, in sizes of the letter
KLEINST = 8.0  # points
LEEG = 1 / 3  # of the height of a page
_TEKST = 10.0  # points: running text of a report; headings are larger
_MARGE = (79.0, 774.0)  # points from the top: where the text of an upright page of a report begins and ends
_GETAL_MET_NOOT = re.compile(r"(?<![§\w.,-])[\d.,]*\d(?!e\b)[a-z]{1,2}(?!\w)")
_BIJSCHRIFT = re.compile(r"(?:Tabel \d+\.|Cijfers bij figuur \d+\.|Figuur \d+\.) ")


@dataclass(frozen=True)
class Woord:
    x0: float
    y0: float
    x1: float
    y1: float
    tekst: str

    @property
    def letter(self) -> float:
        return (self.y1 - self.y0) / REGELHOOGTE


@dataclass(frozen=True)
class Pagina:
    nummer: int
    hoog: float
    woorden: tuple[Woord, ...]

    @property
    def inhoud(self) -> list[Woord]:
        """The words between the head and the foot."""
        return [w for w in self.woorden if _MARGE[0] - 12 < w.y0 and w.y1 < self.hoog - 66]

    @property
    def regels(self) -> list[list[Woord]]:
        """The words in lines, from above to below."""
        uit: list[list[Woord]] = []
        for woord in sorted(self.inhoud, key=lambda w: (round(w.y1), w.x0)):
            if uit and abs(uit[-1][-1].y1 - woord.y1) < 3:
                uit[-1].append(woord)
            else:
                uit.append([woord])
        return uit


@lru_cache(maxsize=64)
def paginas(pdf: Path) -> list[Pagina]:
    """The pages of a PDF with their words."""
    uit = subprocess.run(["pdftotext", "-bbox", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True)
    boom = ElementTree.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", uit.stdout))
    ruimte = "{http://www.w3.org/1999/xhtml}"
    return [
        Pagina(
            nummer,
            float(pagina.get("height", 0)),
            tuple(
                Woord(*(float(w.get(k, 0)) for k in ("xMin", "yMin", "xMax", "yMax")), w.text or "")
                for w in pagina.iter(f"{ruimte}word")
            ),
        )
        for nummer, pagina in enumerate(boom.iter(f"{ruimte}page"), 1)
    ]


def fouten(pdf: Path) -> list[str]:
    """Every fault of every kind."""
    soorten = (
        kleine_letters,
        over_elkaar,
        koppen_onderaan,
        rijen_onderaan,
        halflege_paginas,
        vaste_noten,
        stomme_links,
    )
    return [f"{pdf.name}: {fout}" for soort in soorten for fout in soort(pdf)]


def kleine_letters(pdf: Path) -> Iterator[str]:
    """Text that is smaller than can be read."""
    for pagina in paginas(pdf):
        klein = [w for w in pagina.woorden if w.letter < KLEINST - 0.05 and w.tekst.strip()]
        if klein:
            yield f"pagina {pagina.nummer}: {len(klein)} woorden van {min(w.letter for w in klein):.1f} pt, zoals ‘{klein[0].tekst}’"


def over_elkaar(pdf: Path) -> Iterator[str]:
    """Words on top of each other, and words outside the text of a page (on the band of the cover)."""
    for pagina in paginas(pdf):
        woorden = sorted(pagina.woorden, key=lambda w: w.y0)
        for i, w in enumerate(woorden):
            for ander in woorden[i + 1 :]:
                if ander.y0 >= w.y1:
                    break
                breed = min(w.x1, ander.x1) - max(w.x0, ander.x0)
                hoog = min(w.y1, ander.y1) - max(w.y0, ander.y0)
                kleinste = min((a.x1 - a.x0) * (a.y1 - a.y0) for a in (w, ander))
                if breed > 0 and hoog > 0 and breed * hoog > 0.4 * kleinste:
                    yield f"pagina {pagina.nummer}: ‘{w.tekst}’ en ‘{ander.tekst}’ staan over elkaar"
        if (
            len(paginas(pdf)) > 1
            and pagina.nummer > 1
            and (hoogste := min((w.y0 for w in pagina.woorden), default=99)) < 30
        ):
            yield f"pagina {pagina.nummer}: tekst op {hoogste:.0f} punten van de bovenrand"


def koppen_onderaan(pdf: Path) -> Iterator[str]:
    """A heading or a caption that is the last thing on its page."""
    for pagina in paginas(pdf)[1:]:
        if pagina.regels:
            laatste = pagina.regels[-1]
            tekst = " ".join(w.tekst for w in laatste)
            is_kop = all(w.letter > _TEKST + 0.4 for w in laatste) and laatste[0].x0 < 75
            if is_kop or _BIJSCHRIFT.match(tekst):
                yield f"pagina {pagina.nummer}: ‘{tekst}’ staat alleen onderaan"


def rijen_onderaan(pdf: Path) -> Iterator[str]:
    """A table of which fewer than three rows stand at the foot of the page where it begins."""
    for pagina, volgende in pairwise(paginas(pdf)):
        regels = [" ".join(w.tekst for w in regel) for regel in pagina.regels]
        begin = max((i for i, r in enumerate(regels) if _BIJSCHRIFT.match(r)), default=None)
        if begin is None or not volgende.regels:
            continue
        vervolg = [" ".join(w.tekst for w in regel) for regel in volgende.regels]
        kop = next((i for i in range(begin + 1, min(begin + 3, len(regels))) if regels[i] == vervolg[0]), None)
        if kop is not None:
            koplengte = sum(
                1 for _ in takewhile(lambda paar: paar[0] == paar[1], zip(regels[kop:], vervolg, strict=False))
            )
            if (rijen := len(regels) - kop - koplengte) < 3:
                yield f"pagina {pagina.nummer}: {rijen} rijen van ‘{regels[begin]}’ onderaan"


def halflege_paginas(pdf: Path) -> Iterator[str]:
    """A page of which less than a third is used (a tall chart comes next), though what follows is not a chapter on a page of its own."""
    alle = paginas(pdf)
    for pagina, volgende in pairwise(alle[1:]):
        staand = pagina.hoog > 800 and volgende.hoog > 800
        nieuw_hoofdstuk = volgende.regels and volgende.regels[0][0].letter > 14.5 and _op_eigen_pagina(pdf)
        if staand and not nieuw_hoofdstuk and pagina.inhoud:
            vol = (max(w.y1 for w in pagina.inhoud) - _MARGE[0]) / (_MARGE[1] - _MARGE[0])
            if vol < LEEG:
                yield f"pagina {pagina.nummer}: maar {vol:.0%} gebruikt"


def _op_eigen_pagina(pdf: Path) -> bool:
    return pdf.name.startswith("bijlage-")


def vaste_noten(pdf: Path) -> Iterator[str]:
    """A figure with the mark of its note fused to it, as who copies it gets it."""
    uit = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True)
    for nummer, tekst in enumerate(uit.stdout.decode().split("\f"), 1):
        yield from (f"pagina {nummer}: ‘{woord}’" for woord in tekst.split() if _GETAL_MET_NOOT.fullmatch(woord))


def stomme_links(pdf: Path) -> Iterator[str]:
    """A link that a screen reader calls by a page number alone."""
    import pikepdf

    with pikepdf.open(pdf) as doc:
        for nummer, pagina in enumerate(doc.pages, 1):
            for annotatie in pagina.get("/Annots", []):
                naam = str(annotatie.get("/Contents", ""))
                if annotatie.get("/Subtype") == "/Link" and re.fullmatch(r"(?i)\W*(?:pagina|page)?\s*\d*", naam):
                    yield f"pagina {nummer}: een link die ‘{naam}’ heet"
