"""Hostile texts through every door of the data at once: what is refused there, and how what is accepted comes out.

Each text that is put somewhere has a mark of its own (`Zq0123`), so that it is found back on pages and in files, and seen
when anything of it was changed.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from ibtlib.basis.bestanden import als_csvtekst
from ibtlib.basis.fouten import InvoerFout
from ibtlib.gegevens.bronnen import BRONNEN
from ibtlib.gegevens.gegevens import laad
from ibtlib.gegevens.landelijke_tabellen import LANDELIJKE_TABELLEN
from ibtlib.gegevens.provincietabellen import GEMEENTECIJFERS, PROVINCIETABELLEN, TUSSENSTANDCIJFERS
from ibtlib.gegevens.teksten import lees_tekst
from ibtlib.kader.kaderlezer import laad_kader
from tests.gegevens.test_grenzen import vakken, verzameling
from tests.poorten import browser, tekst

TEKSTEN = {
    "script": "<script>window.__x=1</script>",
    "img": "<img src=x onerror=window.__x=1>",
    "svg": "<svg onload=window.__x=1><use href='http://127.0.0.1:9/#a'/>",
    "cel uit": "</td></table></main><script>window.__x=1</script>",
    "attribuut uit": '" onmouseover="window.__x=1" x="',
    "attribuut uit, enkel": "' onfocus=window.__x=1 autofocus '",
    "stijl uit": "</style><style>body{background:url(http://127.0.0.1:9/)}",
    "opmerking uit": "--><script>window.__x=1</script><!--]]>",
    "script uit": "</script><script>window.__x=1</script>",
    "frame": "<iframe srcdoc='<script>top.__x=1</script>'><base href=http://127.0.0.1:9/>",
    "entiteiten": "&lt;script&gt; &#60;img src=x onerror=window.__x=1&#62; &amp;amp;",
    "procenten": "%3Cscript%3Ewindow.__x=1%3C/script%3E \\u003cscript\\u003e",
    "markdown": "**vet** _schuin_ [klik](javascript:window.__x=1) ![p](http://127.0.0.1:9/p.png) `a` ~~b~~",
    "tabel": "| a | b |---| # kop > citaat 1. - x",
    "adres": "<http://127.0.0.1:9/a> http://127.0.0.1:9/b www.example.nl",
    "typst": '#read("/etc/passwd") #let x = 1; $x^2$ *v* _c_ @ref <lab> \\ // /* [b] ~ -- ... "q"',
    "jinja": "{{ 7*7 }} {% raw %} {# c #} {{ cycler.__init__.__globals__ }}",
    "accolades": "{0} {} {provincie} {x!r:>9} %s %(a)s ${HOME} $(id) `id`",
    "javascript": "javascript:window.__x=1//",
    "data": "data:text/html,<script>window.__x=1</script>",
    "formule": "=1+1",
    "commando": "+cmd|' /C calc'!A0",
    "apenstaart": "@SUM(1+1)",
    "min": "-2+3",
    "koppeling": '=HYPERLINK("http://127.0.0.1:9/";"klik")',
    "pad": "../../../etc/passwd C:\\CON \\\\127.0.0.1\\x",
    "accenten": "Timișoara Łódź Şükrü ÿ œ ß € ≥ − ’ … vast\u00a0aan",
    "lang": "x" * 900,
    "lang, met spaties": "lang " * 180 + "einde",
    # what no report can show is refused
    "te lang": "x" * 10_000,
    "te lang, met spaties": "lang " * 2_000 + "einde",
    "tab": "a\tb",
    "belletje": "a\x07b",
    "escape": "a\x1b[2Jb",
    "omgekeerd": "a\u202eb",
    "omgekeerd, apart": "a\u2067b",
    "rechts naar links": "a\u200fb",
    "breedte nul": "a\u200bb",
    "bom": "a\ufeffb",
    "zacht streepje": "a\u00adb",
    "regeleinde": "a\u2028b",
    "los accent": "Z\u0353a\u0334",
    "Grieks": "Ζέιστ",
    "Cyrillisch": "Зейст",
    "Chinees": "漢字",
    "Arabisch": "زايست",
    "Arabische cijfers": "١٢",
    "brede cijfers": "１２",
    "plaatje": "🙂",
}
ONTOONBAAR = tuple(TEKSTEN)[list(TEKSTEN).index("te lang") :]
_VOORAAN = ("javascript", "data", "formule", "commando", "apenstaart", "min", "koppeling")  # it counts how they begin
_MERK = re.compile(r"Zq\d{5}")
# they tie rows together
_SLEUTELS = ("bron", "id", "gemeente", "tabel", "sleutel", "kolom", "bestand", "sha256", "ruil")

PERIODE = "2024-1"
_BEGIN = """import ibtlib as ibt
import pandas as pd

g = ibt.laad(provincie)
ibt.titel(g, periode, {titel!r})"""
_TABEL = """frame = pd.DataFrame({{"naam": {namen!r}}}).assign(**{{{kop!r}: 1}})
ibt.tabel(frame, "Alle teksten", bron={bron!r}, opmerkingen=[{noot!r}])"""
_FIGUUR = """reeks = pd.DataFrame({{{naam!r}: [1, 2]}}, index=["2023-2", "2024-1"])
ax = ibt.lijnen(reeks, eenheid="personen")
ax.set_xlabel({as_!r})
ibt.figuur(ax, {bijschrift!r})"""
_IN_TABEL = {"kop": "svg", "bron": "adres", "noot": "jinja"}
_IN_FIGUUR = {"naam": "stijl uit", "as_": "typst", "bijschrift": "cel uit"}
KADERS = Path(__file__).parents[2] / "ibtlib/kaders/voorbeeld"
_IN_KADER = (  # its title, a name of a trede, a place in a source, an explanation
    "Voorbeeldkader trend (FICTIEF)",
    "actief toezicht",
    "artikel 1",
    "de trede zonder achterstand is verzonnen",
)
_NIET_BEREKENBAAR = ("attribuut uit", "markdown", "jinja", "accolades", "adres", "koppeling")
Plek = tuple[Path, int, str]  # file, row, column


def gemerkt(nummer: int, soort: str) -> str:
    merk = f"Zq{nummer:05d}"
    return f"{TEKSTEN[soort]}{merk}" if soort in _VOORAAN else f"{merk}{TEKSTEN[soort]}"


class Besmet:
    """A folder with data in which every free text is a hostile one; what is refused is put back, and kept in `geweigerd`.

    Parameters
    ----------
    data : Path
        A copy of `data/raw`, to be changed.
    """

    def __init__(self, data: Path):
        self.data = data
        self.geweigerd: Counter[tuple[str, str, str]] = Counter()  # file, column, kind of text
        self.staat: dict[Plek, tuple[str, str, str]] = {}  # kind, text, and what stood there
        soorten = list(TEKSTEN)
        for pad, schema in self._tabellen():
            rijen = _lees(pad)
            for naam in rijen[0]:
                veld, k = schema[naam], rijen[0].index(naam)
                if veld.soort not in ("tekst", "naam") or veld.keuzes or naam in _SLEUTELS:
                    continue
                for r in range(1, len(rijen)):
                    soort = soorten[len(self.staat) % len(soorten)]
                    oud, rijen[r][k] = rijen[r][k], gemerkt(len(self.staat), soort)
                    self.staat[pad, r, naam] = soort, rijen[r][k], oud
            _schrijf(pad, rijen)
        self._zeef()
        self.teksten = {_MERK.search(t)[0]: t for _, t, _ in self.staat.values()}  # type: ignore[index]
        self._nummers = count(90_000)
        self.kader = self._in_kader()
        self._in_hoofdstukken()
        self._in_huisstijl()
        self.notebook = self._in_notebook()

    def _nieuw(self, soort: str) -> str:
        """A hostile text with a mark of its own."""
        tekst = gemerkt(next(self._nummers), soort)
        self.teksten[_MERK.search(tekst)[0]] = tekst  # type: ignore[index]
        return tekst

    def _alle(self, soorten: Mapping[str, str]) -> dict[str, str]:
        return {waar: self._nieuw(soort) for waar, soort in soorten.items()}

    def _in_kader(self) -> Path:
        """A kader of which every text is hostile, as many as a page of a gemeente can hold."""
        tekst = (KADERS / f"{PERIODE}.yaml").read_text("utf-8")

        def vijandig(soort: str) -> str:
            return json.dumps(self._nieuw(soort), ensure_ascii=False)

        for oud, soort in zip(_IN_KADER, ("script", "img", "typst", "cel uit"), strict=True):
            assert oud in tekst
            tekst = tekst.replace(f": {oud}", f": {vijandig(soort)}")
        begin = tekst.index("niet_berekenbaar:")
        tekst = tekst[:begin] + "niet_berekenbaar:\n" + "".join(f"  - {vijandig(s)}\n" for s in _NIET_BEREKENBAAR)
        pad = self.data.parent / f"{PERIODE}.yaml"
        pad.write_text(tekst, "utf-8")
        laad_kader(pad)
        return pad

    def _in_hoofdstukken(self) -> None:
        """Every text as a paragraph of a chapter, as far as it is let in; a chapter may have headings, lists and links."""
        map_ = self.data / "voorbeeld/teksten" / PERIODE
        map_.mkdir(parents=True)
        pad = map_ / "inleiding.md"
        kop = "schrijver: Zq99999<script>window.__x=1</script>\ndatum: 2024-10-01\nbron: voorbeeld-fictief; <svg onload=x>\n---\n"
        self.in_hoofdstuk: set[str] = set()
        for soort, vijandig in TEKSTEN.items():
            pad.write_text(f"{kop}Een {vijandig} zin.\n", "utf-8")
            if not lees_tekst(pad, None)[1]:
                self.in_hoofdstuk.add(soort)
        alineas = [f"Een {TEKSTEN[soort]} zin." for soort in TEKSTEN if soort in self.in_hoofdstuk]
        pad.write_text(kop + "\n\n".join(alineas) + "\n", "utf-8")

    def _in_huisstijl(self) -> None:
        """Who publishes, what a logo shows, whom to credit for a map, and what its areas say of themselves."""
        gebieden = vakken(laad("voorbeeld", self.data))
        map_ = self.data / "voorbeeld/huisstijl"
        map_.mkdir()
        (map_ / "logo.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
        )
        for gebied, soort in zip(gebieden, TEKSTEN, strict=False):
            gebied["properties"] |= {"toelichting": TEKSTEN[soort], TEKSTEN[soort]: 1}
            gebied["id"] = TEKSTEN[soort]
        (map_ / "grenzen.geojson").write_text(json.dumps(verzameling(*gebieden)), "utf-8")
        stijl = {
            "naam": self._nieuw("cel uit"),
            "logo": {"bestand": "logo.svg", "alt": self._nieuw("attribuut uit")},
            "kaart": {"bestand": "grenzen.geojson", "bron": self._nieuw("typst")},
        }
        (map_ / "huisstijl.yaml").write_text(json.dumps(stijl, ensure_ascii=False), "utf-8")  # YAML as well

    def _in_notebook(self) -> Path:
        """A notebook of one's own with every text as a name, a value and a header of a table, and in a chart of its own."""
        soorten = [soort for soort in TEKSTEN if soort not in ONTOONBAAR]
        cellen = [
            new_code_cell(f'provincie = "voorbeeld"\nperiode = "{PERIODE}"', metadata={"tags": ["parameters"]}, id="p"),
            new_code_cell(_BEGIN.format(titel=self._nieuw("img")), id="c1"),
            new_code_cell(_TABEL.format(namen=[self._nieuw(s) for s in soorten], **self._alle(_IN_TABEL)), id="c2"),
            new_code_cell(_FIGUUR.format(**self._alle(_IN_FIGUUR)), id="c3"),
        ]
        pad = self.data.parent / "eigen.ipynb"
        nbformat.write(new_notebook(cells=cellen), pad)
        return pad

    def _tabellen(self):
        yield self.data / "bronnen.csv", BRONNEN
        for schema in (*PROVINCIETABELLEN, *LANDELIJKE_TABELLEN):
            for map_ in ("voorbeeld", "landelijk"):
                if (pad := self.data / map_ / f"{schema.naam}.csv").is_file():
                    yield pad, schema
        for map_, schema in (("gemeenten", GEMEENTECIJFERS), ("tussenstanden", TUSSENSTANDCIJFERS)):
            for pad in sorted((self.data / "voorbeeld" / map_).glob("*.csv")):
                yield pad, schema

    def _zeef(self) -> None:
        """Until the data are read: put back each cell that a message names; a message that names none fails."""
        for _ in range(6):
            try:
                for provincie in ("voorbeeld", "utrecht"):
                    laad(provincie, self.data)
                return
            except InvoerFout as fout:
                for pad, problemen in fout.problemen.items():
                    rijen = _lees(pad)
                    for p in problemen:
                        # no cell has a line end, so the line of a row is its number
                        plek = [k for k in self.staat if k[:2] == (pad, p.regel - 1) and p.kolom in ("", k[2])]
                        assert plek or p.regel == 0, (pad.name, p)
                        for k in plek:
                            soort, _, oud = self.staat.pop(k)
                            self.geweigerd[pad.name, k[2], soort] += 1
                            rijen[k[1]][rijen[0].index(k[2])] = oud
                    _schrijf(pad, rijen)
        raise AssertionError("de gegevens blijven geweigerd worden")

    # --- how they came out ---

    def veranderd(self, waar: str) -> list[str]:
        """The texts of which the mark stands here, and something else around it; white space does not count: lines end."""

        def maak(tekst: str) -> str:
            return re.sub(r"\s+", "", tekst)

        waar, uit = maak(waar), []
        for m in _MERK.finditer(waar):
            vol = maak(self.teksten.get(m[0], m[0]))
            begin = m.start() - vol.index(m[0])
            if waar[max(begin, 0) :][: len(vol)] != vol:
                uit.append(f"{vol[:60]} werd {waar[max(begin, 0) :][:60]}")
        return uit

    def gezien(self, waar: Iterable[str]) -> set[str]:
        return {m for t in waar for m in _MERK.findall(t)} & set(self.teksten)

    def soorten(self, merken: Iterable[str]) -> set[str]:
        return {soort for m in merken for soort in TEKSTEN if TEKSTEN[soort] in self.teksten[m]}


def _lees(pad: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(pad.read_text("utf-8-sig"), newline=""), delimiter=";"))


def _schrijf(pad: Path, rijen: list[list[str]]) -> None:
    with pad.open("w", encoding="utf-8", newline="") as uit:
        csv.writer(uit, delimiter=";", lineterminator="\n").writerows(rijen)


def in_browser(paden: list[Path], besmet: Besmet) -> tuple[list[str], set[str]]:
    """What ran, was asked for or was changed on these pages, and the marks that stand on them."""
    fouten: list[str] = []
    gezien: set[str] = set()
    for pad, a in zip(paden, browser.draai(browser._taken("vijandig", paden)), strict=True):
        teksten = [a["tekst"], *a["namen"]]
        mis = [*a["gevraagd"], *a["fout"], *(["er liep een script"] if a["canarie"] is not None else [])]
        mis += [v for t in teksten for v in besmet.veranderd(t)]
        fouten += [f"{pad.name}: {m}" for m in mis]
        gezien |= besmet.gezien(teksten)
    return fouten, gezien


def in_bestanden(map_: Path, besmet: Besmet) -> tuple[list[str], dict[str, set[str]]]:
    """What was changed or computes in CSV, XLSX and PDF, and the marks that stand in each kind."""
    fouten: list[str] = []
    gezien: dict[str, set[str]] = {}
    for soort, pad, cellen in _cellen(map_):
        mis = [f"formule {c[:40]}" for c in cellen if soort == "csv" and als_csvtekst(c) != c and not _getal(c)]
        mis += [v for c in cellen for v in besmet.veranderd(c)]
        fouten += [f"{pad.name}: {m}" for m in mis]
        gezien.setdefault(soort, set()).update(besmet.gezien(cellen))
    for pad in sorted(map_.rglob("*.xlsx")):
        with zipfile.ZipFile(pad) as archief:
            delen = {n: archief.read(n) for n in archief.namelist()}
        if any(b"<f>" in d or (n.endswith(".rels") and b'"External"' in d) for n, d in delen.items()):
            fouten.append(f"{pad.name}: een formule of koppeling")
    return fouten, gezien


def _cellen(map_: Path) -> Iterator[tuple[str, Path, list[str]]]:
    import openpyxl

    for pad in sorted(map_.rglob("*.csv")):
        yield "csv", pad, [c for r in _lees(pad) for c in r]
    for pad in sorted(map_.rglob("*.xlsx")):
        boek = openpyxl.load_workbook(pad, read_only=True)
        yield (
            "xlsx",
            pad,
            [str(c) for blad in boek for r in blad.iter_rows(values_only=True) for c in r if c is not None],
        )
    for pad in sorted(map_.rglob("*.pdf")):
        yield "pdf", pad, [tekst.pdftekst(pad)]
    for pad in sorted(map_.rglob("verantwoording.json")):
        yield "json", pad, list(_teksten(json.loads(pad.read_text("utf-8"))))


def _teksten(deel: object) -> Iterator[str]:
    if isinstance(deel, str):
        yield deel
    for d in deel.values() if isinstance(deel, dict) else deel if isinstance(deel, list) else ():
        yield from _teksten(d)


def _getal(cel: str) -> bool:
    return bool(re.fullmatch(r"-[\d.,%]+", cel))
