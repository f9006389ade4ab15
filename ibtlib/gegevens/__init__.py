"""From `data/raw` to one checked `Gegevens` per province. It imports from basis and kader.

- `gegevens`: `laad` a province, and ask it for tables; everything above this room starts there.
- `schema`, `provincietabellen`, `landelijke_tabellen`: what every raw table looks like.
- `invoer`, `werkmap`: one CSV or Excel file, read strictly; `lezer`: all files of a province, with all their problems;
  `inhoud`: what they say together.
- `bronnen`, `gemeenten`, `correcties`, `grenzen`, `huisstijl`: the files that mean more than their rows.
- `invulblad`, `innameregister`, `inlezen`: the way in for new figures. `datapakket`: tables described for others.
"""
