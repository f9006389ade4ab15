"""What stands in the output folder, as tables and lists of links: the building blocks of the start pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode, datum_voluit, lees_datum
from ibtlib.beoordeling.beoordeel import beoordeel
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.rapport.basis import trede_tekst
from ibtlib.rapport.documenten import (
    BRIEVEN,
    EIGENMAP,
    GEMEENTENMAP,
    LANDELIJKMAP,
    MONITORMAP,
    OVERZICHT,
    SOORTEN,
    bundelnaam,
)
from ibtlib.rapport.plek import NAMEN, Weg, anker
from ibtlib.weergave import LEEG, Cel, Link, Linktabel, Verwijzingen

Mappen = Mapping[str, Mapping[str, int]]
"""What stands in the output folder: per `<provincie>/<folder>` the size in bytes of every file, by its name in it."""

_MONITORPAGINA = re.compile(r"(\d{4}-\d\d-\d\d)\.(?:html|pdf)")
_ROND = 2  # perioden (or days) before and after its own to which a page leads
_FORMAAT = {".html": "web", ".pdf": "PDF", ".xlsx": "Excel", ".json": "JSON"}
_GAAT_OVER = {
    "samenvatting": "het belangrijkste op één A4",
    "voortgang": "taakstelling, realisatie en trede",
    "trend": "de cijfers door de jaren",
    "spreidingswet": "opvangplekken naast de opgave",
    "scenario": "wat er kan gebeuren",
}
_CIJFERS = {"tabellen.xlsx": "tabellen", BRIEVEN: "brieven", "verantwoording.json": "verantwoording"}


def documenten(mappen: Mappen, g: Gegevens, perioden: Sequence[Periode], vanaf: str) -> Linktabel:
    """One row per periode, the newest first: every document in every format, with its size.

    Parameters
    ----------
    perioden : sequence of Periode
        Those for which there is a folder.
    vanaf : str
        What comes before `<periode>/` in a link: `utrecht/` from the first page, nothing from the province's own.
    """
    koppen = [*(NAMEN[s.naam] for s in SOORTEN), "Alles in één", "Eigen notebooks", "Tabellen en verantwoording"]
    inhoud = []
    for periode in reversed(perioden):
        stammen = [*(s.naam for s in SOORTEN), bundelnaam(g.provincie, str(periode))]
        er_is, hier = mappen[f"{g.provincie}/{periode}"], f"{vanaf}{periode}/"
        links = [_links(er_is, (f"{stam}.html", f"{stam}.pdf"), hier) for stam in stammen]
        inhoud.append([*links, _eigen_notebooks(er_is, hier), _links(er_is, _CIJFERS, hier)])
    gevuld = [j for j in range(len(koppen)) if any(cellen[j] for cellen in inhoud)]
    return Linktabel(
        f"rapporten-{g.provincie}",
        f"{_merk(g)}Rapporten over {g.naam}, met de grootte van elk bestand",
        ("Periode", *(koppen[j] for j in gevuld)),
        tuple(
            (f"{g.provincie}-{p}", (str(p), *(cellen[j] or "–" for j in gevuld)))
            for p, cellen in zip(reversed(perioden), inhoud, strict=True)
        ),
    )


def _eigen_notebooks(er_is: Mapping[str, int], vanaf: str) -> tuple[Link, ...]:
    """Documents of notebooks of one's own, under the names of their files."""
    namen = sorted(naam for naam in er_is if naam.startswith(f"{EIGENMAP}/"))
    return tuple(
        Link(f"{Path(naam).stem} ({_formaat(naam)})", f"{vanaf}{naam}", _grootte(er_is[naam])) for naam in namen
    )


def monitor(mappen: Mappen, g: Gegevens, vanaf: str) -> Verwijzingen | None:
    """Links to the pages that follow a periode while it runs, the newest first, when there are any."""
    er_is = mappen.get(f"{g.provincie}/{MONITORMAP}", {})
    regels = [
        (
            f"Monitor, stand op {datum_voluit(datum)}",
            f"{vanaf}{MONITORMAP}/{datum}.{formaat}",
            f"{_FORMAAT[f'.{formaat}']}, {_grootte(er_is[f'{datum}.{formaat}'])}",
        )
        for datum in reversed(monitordatums(mappen, g.provincie))
        for formaat in ("html", "pdf")
        if f"{datum}.{formaat}" in er_is
    ]
    return Verwijzingen(tuple(regels)) if regels else None


def landelijk(mappen: Mappen) -> Verwijzingen | None:
    """Links to the pages with the provinces beside each other, the newest first, when there are any."""
    er_is = mappen.get(f"{LANDELIJKMAP}/{OVERZICHT}", {})
    regels = []
    for naam in sorted(er_is, reverse=True):
        periode, _, formaat = naam.rpartition(".")
        if re.fullmatch(r"\d{4}-[12]", periode) and f".{formaat}" in _FORMAAT:
            waar = f"{LANDELIJKMAP}/{OVERZICHT}/{naam}"
            regels.append(
                (f"Provincies naast elkaar, {periode}", waar, f"{_FORMAAT[f'.{formaat}']}, {_grootte(er_is[naam])}")
            )
    return Verwijzingen(tuple(regels)) if regels else None


def periodemappen(mappen: Mappen, provincie: str) -> list[Periode]:
    """The perioden of which a folder stands in the output folder, in order."""
    namen = [deel for naam in mappen for map_, _, deel in [naam.partition("/")] if map_ == provincie]
    return sorted(Periode.lees(n) for n in namen if re.fullmatch(r"\d{4}-[12]", n))


def door_de_tijd(mappen: Mappen, provincie: str) -> dict[str, dict[str, list[Weg]]]:
    """Per folder, and per page in it: the links to the same page over the perioden, or on the days, around its own.

    Only to those that stand there, and to no more than five: "Alle perioden" leads to the rest.

    Examples
    --------
    >>> mappen = {"utrecht/2023-1": {"trend.html": 1}, "utrecht/2023-2": {"trend.html": 1, "scenario.html": 1}}
    >>> door_de_tijd(mappen, "utrecht")["2023-2"]
    {'trend.html': [('2023-1', '../2023-1/trend.html'), ('2023-2', '')], 'scenario.html': []}
    >>> door_de_tijd({"utrecht/monitor": {"2023-10-26.html": 1, "2023-11-15.html": 1}}, "utrecht")["monitor"]["2023-10-26.html"]
    [('26-10-2023', ''), ('15-11-2023', '2023-11-15.html')]
    """
    perioden = [str(p) for p in periodemappen(mappen, provincie)]
    uit: dict[str, dict[str, list[Weg]]] = {}
    for hier in perioden:
        for naam in (n for n in mappen[f"{provincie}/{hier}"] if n.endswith(".html")):
            daar = {p: naam.replace(hier, p) for p in perioden}  # the volume bears its periode in its name
            op = "../" * (naam.count("/") + 1)
            wegen = [(p, f"{op}{p}/{n}") for p, n in daar.items() if n in mappen[f"{provincie}/{p}"]]
            uit.setdefault(hier, {})[naam] = _rond(wegen, hier)
    for map_ in (MONITORMAP, OVERZICHT):  # of pages that have their moment as their name
        paginas = [n for n in sorted(mappen.get(f"{provincie}/{map_}", ())) if n.endswith(".html")]
        wegen = [(_moment(naam), naam) for naam in paginas]
        uit |= {map_: {naam: _rond(wegen, _moment(naam)) for naam in paginas}} if paginas else {}
    return uit


def _rond(wegen: list[Weg], hier: str) -> list[Weg]:
    """Those around the one of this page, which leads nowhere; none when it is alone."""
    plek = [moment for moment, _ in wegen].index(hier)
    begin = max(0, min(plek - _ROND, len(wegen) - 2 * _ROND - 1))
    rond = wegen[begin : begin + 2 * _ROND + 1]
    return [(moment, "" if moment == hier else naar) for moment, naar in rond] if len(rond) > 1 else []


def _moment(naam: str) -> str:
    """What a page is about, short: a periode, or a day."""
    stam = naam.removesuffix(".html")
    if not _MONITORPAGINA.fullmatch(naam):
        return stam
    dag = lees_datum(stam)
    return f"{dag.day}-{dag.month}-{dag.year}"


def monitordatums(mappen: Mappen, provincie: str) -> list[dt.date]:
    """The days of which a page of the monitor stands in the output folder, in order."""
    gevonden = (_MONITORPAGINA.fullmatch(naam) for naam in mappen.get(f"{provincie}/{MONITORMAP}", ()))
    return sorted({lees_datum(m[1]) for m in gevonden if m})


def laatste(mappen: Mappen, g: Gegevens, periode: Periode, vanaf: str) -> Verwijzingen:
    """The documents of one periode, large, each with what it is about; the page, or the PDF where that is all there is."""
    er_is, hier = mappen[f"{g.provincie}/{periode}"], f"{vanaf}{periode}/"
    gevonden = (
        (soort, next((n for n in (f"{soort.naam}.html", f"{soort.naam}.pdf") if n in er_is), "")) for soort in SOORTEN
    )
    return Verwijzingen(tuple((NAMEN[s.naam], f"{hier}{n}", _GAAT_OVER[s.naam]) for s, n in gevonden if n), "groot")


def gemeenten(
    g: Gegevens, perioden: Sequence[Periode], pagina: str, erbij: str = ""
) -> tuple[tuple[str, str, str], ...]:
    """Names of gemeenten; each leads to the history of the gemeente on the page of the province."""
    return tuple((naam, f"{pagina}#{anker(code)}", erbij) for code, naam in _gemeenten(g, perioden).items())


def geschiedenis(mappen: Mappen, g: Gegevens, perioden: Sequence[Periode]) -> list[Linktabel]:
    """Per gemeente one table: its trede in every periode, on what it was judged, and its pages."""
    per_periode = {p: {r["gemeentecode"]: r for r in rijen(beoordeel(g, p, exact=True))} for p in reversed(perioden)}
    alle = {
        (code, naam): [
            (
                f"{p.voluit} ({p})",
                _trede(g, p, rij["trede_vastgesteld"]),
                _trede(g, p, rij["trede_berekend"]),
                rij["grondslag"],
                _eigen(mappen, g, p, code),
            )
            for p, frame in per_periode.items()
            if (rij := frame.get(code))
        ]
        for code, naam in _gemeenten(g, perioden).items()
    }
    koppen = ("Periode", "Vastgesteld", "Berekend", "Beoordeeld op", "Eigen pagina")
    leeg = ("", LEEG, "niet te berekenen", "niet vermeld", "–")
    gebruikt = [j for j in range(len(koppen)) if any(rij[j] for lijst in alle.values() for rij in lijst)]
    return [
        Linktabel(
            anker(code),
            f"{_merk(g)}{naam} ({code})",
            tuple(koppen[j] for j in gebruikt),
            tuple((None, tuple(rij[j] or leeg[j] for j in gebruikt)) for rij in lijst),
        )
        for (code, naam), lijst in alle.items()
    ]


def _eigen(mappen: Mappen, g: Gegevens, p: Periode, code: str) -> tuple[Link, ...]:
    """The pages of a gemeente in a periode."""
    namen = (f"{GEMEENTENMAP}/{code}.html", f"{GEMEENTENMAP}/{code}.pdf")
    return _links(mappen[f"{g.provincie}/{p}"], namen, f"{p}/")


def _trede(g: Gegevens, p: Periode, trede: int | None) -> Cel | None:
    return None if trede is None else Cel(trede_tekst(trede), g.kaders.tredeklasse(p, trede))


def _gemeenten(g: Gegevens, perioden: Sequence[Periode]) -> dict[str, str]:
    """Code and name of every gemeente of these perioden, by name; under the name that it bore last."""
    alle = {gem.code: gem.naam for p in perioden for gem in g.gemeentelijst.op(p.begin)}
    return dict(sorted(alle.items(), key=lambda paar: paar[1]))


def _links(er_is: Mapping[str, int], namen: Iterable[str], vanaf: str) -> tuple[Link, ...]:
    """Links to those files that are there, under their own name or that of their format."""
    return tuple(
        Link(_CIJFERS[naam], f"{vanaf}{naam}", f"{_formaat(naam)}, {_grootte(er_is[naam])}")
        if naam in _CIJFERS
        else Link(_formaat(naam), f"{vanaf}{naam}", _grootte(er_is[naam]))
        for naam in namen
        if naam in er_is
    )


def _formaat(naam: str) -> str:
    return _FORMAAT[Path(naam).suffix]


def _grootte(omvang: int) -> str:
    return f"{toon(max(1, round(omvang / 1000)))} kB"


def _merk(g: Gegevens) -> str:
    return "FICTIEF: " if g.fictief else ""
