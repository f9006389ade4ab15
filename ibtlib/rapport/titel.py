"""The heading of a document and what stands on its cover."""

from __future__ import annotations

from ibtlib.basis.periode import datum_voluit
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.scenario.uitkomst import beoordeelde_periode
from ibtlib.rapport.spreidingswet.cyclus import toezichthouder
from ibtlib.weergave import Titel

ONDERWERPEN = {
    "voortgang": "Voortgang huisvesting vergunninghouders",
    "trend": "Trend huisvesting vergunninghouders",
    "spreidingswet": "Opvang en Spreidingswet",
    "scenario": "Scenario’s huisvesting vergunninghouders",
}


def bekend(g: Gegevens) -> str:
    """Of when the sources are that a document uses.

    >>> from ibtlib.gegevens.gegevens import laad
    >>> bekend(laad("utrecht")), bekend(laad("utrecht").voor("2023-1"))
    ('wat nu bekend is', 'wat op 9 november 2023 bekend was')
    """
    return f"wat op {datum_voluit(g.bekend_op)} bekend was" if g.bekend_op else "wat nu bekend is"


def titel(g: Gegevens, periode: str, onderwerp: str) -> Titel:
    """The heading with which a document begins, with what stands on its cover.

    Parameters
    ----------
    onderwerp : str
        One of `ONDERWERPEN`, or the title of a document of one's own.

    Raises
    ------
    AanvraagFout
        When the periode is unknown.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> ibt.titel(ibt.laad("utrecht"), "2023-2", "Wie loopt achter?").ondertitel
    'Provincie Utrecht, tweede helft 2023 (2023-2)'
    """
    gekozen = g.periode(periode)
    beoordeeld = beoordeelde_periode(g, periode, onderwerp)
    kader = g.kaders.zoek(beoordeeld) if beoordeeld else None
    zonder = "voor deze periode is geen kader bekend" if beoordeeld else "er zijn geen treden berekend"
    toezicht = ("Kader", kader.titel if kader else zonder)
    if onderwerp == "spreidingswet":
        toezicht = ("Toezicht", toezichthouder(g))
    return Titel(
        ONDERWERPEN.get(onderwerp, onderwerp),
        f"Provincie {g.naam}, {gekozen.voluit} ({gekozen})",
        (
            ("Periode", f"{datum_voluit(gekozen.begin)} tot {datum_voluit(gekozen.peildatum)}"),
            ("Peildatum", datum_voluit(gekozen.peildatum)),
            toezicht,
            ("Bekend", bekend(g)),
            ("Gegevens", "gepubliceerde cijfers; wat berekend of aangenomen is, staat erbij"),
        ),
        gekozen.peildatum,
        g.fictief,
    )
