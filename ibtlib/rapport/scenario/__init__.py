"""Document ‘Scenario’s’ (notebook 04): its sentences and tables, a module per chapter.

Sentences are `over_<onderwerp>(...) -> Tekst`, tables `tabel_<onderwerp>(...) -> Tabel`; the controls are in `bediening`.
"""

from ibtlib.rapport.scenario.alternatieven import (
    aannames_tempo,
    tabel_alternatieven,
    tabel_omslagpunt,
    tempo_nodig,
)
from ibtlib.rapport.scenario.figuren import FORMULE, bij_paden, figuur_verloop, paden
from ibtlib.rapport.scenario.kansen import over_kansen, tabel_kansen
from ibtlib.rapport.scenario.keuzes import keuzes
from ibtlib.rapport.scenario.kort import cijfers_kort, over_kort
from ibtlib.rapport.scenario.treden import over_gemeenten, tabel_ander_kader, tabel_treden, tabel_verschuivingen
from ibtlib.rapport.scenario.uitkomst import over_vertrekpunt, tabel_uitkomst
