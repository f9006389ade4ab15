"""The raw data as it stood in a revision of git: exported into a temporary folder, the checkout is not touched."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ibtlib.basis.fouten import AanvraagFout


@contextmanager
def uitgepakt(revisie: str, data: Path) -> Iterator[tuple[str, Path]]:
    """The commit of a revision, and a folder with its raw data, gone afterwards.

    Parameters
    ----------
    revisie : str
        What git takes: `HEAD~1`, a tag, a commit.
    data : Path
        The folder with raw data, in a checkout.

    Raises
    ------
    AanvraagFout
        When there is no git, no such revision, or no raw data in it.
    """
    map_ = data.resolve()
    top = _git(map_, "rev-parse", "--show-toplevel")
    if top is None:
        raise AanvraagFout(
            f"'{revisie}' is geen map, en {map_.as_posix()} staat niet onder versiebeheer van git. Geef twee mappen."
        )
    commit = _git(map_, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revisie}^{{commit}}")
    if commit is None:
        raise AanvraagFout(
            f"'{revisie}' is geen map en geen revisie in git. Kijk met `git log` welke er zijn, of geef een map."
        )
    hoofd = Path(os.fsdecode(top).strip())
    pad = map_.relative_to(hoofd.resolve()).as_posix()
    naam = os.fsdecode(commit).strip()
    archief = _git(hoofd, "archive", "--format=tar", naam, "--", pad)
    if archief is None:
        raise AanvraagFout(f"In revisie {revisie} staat {pad} niet; er is niets om te vergelijken.")
    with tempfile.TemporaryDirectory(prefix="ibt-revisie-") as tijdelijk:
        with tarfile.open(fileobj=io.BytesIO(archief)) as tar:
            tar.extractall(tijdelijk, filter="data")  # no links out, no devices, no absolute paths
        yield naam, Path(tijdelijk) / pad


def _git(map_: Path, *woorden: str) -> bytes | None:
    """What git says; None when it refuses. Arguments are never read by a shell."""
    omgeving = {**os.environ, "LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        gedaan = subprocess.run(["git", "-C", str(map_), *woorden], capture_output=True, env=omgeving, check=False)
    except OSError:
        raise AanvraagFout("git is er niet; geef twee mappen, of installeer git om revisies te vergelijken.") from None
    return gedaan.stdout if gedaan.returncode == 0 else None
