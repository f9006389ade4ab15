"""From tree to PDF: one fixed typst template, then the row headers that typst cannot write."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ibtlib.basis import kleuren as h
from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl, Letters
from ibtlib.publicatie import kolombreedtes
from ibtlib.publicatie.boom import Boom
from ibtlib.publicatie.fout import Bevinding, PublicatieFout
from ibtlib.publicatie.opmaak import kenmerken
from ibtlib.weergave.blokken import Blok, knopen, plat

DOCUMENT = Path(__file__).parent / "document.typ"
NORMEN: list[Any] = ["a-2a", "ua-1"]


def zet(boom: Boom, stijl: Huisstijl = GEWOON) -> bytes:
    """Typeset a tree.

    Parameters
    ----------
    boom : dict
        Made by `boom_van`; it travels as data, so nothing in it is read as markup.
    stijl : Huisstijl
        Colours, logo and typeface of the province.

    Returns
    -------
    bytes
        A tagged PDF, the same bytes for the same tree.

    Raises
    ------
    PublicatieFout
        When a table fits on no page, or typst cannot set the document.
    """
    import typst

    boom = met_zetting(boom, stijl)
    inhoud = {
        **boom,
        "kenmerken": kenmerken(boom, stijl),
        "inhoud": max((kop["niveau"] for kop in boom["inhoud"]), default=0),
        **kolombreedtes.opzet(boom["vorm"]),
        "lettertype": _families(stijl),
        "kleuren": _kleuren(stijl),
        "logo": _logo(stijl),
    }
    try:
        kaal = typst.compile(
            DOCUMENT.read_bytes(),
            font_paths=letterbestanden(stijl.letters),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"doc": json.dumps(inhoud, ensure_ascii=False)},
            pdf_standards=NORMEN,
        )
    except typst.TypstError as fout:
        uitleg = " ".join([fout.message, *fout.hints])
        raise PublicatieFout([Bevinding(0, f"de PDF kan niet worden gemaakt: {uitleg}")]) from fout
    assert isinstance(kaal, bytes)
    alle = [*boom["blokken"], *boom["bijlage"], *boom["liggend"]]
    rijen = [len(blok["rijen"]) for blok in alle if blok["t"] == "tabel"]
    return _toegankelijk(kaal, rijen, [naam for blok in alle for naam in _linknamen(blok)])


@lru_cache(maxsize=2)
def letterbestanden(eigen: Letters | None) -> Any:
    """The typefaces that a document is set in, read once."""
    import fontpkg_fira_sans
    import typst

    mappen = [Path(fontpkg_fira_sans.ROOT) / "files", *([eigen.gewoon.parent, eigen.vet.parent] if eigen else [])]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(dict.fromkeys(map(str, mappen)))
    )


def _families(stijl: Huisstijl) -> list[str]:
    return [*([stijl.letters.familie] if stijl.letters else []), h.LETTERTYPE]


def _kleuren(stijl: Huisstijl) -> dict[str, Any]:
    return {**{naam: stijl.kleur(kleur) for naam, kleur in h.KLEUREN.items()}, "treden": h.KLASSEKLEUREN}


def _logo(stijl: Huisstijl) -> dict[str, Any] | None:
    if stijl.logo is None:
        return None
    return {"soort": stijl.logo.soort[:3], "inhoud": list(stijl.logo.inhoud), "alt": stijl.logo.alt}


def met_zetting(boom: Boom, stijl: Huisstijl = GEWOON) -> Boom:
    """The tree as it stands on paper: how each table is set, and what stands elsewhere than on the page.

    The numbers of figures come after the chapters (`bijlage`). A table that needs a page on its side stands at the end
    (`liggend`), and a reference where it stood.

    Raises
    ------
    PublicatieFout
        When a table has too many columns for a page; names every one.
    """
    gezet = _Gezet(boom["vorm"], stijl)
    blokken = [gezet.blok(blok) for blok in boom["blokken"]]
    bijlage = [tabel for tabel in map(gezet.tabel, gezet.cijfers) if not gezet.ligt(tabel)]
    if gezet.te_breed:
        raise PublicatieFout(gezet.te_breed)
    blokken = _naast_elkaar(blokken) if boom["vorm"] == "bijlage" else blokken
    return {**boom, "blokken": blokken, "bijlage": bijlage, "liggend": gezet.liggend}


class _Gezet:
    """Blocks made ready for paper; collects what stands elsewhere."""

    def __init__(self, vorm: str, stijl: Huisstijl):
        self.vorm, self.stijl = vorm, stijl
        self.cijfers: list[Blok] = []
        self.liggend: list[Blok] = []
        self.te_breed: list[Bevinding] = []

    def blok(self, blok: Blok) -> Blok:
        if blok["t"] == "figuur":
            return self.figuur(blok)
        if blok["t"] != "tabel":
            return blok
        tabel = self.tabel(blok)
        return {"t": "verwijzing", "d": tabel["d"], "naar": tabel["id"]} if self.ligt(tabel) else tabel

    def tabel(self, tabel: Blok) -> Blok:
        zetting = kolombreedtes.zetting(tabel, self.vorm, self.stijl.letters)
        if zetting is None:
            wat = f"de tabel '{plat(tabel['d'])}' heeft te veel kolommen voor een pagina; splits haar"
            self.te_breed.append(Bevinding(0, f"de PDF kan niet worden gemaakt: {wat}"))
            return {**tabel, "liggend": False}
        return {**tabel, **zetting, "keuzes": None}

    def ligt(self, tabel: Blok) -> bool:
        """Whether it stands on a page on its side; there it is put."""
        self.liggend += [tabel] if tabel["liggend"] else []
        return bool(tabel["liggend"])

    def figuur(self, figuur: Blok) -> Blok:
        tabellen = [blok for blok in figuur["cijfers"] if blok["t"] == "tabel"]
        self.cijfers += tabellen
        zonder = [blok for blok in figuur["cijfers"] if blok["t"] != "tabel"]
        return {
            **figuur,
            "svg": self.stijl.verf(figuur["svg"]),
            "voet": [*figuur["voet"], *zonder],
            "cijfers": tabellen[0]["id"] if tabellen else "",
        }


def _naast_elkaar(blokken: list[Blok]) -> list[Blok]:
    """Narrow figures that follow on each other, two by two beside each other."""
    uit: list[Blok] = []
    for blok in blokken:
        if blok["t"] != "figuur" or blok["breed"]:
            uit.append(blok)
        elif uit and uit[-1]["t"] == "paar" and len(uit[-1]["figuren"]) == 1:
            uit[-1]["figuren"].append(blok)
        else:
            uit.append({"t": "paar", "figuren": [blok]})
    return uit


def _linknamen(blok: Blok) -> Iterator[str]:
    """What the links of a block within the document say, in reading order."""
    if blok["t"] == "paar":
        yield from (naam for figuur in blok["figuren"] for naam in _linknamen(figuur))
        return
    delen = [blok["d"], blok["voet"]] if blok["t"] == "figuur" else blok
    yield from (plat(d["d"]) for d in knopen(delen) if d.get("t") == "link" and d["naar"].startswith("#"))
    if blok["t"] == "figuur" and blok["cijfers"]:
        yield "Cijfers bij deze figuur"
    if blok["t"] == "verwijzing":
        yield f"Naar de tabel ‘{plat(blok['d'])}’"


def _toegankelijk(pdf: bytes, rijen: list[int], links: list[str]) -> bytes:
    """Turn the first cell of every row into its header, and let each link be called by what it says.

    Parameters
    ----------
    rijen : list of int
        How many each table has.
    links : list of str
        What the links within the document say, in reading order.
    """
    import tempfile

    import pikepdf

    with tempfile.TemporaryFile() as bestand:  # mapped: of bytes in memory pikepdf asks Python for every object
        bestand.write(pdf)
        bestand.flush()
        with pikepdf.open(bestand, access_mode=pikepdf.AccessMode.mmap) as doc:
            _maak_rijkoppen(doc, rijen)
            _noem_links(doc, links)
            uit = io.BytesIO()
            pikepdf.settings.set_flate_compression_level(9)  # three percent smaller, a fiftieth of a second
            doc.save(
                uit,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                recompress_flate=True,
            )
    return uit.getvalue()


def _maak_rijkoppen(doc: Any, verwacht: list[int]) -> None:
    """For every table in reading order the headers of its rows, and the names by which they are found."""
    import pikepdf

    wortel = doc.Root.StructTreeRoot
    tabellen = list(_tabellen(wortel))
    namen: dict[bytes, Any] = dict(_id_boom(wortel))
    for nr, (tabel, aantal) in enumerate(zip(tabellen, verwacht, strict=True), 1):
        rijen = [r for deel in _kinderen(tabel) if deel.get("/S") == "/TBody" for r in _kinderen(deel)]
        if len(rijen) != aantal:
            raise AssertionError(f"{len(rijen)} rows in table {nr} of the PDF, {aantal} in the tree")
        for i, rij in enumerate(rijen, 1):
            kop, *cellen = _kinderen(rij)
            kop.S = pikepdf.Name.TH
            kop.ID = pikepdf.String(f"rij-{nr}-{i}-1")
            _attributen(doc, kop).Scope = pikepdf.Name.Row
            namen[bytes(kop.ID)] = kop
            for cel in cellen:
                kenmerk = _attributen(doc, cel)
                kenmerk.Headers = pikepdf.Array([*kenmerk.get("/Headers", []), kop.ID])
    paren = [x for naam in sorted(namen) for x in (pikepdf.String(naam), namen[naam])]
    if paren:
        wortel.IDTree = doc.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(paren)))


def _noem_links(doc: Any, verwacht: list[str]) -> None:
    """typst calls a link to what is no heading by its page: ‘pagina 6’ says nothing to who hears it."""
    links = list(_interne_links(doc.Root.StructTreeRoot))
    for annotaties, naam in zip(links, verwacht, strict=True):
        for annotatie in annotaties:
            annotatie.Contents = naam


def _interne_links(element: Any) -> Iterator[list[Any]]:
    """The annotations of every link within the document in reading order; those of the table of contents have a name."""
    import pikepdf

    for kind in _kinderen(element):
        if kind.S == "/Link":
            kids = kind.K if isinstance(kind.K, pikepdf.Array) else [kind.K]
            annotaties = [k.Obj for k in kids if isinstance(k, pikepdf.Dictionary) and k.get("/Type") == "/OBJR"]
            if annotaties and "/Dest" in annotaties[0]:
                yield annotaties
        elif kind.S != "/TOC":
            yield from _interne_links(kind)


def _attributen(doc: Any, cel: Any) -> Any:
    """The table attributes of a cell, made when there are none."""
    import pikepdf

    bestaand = cel.get("/A")
    lijst = list(bestaand) if isinstance(bestaand, pikepdf.Array) else [bestaand] if bestaand is not None else []
    for kenmerk in lijst:
        if kenmerk.get("/O") == "/Table":
            return kenmerk
    nieuw = pikepdf.Dictionary(O=pikepdf.Name.Table)
    cel.A = pikepdf.Array([*lijst, nieuw]) if lijst else nieuw
    return cel.A[len(lijst)] if lijst else cel.A


def _kinderen(element: Any) -> Iterator[Any]:
    import pikepdf

    kids = element.get("/K")
    for kind in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kind, pikepdf.Dictionary) and "/S" in kind:
            yield kind


def _tabellen(element: Any) -> Iterator[Any]:
    """The tables in reading order; the gate saw to it that there is none in a table."""
    for kind in _kinderen(element):
        if kind.S == "/Table":
            yield kind
        else:
            yield from _tabellen(kind)


def _id_boom(wortel: Any) -> Iterator[tuple[bytes, Any]]:
    """The names that typst gave already (column headers)."""
    knopen = [wortel.get("/IDTree")]
    while knopen:
        knoop = knopen.pop()
        if knoop is None:
            continue
        namen = list(knoop.get("/Names", []))
        yield from ((bytes(n), e) for n, e in zip(namen[::2], namen[1::2], strict=True))
        knopen += list(knoop.get("/Kids", []))
