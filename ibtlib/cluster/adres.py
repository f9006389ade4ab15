"""The address of a Dask cluster: what it looks like, and whether its traffic can be read by others."""

from __future__ import annotations

import re

from ibtlib.basis.fouten import AanvraagFout

_ADRES = re.compile(r"(?P<soort>tcp|tls)://(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_EIGEN_MACHINE = ("127.0.0.1", "localhost", "[::1]")


def onversleuteld(adres: str) -> bool:
    """Does the traffic leave this machine in the open? Then anyone on the network can run code on the cluster.

    Raises
    ------
    AanvraagFout
        When it is no address.

    Examples
    --------
    >>> onversleuteld("tcp://127.0.0.1:8786"), onversleuteld("tls://elders:8786"), onversleuteld("tcp://elders:8786")
    (False, False, True)
    """
    gelezen = _ADRES.fullmatch(adres)
    if not gelezen:
        raise AanvraagFout(
            f"'{adres}' is geen adres van een Dask-cluster. Schrijf het als tcp://127.0.0.1:8786 (deze machine) "
            "of tls://naam:8786 (versleuteld)."
        )
    return gelezen["soort"] == "tcp" and gelezen["host"] not in _EIGEN_MACHINE
