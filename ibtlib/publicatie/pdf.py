"""From tree to PDF: one fixed typst template, then the row headers that typst cannot write."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ibtlib.basis import kleuren as h
from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl, Letters
from ibtlib.publicatie import kolombreedtes
from ibtlib.publicatie.fout import Bevinding, PublicatieFout

DOCUMENT = Path(__file__).parent / "document.typ"
NORMEN: list[Any] = ["a-2a", "ua-1"]


def zet(boom: dict[str, Any], stijl: Huisstijl = GEWOON) -> bytes:
    """Typeset a tree made by `boom_van`.

    Parameters
    ----------
    boom : dict
        The content; it travels as data, so nothing in it is read as markup.
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
        **kolombreedtes.opzet(boom["vorm"]),
        "lettertype": _families(stijl),
        "kleuren": _kleuren(stijl),
        "logo": _logo(stijl),
    }
    try:
        kaal = typst.compile(
            DOCUMENT.read_bytes(),
            font_paths=_letters(stijl.letters),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"doc": json.dumps(inhoud, ensure_ascii=False)},
            pdf_standards=NORMEN,
        )
    except typst.TypstError as fout:
        uitleg = " ".join([fout.message, *fout.hints])
        raise PublicatieFout([Bevinding(0, f"de PDF kan niet worden gemaakt: {uitleg}")]) from fout
    assert isinstance(kaal, bytes)
    return _met_rijkoppen(kaal, list(_rijkoppen(boom)))


@lru_cache(maxsize=2)
def _letters(eigen: Letters | None) -> Any:
    import fontpkg_fira_sans
    import typst

    mappen = [Path(fontpkg_fira_sans.ROOT) / "files", *([eigen.gewoon.parent, eigen.vet.parent] if eigen else [])]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(dict.fromkeys(map(str, mappen)))
    )


def _families(stijl: Huisstijl) -> list[str]:
    return [*([stijl.letters.familie] if stijl.letters else []), h.LETTERTYPE]


def _kleuren(stijl: Huisstijl) -> dict[str, Any]:
    paren = {f"trede-{t}": h.tredekleur(t) for t in h.KLEUR_VAN_TREDE}
    return {**{naam: stijl.kleur(kleur) for naam, kleur in h.KLEUREN.items()}, "treden": paren}


def _logo(stijl: Huisstijl) -> dict[str, Any] | None:
    if stijl.logo is None:
        return None
    return {"soort": stijl.logo.soort[:3], "inhoud": list(stijl.logo.inhoud), "alt": stijl.logo.alt}


def met_zetting(boom: dict[str, Any], stijl: Huisstijl = GEWOON) -> dict[str, Any]:
    """The same tree with how each table is set.

    A table that needs a page on its side stands at the end, and a reference where it stood.

    Raises
    ------
    PublicatieFout
        When a table has too many columns for a page; names every one.
    """
    liggend: list[dict[str, Any]] = []
    te_breed: list[Bevinding] = []

    def gezet(tabel: dict[str, Any]) -> dict[str, Any]:
        zetting = kolombreedtes.zetting(tabel, boom["vorm"], stijl.letters)
        if zetting is None:
            naam = kolombreedtes.plat(tabel["bijschrift"])
            wat = f"de tabel '{naam}' heeft te veel kolommen voor een pagina; splits haar"
            te_breed.append(Bevinding(0, f"de PDF kan niet worden gemaakt: {wat}"))
            return tabel
        return {**tabel, **zetting}

    def blok(b: dict[str, Any]) -> dict[str, Any]:
        if b["t"] != "tabel":
            return b
        tabel = gezet(b)
        if not tabel.get("liggend"):
            return tabel
        naar = tabel["id"] or f"brede-tabel-{len(liggend) + 1}"
        liggend.append({**tabel, "id": naar})
        return {"t": "verwijzing", "bijschrift": tabel["bijschrift"], "naar": naar}

    blokken = _door(boom["blokken"], blok)
    cijfers = [gezet(t) for t in boom["bijlage"]]
    if te_breed:
        raise PublicatieFout(te_breed)
    liggend += [t for t in cijfers if t["liggend"]]
    return {**boom, "blokken": blokken, "bijlage": [t for t in cijfers if not t["liggend"]], "liggend": liggend}


def _door(blokken: list[dict[str, Any]], maak: Callable[[dict[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    """The same blocks, each made anew, also those inside another."""

    def binnen(b: dict[str, Any]) -> dict[str, Any]:
        if b["t"] in {"kader", "citaat"}:
            return {**b, "blokken": _door(b["blokken"], maak)}
        if b["t"] == "lijst":
            return {**b, "items": [_door(item, maak) for item in b["items"]]}
        if b["t"] == "begrippen":
            return {**b, "items": [[term, _door(uitleg, maak)] for term, uitleg in b["items"]]}
        return maak(b)

    return [binnen(b) for b in blokken]


def _rijkoppen(boom: dict[str, Any]) -> Iterator[list[list[bool]]]:
    """For every table in reading order, per body row, which cells are row headers."""

    def tabellen(blokken: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for blok in blokken:
            if blok["t"] == "tabel":
                yield blok
            elif blok["t"] in {"kader", "citaat"}:
                yield from tabellen(blok["blokken"])
            elif blok["t"] in {"lijst", "begrippen"}:
                for item in blok["items"]:
                    yield from tabellen(item[1] if blok["t"] == "begrippen" else item)

    for tabel in [*tabellen(boom["blokken"]), *boom["bijlage"], *boom["liggend"]]:
        yield [[c["rijkop"] for c in rij["cellen"]] for rij in tabel["rijen"]]


def _met_rijkoppen(pdf: bytes, verwacht: list[list[list[bool]]]) -> bytes:
    """Turn the cells that were `<th scope=row>` into row headers and tie the cells of their row to them."""
    import tempfile

    import pikepdf

    with tempfile.TemporaryFile() as bestand:  # mapped: of bytes in memory pikepdf asks Python for every object
        bestand.write(pdf)
        bestand.flush()
        with pikepdf.open(bestand, access_mode=pikepdf.AccessMode.mmap) as doc:
            _maak_rijkoppen(doc, verwacht)
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


def _maak_rijkoppen(doc: Any, verwacht: list[list[list[bool]]]) -> None:
    """For every table, per body row, which cells become row headers; and the names by which they are found."""
    import pikepdf

    wortel = doc.Root.StructTreeRoot
    tabellen = list(_tabellen(wortel))
    if len(tabellen) != len(verwacht):
        raise AssertionError(f"{len(tabellen)} tables in the PDF, {len(verwacht)} in the page")
    namen: dict[bytes, Any] = dict(_id_boom(wortel))
    for nr, (tabel, vlaggen) in enumerate(zip(tabellen, verwacht, strict=True), 1):
        rijen = [r for deel in _kinderen(tabel) if deel.get("/S") == "/TBody" for r in _kinderen(deel)]
        for i, (rij, koppen) in enumerate(zip(rijen, vlaggen, strict=True), 1):
            namen.update(_rij_met_kop(doc, list(_kinderen(rij)), koppen, f"rij-{nr}-{i}"))
    paren = [x for naam in sorted(namen) for x in (pikepdf.String(naam), namen[naam])]
    if paren:
        wortel.IDTree = doc.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(paren)))


def _rij_met_kop(doc: Any, cellen: list[Any], koppen: list[bool], naam: str) -> dict[bytes, Any]:
    import pikepdf

    ids: dict[bytes, Any] = {}
    for j, (cel, is_kop) in enumerate(zip(cellen, koppen, strict=True), 1):
        if is_kop:
            cel.S = pikepdf.Name.TH
            cel.ID = pikepdf.String(f"{naam}-{j}")
            _attributen(doc, cel).Scope = pikepdf.Name.Row
            ids[bytes(cel.ID)] = cel
    for cel, is_kop in zip(cellen, koppen, strict=True):
        if not is_kop and ids:
            kenmerk = _attributen(doc, cel)
            kenmerk.Headers = pikepdf.Array([*kenmerk.get("/Headers", []), *map(pikepdf.String, sorted(ids))])
    return ids


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
