"""The page: the tree as one self-contained, accessible HTML file."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from ibtlib.gegevens.huisstijl import GEWOON, Huisstijl
from ibtlib.publicatie.boom import Boom, slotregel, volledige_titel
from ibtlib.publicatie.opmaak import kenmerken, stijlblad
from ibtlib.publicatie.scripts import script, scripts_van, toestemming
from ibtlib.weergave import html
from ibtlib.weergave.blokken import Blok, plat

_PAGINA = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<title>{titel}</title>
<meta name="dcterms.date" content="{datum}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="ibtlib">
<meta http-equiv="Content-Security-Policy" content="{beleid}">
<style>
{stijlblad}</style>
</head>
<body{soort}>
<a class="naar-inhoud" href="#inhoud">Naar de inhoud</a>
{wegen}{perioden}<header class="omslag">{logo}{omslag}</header>
{inhoudsopgave}<main id="inhoud" tabindex="-1">
{hoofd}
</main>
<footer>{downloads}<p>{slot}</p></footer>
{scripts}</body>
</html>
"""
_BELEID = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:{scripts}; base-uri 'none'; form-action 'none'"


_PERIODEN = "<!-- perioden -->\n"


def als_html(boom: Boom, stijl: Huisstijl = GEWOON) -> str:
    """Write the page of a tree made by `boom_van`.

    Parameters
    ----------
    boom : dict
        The tree.
    stijl : Huisstijl
        Colours, logo and typeface of the province.
    """
    namen = scripts_van(boom["blokken"])
    soorten = [*(["bijlage"] if boom["vorm"] == "bijlage" else []), *(["met-fictief"] if boom["fictief"] else [])]
    return _PAGINA.format(
        titel=escape(volledige_titel(boom), quote=False),
        datum=boom["datum"],
        beleid=_BELEID.format(scripts=f"; {toestemming(*namen)}" if namen else ""),
        stijlblad=stijlblad(stijl),
        soort=f' class="{" ".join(soorten)}"' if soorten else "",
        logo=_logo(stijl),
        omslag=html.titel({**boom, "kenmerken": kenmerken(boom, stijl)}),
        inhoudsopgave=_inhoudsopgave(boom["inhoud"]),
        hoofd=html.schrijf([_geverfd(blok, stijl) for blok in boom["blokken"]], heel=True),
        wegen=_wegen(boom["wegen"], "Rapporten", "wegen"),
        perioden=2 * _PERIODEN if boom["wegen"] else "",
        downloads=_wegen(boom["downloads"], "Alle tabellen", "downloads"),
        slot=escape(slotregel(boom), quote=False),
        scripts="".join(f"<script>{script(naam)}</script>\n" for naam in namen),
    )


def met_perioden(pagina: str, wegen: Sequence[tuple[str, str]]) -> str:
    """A page that was written before, with links to the same page over other perioden: the one part that changes when
    such a page comes or goes, while the rest stays as it was made."""
    delen = pagina.split(_PERIODEN)
    if len(delen) != 3:
        return pagina
    return _PERIODEN.join((delen[0], _wegen(wegen, "Deze pagina door de tijd", "wegen perioden"), delen[2]))


def _geverfd(blok: Blok, stijl: Huisstijl) -> Blok:
    return {**blok, "svg": stijl.verf(blok["svg"])} if blok["t"] == "figuur" else blok


def _logo(stijl: Huisstijl) -> str:
    if not stijl.logo:
        return ""
    data = base64.b64encode(stijl.logo.inhoud).decode()
    return f'<p class="logo"><img alt="{escape(stijl.logo.alt)}" src="data:image/{stijl.logo.soort};base64,{data}"></p>'


def _wegen(wegen: Sequence[tuple[str, str]], naam: str, klasse: str) -> str:
    """A row of links away from this page; the page itself is named and leads nowhere."""
    if not wegen:
        return ""
    delen = (
        html.element("a", escape(tekst, quote=False), {"href": naar})
        if naar
        else f'<span aria-current="page">{escape(tekst, quote=False)}</span>'
        for tekst, naar in wegen
    )
    return f'<nav class="{klasse}" aria-label="{naam}"><ul>{"".join(f"<li>{d}</li>" for d in delen)}</ul></nav>\n'


def _inhoudsopgave(koppen: list[Blok]) -> str:
    """Nested list of headings; a document of one section or one page needs none."""
    if not koppen:
        return ""
    delen: list[tuple[Blok, list[Blok]]] = []
    for kop in koppen:
        if kop["niveau"] == 1:
            delen.append((kop, []))
        else:
            delen[-1][1].append(kop)
    regels = [f"<li>{_naar(kop)}{_lijst([_naar(k) for k in onder])}</li>" for kop, onder in delen]
    return (
        '<nav class="inhoudsopgave" aria-labelledby="inhoudsopgave"><h2 id="inhoudsopgave">Inhoud</h2>'
        f"<ol>{''.join(regels)}</ol></nav>\n"
    )


def _naar(kop: Blok) -> str:
    return f'<a href="#{kop["id"]}">{escape(plat(kop["d"]), quote=False)}</a>'


def _lijst(links: list[str]) -> str:
    return f"<ol>{''.join(f'<li>{link}</li>' for link in links)}</ol>" if links else ""
