"""Figures and a kader in, per gemeente a trede with its reason out. May import from basis, kader and gegevens."""
