"""Figures and a kader in, per gemeente a trede with its reason out. It imports from basis, kader and gegevens.

- `beoordeel`: the way in: a province, a periode, or any panel of figures; it says how is decided.
- `paneel`, `oordeel`, `motivering`: the figures as arrays, the rule that decides, and the sentences that say why.
- `bestand`: one file with figures in, one file with treden out.
"""
