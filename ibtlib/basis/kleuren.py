"""The palette, in one place: charts, map, HTML and PDF all take their colours from here.

A province may put colours of its own in their place (`gegevens.huisstijl`). That happens when a page is published:
notebooks and charts know only this palette.

Every pair of text and background is at least 4.5:1 (WCAG 2.1 AA, tested). The treden grow darker step by step,
so that their order survives greyscale and colour blindness; the number of the trede always stands in the cell.
"""

from __future__ import annotations

from collections.abc import Callable

LETTERTYPE = "Fira Sans"

INKT = "#1B1F24"  # text
OP_LICHT = "#1B1F25"  # text on a light colour: stays as it is in the dark, where INKT becomes light
GRIJS = "#5B6470"  # secondary text, axes: 6:1 on white
LIJN = "#C9D0D8"  # rules, grid
VLAK = "#F3F5F8"  # quiet background
WIT = "#FFFFFF"
BLAUW = "#154273"  # headings, links
ORANJE = "#B4511A"  # attention
TEAL = "#1F7A74"
LILA = "#7A4B94"
LICHTBLAUW, LICHTORANJE, LICHTTEAL, LICHTLILA = "#9DB8D4", "#D59E7F", "#7FB3B0", "#B9A0C6"
LICHT = {BLAUW: LICHTBLAUW, ORANJE: LICHTORANJE, TEAL: LICHTTEAL, LILA: LICHTLILA}  # the softer companions

# What a colour means: the same in every chart of every document.
OPGAVE = ORANJE  # what is asked
REALISATIE = BLAUW  # what was done, or is certainly there
ACHTERSTAND = LILA  # what is lacking
HARD, PLAN, VOORRAAD = BLAUW, TEAL, LICHTBLAUW  # how certain places are; a range on top of that is hatched
BETEKENIS = {  # of a series that is called so
    "taakstelling": OPGAVE,
    "totaalopgave": OPGAVE,
    "opgave": OPGAVE,
    "realisatie": REALISATIE,
    "gehuisvest": REALISATIE,
    "achterstand": ACHTERSTAND,
    "tekort": ACHTERSTAND,
    "nog nodig": ACHTERSTAND,
}

# by the names that the style sheet and the typst template use
KLEUREN = {
    "inkt": INKT,
    "grijs": GRIJS,
    "lijn": LIJN,
    "vlak": VLAK,
    "wit": WIT,
    "blauw": BLAUW,
    "oranje": ORANJE,
    "lichtblauw": LICHTBLAUW,
    "lila": LILA,
    "lichtlila": LICHTLILA,
}

REEKSEN = (BLAUW, ORANJE, TEAL, LILA, GRIJS, INKT)  # for series without a meaning of their own

# kleurnaam in a kader -> (background, text on it)
TREDEKLEUREN = {
    "groen": ("#D5EFD6", OP_LICHT),
    "geel": ("#FFD966", OP_LICHT),
    "oranje": ("#F0983F", OP_LICHT),
    "rood": ("#D9634C", OP_LICHT),
    "donkerrood": ("#9B2D23", WIT),
    "zwart": ("#3A1512", WIT),
}
KLEUR_VAN_TREDE = {1: "groen", 2: "geel", 3: "oranje", 4: "rood", 5: "donkerrood", 6: "zwart"}
# class of a cell -> the same pair; of two classes on a cell that of the colour comes first (`tredeklasse`)
KLASSEKLEUREN = {f"trede-{t}": TREDEKLEUREN[naam] for t, naam in KLEUR_VAN_TREDE.items()}
KLASSEKLEUREN |= {f"kleur-{naam}": paar for naam, paar in TREDEKLEUREN.items()}


def tredekleur(trede: int | None, kleurnaam: str | None = None) -> tuple[str, str]:
    """Background and text colour of a trede; white for a trede that is not known.

    >>> tredekleur(2)
    ('#FFD966', '#1B1F25')
    """
    if trede is None:
        return WIT, GRIJS
    return TREDEKLEUREN[kleurnaam or KLEUR_VAN_TREDE[trede]]


def tredeklasse(trede: int | None, kleurnaam: str | None = None) -> str:
    """The class of a cell of a table that shows a trede: a kader may give it another colour than the usual one.

    >>> tredeklasse(2), tredeklasse(2, "geel"), tredeklasse(2, "rood"), tredeklasse(None)
    ('trede-2', 'trede-2', 'kleur-rood trede-2', '')
    """
    if trede is None:
        return ""
    anders = kleurnaam and kleurnaam != KLEUR_VAN_TREDE[trede]
    return f"kleur-{kleurnaam} trede-{trede}" if anders else f"trede-{trede}"


def letters_op(kleur: str) -> str:
    """The colour of text that is read best on a colour.

    >>> letters_op(BLAUW), letters_op(LICHTBLAUW)
    ('#FFFFFF', '#1B1F25')
    """
    return max((OP_LICHT, WIT), key=lambda letters: contrast(letters, kleur))


def contrast(kleur: str, andere: str) -> float:
    """Contrast ratio of two hex colours (WCAG 2.1, 1.4.3).

    >>> round(contrast("#FFFFFF", "#000000"), 1)
    21.0
    """

    def helderheid(hex_: str) -> float:
        kanalen = [int(hex_[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        lineair = [k / 12.92 if k <= 0.03928 else ((k + 0.055) / 1.055) ** 2.4 for k in kanalen]
        return 0.2126 * lineair[0] + 0.7152 * lineair[1] + 0.0722 * lineair[2]

    licht, donker = sorted((helderheid(kleur), helderheid(andere)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def lichter(kleur: str) -> str:
    """The colour mixed with just enough white to be read on a dark background.

    >>> lichter("#7A1020"), round(contrast(lichter("#7A1020"), INKT), 1)
    ('#CA9FA6', 7.1)
    """
    kanalen = [int(kleur[i : i + 2], 16) for i in (1, 3, 5)]
    for wit in range(101):
        mengsel = "#" + "".join(f"{round(k + (255 - k) * wit / 100):02X}" for k in kanalen)
        if contrast(mengsel, INKT) >= 7:
            return mengsel
    return WIT


def dichtstbij(kleur: str, voldoet: Callable[[str], bool]) -> str:
    """The same hue, as much lighter or darker as is needed to pass.

    >>> dichtstbij("#FF0000", lambda k: contrast(k, WIT) >= 4.5)
    '#ED0000'
    """
    from colorsys import hls_to_rgb, rgb_to_hls

    tint, licht, verzadiging = rgb_to_hls(*(int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    for stap in range(256):
        for teken in (-1, 1):
            niveau = min(max(licht + teken * stap / 255, 0), 1)
            proef = "#" + "".join(f"{round(255 * k):02X}" for k in hls_to_rgb(tint, niveau, verzadiging))
            if voldoet(proef):
                return proef
    return INKT
