"""Places for asielzoekers under the Spreidingswet; never part of a beoordeling (an import contract guards that).

- `capaciteit`: places, how certain they are and when they are there; `spreidingswet`: their coverage of the opgave.
- `per_gemeente`, `drie_opgaven`, `landelijk`: the same per gemeente, beside the other opgaven, beside other provinces.
- `cyclus`: the calendar of a cycle; `amv`: places for alleenstaande minderjarige vreemdelingen.
"""
