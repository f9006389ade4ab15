"""What changed between two states of the data or of the reports: figures, treden, findings and sentences."""

from ibtlib.controle.vergelijking.momentopname import neem_op
from ibtlib.controle.vergelijking.verschillen import Vergelijking, vergelijk

__all__ = ["Vergelijking", "neem_op", "vergelijk"]
