"""What is written for others: files and folders that belong together, in one switch; cells that no program runs; CSV.

Everything new is written in a folder beside its place (`.ibt-bezig`), and put there in one switch: a folder, or one file,
is exchanged in one step; for several a journal is written first. Who is killed before that leaves all as it was, and who is killed
after it leaves the journal, by which the next command finishes the switch before it reads. Both under the lock of the folder.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from ibtlib.basis.fouten import AanvraagFout, schijffout
from ibtlib.basis.getallen import als_decimaal
from ibtlib.basis.slot import LANGST_WACHTEN, SLOT, slot

_FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r", "\n")
BEZIG = ".ibt-bezig"  # in a folder, while a command changes something there: what is new, until the switch
_JOURNAAL = "wissel.json"


def schrijf_samen(inhoud: Mapping[Path, bytes | None]) -> None:
    """Write files of one folder that belong together, in one switch; when one fails, everything is as it was.

    Parameters
    ----------
    inhoud : mapping of Path to bytes or None
        None removes the file.

    Raises
    ------
    AanvraagFout
        When the disk does not allow it, or another command is busy there; nothing was written then.
    """
    with beheer(next(iter(inhoud)).parent, nieuw=True) as ruimte:
        ruimte.schrijf(inhoud)


@contextlib.contextmanager
def beheer(map_: Path, langst: float = LANGST_WACHTEN, nieuw: bool = False) -> Iterator[Ruimte]:
    """Change what stands in a folder, alone; what an interrupted command left is finished or removed first.

    Parameters
    ----------
    langst : float
        Seconds to wait for another command that is busy there.
    nieuw : bool
        Make the folder when it is not there.

    Raises
    ------
    AanvraagFout
        When another command is busy there all that time, or the disk does not allow it.
    """
    try:
        if nieuw:
            map_.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        raise AanvraagFout(f"{schijffout(fout, map_)}. Er is niets geschreven.") from None
    with slot(map_, langst):
        ruimte = Ruimte(map_)
        ruimte.herstel()
        try:
            yield ruimte
        finally:
            ruimte.ruim_op()


def herstel(map_: Path) -> None:
    """Finish the switch of a command that was interrupted, or wait for one that goes on; to be asked before reading.

    What else an interrupted command left is removed, when that can be done.

    Raises
    ------
    AanvraagFout
        When the disk does not allow it.
    """
    if (map_ / BEZIG / _JOURNAAL).is_file():
        with beheer(map_):
            pass
    elif any(os.path.lexists(map_ / naam) for naam in (BEZIG, SLOT)):
        with contextlib.suppress(AanvraagFout), beheer(map_, langst=0):
            pass


class Ruimte:
    """A folder while its lock is held."""

    def __init__(self, map_: Path):
        self.map, self._bezig, self._nummer = map_, map_ / BEZIG, 0

    def werkmap(self) -> Path:
        """A new empty folder, on the same disk, to make something in."""
        self._nummer += 1
        pad = self._bezig / f"{os.getpid()}-{self._nummer}"  # what a killed run still writes, it writes elsewhere
        pad.mkdir(parents=True)
        return pad

    def schrijf(self, inhoud: Mapping[Path, bytes | None]) -> None:
        """Write files, all or none; None removes one.

        Raises
        ------
        AanvraagFout
            When the disk does not allow it; everything is as it was then.
        """
        wissel: dict[Path, Path | None] = {}
        try:
            werk = self.werkmap()
            for n, (doel, ruw) in enumerate(inhoud.items()):
                if doel.exists() and not doel.is_file():
                    raise IsADirectoryError(21, "", str(doel))
                wissel[doel] = None if ruw is None else werk / str(n)
                if ruw is not None:
                    _schrijf_door(werk / str(n), ruw, doel)
        except OSError as fout:
            raise AanvraagFout(f"{schijffout(fout)}. Er is niets geschreven.") from None
        self.wissel(wissel)

    def vervang_map(self, doel: Path, inhoud: Mapping[str, bytes], vervalt: str) -> None:
        """Give a folder these files, in one step; others stay, except of this pattern.

        Raises
        ------
        AanvraagFout
            When the disk does not allow it; everything is as it was then.
        """
        import shutil

        try:
            nieuw = self.werkmap()
            for oud in doel.iterdir() if doel.is_dir() else ():
                if oud.name in inhoud or oud.match(vervalt):
                    continue
                if oud.is_dir() and not oud.is_symlink():
                    shutil.copytree(oud, nieuw / oud.name, symlinks=True)
                else:
                    shutil.copy2(oud, nieuw / oud.name, follow_symlinks=False)
            for naam, ruw in inhoud.items():
                (nieuw / naam).write_bytes(ruw)  # made from other files: whoever loses it makes it again
        except OSError as fout:
            raise AanvraagFout(f"{schijffout(fout)}. Er is niets geschreven.") from None
        self.wissel({doel: nieuw})

    def wissel(self, wissel: Mapping[Path, Path | None]) -> None:
        """Put files and folders that were made in a `werkmap` in their places, in one switch; None removes.

        Raises
        ------
        AanvraagFout
            When the disk does not allow it, or a link leads out of the folder; everything is as it was then.
        """
        eigen = self.map.resolve()
        for doel in wissel:
            if not doel.parent.resolve().is_relative_to(eigen):  # nor would the next command finish the switch there
                raise AanvraagFout(
                    f"{doel.parent.as_posix()} is een koppeling naar een plek buiten {self.map.as_posix()}. Vervang die door een "
                    "gewone map, of geef de opdracht met de map waar zij heen wijst. Er is niets geschreven."
                )
        stappen = [
            {
                "doel": doel.absolute().relative_to(self.map.absolute()).as_posix(),
                "nieuw": nieuw and nieuw.relative_to(self._bezig).as_posix(),
                "merk": nieuw and nieuw.stat().st_ino,
                "oud": f"oud-{self._nummer}-{n}",
            }
            for n, (doel, nieuw) in enumerate(wissel.items())
        ]
        self._nummer += 1
        try:
            self._leg_vast(stappen)
            self._voer_uit(stappen)
        except OSError as fout:
            self._draai_terug(stappen)
            raise AanvraagFout(f"{schijffout(fout)}. Er is niets geschreven.") from None
        except BaseException:
            self._voer_uit(stappen)  # Ctrl-C half way: as quickly done as undone
            raise

    def herstel(self) -> None:
        """Finish a switch that was interrupted, and remove what was not put in place."""
        try:
            if (journaal := self._bezig / _JOURNAAL).is_file() and not self._bezig.is_symlink():
                self._voer_uit(_lees_journaal(journaal, self.map))
            self.ruim_op()
        except OSError as fout:
            raise AanvraagFout(
                f"Een eerdere opdracht is onderbroken in {self.map.as_posix()}, en dat is niet af te maken. {schijffout(fout)}."
            ) from None

    def ruim_op(self) -> None:
        """Remove the working folder."""
        import shutil

        if self._bezig.is_symlink() or self._bezig.is_file():
            self._bezig.unlink()
        else:
            shutil.rmtree(self._bezig, ignore_errors=True)

    def _leg_vast(self, stappen: list[dict[str, Any]]) -> None:
        nieuw = self._bezig / "journaal"
        nieuw.parent.mkdir(exist_ok=True)
        _schrijf_door(nieuw, json.dumps(stappen).encode())
        nieuw.replace(self._bezig / _JOURNAAL)

    def _voer_uit(self, stappen: list[dict[str, Any]]) -> None:
        """Every step that was not yet done; a place that has its new inode is done."""
        for stap in stappen:
            doel, oud = self.map / stap["doel"], self._bezig / stap["oud"]
            if stap["nieuw"] is None:
                if os.path.lexists(doel):
                    doel.rename(oud)
            elif _merk(doel) != stap["merk"]:
                _zet(self._bezig / stap["nieuw"], doel, oud)
        (self._bezig / _JOURNAAL).unlink(missing_ok=True)

    def _draai_terug(self, stappen: list[dict[str, Any]]) -> None:
        """A switch the other way round, of what was done: by a journal as well."""
        terug: list[dict[str, Any]] = []
        for stap in reversed(stappen):
            doel, oud, merk = self.map / stap["doel"], self._bezig / stap["oud"], stap["merk"]
            if stap["nieuw"] and os.path.lexists(self._bezig / stap["nieuw"]) and _merk(doel) == merk:
                oud = self._bezig / stap["nieuw"]  # exchanged
            if os.path.lexists(oud):
                naam = oud.relative_to(self._bezig).as_posix()
                terug.append({"doel": stap["doel"], "nieuw": naam, "merk": _merk(oud), "oud": f"{stap['oud']}-terug"})
            elif stap["nieuw"] and _merk(doel) == merk:
                terug.append({"doel": stap["doel"], "nieuw": None, "merk": None, "oud": f"{stap['oud']}-terug"})
        with contextlib.suppress(OSError):
            self._leg_vast(terug)
            self._voer_uit(terug)


def _zet(nieuw: Path, doel: Path, oud: Path) -> None:
    """Put `nieuw` at `doel`; what stood there is at `nieuw` or `oud` then."""
    import shutil

    doel.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(doel):
        if _verwissel(nieuw, doel):
            return
        if doel.is_file() and not doel.is_symlink():
            shutil.copy2(doel, oud)
        else:
            doel.rename(oud)
    nieuw.replace(doel)


def _verwissel(een: Path, ander: Path) -> bool:
    """Exchange two names on one disk in one step; False where the system cannot."""
    import ctypes

    namen = os.fsencode(een), os.fsencode(ander)
    try:
        if sys.platform == "linux":
            hier, wissel = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
            return ctypes.CDLL(None).renameat2(hier, namen[0], hier, namen[1], wissel) == 0
        if sys.platform == "darwin":
            return ctypes.CDLL(None).renamex_np(*namen, 2) == 0  # RENAME_SWAP
    except (AttributeError, OSError):
        pass  # an older system
    return False


def _merk(pad: Path) -> int | None:
    """What tells a file or folder apart from another, also after it was moved."""
    try:
        return pad.lstat().st_ino
    except OSError:
        return None


def _schrijf_door(pad: Path, ruw: bytes, zoals: Path | None = None) -> None:
    """Write a file until it is on the disk, with the rights of the one that it replaces."""
    with pad.open("wb") as bestand:
        bestand.write(ruw)
        bestand.flush()
        os.fsync(bestand.fileno())
    if zoals and zoals.exists():
        pad.chmod(stat.S_IMODE(zoals.stat().st_mode))


def _lees_journaal(pad: Path, map_: Path) -> list[dict[str, Any]]:
    """The steps of a journal; none when it names a place outside its folder, so when it is not ours."""
    try:
        stappen: list[dict[str, Any]] = json.loads(lees_gewoon(pad, 10_000_000))
        plekken = [map_ / s["doel"] for s in stappen] + [
            pad.parent / n for s in stappen for n in (s["nieuw"], s["oud"]) if n
        ]
        eigen = map_.resolve()
        binnen = all(p.parent.resolve().is_relative_to(eigen) and p.name != ".." for p in plekken)
        return stappen if binnen and all("merk" in s for s in stappen) else []
    except (ValueError, TypeError, KeyError):
        return []


def lees_gewoon(pad: Path, hoogstens: int = 100_000_000) -> bytes:
    """The content of an ordinary file: never a device that does not end, or a pipe from which nothing comes.

    Raises
    ------
    OSError
        When it cannot be read, is no ordinary file, or is larger than so many bytes.
    """
    greep = os.open(pad, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(greep, "rb") as bestand:
        if not stat.S_ISREG(os.fstat(greep).st_mode):
            raise OSError(22, "", str(pad))
        ruw = bestand.read(hoogstens + 1)
    if len(ruw) > hoogstens:
        raise OSError(27, "", str(pad))
    return ruw


def ligt_in(pad: Path, map_: Path) -> bool:
    """Whether a path is a folder or stands in it, wherever links may lead."""
    return Path(os.path.realpath(pad)).is_relative_to(os.path.realpath(map_))


def als_csvtekst(waarde: object) -> str:
    """One cell of a CSV file: nothing is empty, a number has a decimal comma, and text never becomes a formula.

    >>> [als_csvtekst(w) for w in (None, -39, Fraction(1, 3), Fraction(-5, 2), "=1+1", "1+1")]
    ['', '-39', '0,333333', '-2,5', "'=1+1", '1+1']
    """
    if waarde is None:
        return ""
    if isinstance(waarde, (int, Fraction)):
        return als_decimaal(waarde)
    tekst = str(waarde)
    return f"'{tekst}" if tekst.startswith(_FORMULETEKENS) else tekst


def csv_tekst(rijen: Iterable[Iterable[object]], regeleinde: str = "\n") -> str:
    """Rows, the header first, as the text of a CSV file: semicolons, and line ends the same on every machine.

    >>> csv_tekst([("gemeente", "realisatie"), ("Soest", -39), ("=1+1", None)])
    "gemeente;realisatie\\nSoest;-39\\n'=1+1;\\n"
    """
    tekst = io.StringIO()
    csv.writer(tekst, delimiter=";", lineterminator=regeleinde).writerows(map(als_csvtekst, rij) for rij in rijen)
    return tekst.getvalue()
