"""What was published, through time, and what follows from it. It imports from beoordeling and the rooms before that.

- `uitkomsten`: one periode as published beside its own parts; `reeksen`: all perioden, made row by
  row in `reeksregels`; `monitor`: within a periode.
- `posities`: where each gemeente stands; `wettelijk`: what the law gives it; `ruil`: what gemeenten exchange.
- `projecties`: the next periode when all stays as it was; `uitspraken`: the words of the sources, worked out again.
- `opvang`: places for asielzoekers and the Spreidingswet; never part of a beoordeling.
"""
