"""Policy as data, and the arithmetic of the opgave. It imports from basis.

- `kader`: what a dated kader is made of and can be asked; `kaderlezer`: how one is read from its file.
- `opgave`: each formula once, for numbers and columns, and what follows from the figures of one record.
"""
