"""What a batch tells of itself: a line or a bar while it goes on, its outcome, and what a failure means."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ibtlib.basis.fouten import aantal, opsomming
from ibtlib.uitvoering.opdracht import Uitslag


@dataclass(frozen=True)
class Verslag:
    """What a batch did: folders that are new, documents that failed, and for each document why it was made or not.

    `weggelaten` are the names of failed documents that are missing from a folder that is otherwise new, `bewaard` those that
    stand in one with their last good version.
    """

    mappen: tuple[Path, ...]
    mislukt: tuple[Uitslag, ...]
    redenen: tuple[tuple[str, str | None], ...] = ()
    weggelaten: tuple[str, ...] = ()
    bewaard: tuple[str, ...] = ()

    def regels(self, waarom: bool = False) -> list[str]:
        """What was made and what was not; of each document why, where asked."""
        if waarom:
            over = [
                f"{naam}: {f'gemaakt, want {reden}' if reden else 'overgeslagen, er is niets veranderd'}"
                for naam, reden in self.redenen
            ]
        else:
            n = sum(reden is None for _, reden in self.redenen)
            wat = f"{aantal(n, 'document', 'documenten')} overgeslagen: niets veranderd (uitleg: --waarom)"
            over = [wat] if n else []
        return [*over, *(f"klaar: {map_.as_posix()}" for map_ in self.mappen)]

    @property
    def klacht(self) -> str:
        """Each failure, and what they mean for what stands in the folders."""
        n = len(self.mislukt)
        delen = [f"{aantal(n, 'document is', 'documenten zijn')} mislukt"]
        if n > len(self.weggelaten) + len(self.bewaard):
            delen.append("de rapporten van die perioden zijn gebleven zoals ze waren")
        if self.bewaard:
            delen.append(f"met hun laatste goede versie, die dat bovenaan zegt: {opsomming(self.bewaard)}")
        if self.weggelaten:
            delen.append(f"niet in hun map, die verder nieuw is: {opsomming(self.weggelaten)}")
        return "\n".join([*(f"\nMislukt: {u.naam}\n{u.fout}" for u in self.mislukt), f"\n{'; '.join(delen)}."])


class Voortgang:
    """A bar with the remaining time on a terminal; one plain line per finished document otherwise."""

    def __init__(self) -> None:
        self.begin = time.monotonic()
        self.terminal = sys.stdout.isatty()

    def __call__(self, uitslag: Uitslag, klaar: int, totaal: int) -> None:
        woord = "mislukt" if uitslag.fout else "gemaakt"
        if not self.terminal:
            print(f"{klaar}/{totaal} {woord}: {uitslag.naam} ({uitslag.seconden:.1f} s)".replace(".", ","), flush=True)
            return
        rest = (time.monotonic() - self.begin) / klaar * (totaal - klaar)
        balk = ("█" * (30 * klaar // totaal)).ljust(30, "░")
        nog = f"{rest:.0f} s" if rest < 90 else f"{rest / 60:.0f} min"
        print(f"\r{balk} {klaar}/{totaal}, nog {nog}  ", end="", flush=True)

    def klaar(self) -> None:
        if self.terminal:
            print()
