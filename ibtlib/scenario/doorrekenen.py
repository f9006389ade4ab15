"""What-ifs: changed figures through the same engine as the published perioden.

How the figures of a what-if come about:

- It starts after `vanaf`, the last periode whose realisatie may be used. What was published later is left out,
  but for the taakstelling and the opening position of the very next periode: those are known by then.
- Where a later periode has no taakstelling, that of the periode before stays; realisatie and koppelingen stay
  those of `vanaf`. Every such assumption is named in `Stand.aannames`.
- Steps change figures in order, exactly; after the last one persons are rounded half up, once.
- A changed closing position moves the next opening position by as much, so that a difference that was
  published between the two stays what it was.
- Treden are those of `beoordeling.beoordeel_panel`; published treden count up to the first changed periode.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ibtlib.basis.fouten import AanvraagFout, opsomming
from ibtlib.basis.getallen import Getal, rond_heel, toon
from ibtlib.basis.periode import Periode
from ibtlib.beoordeling.beoordeel import beoordeel_panel
from ibtlib.cijfers.projecties import Projectie, projectie
from ibtlib.cijfers.uitkomsten import resultaat, versies
from ibtlib.gegevens.gegevens import Gegevens
from ibtlib.gegevens.invoer import rijen
from ibtlib.kader import opgave
from ibtlib.scenario.wijzigingen import (
    GEBIEDEN,
    AnderKader,
    Cijfers,
    Drempel,
    EenmaligeActie,
    KoppelingenMaal,
    Plek,
    RealisatieGelijk,
    RealisatieMaal,
    RealisatiePerMaand,
    Ruil,
    Stand,
    Stap,
    TaakstellingMaal,
    TaakstellingVerlaagdNaar,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "AnderKader",
    "Drempel",
    "EenmaligeActie",
    "KoppelingenMaal",
    "Projectie",
    "RealisatieGelijk",
    "RealisatieMaal",
    "RealisatiePerMaand",
    "Ruil",
    "Stand",
    "TaakstellingMaal",
    "TaakstellingVerlaagdNaar",
    "Uitkomst",
    "doorrekenen",
    "doorrekenen_alle",
    "laatste_bekende",
    "projectie",
    "vertrekpunt",
]

MEESTE_PERIODEN = 12
_FEITEN = {
    "taakstelling": "taakstelling",
    "achterstand_begin": "achterstand bij begin",
    "realisatie": "realisatie",
    "gekoppeld": "gekoppeld",
}


def laatste_bekende(g: Gegevens, tot_en_met: Periode | str) -> Periode:
    """The last periode, up to one, whose provincial realisatie is published: where a what-if can start.

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
        gevonden = resultaat(g, p)
        if gevonden and gevonden.achterstand_eind is not None:
            return p
    raise AanvraagFout(
        f"Tot en met {tot_en_met} is van {g.naam} van geen enkele periode de realisatie met de totaalopgave gepubliceerd; "
        "zonder die twee is er geen vertrekpunt."
    )


def vertrekpunt(
    g: Gegevens,
    vanaf: Periode | str,
    perioden: int = 1,
    gebied: str = "provincie",
    versie: str = "oorspronkelijk",
    terug: int = 0,
) -> Stand:
    """Where a what-if starts: the figures as known on the peildatum of `vanaf`, and carried on unchanged.

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
        Which taakstelling of the next periode: `oorspronkelijk` (as first announced) or `verlaagd`.
    terug : int
        How many of the last known perioden may be changed too (0 to 12): for what could have been.

    Raises
    ------
    AanvraagFout
        A periode without figures, a number out of range, another gebied or versie.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> stand = vertrekpunt(laad("utrecht"), "2023-1")
    >>> doorrekenen(stand, RealisatieGelijk()).eindstand     # published as "circa 1400"
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
        raise AanvraagFout(f"{hoe} kan niet: daarvan zijn geen {wat} gepubliceerd. {wel}")
    aannames: list[str] = []
    for p in (laatste.plus(n) for n in range(1, perioden + 1)):
        nieuw, aanname = (_volgende_provincie if gebied == "provincie" else _volgende_gemeenten)(
            g, p, cijfers, laatste, versie
        )
        cijfers |= {(p, code): c for code, c in nieuw.items()}
        aannames += aanname
    if perioden:
        aannames.append(f"Realisatie en koppelingen blijven die van {laatste}, tenzij het scenario ze verandert.")
    return Stand(g, gebied, cijfers, venster, g.kaders, tuple(aannames))


def doorrekenen(stand: Stand, *stappen: Stap) -> Uitkomst:
    """Apply steps in order and judge the outcome.

    Parameters
    ----------
    stand : Stand
        Of `vertrekpunt`.
    stappen : Stap
        None gives the base.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> stand = vertrekpunt(laad("voorbeeld"), "2024-1", gebied="gemeenten")
    >>> uit = doorrekenen(stand, RealisatieMaal("1,1"), EenmaligeActie(5, "2024-2", gemeente="Broekdonk"))
    >>> uit.omschrijving
    'realisatie × 1,1; eenmalige actie: +5 in Broekdonk, 2024-2'
    """
    na = stand
    for stap in stappen:
        na = stap(na)
    return Uitkomst(stand, replace(na, cijfers=_geketend(stand, na)), tuple(stappen))


def doorrekenen_alle(stand: Stand, alternatieven: Iterable[Sequence[Stap]]) -> list[Uitkomst]:
    """Many alternatives from one start, put before the engine together: the same outcomes, much faster.

    Parameters
    ----------
    stand : Stand
        Of `vertrekpunt`.
    alternatieven : iterable of sequences of Stap
        Steps that leave the kader alone.

    Raises
    ------
    ValueError
        When an alternative changes the kader: those are computed one by one.
    """
    import pandas as pd

    uit = [doorrekenen(stand, *stappen) for stappen in alternatieven]
    if any(u.stand.kaders is not stand.kaders for u in uit):
        raise ValueError("een alternatief verandert het kader; reken het apart door")
    if not uit:
        return uit
    frame = pd.concat([cijferframe(u.stand).assign(nummer=i) for i, u in enumerate(uit)], ignore_index=True)
    code = frame["gemeentecode"]
    frame["gemeentecode"] = code + "/" + frame["nummer"].astype(str)
    bekend = uit[0].vastgesteld()
    gekopieerd = [bekend.assign(gemeentecode=bekend["gemeentecode"] + f"/{i}") for i in range(len(uit))]
    samen = _beoordeeld(frame, stand, pd.concat(gekopieerd, ignore_index=True)).assign(gemeentecode=code)
    namen = {str(p) for p in stand.perioden}
    samen = samen[frame["periode"].isin(namen)]
    for i, deel in samen.groupby("nummer"):
        uit[int(i)].__dict__["_tabel"] = deel.drop(columns="nummer").reset_index(drop=True)
    return uit


def _beoordeeld(frame: pd.DataFrame, stand: Stand, vastgesteld: pd.DataFrame) -> pd.DataFrame:
    """The figures beside what follows from them and what the engine says of them."""
    oordeel = beoordeel_panel(frame, stand.kaders, vastgesteld)
    samen = frame.drop(columns=["trede_vorig"]).join(oordeel.drop(columns=["periode", "gemeentecode", "gemeente"]))
    return samen.join(opgave.feiten(frame)[["totaalopgave", "achterstand_eind"]])


@dataclass(frozen=True)
class Uitkomst:
    """The result of a what-if.

    Parameters
    ----------
    begin : Stand
        Before the steps.
    stand : Stand
        After them: persons rounded, positions carried on.
    stappen : tuple of Stap
        What was changed, in order.
    """

    begin: Stand
    stand: Stand
    stappen: tuple[Stap, ...]

    @property
    def omschrijving(self) -> str:
        """What was changed, in Dutch."""
        return "; ".join(s.omschrijving for s in self.stappen) or "alles blijft gelijk"

    @cached_property
    def basis(self) -> Uitkomst:
        """The same start without steps."""
        return doorrekenen(self.begin)

    @cached_property
    def _tabel(self) -> pd.DataFrame:
        frame = cijferframe(self.stand)
        namen = {str(p) for p in self.stand.perioden}
        samen = _beoordeeld(frame, self.stand, self.vastgesteld())
        return samen[frame["periode"].isin(namen)].reset_index(drop=True)

    def tabel(self) -> pd.DataFrame:
        """One row per gebied and periode of the what-if.

        Returns
        -------
        DataFrame
            `periode`, `gemeentecode`, `gemeente`, as Int64 `taakstelling`, `achterstand_begin`,
            `totaalopgave`, `realisatie`, `gekoppeld`, `achterstand_eind` (persons) and `trede_berekend`,
            `trede_vorig`; and the other columns of `beoordeel_panel` (`regel`, `motivering`, `reden`, ...).
            Of a province the trede is what the kader would say of it as if it were one gemeente.
        """
        return self._tabel.copy()

    def vastgesteld(self) -> pd.DataFrame:
        """The published treden that count: those of before the first periode of the what-if."""
        alle = self.stand.g.tabel("beoordelingen")
        return alle[[Periode.lees(p) < self.stand.perioden[0] for p in alle["periode"]]]

    def pad(self) -> pd.DataFrame:
        """The achterstand path of the whole.

        Returns
        -------
        DataFrame
            Index `periode`; persons: `taakstelling`, `achterstand_begin`, `realisatie`, `netto` (closing
            position), `bruto`, `voorsprong`, over the gebieden whose closing position is known; numbers
            `bekend` and `gebieden`.
        """
        return self._pad.copy()

    @cached_property
    def _pad(self) -> pd.DataFrame:
        import pandas as pd

        per_periode: dict[str, list[dict[str, Any]]] = {str(p): [] for p in self.stand.perioden}
        for r in rijen(self._tabel):
            per_periode[r["periode"]].append(r)
        regels = []
        for alle in per_periode.values():
            weet = [r for r in alle if r["achterstand_eind"] is not None]
            eind = [r["achterstand_eind"] for r in weet]
            bruto, voorsprong = sum(e for e in eind if e > 0), -sum(e for e in eind if e < 0)
            regels.append(
                {
                    k: sum(r[k] for r in weet) if weet else None
                    for k in ("taakstelling", "achterstand_begin", "realisatie")
                }
                | {
                    "netto": bruto - voorsprong if eind else None,
                    "bruto": bruto if eind else None,
                    "voorsprong": voorsprong if eind else None,
                    "bekend": len(weet),
                    "gebieden": len(alle),
                }
            )
        return pd.DataFrame(regels, index=pd.Index(list(per_periode), name="periode"), dtype=object)

    @property
    def eindstand(self) -> int | None:
        """Closing position of the last periode, persons (netto; negative is voorsprong); None when unknown."""
        waarde = self._pad["netto"].iloc[-1]
        return None if waarde is None else int(waarde)

    def verschillen(self) -> pd.DataFrame:
        """Who gets another trede than in the base, and why.

        Returns
        -------
        DataFrame
            One row per gebied and periode with another trede: `periode`, `gemeente`, `trede_basis`,
            `trede_scenario` (int, None where niet te beoordelen), `waarom` (the figures that changed),
            `motivering` (of the scenario).
        """
        import pandas as pd

        sleutel = ["periode", "gemeentecode"]
        basis = {tuple(r[k] for k in sleutel): r for r in rijen(self.basis.tabel())}
        regels = []
        for r in rijen(self.tabel()):
            voor = basis[tuple(r[k] for k in sleutel)]
            if voor["trede_berekend"] != r["trede_berekend"]:
                regels.append(
                    {
                        "periode": r["periode"],
                        "gemeente": r["gemeente"],
                        "trede_basis": voor["trede_berekend"],
                        "trede_scenario": r["trede_berekend"],
                        "waarom": _waarom(voor, r),
                        "motivering": r["motivering"],
                    }
                )
        kolommen = ["periode", "gemeente", "trede_basis", "trede_scenario", "waarom", "motivering"]
        return pd.DataFrame(regels, columns=kolommen, dtype=object)


def _waarom(voor: Mapping[str, Any], na: Mapping[str, Any]) -> str:
    delen = [
        f"{naam} {_of_onbekend(voor[k])} → {_of_onbekend(na[k])}" for k, naam in _FEITEN.items() if voor[k] != na[k]
    ]
    if voor["kader"] != na["kader"]:
        delen.append(f"kader {voor['kader'] or 'geen'} → {na['kader'] or 'geen'}")
    if voor["trede_vorig"] != na["trede_vorig"]:
        delen.append(f"vorige trede {_of_onbekend(voor['trede_vorig'])} → {_of_onbekend(na['trede_vorig'])}")
    return "; ".join(delen) or "een andere drempel in het kader"


def _of_onbekend(waarde: int | None) -> str:
    return "onbekend" if waarde is None else toon(waarde)


# --- the figures to start from -----------------------------------------------------------------------------


def _provincie(g: Gegevens, laatste: Periode) -> dict[Plek, Cijfers]:
    naam = f"Provincie {g.naam}"
    gevonden = {p: r for p in g.reeks(laatste) if (r := resultaat(g, p))}
    return {(p, g.code): Cijfers(naam, r.taakstelling, r.achterstand_begin, r.realisatie) for p, r in gevonden.items()}


def _volgende_provincie(
    g: Gegevens, p: Periode, cijfers: Mapping[Plek, Cijfers], laatste: Periode, versie: str
) -> tuple[dict[str, Cijfers], list[str]]:
    vorig = cijfers[p.vorige, g.code]
    eind = _eind(vorig)
    alle = {r.versie: r for r in versies(g, p)} if p == laatste.volgende else {}
    if alle and versie not in alle:
        raise AanvraagFout(f"versie='{versie}' van {p} is niet gepubliceerd; kies {opsomming(alle, 'of')}.")
    if alle:
        r = alle[versie]
        begin = r.achterstand_begin if r.achterstand_begin is not None else eind
        return {g.code: replace(vorig, taakstelling=r.taakstelling, achterstand_begin=begin)}, []
    aanname = f"Van {p} was op de peildatum van {laatste} geen taakstelling bekend: gerekend is met die van {p.vorige}."
    return {g.code: replace(vorig, achterstand_begin=eind)}, [aanname]


def _gemeenten(g: Gegevens, laatste: Periode) -> dict[Plek, Cijfers]:
    return {
        (p, r["gemeentecode"]): _van_rij(r)
        for r in rijen(g.gemeentecijfers)
        if (p := Periode.lees(r["periode"])) <= laatste
    }


def _van_rij(r: Mapping[str, Any]) -> Cijfers:
    feiten = ("gemeente", "taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig")
    return Cijfers(*(r[k] for k in feiten))


def _volgende_gemeenten(
    g: Gegevens, p: Periode, cijfers: Mapping[Plek, Cijfers], laatste: Periode, versie: str
) -> tuple[dict[str, Cijfers], list[str]]:
    frame = g.gemeentecijfers
    bekend = (
        {r["gemeentecode"]: _van_rij(r) for r in rijen(frame[frame["periode"] == str(p)])}
        if p == laatste.volgende
        else {}
    )
    uit: dict[str, Cijfers] = {}
    zonder: list[str] = []
    for gemeente in g.gemeentelijst.op(p.begin):
        vorig = cijfers.get((p.vorige, gemeente.code))
        nu = bekend.get(gemeente.code)
        if vorig is None and nu is None:
            continue
        if vorig is None:
            zonder.append(gemeente.naam)
        real, gek = (vorig.realisatie, vorig.gekoppeld) if vorig else (None, None)
        eind = _eind(vorig) if vorig else None
        if nu is None and vorig is not None:
            nu = replace(vorig, achterstand_begin=eind)
        assert nu is not None
        begin = nu.achterstand_begin if nu.achterstand_begin is not None else eind
        trede = nu.trede_vorig if gemeente.code in bekend else None
        uit[gemeente.code] = replace(
            nu, gemeente=gemeente.naam, achterstand_begin=begin, realisatie=real, gekoppeld=gek, trede_vorig=trede
        )
    aannames = [] if bekend else [
        f"Van {p} waren op de peildatum van {laatste} geen taakstellingen per gemeente bekend: gerekend is met die van {p.vorige}."
    ]  # fmt: skip
    if zonder:
        aannames.append(
            f"Van {opsomming(zonder)} is geen eerdere realisatie bekend; zonder die is {p} niet te beoordelen."
        )
    return uit, aannames


def _eind(c: Cijfers) -> int | None:
    if c.taakstelling is None or c.achterstand_begin is None or c.realisatie is None:
        return None
    return int(
        opgave.achterstand_eind(opgave.totaalopgave(int(c.taakstelling), c.achterstand_begin), int(c.realisatie))
    )


# --- after the steps ----------------------------------------------------------------------------------------


def _geketend(begin: Stand, na: Stand) -> dict[Plek, Cijfers]:
    """Round the changed figures once, and move each opening position by what its predecessor moved."""
    uit = dict(na.cijfers)
    for p in na.perioden:
        for plek in [plek for plek in uit if plek[0] == p]:
            c = uit[plek]
            c = replace(
                c, taakstelling=_heel(c.taakstelling), realisatie=_heel(c.realisatie), gekoppeld=_heel(c.gekoppeld)
            )
            vorige = (p.vorige, plek[1])
            if p != na.perioden[0] and vorige in uit:
                voor, nu = _eind(begin.cijfers[vorige]), _eind(uit[vorige])
                opening = begin.cijfers[plek].achterstand_begin
                if opening is None:
                    opening = nu
                elif voor is not None and nu is not None:
                    opening += nu - voor
                c = replace(c, achterstand_begin=opening, trede_vorig=None)
            uit[plek] = c
    return uit


def _heel(waarde: Getal | None) -> int | None:
    return None if waarde is None else rond_heel(waarde)


def cijferframe(stand: Stand) -> pd.DataFrame:
    """History and what-if as the engine reads them."""
    import pandas as pd

    feiten = ("taakstelling", "achterstand_begin", "realisatie", "gekoppeld", "trede_vorig")
    plekken = sorted(stand.cijfers)
    kolommen: dict[str, Any] = {
        "periode": pd.Series([str(p) for p, _ in plekken], dtype=object),
        "gemeentecode": pd.Series([code for _, code in plekken], dtype=object),
        "gemeente": pd.Series([stand.cijfers[plek].gemeente for plek in plekken], dtype=object),
    }
    for feit in feiten:
        kolommen[feit] = pd.array([getattr(stand.cijfers[plek], feit) for plek in plekken], dtype="Int64")
    return pd.DataFrame(kolommen)
