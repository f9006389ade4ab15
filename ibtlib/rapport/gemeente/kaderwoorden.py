"""What a kader says, as an alderman would say it: its facts, its rules, its treden."""

from __future__ import annotations

from ibtlib.kader.kader import FEIT_IN_WOORDEN, HOOGSTE_TREDE, LAAGSTE_TREDE, Kader, Regel, Voorwaarde
from ibtlib.rapport.basis import trede_tekst


def trede_met_naam(kader: Kader | None, trede: int) -> str:
    """A trede with the name that the kader gives it.

    >>> trede_met_naam(None, 2)
    'trede 2'
    """
    naam = kader.treden[trede].naam if kader and trede in kader.treden else None
    return f"{trede_tekst(trede)} ({naam})" if naam else trede_tekst(trede)


def trede_na(regel: Regel, trede: int | None) -> int | None:
    """The trede that a rule gives from a trede; None when it starts from one that is not known."""
    if regel.trede is not None:
        return regel.trede
    return None if trede is None else min(HOOGSTE_TREDE, max(LAAGSTE_TREDE, trede + regel.stap))


def stap_in_woorden(regel: Regel) -> str:
    """What a rule does to a trede that is not known."""
    return {-1: "een trede lager", 0: "dezelfde trede", 1: "een trede hoger"}[regel.stap]


def regel_in_woorden(regel: Regel, niet_eerste: bool) -> str:
    """The conditions of a rule as half a sentence after *als*.

    >>> from ibtlib.kader.kader import Voorwaarde
    >>> regel_in_woorden(Regel("r", (Voorwaarde("achterstand_eind", "hoogstens", 0),), 1, 0, "bron", "", "taakstelling"), False)
    'de achterstand op de peildatum hoogstens 0 is'
    """
    if not regel.voorwaarden:
        return "geen van deze regels opgaat" if niet_eerste else "altijd"
    return " en ".join(_voorwaarde(v) for v in regel.voorwaarden)


def _voorwaarde(v: Voorwaarde) -> str:
    vergelijking = "" if v.vergelijking == "is" else f"{v.vergelijking} "
    return f"{FEIT_IN_WOORDEN[v.feit]} {vergelijking}{v.drempel} is"
