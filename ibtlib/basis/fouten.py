"""Errors as part of the product: what is wrong, where, what it says, what could be, what to do.

All messages are Dutch. Every exception that a user can cause descends from `IbtFout`; the command line
turns it into one readable text on stderr and exit code 1, never into a traceback.
"""

from __future__ import annotations

import errno
import os
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

MEESTE_REGELS = 200  # of one file in one message


@dataclass(frozen=True, order=True)
class Probleem:
    """One thing that is wrong in a file, with the place where it stands.

    Examples
    --------
    >>> print(Probleem(7, "realisatie", "'12,5' is geen geheel getal"))
    regel 7, kolom realisatie: '12,5' is geen geheel getal
    """

    regel: int  # line in the file, the header being line 1; 0 means the file as a whole
    kolom: str  # column (CSV, Excel) or key (YAML); empty when the whole line is meant
    wat: str  # Dutch sentence without full stop: what it says, what could be, what to do

    def __str__(self) -> str:
        plek = [f"regel {self.regel}"] if self.regel else []
        plek += [f"kolom {self.kolom}"] if self.kolom else []
        return leesbaar(f"{', '.join(plek)}: {self.wat}" if plek else self.wat)


class IbtFout(Exception):
    """Base of everything a user can cause and mend; the text is Dutch and complete."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it in a notebook: the message, and not where in our code it was raised."""
        return str(self).split("\n")


class AanvraagFout(IbtFout):
    """The request cannot be met: an unknown periode, provincie, format, or a value out of range."""


class InvoerFout(IbtFout):
    """One or more files are unreadable or invalid; carries every problem of every file.

    Parameters
    ----------
    problemen : mapping of path to problems
        All problems, per file, as found in one pass.

    Examples
    --------
    >>> print(InvoerFout({Path("a.csv"): [Probleem(2, "code", "'GM9' is geen gemeentecode")]}))
    Fout in a.csv: 1 probleem
      regel 2, kolom code: 'GM9' is geen gemeentecode
    Verbeter het bestand en voer de opdracht opnieuw uit. Er is niets geschreven.
    """

    def __init__(self, problemen: dict[Path, list[Probleem]]):
        self.problemen = problemen
        super().__init__(self._tekst())

    @classmethod
    def van(cls, pad: Path, wat: str, regel: int = 0) -> InvoerFout:
        """One problem of one file, at a line or of the whole."""
        return cls({pad: [Probleem(regel, "", wat)]})

    def _tekst(self) -> str:
        regels: list[str] = []
        for nummer, (pad, lijst) in enumerate(self.problemen.items()):
            if len(regels) > MEESTE_REGELS:
                regels.append(f"En nog fouten in {aantal(len(self.problemen) - nummer, 'bestand', 'bestanden')}.")
                break
            eens = _samen(sorted(lijst))
            regels.append(f"Fout in {vanaf_hier(pad)}: {aantal(len(eens), 'probleem', 'problemen')}")
            regels += [f"  {t}" for t in hoogstens(MEESTE_REGELS, eens, "… en nog {} problemen; verbeter eerst deze")]
        bestand = "het bestand" if len(self.problemen) == 1 else "de bestanden"
        regels.append(f"Verbeter {bestand} en voer de opdracht opnieuw uit. Er is niets geschreven.")
        return "\n".join(regels)


def hoogstens(n: int, teksten: Sequence[str], rest: str = "en nog {}") -> list[str]:
    """The first of many, and how many more there are.

    >>> hoogstens(2, ["a", "b", "c", "d"]), hoogstens(2, ["a", "b"])
    (['a', 'b', 'en nog 2'], ['a', 'b'])
    """
    over = len(teksten) - n
    return [*teksten[:n], *([rest.format(over)] if over > 0 else [])]


def vanaf_hier(pad: Path) -> str:
    """A path as one types it in the current folder."""
    try:
        heel = Path(os.path.realpath(pad.parent), pad.name)  # what a link itself is called, not where it leads
        return heel.relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError):  # elsewhere, or the current folder is gone
        return pad.as_posix()


def optie(naam: str, waarde: str) -> str:
    """An option as it has to be typed.

    >>> optie("naam", "Bilt, De=GM0310"), optie("overslaan", "31")
    ('--naam "Bilt, De=GM0310"', '--overslaan 31')
    """
    return f"--{naam} {als_woord(waarde)}"


def als_woord(tekst: str) -> str:
    """A text as one word of a command, as it has to be typed.

    >>> als_woord("data/raw"), als_woord("mijn map/raw")
    ('data/raw', '"mijn map/raw"')
    """
    if not set(tekst) & set(" ,;'()&|<>*?!#~\"$`\\"):
        return tekst
    return f'"{tekst}"' if not set(tekst) & set('"$`\\!') else shlex.quote(tekst)


def _samen(problemen: list[Probleem]) -> list[str]:
    """Each problem once, with all lines in which it stands."""
    per_soort: dict[tuple[str, str], list[int]] = {}
    for p in problemen:
        per_soort.setdefault((p.kolom, p.wat), []).append(p.regel)
    uit = []
    for (kolom, wat), regels in per_soort.items():
        if len(set(regels)) == 1:
            uit += [str(Probleem(regels[0], kolom, wat))] * len(regels)
        else:
            waar = f"regels {reeksen(regels)}{f', kolom {kolom}' if kolom else ''}"
            uit.append(leesbaar(f"{waar}: {wat}"))
    return uit


def reeksen(nummers: Iterable[int]) -> str:
    """Numbers as a reader lists them, those that follow each other together.

    >>> reeksen([2, 3, 4, 9, 11, 12])
    '2-4, 9, 11, 12'
    """
    uit: list[list[int]] = []
    for n in sorted(set(nummers)):
        if uit and n == uit[-1][-1] + 1:
            uit[-1].append(n)
        else:
            uit.append([n])
    return ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in uit)


def verzamel(fouten: Iterable[InvoerFout]) -> None:
    """Raise one `InvoerFout` with the problems of all, or return when there are none."""
    samen: dict[Path, list[Probleem]] = {}
    for fout in fouten:
        for pad, lijst in fout.problemen.items():
            samen.setdefault(pad, []).extend(lijst)
    if samen:
        raise InvoerFout(samen)


_SCHIJF = {
    errno.ENOSPC: "de schijf is vol; maak ruimte of kies een andere plaats",
    errno.EROFS: "daar mag alleen gelezen worden; kies een andere plaats",
    errno.EACCES: "geen toegang (rechten, of open in een ander programma?)",
    errno.EPERM: "geen toegang (rechten, of open in een ander programma?)",
    errno.ENOENT: "dat is er niet (meer)",
    errno.ENOTDIR: "een deel van dat pad is geen map",
    errno.EEXIST: "daar staat al iets anders, geen map",
    errno.EISDIR: "dat is geen gewoon bestand maar een map of een apparaat",
    errno.EINVAL: "dat is geen gewoon bestand",
    errno.EFBIG: "dat bestand is te groot",
    errno.ENAMETOOLONG: "die naam is te lang",
    errno.ELOOP: "die koppeling verwijst rond of naar elders",
    errno.EMFILE: "er zijn te veel bestanden open",
    errno.ENOTEMPTY: "die map is niet leeg",
    errno.EIO: "de schijf geeft een fout",
    **dict.fromkeys(
        (errno.ENOLCK, errno.EOPNOTSUPP), "deze schijf kent geen sloten, waarmee opdrachten op elkaar wachten"
    ),
    **({errno.EDQUOT: "uw ruimte op deze schijf is op"} if hasattr(errno, "EDQUOT") else {}),
}


def schijffout(fout: OSError, pad: Path | None = None) -> str:
    """What the system says of a file or folder, in Dutch, without full stop.

    >>> schijffout(OSError(errno.ENOSPC, "No space left on device", "a.csv"))
    'Kan a.csv niet lezen of schrijven: de schijf is vol; maak ruimte of kies een andere plaats'
    """
    plek = pad or fout.filename
    waar = leesbaar(str(plek.decode(errors="replace") if isinstance(plek, bytes) else plek)) if plek else "iets"
    return f"Kan {waar} niet lezen of schrijven: {schijfreden(fout)}"


def schijfreden(fout: OSError) -> str:
    """Why the system refuses a file or folder, in Dutch."""
    return _SCHIJF.get(fout.errno or 0) or f"het systeem zegt: {fout.strerror or fout}"


def leesbaar(tekst: str, langst: int = 600) -> str:
    """A text from a file as it may stand in a message: no character that steers a terminal, and not endless.

    >>> leesbaar("Zei\\x1b[2Jst"), leesbaar("a" * 20, langst=10)
    ('Zei\ufffd[2Jst', 'aaaaa … aaa')
    """
    if len(tekst) > langst:
        tekst = f"{tekst[: langst // 2]} … {tekst[-langst // 4 :]}"
    return tekst if tekst.isprintable() else "".join(t if t.isprintable() else "\ufffd" for t in tekst)


def aantal(n: int, enkelvoud: str, meervoud: str) -> str:
    """Count with its noun.

    >>> aantal(1, "gemeente", "gemeenten"), aantal(3, "gemeente", "gemeenten")
    ('1 gemeente', '3 gemeenten')
    """
    return f"{n} {enkelvoud if n == 1 else meervoud}"


def opsomming(woorden: Iterable[str], voegwoord: str = "en") -> str:
    """Dutch enumeration, used wherever an error or a sentence lists things.

    >>> opsomming(["a", "b", "c"]), opsomming(["a"], "of"), opsomming([])
    ('a, b en c', 'a', 'geen')
    """
    lijst = list(woorden)
    if not lijst:
        return "geen"
    if len(lijst) == 1:
        return lijst[0]
    return f"{', '.join(lijst[:-1])} {voegwoord} {lijst[-1]}"


def bedoelde_u(woord: str, bekend: Iterable[str]) -> str:
    """A suggestion for a mistyped word, or nothing when no known word is near.

    >>> bedoelde_u("utrect", ["utrecht", "voorbeeld"])
    " Bedoelde u 'utrecht'?"
    >>> bedoelde_u("x", ["utrecht"])
    ''
    """
    from difflib import get_close_matches

    if len(woord) > 100:
        return ""  # no word; and looking for what is near takes the square of its length
    naar_origineel = {b.lower(): b for b in bekend}
    if len(naar_origineel) > 2_000:
        return ""
    dichtbij = get_close_matches(woord.lower(), naar_origineel, n=1, cutoff=0.6)
    return f" Bedoelde u '{naar_origineel[dichtbij[0]]}'?" if dichtbij else ""
