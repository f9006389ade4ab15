"""The address of a Dask cluster: what it looks like, whether its traffic can be read by others, the workplace there.

Needs no Dask to be imported; the workplace asks for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ibtlib.basis.fouten import AanvraagFout

if TYPE_CHECKING:
    from ibtlib.cluster.cluster import Clusterplaats
    from ibtlib.uitvoering.proces import Werkplaats
    from ibtlib.uitvoering.verouderd import Stand

_ADRES = re.compile(r"(?P<soort>tcp|tls)://(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_EIGEN_MACHINE = ("127.0.0.1", "localhost", "[::1]")


def keur_adres(adres: str, open_mag: bool = False) -> None:
    """Refuse an address to which traffic leaves this machine in the open: anyone on that network can run code here and there.

    Parameters
    ----------
    open_mag : bool
        Whether the user knows that, and wants it (`--cluster-open`).

    Raises
    ------
    AanvraagFout
        When it is no address, or its traffic can be read and changed by others.

    Examples
    --------
    >>> for adres in ("tcp://127.0.0.1:8786", "tls://elders:8786"):
    ...     keur_adres(adres)
    >>> keur_adres("tcp://elders:8786", open_mag=True)
    """
    gelezen = _ADRES.fullmatch(adres)
    if not gelezen:
        raise AanvraagFout(
            f"'{adres}' is geen adres van een Dask-cluster. Schrijf het als tcp://127.0.0.1:8786 (deze machine) "
            "of tls://naam:8786 (versleuteld)."
        )
    if gelezen["soort"] == "tcp" and gelezen["host"] not in _EIGEN_MACHINE and not open_mag:
        raise AanvraagFout(
            f"Het verkeer met {adres} is niet versleuteld: wie op dat netwerk zit kan er programma's laten draaien en cijfers "
            "veranderen. Gebruik tls:// (zie docs/maintainer/cluster.md) of een tunnel naar 127.0.0.1. Is dat netwerk van u "
            "alleen? Geef dan --cluster-open erbij. Er is niets gemaakt."
        )


def werkplek_op(adres: str, lokaal: Werkplaats, stand: Stand) -> Clusterplaats:
    """The workplace on a cluster for the documents of a batch.

    Parameters
    ----------
    adres : str
        Of its scheduler.
    lokaal : Werkplaats
        For all that is no document.
    stand : Stand
        Knows what the workers need to read.

    Raises
    ------
    AanvraagFout
        When Dask is not installed, or the cluster cannot be used.
    """
    try:
        from ibtlib.cluster.cluster import Clusterplaats, verbind
        from ibtlib.cluster.werkerdeel import inpakken
    except ModuleNotFoundError as fout:
        raise AanvraagFout(
            f"Voor --cluster is Dask nodig, en {fout.name} is hier niet geïnstalleerd: pip install 'ibtlib[cluster]'."
        ) from fout
    return Clusterplaats(
        verbind(adres), lokaal, lambda: inpakken(stand.data, stand.ruw(), stand.uitgave.soorten, stand.kader)
    )
