"""The controls of notebook 04 in JupyterLab and Voilà: lists and sliders, and an answer, a chart and a table that react.

In the batch (`ibt rapport`) no widget is made: there the page gets every position worked out beforehand
(`scenario.keuzes`), which works without a server.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import wraps
from html import escape
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from ibtlib.basis.fouten import AanvraagFout, IbtFout, opsomming
from ibtlib.basis.periode import datum_voluit
from ibtlib.cijfers.uitkomsten import geldend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.scenario import bewaard
from ibtlib.rapport.scenario.bewaard import Instelling
from ibtlib.rapport.scenario.figuren import figuur_verloop
from ibtlib.rapport.scenario.keuzes import DE_VRAAG, antwoord, in_personen, keuzes, realisatie_in_personen
from ibtlib.rapport.scenario.knoppen import kies, kies_uit, lijf, maak_lijst, maak_schuif
from ibtlib.rapport.scenario.uitkomst import PEILDATA_VOORUIT, VOORUIT, met_vertrekpunt, tabel_uitkomst
from ibtlib.scenario.doelen import Inhaalpad, inhaalpaden
from ibtlib.scenario.doorrekenen import Uitkomst, doorrekenen
from ibtlib.scenario.stand import Stand
from ibtlib.scenario.vertrekpunt import vertrekpunt
from ibtlib.scenario.wijzigingen import EenmaligeActie, KoppelingenMaal, RealisatieMaal, Stap, TaakstellingMaal
from ibtlib.weergave import Bundel, Keuzetabel, Tabel, Tekst
from ibtlib.weergave.basis import in_cel

RAPPORT = "IBT_RAPPORT"
"""Environment variable that the batch sets: publish, so make no widgets."""

_FEITEN = {"realisatie": "realisatie", "taakstelling": "taakstelling", "koppelingen": "gekoppeld"}
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


def _om_beurten(methode: Callable[[Bediening, object], None]) -> Callable[[Bediening, object], None]:
    """One at a time: a kernel may handle a click while a slider is still being reckoned with, in another thread."""

    @wraps(methode)
    def doe(self: Bediening, wat: object = None) -> None:
        with self._beurt:
            methode(self, wat)

    return doe


class Bediening:
    """Controls with an answer, a chart and a table that follow them.

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
        self._laatste: Tabel | None = None
        self._beurt = RLock()
        start = str(paneel.tabel.rijen[0][0]).rpartition("(")[2].rstrip(")")
        vanaf = [str(p) for p in g.reeks() if (r := geldend(g, p)) and r.achterstand_eind is not None]
        self._stil = True  # until all is there
        self.vanaf = maak_lijst("Vertrekpunt na", vanaf, next(p for p in reversed(vanaf) if p < start))
        self.gebied, self.op_nul_op = maak_lijst("Gebied"), maak_lijst("Op nul op")
        # a name and a factor in percent each; the labels say how many persons that is
        self.schuiven = {
            "realisatie": maak_schuif("Realisatie", range(0, 201, 5)),
            "taakstelling": maak_schuif("Taakstelling", range(50, 151, 5)),
            "koppelingen": maak_schuif("Koppelingen", range(50, 151, 5)),
        }
        self.realisatie, self.taakstelling, self.koppelingen = self.schuiven.values()
        self.actie = w.IntSlider(max=500, step=5, description="Eenmalige actie", **lijf())
        self.bestand = maak_lijst("Bewaard scenario")
        self.terug = w.Button(description="Zet terug", tooltip="Alle schuiven naar het vertrekpunt")
        self.bewaar = w.Button(
            description="Bewaar", tooltip="Schrijf instellingen en uitkomst naar een nieuw CSV-bestand"
        )
        self.laad = w.Button(description="Laad", tooltip="Zet de knoppen zoals in het gekozen bestand")
        self.antwoord, self.waarom_niet, self.fout, self.melding = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.tabel, self.grafiek = w.HTML(), w.HTML()
        self.personen = {naam: w.HTML() for naam in self.schuiven}
        links = w.VBox(
            [
                w.HTML(f"<h3>{DE_VRAAG}</h3>"),
                *(self.vanaf, self.gebied, self.op_nul_op, self.antwoord),
                w.HTML("<h3>Wat als het anders gaat?</h3>"),
                *(deel for naam, schuif in self.schuiven.items() for deel in (schuif, self.personen[naam])),
                *(
                    self.actie,
                    self.waarom_niet,
                    w.HBox([self.terug, self.bewaar]),
                    self.bestand,
                    self.laad,
                    self.fout,
                    self.melding,
                ),
            ],
            layout=w.Layout(flex="0 1 23rem"),
        )
        self.grafiek.layout = w.Layout(flex="1 1 24rem", width="0", min_width="16rem")
        naast_elkaar = w.HBox([links, self.grafiek], layout=w.Layout(flex_flow="row wrap", grid_gap="0 1.5rem"))
        self.alles = w.VBox([naast_elkaar, self.tabel])
        self._vul_lijsten()
        self._noem_bestanden()
        self.vanaf.observe(self._andere_lijsten, "value")
        self.gebied.observe(self._ander_gebied, "value")
        for knop in (self.op_nul_op, *self.schuiven.values(), self.actie):
            knop.observe(self._reken, "value")
        self.terug.on_click(self._zet_terug)
        self.bewaar.on_click(self._bewaar)
        self.laad.on_click(self._laad)
        self._stil = False
        self._ander_gebied(None)

    # --- what can be chosen ---

    def _stand(self, perioden: int = VOORUIT) -> Stand:
        return vertrekpunt(self.g, self.vanaf.value, perioden, "gemeenten" if self.gebied.value else "provincie")

    @property
    def code(self) -> str:
        """Of the gebied that is chosen."""
        return self.gebied.value or self.g.code

    def _vul_lijsten(self) -> None:
        """The gebieden of the vertrekpunt that is chosen, and the peildata after it."""
        cijfers = self.g.gemeentecijfers
        hier = cijfers[cijfers["periode"] == self.vanaf.value]
        namen = sorted(zip(hier["gemeente"], hier["gemeentecode"], strict=True))
        kies_uit(self.gebied, [(f"Provincie {self.g.naam}", ""), *namen])
        dagen = [p.peildatum for p in vertrekpunt(self.g, self.vanaf.value, PEILDATA_VOORUIT).perioden]
        kies_uit(self.op_nul_op, [(datum_voluit(d), d) for d in dagen])

    def _noem_personen(self) -> None:
        """Labels that say what each percentage comes to; a control of which nothing is known is out of use, and says why."""
        stand = self._stand()
        self._basis = doorrekenen(stand)  # the same whatever the sliders say
        redenen = []
        for naam, schuif in self.schuiven.items():
            feit = _FEITEN[naam]
            bekend = [getattr(c, feit) for (p, k), c in stand.cijfers.items() if k == self.code and p in stand.perioden]
            eerste = next((w for w in bekend if w is not None), None)
            woorden = realisatie_in_personen if feit == "realisatie" else in_personen
            opties = [(f"{n}% = {woorden(eerste, Fraction(n, 100))}", n) for _, n in schuif.options]
            kies_uit(schuif, opties if eerste is not None else [(f"{n}%", n) for _, n in schuif.options])
            schuif.disabled = eerste is None
            if schuif.disabled:
                schuif.value = 100
                redenen.append(
                    f"{schuif.description}: niet te veranderen, want van {self.gebied.label} is voor "
                    f"{opsomming(map(str, stand.perioden))} geen cijfer bekend."
                )
        self.actie.disabled = self.realisatie.disabled
        if self.actie.disabled:
            self.actie.value = 0
            redenen.append("Een eenmalige actie telt op bij de realisatie, en die is niet bekend.")
        self.waarom_niet.value = "".join(f"<p>{escape(reden)}</p>" for reden in redenen)

    # --- what comes of it ---

    def stappen(self, eerste: str) -> list[Stap]:
        """What the controls ask, as steps; a control at its start asks nothing."""
        wie = self.gebied.value or None
        keer = [
            (RealisatieMaal, self.realisatie),
            (TaakstellingMaal, self.taakstelling),
            (KoppelingenMaal, self.koppelingen),
        ]
        lijst: list[Stap] = [
            soort(Fraction(knop.value, 100), gemeente=wie) for soort, knop in keer if knop.value != 100
        ]
        return [*lijst, EenmaligeActie(self.actie.value, eerste, wie)] if self.actie.value else lijst

    def uitkomst(self) -> Uitkomst:
        """The scenario that the controls describe."""
        return doorrekenen(self._basis.begin, *self.stappen(str(self._basis.begin.perioden[0])))

    def inhaalpaden(self) -> list[Inhaalpad]:
        """The pace that it takes by each peildatum up to the one that is asked after; empty when it is not known."""
        stand = self._stand(PEILDATA_VOORUIT)
        anders = [s for s in self.stappen(str(stand.perioden[0])) if isinstance(s, TaakstellingMaal)]
        paden = [
            pad for pad in inhaalpaden(doorrekenen(stand, *anders), self.code) if pad.datum <= self.op_nul_op.value
        ]
        return paden if paden and paden[-1].datum == self.op_nul_op.value else []

    @_om_beurten
    def _reken(self, _: object) -> None:
        if self._stil:
            return
        self._laatste = None
        for naam, schuif in self.schuiven.items():
            self.personen[naam].value = f"<p style='margin:0 0 .5rem 7.5rem'>{escape(schuif.label)}</p>"
        try:
            u, paden = self.uitkomst(), self.inhaalpaden()
            groot, _, rest = antwoord(u.begin, paden[-1] if paden else None).partition(" – ")
            self.antwoord.value = f"<p><strong style='font-size:1.6em'>{escape(groot)}</strong><br>{escape(rest)}</p>"
            tabel = tabel_uitkomst(self.g, u, self.code)
            figuur = figuur_verloop(self.g, [u, self._basis] if u.stappen else [u], self.code, nodig=paden)
            svg = figuur.svg.replace("<svg ", '<svg style="width:100%;height:auto" ', 1)
            hoe = f'style="max-width:44rem" role="img" aria-label="{escape(figuur.alt)}"'
            self.grafiek.value = f"<p><strong>{escape(figuur.bijschrift)}</strong><br>{escape(figuur.ondertitel)}</p><div {hoe}>{svg}</div>"
            self.tabel.value, self._laatste = in_cel(tabel._html()), tabel
            self.fout.value = ""
        except IbtFout as fout:
            self._weiger(fout)
        self.bewaar.disabled = self._laatste is None  # what is shown is what is kept

    def _meld(self, tekst: str) -> None:
        """What was kept or loaded: it stays while the controls move on."""
        self.fout.value, self.melding.value = "", f'<p role="status">{escape(tekst)}</p>'

    def _weiger(self, fout: IbtFout) -> None:
        self.fout.value = (
            f'<div role="alert" class="jp-RenderedHTMLCommon"><strong>Dit kan niet:</strong> {escape(str(fout))}</div>'
        )

    @_om_beurten
    def _andere_lijsten(self, _: object) -> None:
        if not self._stil:
            with _stil(self):
                self._vul_lijsten()
            self._ander_gebied(None)

    @_om_beurten
    def _ander_gebied(self, _: object) -> None:
        if not self._stil:
            with _stil(self):
                self._noem_personen()
            self._reken(None)

    @_om_beurten
    def _zet_terug(self, _: object) -> None:
        with _stil(self):
            for schuif in self.schuiven.values():
                schuif.value = 100
            self.actie.value, self.op_nul_op.index = 0, 0
        self._reken(None)

    # --- kept and loaded again ---

    def instelling(self) -> Instelling:
        """What the controls are set to."""
        return Instelling(
            self.g.provincie,
            self.gebied.label,
            self.vanaf.value,
            self.realisatie.value,
            self.taakstelling.value,
            self.koppelingen.value,
            self.actie.value,
            self.op_nul_op.label,
            "FICTIEF" if self.g.fictief else "gepubliceerd",
        )

    def _noem_bestanden(self, gekozen: str | None = None) -> None:
        namen = bewaard.bewaarde(self.g.provincie, Path())
        self.bestand.options = namen
        self.bestand.value = gekozen or (namen[0] if namen else None)
        self.bestand.disabled = self.laad.disabled = not namen

    @_om_beurten
    def _bewaar(self, _: object) -> None:
        if self._laatste is None:
            return
        try:
            pad = bewaard.bewaar(self.instelling(), self._laatste, Path())
        except IbtFout as fout:
            self._weiger(fout)
            return
        self._noem_bestanden(pad.name)
        self._meld(f"Bewaard als {pad.name}, naast het notebook.")

    @_om_beurten
    def _laad(self, _: object) -> None:
        try:
            self.zet(bewaard.lees(Path(self.bestand.value), {"provincie": [self.g.provincie], **self._mogelijk()}))
        except IbtFout as fout:
            self._weiger(fout)
        else:
            self._meld(f"De knoppen staan zoals in {self.bestand.value}.")

    def _mogelijk(self) -> dict[str, list[str]]:
        """What can be set whatever the vertrekpunt is."""
        return {
            "vertrekpunt": list(self.vanaf.options),
            **{f"{naam}_pct": [str(n) for _, n in schuif.options] for naam, schuif in self.schuiven.items()},
            "eenmalige_actie": [str(n) for n in range(self.actie.min, self.actie.max + 1, self.actie.step)],
        }

    def zet(self, stand: Instelling) -> None:
        """Set the controls as they were.

        Raises
        ------
        AanvraagFout
            A gebied or peildatum that this vertrekpunt does not have; the controls are then as they were before.
        """
        oud = self.instelling()
        try:
            self._zet(stand)
        except AanvraagFout:
            self._zet(oud)
            raise
        finally:
            self._reken(None)

    def _zet(self, stand: Instelling) -> None:
        with _stil(self):
            self.vanaf.value = stand.vertrekpunt
            self._vul_lijsten()
            kies(self.gebied, stand.gebied, "gebied")
            kies(self.op_nul_op, stand.op_nul_op, "op_nul_op")
            self._noem_personen()
            for naam, schuif in self.schuiven.items():
                if not schuif.disabled:
                    schuif.value = getattr(stand, f"{naam}_pct")
            if not self.actie.disabled:
                self.actie.value = stand.eenmalige_actie

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundel:
        bundel = self.paneel._repr_mimebundle_()
        return {**bundel, _WIDGET: {"version_major": 2, "version_minor": 0, "model_id": self.alles.model_id}}


@contextmanager
def _stil(bediening: Bediening) -> Iterator[None]:
    """While controls are set one after the other nothing is computed."""
    oud, bediening._stil = bediening._stil, True
    try:
        yield
    finally:
        bediening._stil = oud
