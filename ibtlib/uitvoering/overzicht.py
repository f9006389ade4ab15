"""Where things stand: per province its latest periode, which reports are not as the data are, and what to do next."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ibtlib.basis.fouten import aantal, opsomming, vanaf_hier
from ibtlib.basis.plaatsen import provincies
from ibtlib.cijfers.monitor import tussenstanddatums
from ibtlib.controle.bevinding import VERSCHIL, VRAAG
from ibtlib.controle.meldingen import Controle, controleer
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.rapport.documenten import MONITORMAP, SOORTEN
from ibtlib.uitvoering.opdracht import FORMATEN
from ibtlib.uitvoering.uitgaven import ALLE, MONITORUITGAVE, per_periode
from ibtlib.uitvoering.verouderd import Stand


def overzicht(data: Path, uitvoer: Path) -> list[str]:
    """Dutch lines for who gave no command.

    Parameters
    ----------
    data, uitvoer : Path
        Folder with raw data; folder with reports.
    """
    controle = controleer(data, provincies(data), alle=True)
    stand = Stand(data.resolve(), uitvoer, None, per_periode(SOORTEN), FORMATEN, "ibt")
    monitorstand = Stand(data.resolve(), uitvoer, None, MONITORUITGAVE, FORMATEN, "ibt", (ALLE,))
    oud = {g.provincie: _verouderd(stand, g) for g in controle.provincies}
    standen = {g.provincie: len(tussenstanddatums(g)) for g in controle.provincies}
    oude_monitors = {naam for naam, n in standen.items() if n and not monitorstand.vers(naam, [MONITORMAP])}
    regels = [f"Gegevens in {vanaf_hier(data)}, rapporten in {vanaf_hier(uitvoer)}."]
    for g in controle.provincies:
        regels += [
            "",
            f"{g.naam} ({g.provincie})",
            f"  {_perioden(g, oud[g.provincie])}",
            *_monitor(standen[g.provincie], g.provincie in oude_monitors),
            f"  {_bevindingen(controle, g)}",
        ]
    ongeldig = [naam for naam in controle.gevraagd if naam not in {g.provincie for g in controle.provincies}]
    if ongeldig:
        regels += [
            "",
            f"Niet te lezen: {opsomming(ongeldig)} ({aantal(sum(map(len, controle.problemen.values())), 'probleem', 'problemen')})",
        ]
    return [*regels, "", *_nu(ongeldig, oud, bool(oude_monitors)), "Alle opdrachten: ibt --help"]


def _verouderd(stand: Stand, g: Gegevens) -> list[str]:
    """The perioden of which the reports are not there, or not as the data are."""
    return [str(p) for p in g.perioden if stand.vers(g.provincie, [str(p)]) is None]


def _perioden(g: Gegevens, oud: list[str]) -> str:
    if not g.perioden:
        return "nog geen periode waarover genoeg bekend is voor een rapport"
    eerste, laatste = g.perioden[0], g.perioden[-1]
    reeks = f"{aantal(len(g.perioden), 'periode', 'perioden')}, {eerste} tot en met {laatste}"
    if not oud:
        return f"{reeks}; alle rapporten zijn bij"
    welke = "geen rapport is bij" if len(oud) == len(g.perioden) else f"niet bij: {opsomming(oud)}"
    return f"{reeks}; {welke}"


def _monitor(standen: int, oud: bool) -> list[str]:
    """How many tussenstanden there are and whether each has its page; no line where there are none."""
    bij = "niet bij" if oud else "bij"
    return [f"  {aantal(standen, 'tussenstand', 'tussenstanden')}; de monitor is {bij}"] if standen else []


def _bevindingen(controle: Controle, g: Gegevens) -> str:
    """What does not add up, of the province and of the national figures it uses."""
    anderen = {*controle.gevraagd} - {g.provincie}
    eigen = [m.bevinding for m in controle.meldingen if m.bevinding.gebied not in anderen]
    tel = Counter(b.ernst for b in eigen if b.bekend is None)
    verklaard = sum(b.bekend is not None for b in eigen)
    delen = [
        aantal(tel[VERSCHIL], "verschil tussen bronnen", "verschillen tussen bronnen"),
        aantal(tel[VRAAG], "vraag om na te gaan", "vragen om na te gaan"),
    ]
    return opsomming([*delen, *([f"{verklaard} verklaard"] if verklaard else [])])


def _nu(ongeldig: list[str], oud: dict[str, list[str]], oude_monitor: bool) -> list[str]:
    """The command that comes first."""
    if ongeldig:
        return [f"Nu: ibt controleer --provincie {ongeldig[0]} (wat er mis is, en wat u kunt doen)"]
    if any(oud.values()):
        return ["Nu: ibt rapport --alles (alleen wat niet bij is wordt gemaakt)"]
    if oude_monitor:
        return ["Nu: ibt monitor (de pagina's van de tussenstanden)"]
    return ["Alles is bij. Een nieuw half jaar: ibt nieuw PERIODE --provincie P, of ibt inlezen BESTAND"]
