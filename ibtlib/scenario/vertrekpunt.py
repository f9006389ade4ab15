"""Where a what-if starts: what was known on a peildatum, and carried on unchanged.

- It starts after `vanaf`, the last periode whose realisatie may be used. What was published later is left out,
  but for the taakstelling and the opening position of the very next periode: those are known by then.
- Where a later periode has no taakstelling, that of the periode before stays; realisatie and koppelingen stay
  those of `vanaf`. Every such assumption is named in `Stand.aannames`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.periode import Periode
from ibtlib.cijfers.uitkomsten import SOM, bekende, geldend
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import per_gemeente, rijen
from ibtlib.kader.opgave import INVOER
from ibtlib.scenario.stand import GEBIEDEN, Cijfers, Plek, Stand

MEESTE_PERIODEN = 12
EERST = "oorspronkelijk"  # the version of a taakstelling as it was first announced


def laatste_bekende(g: Gegevens, tot_en_met: Periode | str) -> Periode:
    """The last periode, up to one, whose provincial realisatie is known: where a what-if can start.

    Known is published, or else the sum over all gemeenten.

    Raises
    ------
    AanvraagFout
        When there is none.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> str(laatste_bekende(laad("utrecht"), "2024-1"))
    '2023-2'
    """
    for p in reversed(g.reeks(Periode.lees(tot_en_met))):
        gevonden = geldend(g, p)
        if gevonden and gevonden.achterstand_eind is not None:
            return p
    raise AanvraagFout(
        f"Tot en met {tot_en_met} staan van {g.naam} van geen enkele periode realisatie en totaalopgave in de gelezen bronnen; "
        "zonder die twee is er geen vertrekpunt."
    )


def vertrekpunt(
    g: Gegevens,
    vanaf: Periode | str,
    perioden: int = 1,
    gebied: str = "provincie",
    versie: str = "",
    terug: int = 0,
) -> Stand:
    """Start a what-if: the figures as known on the peildatum of `vanaf`, and carried on unchanged.

    Parameters
    ----------
    g : Gegevens
        The province.
    vanaf : Periode or str
        Last periode with a known realisatie.
    perioden : int
        How many half-years after it (0 to 12).
    gebied : str
        `provincie` (as a whole) or `gemeenten` (only where figures per gemeente exist).
    versie : str
        Which taakstelling of the next periode: `oorspronkelijk` (as first announced) or `verlaagd`; default the first
        that is known.
    terug : int
        How many of the last known perioden may be changed too (0 to 12): for what could have been.

    Raises
    ------
    AanvraagFout
        A periode without figures, a number out of range, another gebied or versie.

    Examples
    --------
    >>> import ibtlib as ibt
    >>> stand = ibt.vertrekpunt(ibt.laad("utrecht"), "2023-1")
    >>> stand.cijfers[stand.perioden[0], "PV26"].achterstand_eind  # published as "circa 1400"
    1394
    """
    laatste = Periode.lees(vanaf)
    for naam, n in (("perioden", perioden), ("terug", terug)):
        if type(n) is not int or not 0 <= n <= MEESTE_PERIODEN:
            raise AanvraagFout(f"{naam}={n} kan niet; kies een heel getal van 0 tot en met {MEESTE_PERIODEN}.")
    if not perioden + terug:
        raise AanvraagFout("perioden=0 en terug=0: er is geen periode om te veranderen. Kies er minstens één.")
    if gebied not in GEBIEDEN:
        raise AanvraagFout(f"gebied='{gebied}' is er niet; kies {opsomming(GEBIEDEN, 'of')}.")
    venster = tuple(laatste.plus(n) for n in range(1 - terug, perioden + 1))
    cijfers = _provincie(g, laatste) if gebied == "provincie" else _gemeenten(g, laatste)
    bekend = sorted({p for p, _ in cijfers})
    if laatste not in bekend or laatste.plus(1 - terug) < bekend[0]:
        alle = bekend or sorted(
            g.resultaatperioden if gebied == "provincie" else {Periode.lees(p) for p in g.gemeentecijfers["periode"]}
        )
        wel = f"Bekend zijn {opsomming(map(str, alle))}." if alle else "Er zijn er geen."
        wat = "cijfers per gemeente" if gebied == "gemeenten" else "resultaten van de provincie"
        hoe = f"vanaf={laatste}{f', terug={terug}' if terug else ''}"
        raise AanvraagFout(f"{hoe} kan niet: daarvan staan geen {wat} in de gelezen bronnen. {wel}")
    aannames: list[str] = []
    for p in (laatste.plus(n) for n in range(1, perioden + 1)):
        if gebied == "provincie":
            nieuw, aanname = _volgende_provincie(g, p, cijfers, laatste, versie)
        else:
            nieuw, aanname = _volgende_gemeenten(g, p, cijfers, laatste)
        cijfers |= {(p, code): c for code, c in nieuw.items()}
        aannames += aanname
    if perioden:
        aannames.append(f"Realisatie en koppelingen blijven die van {laatste}, tenzij het scenario ze verandert.")
    return Stand(g, gebied, cijfers, venster, g.kaders, tuple(aannames))


def _provincie(g: Gegevens, laatste: Periode) -> dict[Plek, Cijfers]:
    naam = f"Provincie {g.naam}"
    gevonden = {p: r for p in g.reeks(laatste) if (r := geldend(g, p))}
    return {(p, g.code): Cijfers(naam, r.taakstelling, r.achterstand_begin, r.realisatie) for p, r in gevonden.items()}


def _volgende_provincie(
    g: Gegevens, p: Periode, cijfers: Mapping[Plek, Cijfers], laatste: Periode, versie: str
) -> tuple[dict[str, Cijfers], list[str]]:
    vorig = cijfers[p.vorige, g.code]
    eind = vorig.achterstand_eind
    # of the gemeenten only the taakstelling in force is known: it stands for each version
    bekend = bekende(g, p) if p == laatste.volgende else []
    alle = {versie or EERST if r.versie == SOM else r.versie: r for r in bekend}
    gekozen = versie or next(iter(alle), EERST)
    if alle and gekozen not in alle:
        raise AanvraagFout(f"versie='{versie}' van {p} staat niet in de gelezen bronnen; kies {opsomming(alle, 'of')}.")
    if alle:
        r = alle[gekozen]
        begin = r.achterstand_begin if r.achterstand_begin is not None else eind
        later = [] if versie or gekozen == EERST else [f"Van {p} is alleen de taakstelling bekend die {gekozen} is."]
        return {g.code: replace(vorig, taakstelling=r.taakstelling, achterstand_begin=begin)}, later
    aanname = f"Van {p} was op de peildatum van {laatste} geen taakstelling bekend: gerekend is met die van {p.vorige}."
    return {g.code: replace(vorig, achterstand_begin=eind)}, [aanname]


def _gemeenten(g: Gegevens, laatste: Periode) -> dict[Plek, Cijfers]:
    return {
        (p, r["gemeentecode"]): _van_rij(r)
        for r in rijen(g.gemeentecijfers)
        if (p := Periode.lees(r["periode"])) <= laatste
    }


def _van_rij(r: Mapping[str, Any]) -> Cijfers:
    return Cijfers(*(r[k] for k in ("gemeente", *INVOER, "trede_vorig")))


def _volgende_gemeenten(
    g: Gegevens, p: Periode, cijfers: Mapping[Plek, Cijfers], laatste: Periode
) -> tuple[dict[str, Cijfers], list[str]]:
    rijen_ = per_gemeente(g.gemeentecijfers, p) if p == laatste.volgende else {}
    bekend = {code: _van_rij(r) for code, r in rijen_.items()}
    uit: dict[str, Cijfers] = {}
    zonder: list[str] = []
    for gemeente in g.gemeentelijst.op(p.begin):
        was, nu = cijfers.get((p.vorige, gemeente.code)), bekend.get(gemeente.code)
        if was is None and nu is None:
            continue
        if was is None:
            zonder.append(gemeente.naam)
            was = Cijfers(gemeente.naam, None, None, None)
        nu = nu or replace(was, achterstand_begin=None, trede_vorig=None)
        begin = nu.achterstand_begin if nu.achterstand_begin is not None else was.achterstand_eind
        uit[gemeente.code] = replace(
            nu, gemeente=gemeente.naam, achterstand_begin=begin, realisatie=was.realisatie, gekoppeld=was.gekoppeld
        )
    aannames = [] if bekend else [
        f"Van {p} waren op de peildatum van {laatste} geen taakstellingen per gemeente bekend: gerekend is met die van {p.vorige}."
    ]  # fmt: skip
    if zonder:
        aannames.append(
            f"Van {opsomming(zonder)} is geen eerdere realisatie bekend; zonder die is {p} niet te beoordelen."
        )
    return uit, aannames
