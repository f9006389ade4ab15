"""The position on a peildatum: which one counts, and what became of it in words."""

from __future__ import annotations

import datetime as dt

from ibtlib.basis.getallen import toon
from ibtlib.basis.periode import Periode
from ibtlib.basis.woorden import hoofdletter, stand_in_woorden
from ibtlib.cijfers.uitkomsten import Stand, resultaat, standen
from ibtlib.gegevens.gegevens import Gegevens


def stand_op(g: Gegevens, peildatum: dt.date) -> tuple[Stand, list[int]] | None:
    """The position that counts on a peildatum, and other figures that are published for it; None without any.

    The one with which the next half-year begins goes before what a text says: computations go on from there.

    Examples
    --------
    >>> from ibtlib.gegevens.gegevens import laad
    >>> geldt, anders = stand_op(laad("utrecht"), dt.date(2024, 1, 1))
    >>> geldt.achterstand, anders
    (574, [570])
    """
    alle = standen(g, peildatum)
    if not alle:
        return None
    begint = resultaat(g, Periode.van(peildatum))
    begin = begint.achterstand_begin if begint else None
    geldt = next((s for s in alle if s.achterstand == begin), alle[-1])
    return geldt, list(dict.fromkeys(s.achterstand for s in alle if s.achterstand != geldt.achterstand))


def bericht_stand(toen: int | None, nu: int) -> str:
    """What happened to the position of the province, as a headline.

    >>> bericht_stand(406, 574), bericht_stand(-150, 406)
    ('De achterstand groeit van 406 naar 574', 'Een voorsprong van 150 slaat om in een achterstand van 406')
    >>> bericht_stand(422, 0), bericht_stand(0, -25), bericht_stand(None, 574), bericht_stand(-10, -25)
    ('De achterstand van 422 is weg', 'Er ontstaat een voorsprong van 25', 'Er is een achterstand van 574', \
'De voorsprong groeit van 10 naar 25')
    """
    if toen is None:
        return f"Er is {stand_in_woorden(nu)}"
    if toen == nu:
        return f"{hoofdletter(stand_in_woorden(nu))}, zoals een half jaar eerder"
    if nu == 0:
        return f"De {soort_van(toen)} van {toon(abs(toen))} is weg"
    if toen == 0:
        return f"Er ontstaat {stand_in_woorden(nu)}"
    if toen * nu < 0:
        return f"{hoofdletter(stand_in_woorden(toen))} slaat om in {stand_in_woorden(nu)}"
    hoe = "groeit" if abs(nu) > abs(toen) else "krimpt"
    return f"De {soort_van(nu)} {hoe} van {toon(abs(toen))} naar {toon(abs(nu))}"


def soort_van(stand: int) -> str:
    """What a position is called: below zero a voorsprong."""
    return "achterstand" if stand >= 0 else "voorsprong"
