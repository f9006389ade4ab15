"""What every other room speaks: numbers, dates, errors, colours and files. It imports no other room.

- `getallen`: reading, rounding (half up, once) and writing numbers.
- `periode`: the half-year, and all arithmetic with dates.
- `fouten`: the errors that a user can cause and mend, and the Dutch of lists and counts.
- `plaatsen`: where the package, the raw data and its provinces stand.
- `frames`: exact frames as columns of real types.
- `bestanden`, `afdruk`: files written whole, and their sha256.
- `yamllezer`: a YAML file read node by node. `kleuren`: the palette.
"""
