"""The controls of notebook 04 in JupyterLab and Voilà: lists and sliders, and a table and a chart that react.

In the batch (`ibt rapport`) no widget is made: there the page gets every position worked out beforehand
(`scenario.keuzes`), which works without a server.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from ibtlib.basis.fouten import IbtFout
from ibtlib.basis.getallen import toon
from ibtlib.cijfers.uitkomsten import geldend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.scenario.figuren import figuur_verloop
from ibtlib.rapport.scenario.keuzes import keuzes
from ibtlib.rapport.scenario.uitkomst import VOORUIT, met_vertrekpunt, tabel_uitkomst
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.vertrekpunt import vertrekpunt
from ibtlib.scenario.wijzigingen import EenmaligeActie, KoppelingenMaal, RealisatieMaal, Stap, TaakstellingMaal
from ibtlib.weergave import Bundel, Keuzetabel, Tekst
from ibtlib.weergave.csvtekst import tabel_als_csv

RAPPORT = "IBT_RAPPORT"
"""Environment variable that the batch sets: publish, so make no widgets."""

_GELIJK = Fraction(1)
_WIDGET = "application/vnd.jupyter.widget-view+json"
R = TypeVar("R")


def of_uitleg(functie: Callable[..., R]) -> Callable[..., R | Tekst]:
    """A function whose refusals become a readable box in the notebook instead of a traceback.

    Examples
    --------
    >>> print(of_uitleg(RealisatieMaal)(-1))
    factor=−1 kan niet; het ligt tussen 0 en 10.
    """

    @wraps(functie)
    def doe(*args: Any, **kwargs: Any) -> R | Tekst:
        try:
            return functie(*args, **kwargs)
        except IbtFout as fout:
            return Tekst((str(fout),), soort="let-op")

    return doe


@of_uitleg
@met_vertrekpunt
def wat_als(g: Gegevens, periode: str) -> Keuzetabel | Bediening:
    """The what-if of a province: controls in JupyterLab, and the same start position on the published page.

    Parameters
    ----------
    g : Gegevens
        The province.
    periode : str
        Half-year of the report.
    """
    paneel = keuzes(g, periode)
    return paneel if os.environ.get(RAPPORT) else Bediening(g, periode, paneel)


class Bediening:
    """Controls with a table and a chart that follow them.

    Parameters
    ----------
    g : Gegevens
        The province.
    periode : str
        Where the lists start.
    paneel : Keuzetabel
        What is shown where no widgets are.
    """

    def __init__(self, g: Gegevens, periode: str, paneel: Keuzetabel):
        import ipywidgets as w

        self.g, self.paneel = g, paneel
        lijf: dict[str, Any] = {"layout": w.Layout(width="34rem"), "style": {"description_width": "15rem"}}
        start = str(paneel.tabel.rijen[0][0]).rpartition("(")[2].rstrip(")")
        vanaf = [str(p) for p in g.reeks() if (r := geldend(g, p)) and r.achterstand_eind is not None]
        eerste = next(p for p in reversed(vanaf) if p < start)
        self.vanaf = w.Dropdown(options=vanaf, value=eerste, description="Vertrekpunt na periode", **lijf)
        self.gebied = w.Dropdown(options=self._gebieden(eerste), description="Gebied", **lijf)
        self.realisatie = _factorschuif("Realisatie ×", 0, 200, lijf)
        self.taakstelling = _factorschuif("Taakstelling ×", 50, 150, lijf)
        self.koppelingen = _factorschuif("Koppelingen ×", 50, 150, lijf)
        self.actie = w.IntSlider(
            min=0, max=500, step=5, description="Eenmalige actie, personen", continuous_update=False, **lijf
        )
        self.terug = w.Button(description="Zet terug", tooltip="Alle schuiven naar het vertrekpunt")
        self.bewaar = w.Button(
            description="Bewaar als CSV", tooltip="Schrijf de tabel naar een bestand naast het notebook"
        )
        self.tabel, self.grafiek, self.melding = w.HTML(), w.HTML(), w.HTML()
        self.schuiven = {self.realisatie: _GELIJK, self.taakstelling: _GELIJK, self.koppelingen: _GELIJK, self.actie: 0}
        self.alles = w.VBox(
            [
                self.vanaf,
                self.gebied,
                *self.schuiven,
                w.HBox([self.terug, self.bewaar]),
                self.melding,
                self.tabel,
                self.grafiek,
            ]
        )
        self.vanaf.observe(self._andere_periode, "value")
        for knop in (self.gebied, *self.schuiven):
            knop.observe(self._reken, "value")
        self.terug.on_click(self._zet_terug)
        self.bewaar.on_click(self._bewaar)
        self._stil = False
        self._reken()

    def _gebieden(self, vanaf: str) -> list[tuple[str, str]]:
        cijfers = self.g.gemeentecijfers
        hier = cijfers[cijfers["periode"] == vanaf]
        namen = sorted(zip(hier["gemeente"], hier["gemeentecode"], strict=True))
        return [(f"Provincie {self.g.naam}", ""), *namen]

    def stappen(self, eerste: str) -> list[Stap]:
        """What the controls ask, as steps; a control at its start asks nothing."""
        wie = self.gebied.value or None
        keer = [
            (RealisatieMaal, self.realisatie),
            (TaakstellingMaal, self.taakstelling),
            (KoppelingenMaal, self.koppelingen),
        ]
        lijst: list[Stap] = [soort(knop.value, gemeente=wie) for soort, knop in keer if knop.value != _GELIJK]
        return [*lijst, EenmaligeActie(self.actie.value, eerste, wie)] if self.actie.value else lijst

    def uitkomst(self) -> Uitkomst:
        """The scenario that the controls describe."""
        stand = vertrekpunt(self.g, self.vanaf.value, VOORUIT, "gemeenten" if self.gebied.value else "provincie")
        return doorrekenen(stand, *self.stappen(str(stand.perioden[0])))

    def _reken(self, _: object = None) -> None:
        if getattr(self, "_stil", True):
            return
        try:
            u = self.uitkomst()
            code = self.gebied.value or self.g.code
            self._laatste = tabel_uitkomst(self.g, u, code)
            self.tabel.value = self._laatste._html()
            figuur = figuur_verloop(self.g, [u.basis, u] if u.stappen else [u], code)
            hoe = f'style="max-width:44rem" role="img" aria-label="{escape(figuur.alt)}"'
            self.grafiek.value = f"<div {hoe}>{figuur.svg}</div>"
            self.melding.value = ""
        except IbtFout as fout:
            self.melding.value = f'<div role="alert" class="jp-RenderedHTMLCommon"><strong>Dit kan niet:</strong> {escape(str(fout))}</div>'

    def _andere_periode(self, _: object = None) -> None:
        self._stil = True
        oud = self.gebied.value
        self.gebied.options = self._gebieden(self.vanaf.value)
        if oud in [code for _, code in self.gebied.options]:
            self.gebied.value = oud
        self._stil = False
        self._reken()

    def _zet_terug(self, _: object = None) -> None:
        self._stil = True
        for knop, waarde in self.schuiven.items():
            knop.value = waarde
        self._stil = False
        self._reken()

    def _bewaar(self, _: object = None) -> None:
        naam = f"scenario-{self.g.provincie}-{self.vanaf.value}.csv"
        Path(naam).write_bytes(tabel_als_csv(self._laatste))
        self.melding.value = f"<p>Bewaard als {naam}, naast het notebook.</p>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundel:
        bundel = self.paneel._repr_mimebundle_()
        return {**bundel, _WIDGET: {"version_major": 2, "version_minor": 0, "model_id": self.alles.model_id}}


def _factorschuif(naam: str, laagste: int, hoogste: int, lijf: dict[str, Any]) -> Any:
    """A slider over exact factors in steps of five percent, read out as Dutch numbers (a FloatSlider says 1.05)."""
    import ipywidgets as w

    factoren = [Fraction(n, 100) for n in range(laagste, hoogste + 1, 5)]
    opties = [(toon(f, 2), f) for f in factoren]
    return w.SelectionSlider(options=opties, value=_GELIJK, description=naam, continuous_update=False, **lijf)
