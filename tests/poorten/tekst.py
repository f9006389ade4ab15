"""The page and its PDF say the same: every text block and table row, the alternative texts, the headings.

And what a page must have without a browser to judge it: a policy, headings in order, a modest size.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer

_BLOKKEN = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, caption, figcaption, th, td, blockquote, pre, summary"
_VAN_DE_PAGINA = "header, main"  # the PDF has its own contents, and its own head and foot on every page


def pdftekst(pdf: Path) -> str:
    """All text in the order in which it is drawn, without white space and without the head and foot of each page."""
    uit = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True)
    paginas = [_kaal(p) for p in uit.stdout.decode().split("\f")]
    kop = _gedeelde_kop(paginas[1:])
    return "".join(re.sub(r"Pagina\d+van\d+$", "", p.removeprefix(kop)) for p in paginas)


def ontbreekt_in_pdf(html: Path, pdf: Path) -> list[str]:
    """Text blocks and table rows of the page that cannot be found, as they stand, in the text of the PDF.

    White space and line ends do not count, every other character does; a row is found only when its cells follow each
    other as on the page.
    """
    tekst = pdftekst(pdf)
    return [blok for blok in _blokken(html) if _kaal(blok) not in tekst]


def _blokken(html: Path) -> Iterator[str]:
    soep = BeautifulSoup(html.read_text("utf-8"), "html.parser")
    for weg in [*soep(["svg", "script", "style"]), *soep.select(".mee, details:not(:has(table))")]:
        if not weg.decomposed:
            weg.decompose()
    for deel in soep.select(_VAN_DE_PAGINA):
        for element in deel.select(_BLOKKEN):
            if not element.find(["p", "ul", "ol", "table"]):
                yield element.get_text(" ")
        for rij in deel.select("tr"):
            yield " ".join(cel.get_text(" ") for cel in rij.find_all(["th", "td"]))


def _kaal(tekst: str) -> str:
    return re.sub(r"\s+", "", tekst)


def _gedeelde_kop(paginas: list[str]) -> str:
    """What all pages after the cover begin with."""
    paginas = [p for p in paginas if p]
    eerste = min(paginas, default="", key=len)
    while eerste and not all(p.startswith(eerste) for p in paginas):
        eerste = eerste[:-1]
    return eerste if len(paginas) > 1 else ""


# --- what a page must have ----------------------------------------------------------------------------------

GROOTST = {".html": 300_000, ".pdf": 250_000}  # bytes of one document


def te_groot(paden: Iterable[Path]) -> list[str]:
    """Documents larger than the norm."""
    return [
        f"{p.name}: {n} bytes, hoogstens {GROOTST[p.suffix]}"
        for p in paden
        if (n := p.stat().st_size) >= GROOTST[p.suffix]
    ]


def zonder_beleid(html: Path) -> list[str]:
    """A page that would load something, or that says so only after it might have: no strict policy in its head."""
    soep = BeautifulSoup(html.read_text("utf-8").partition("</head>")[0], "html.parser")
    beleid = soep.select_one("head > meta[http-equiv=Content-Security-Policy]")
    if beleid is None:
        return [f"{html.name}: geen Content-Security-Policy"]
    regels = [r.split() for r in str(beleid["content"]).split(";")]
    mag = {r[0]: set(r[1:]) for r in regels if r}
    ruim = {naam for naam, bronnen in mag.items() if any(b in ("*", "http:", "https:") or "://" in b for b in bronnen)}
    fouten = [f"{html.name}: het beleid laat {naam} van buiten toe" for naam in sorted(ruim)]
    if mag.get("default-src") != {"'none'"}:
        fouten.append(f"{html.name}: default-src is niet 'none'")
    if "'unsafe-inline'" in mag.get("script-src", set()):
        fouten.append(f"{html.name}: elk script mag")
    eerder = beleid.find_all_previous(["script", "style", "link"])
    return fouten + [f"{html.name}: <{e.name}> staat vóór het beleid" for e in eerder]


# --- what is not plain text ---------------------------------------------------------------------------------


def verschil_in_structuur(html: Path, pdf: Path) -> list[str]:
    """Where the two differ in alternative texts or in headings (level and order)."""
    import pikepdf

    soep = BeautifulSoup(html.read_text("utf-8"), "html.parser")
    alts = [str(e["aria-label"]) for e in soep.select("main [role=img]")]
    niveaus = [int(k.name[1]) - 1 for k in soep.select("main h2, main h3, main h4, main h5, main h6")]
    with pikepdf.open(pdf) as doc:
        alle = list(elementen(doc.Root.StructTreeRoot))
        pdf_alts = [str(e.Alt) for e in alle if e.S == "/Figure" and "/Alt" in e]
        pdf_niveaus = [int(str(e.S)[2]) for e in alle if re.fullmatch(r"/H[1-6]", str(e.S))]
    fouten = [] if alts == pdf_alts else [f"{pdf.name}: alternatieve teksten {pdf_alts} in plaats van {alts}"]
    # after the chapters of the page come those for the numbers of figures and for wide tables, as level 1
    rest = pdf_niveaus[len(niveaus) :]
    if pdf_niveaus[: len(niveaus)] != niveaus or set(rest) - {1} or len(rest) > 2:
        fouten.append(f"{pdf.name}: koppen {pdf_niveaus} in plaats van {niveaus}")
    return fouten


def verkeerde_koppen(html: Path) -> list[str]:
    """Headings that skip a level, and a page without exactly one h1."""
    alleen_koppen = SoupStrainer(re.compile("^h[1-6]$"))  # the rest need not be built: there are many pages
    koppen = BeautifulSoup(html.read_text("utf-8"), "html.parser", parse_only=alleen_koppen).find_all(
        True, recursive=False
    )
    niveaus = [int(k.name[1]) for k in koppen]
    fouten = [] if niveaus.count(1) == 1 else [f"{html.name}: {niveaus.count(1)} koppen van niveau 1"]
    return fouten + [
        f"{html.name}: '{k.get_text()}' is niveau {nu} na {vorig}"
        for k, vorig, nu in zip(koppen[1:], niveaus, niveaus[1:], strict=False)
        if nu > vorig + 1
    ]


def elementen(element: Any) -> Iterator[Any]:
    """All structure elements of a tagged PDF in reading order."""
    import pikepdf

    kids = element.get("/K")
    for kind in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kind, pikepdf.Dictionary) and "/S" in kind:
            yield kind
            yield from elementen(kind)
