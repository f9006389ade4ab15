"""Document ‘Opvang en Spreidingswet’ (notebook 03): its sentences and tables, a module per chapter.

Sentences are `over_<onderwerp>(...) -> Tekst`, tables `tabel_<onderwerp>(...) -> Tabel`.
"""

from ibtlib.rapport.spreidingswet.amv import amv_aandelen, over_amv, tabel_amv
from ibtlib.rapport.spreidingswet.cyclus import (
    figuur_kalender,
    over_kalender,
    over_wet,
    tabel_kalender,
    tabel_mijlpalen,
)
from ibtlib.rapport.spreidingswet.dekking import (
    bericht_dekking,
    over_dekking,
    over_verwachting,
    tabel_dekking,
    tabel_dekking_op_datum,
    tabel_fasen,
    tabel_omslag,
    tabel_verwachting,
)
from ibtlib.rapport.spreidingswet.drie_opgaven import (
    figuur_drie_opgaven,
    figuur_drie_opgaven_per_gemeente,
    over_drie_opgaven,
    tabel_drie_opgaven,
    tabel_drie_opgaven_per_gemeente,
)
from ibtlib.rapport.spreidingswet.gemeenten import (
    opvang_gemeenten,
    over_gemeenten,
    over_uitruil,
    tabel_gemeenten,
    tabel_locaties,
    tabel_uitruil,
)
from ibtlib.rapport.spreidingswet.provincies import (
    figuur_aandelen_provincies,
    figuur_provincies,
    figuur_rangorde_provincies,
    over_aandelen,
    over_provincies,
    tabel_aandelen,
    tabel_provincies,
    tabel_rangorde,
)
from ibtlib.rapport.spreidingswet.ramingen import over_ramingen, tabel_ramingen
