"""The tree as HTML: of one display object in JupyterLab, of a whole document on its page.

All text is escaped here, once: data is shown as text, never as markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from ibtlib.weergave.blokken import Blok, Delen, plat

_HEEL = re.compile(r"\b(\d{4}-[12]|trede [1-6])\b(?!-)")
_MARKEN = {"vet": "strong", "nadruk": "em", "code": "code"}


def schrijf(blokken: Iterable[Blok], heel: bool = False) -> str:
    """Blocks as HTML.

    Parameters
    ----------
    blokken : iterable of block
        See `weergave.blokken`.
    heel : bool
        Keep a periode and a trede on one line: browsers break `2023-2` after its hyphen.

    Examples
    --------
    >>> schrijf([{"t": "alinea", "d": ["In 2023-2: 3 < 4"], "klasse": ""}], heel=True)
    '<p>In <span class="heel">2023-2</span>: 3 &lt; 4</p>'
    """
    return _Schrijver(heel).blokken(blokken)


def element(naam: str, inhoud: str, attributen: Mapping[str, str | None]) -> str:
    """An element with those of its attributes that say something.

    >>> element("p", "a &amp; b", {"class": "bron", "id": ""})
    '<p class="bron">a &amp; b</p>'
    """
    gegeven = "".join(f' {naam}="{escape(waarde)}"' for naam, waarde in attributen.items() if waarde)
    return f"<{naam}{gegeven}>{inhoud}</{naam}>"


def titel(t: Blok) -> str:
    """What stands in the header of a document."""
    merk = '<p class="fictief"><strong>FICTIEF</strong>: verzonnen gegevens.</p>' if t["fictief"] else ""
    kenmerken = "".join(
        f"<dt>{escape(naam, quote=False)}</dt><dd>{escape(waarde, quote=False)}</dd>" for naam, waarde in t["kenmerken"]
    )
    return (
        f"<h1>{escape(t['titel'], quote=False)}</h1>"
        f'<p class="ondertitel">{escape(t["ondertitel"], quote=False)}</p>{merk}<dl class="kenmerken">{kenmerken}</dl>'
    )


class _Schrijver:
    def __init__(self, heel: bool):
        self.heel = heel

    def blokken(self, blokken: Iterable[Blok]) -> str:
        return "\n".join(getattr(self, f"_{blok['t']}")(blok) for blok in blokken)

    # --- running text ---

    def tekst(self, tekst: str) -> str:
        uit = escape(tekst, quote=False)
        if not self.heel or (tekst.startswith("trede ") and _HEEL.fullmatch(tekst)):
            return uit  # a cell with nothing but its trede never breaks
        return _HEEL.sub(r'<span class="heel">\1</span>', uit)

    def delen(self, delen: Delen) -> str:
        return "".join(self.tekst(d) if isinstance(d, str) else self._merkteken(d) for d in delen)

    def _merkteken(self, merk: Blok) -> str:
        soort, inhoud = merk["t"], self.delen(merk["d"])
        if soort == "link":
            return element("a", inhoud, {"href": merk["naar"]})
        if soort == "merk":
            return element("span", inhoud, {"class": merk["klasse"]})
        if soort == "regel":
            return "<br>"
        return element(_MARKEN[soort], inhoud, {})

    def _titel(self, blok: Blok) -> str:
        return f'<header class="titel">{titel(blok)}</header>'

    def _kop(self, blok: Blok) -> str:
        return element(f"h{blok['niveau'] + 1}", self.delen(blok["d"]), {"id": blok.get("id")})

    def _alinea(self, blok: Blok) -> str:
        return element("p", self.delen(blok["d"]), {"class": blok["klasse"]})

    def _lijst(self, blok: Blok) -> str:
        begin = str(blok["begin"]) if blok["begin"] != 1 else ""
        items = "".join(f"<li>{self._item(item)}</li>" for item in blok["items"])
        uit = element("ol" if blok["geordend"] else "ul", items, {"start": begin})
        return element("div", uit, {"class": blok["vorm"]}) if blok["vorm"] else uit

    def _item(self, blokken: Sequence[Blok]) -> str:
        """The text of an item is no paragraph of its own, as short lists have it."""
        if not blokken or blokken[0]["t"] != "alinea":
            return self.blokken(blokken)
        return self.delen(blokken[0]["d"]) + self.blokken(blokken[1:])

    def _begrippen(self, blok: Blok) -> str:
        paren = (
            f"{element('dt', self.delen(i['d']), {'id': i.get('id')})}<dd>{self._item(i['uitleg'])}</dd>"
            for i in blok["items"]
        )
        return f"<dl>{''.join(paren)}</dl>"

    def _kader(self, blok: Blok) -> str:
        return f'<div class="let-op">{self.blokken(blok["blokken"])}</div>'

    def _citaat(self, blok: Blok) -> str:
        return f"<blockquote>{self.blokken(blok['blokken'])}</blockquote>"

    def _code(self, blok: Blok) -> str:
        return f"<pre><code>{escape(blok['tekst'], quote=False)}</code></pre>"

    def _lijn(self, _: Blok) -> str:
        return "<hr>"

    # --- tables ---

    def _tabel(self, blok: Blok) -> str:
        id_ = blok["id"]
        kop = "".join(f'<th scope="col"{self._klasse(c)}>{self._cel(c)}</th>' for c in blok["kop"])
        stapelt = blok.get("stapelt", False)  # on a phone each cell stands under the other, after its header
        koppen = [f' data-kop="{escape(plat(c["d"]))}"' if stapelt else "" for c in blok["kop"][1:]]
        rijen = []
        for rij in blok["rijen"]:
            eerste, *rest = rij["cellen"]
            cellen = [f'<th scope="row"{self._klasse(eerste)}>{self._cel(eerste)}</th>']
            cellen += [f"<td{self._klasse(c)}{k}>{self._cel(c)}</td>" for c, k in zip(rest, koppen, strict=True)]
            rijen.append(element("tr", "".join(cellen), {"id": rij["id"], "class": "totaal" if rij["totaal"] else ""}))
        tabel = element(
            "table",
            f"{self._bijschrift(blok, 'caption')}<thead><tr>{kop}</tr></thead><tbody>{''.join(rijen)}</tbody>",
            {"class": " ".join(naam for naam in ("breed", "stapelt") if blok.get(naam))},
        )
        soort = [
            "tabel",
            *([blok["klasse"]] if blok["klasse"] else []),
            *(["sorteerbaar"] if blok["sorteerbaar"] else []),
        ]
        inhoud = self._schuif(blok, tabel) + self._voet(blok) + self._mee(blok, "tabel")
        uit = element("div", inhoud, {"class": " ".join(soort), "id": id_})
        return f'<div class="keuzes" {_gegevens(blok["keuzes"])}>{uit}</div>' if blok["keuzes"] else uit

    @staticmethod
    def _klasse(cel: Blok) -> str:
        return f' class="{escape(" ".join(cel["klassen"]))}"' if cel["klassen"] else ""

    def _cel(self, cel: Blok) -> str:
        """Its text and the letters of its notes, which never stand on a line without the last word."""
        if not cel["noten"]:
            return self.delen(cel["d"])
        *voor, laatste = cel["d"]
        begin, spatie, woord = laatste.rpartition(" ")  # a cell with notes ends in a text
        merken = f'<sup class="noot">\N{NO-BREAK SPACE}{", ".join(cel["noten"])}</sup>'
        return f'{self.delen([*voor, begin + spatie])}<span class="samen">{self.tekst(woord)}{merken}</span>'

    def _bijschrift(self, blok: Blok, naam: str) -> str:
        """The caption stays in view while the table scrolls."""
        tekst = self.delen(blok["d"])
        if naam == "caption":
            tekst = f'<span class="plak">{tekst}</span>'
        return element(naam, tekst, {"id": f"{blok['id']}-bijschrift"})

    @staticmethod
    def _schuif(blok: Blok, inhoud: str) -> str:
        """What may be wider than the screen; where it is, the script lets the keyboard reach and scroll it."""
        return element("div", inhoud, {"class": "schuif"}) if blok["schuift"] else inhoud

    def _mee(self, blok: Blok, wat: str, cijfers: str = "") -> str:
        """To take along: numbers, files, and the address of this very table or figure; folded, so that Tab stops there once."""
        links = [element("a", escape(tekst), {"href": pad}) for tekst, pad in blok["bestanden"]]
        links += [element("a", f"link naar deze {wat}", {"href": f"#{blok['id']}"})] if links else []
        mee = f'<p class="mee">Neem mee: {", ".join(links)}.</p>' if links else ""
        naam = f"Cijfers bij deze {wat}" if cijfers else f"Neem deze {wat} mee"
        return f"<details><summary>{naam}</summary>{cijfers}{mee}</details>" if cijfers or mee else ""

    def _voet(self, blok: Blok) -> str:
        return self.blokken(blok["voet"])

    def _noten(self, blok: Blok) -> str:
        """Each note after its letter."""
        regels = "".join(f"<li><b>{item['merk']}</b> {self.delen(item['d'])}</li>" for item in blok["items"])
        return f'<ol class="noten">{regels}</ol>'

    # --- key figures ---

    def _kerncijfers(self, blok: Blok) -> str:
        """A list of terms; what an arrow shows, the words beside it say."""
        items = "".join(
            f'<div><dt>{self.delen(item["d"])}</dt><dd class="waarde">{self.delen(item["waarde"]["d"])}</dd>'
            f"{self._kernregels(item['regels'])}</div>"
            for item in blok["items"]
        )
        voet = self.blokken(blok["voet"])
        return f'<div class="kerncijfers"><dl>{items}</dl>{voet}</div>'

    def _kernregels(self, regels: Sequence[Blok]) -> str:
        pijlen = [f'<span class="pijl" aria-hidden="true">{r["pijl"]}</span> ' if r["pijl"] else "" for r in regels]
        teksten = [pijl + self.delen(regel["d"]) for pijl, regel in zip(pijlen, regels, strict=True)]
        return f"<dd>{'<br>'.join(teksten)}</dd>" if teksten else ""

    # --- figures ---

    def _figuur(self, blok: Blok) -> str:
        tekening = element("div", blok["svg"], {"class": "tekening", "role": "img", "aria-label": blok["alt"]})
        figuur = f"<figure>{self._bijschrift(blok, 'figcaption')}{self._schuif(blok, tekening)}</figure>"
        cijfers = _Schrijver(heel=False).blokken(blok["cijfers"])
        inhoud = figuur + self._voet(blok) + self._mee(blok, "figuur", cijfers)
        return element("div", inhoud, {"class": "figuur vol" if blok.get("breed") else "figuur", "id": blok["id"]})


def _gegevens(keuzes: Blok) -> str:
    """What the script of a `Keuzetabel` reads: texts as they are, what has parts as JSON."""
    delen = {n: w if isinstance(w, str) else json.dumps(w, ensure_ascii=False) for n, w in keuzes.items() if w}
    return " ".join(f'data-{naam}="{escape(deel)}"' for naam, deel in delen.items())
