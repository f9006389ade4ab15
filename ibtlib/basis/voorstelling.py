"""How an object introduces itself, at a prompt and in JupyterLab: what is in it, and what to ask of it next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Voorstelling:
    """A few lines about an object.

    Examples
    --------
    >>> print(Voorstelling("Utrecht", (("opgave", "8.207"),), (".stappen()",)))
    Utrecht
      opgave  8.207
      verder  .stappen()
    """

    titel: str  # what it is
    feiten: tuple[tuple[str, str], ...]  # what is in it: a word and its value
    verder: tuple[str, ...] = ()  # code that asks for more

    def __str__(self) -> str:
        regels = [*self.feiten, *([("verder", " · ".join(self.verder))] if self.verder else [])]
        breed = max((len(wat) for wat, _ in regels), default=0)
        return "\n".join([self.titel, *(f"  {wat:<{breed}}  {waarde}" for wat, waarde in regels)])

    def html(self) -> str:
        """The same as a small table."""
        verder = " · ".join(f"<code>{escape(v)}</code>" for v in self.verder)
        rijen = [*((wat, escape(waarde)) for wat, waarde in self.feiten), *([("verder", verder)] if verder else [])]
        links = 'style="text-align:left;vertical-align:top"'
        cellen = (
            f'<tr><th scope="row" {links}>{escape(wat)}</th><td {links}>{inhoud}</td></tr>' for wat, inhoud in rijen
        )
        return f"<table><caption {links}><strong>{escape(self.titel)}</strong></caption><tbody>{''.join(cellen)}</tbody></table>"


class Voorgesteld:
    """What introduces itself: a class gives its `voorstelling`, and JupyterLab and the prompt show it."""

    def voorstelling(self) -> Voorstelling:
        """What is in it, and what to ask next."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return str(self.voorstelling())

    def _repr_html_(self) -> str:
        return self.voorstelling().html()


def reikwijdte(namen: Iterable[object]) -> str:
    """Names in order, short: all of a few, of more the first and the last.

    >>> reikwijdte(["2022-1"]), reikwijdte(["2022-1", "2022-2", "2023-1"]), reikwijdte([])
    ('2022-1', '2022-1 tot en met 2023-1 (3)', 'niet in de gelezen bronnen')
    """
    alle = [str(n) for n in namen]
    if len(alle) < 3:
        return ", ".join(alle) or "niet in de gelezen bronnen"
    return f"{alle[0]} tot en met {alle[-1]} ({len(alle)})"
