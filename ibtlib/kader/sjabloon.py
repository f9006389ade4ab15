"""A kader to fill in: every key that a kader may have, with what is allowed there as comments."""

from __future__ import annotations

from ibtlib.basis.kleuren import TREDEKLEUREN
from ibtlib.kader.kader import FEIT_IN_WOORDEN, VERGELIJKINGEN

SJABLOON = "kader-om-in-te-vullen.yaml.leeg"  # no .yaml: what is not filled in yet is not read


def leeg_kader(provincie: str, naam: str) -> str:
    """The text of the file, for the folder and the name of a province."""
    feiten = "\n".join(f"#   {feit:<32}{woorden}" for feit, woorden in FEIT_IN_WOORDEN.items())
    return f"""# Kader van de provincie {naam}: het beleid waarmee Gedeputeerde Staten een trede bepalen, als regels.
#
# Vul dit in en bewaar het in deze map onder de periode waarvoor het als eerste geldt, bijvoorbeeld 2024-1.yaml.
# Zolang het op .leeg eindigt wordt het niet gelezen. `ibt controleer --provincie {provincie}` zegt wat er nog niet klopt.
#
# Feiten waarover een regel kan gaan (personen, tenzij er procent staat):
{feiten}
# Vergelijkingen: {", ".join(VERGELIJKINGEN)}. Een feit dat ontbreekt maakt een gemeente niet te beoordelen; het telt nooit als 0.
# Kleuren van treden: {", ".join(TREDEKLEUREN)}.

kader:                          # korte naam, bijvoorbeeld beleidskader-2024
provincie: {provincie}
titel:                          # zoals het op de omslag van een rapport komt
# vastgesteld_op: 2023-09-26    # datum van het besluit
geldig_vanaf:                   # eerste periode, bijvoorbeeld 2024-1; ook de naam van dit bestand
geldig_tot_en_met: null         # laatste periode; null is tot nader order
# bronnen: [{{bron: ID, vindplaats: "artikel 3"}}]    # ID staat in bronnen.csv
verschoonbaar: geen             # of koppelingstekort: dan telt het als reden
# treden:
#   1: {{kleur: groen}}
#   3: {{naam: actief toezicht, kleur: oranje}}
regels:                         # van boven naar beneden; de eerste waarvan alles geldt beslist
# - regel: geen-achterstand     # naam van de regel, op uw eigen manier
#   als: {{achterstand_eind: {{hoogstens: 0}}}}
#   dan: {{trede: 1}}             # 1 tot en met 6, vorige, vorige + 1 of vorige - 1
#   zekerheid: bron             # bron: het staat er; aanname: u koos het. Een aanname staat in elk rapport als aanname
#   vindplaats: "artikel 5"
# - regel: de-rest
#   als: altijd
#   dan: {{trede: vorige}}
#   zekerheid: aanname
#   vindplaats: "waarom u dit aanneemt"
niet_berekenbaar: []            # wat Gedeputeerde Staten per geval wegen; staat in elk rapport
"""
