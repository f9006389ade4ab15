"""What changed between two states of the data or of the reports: figures, treden, findings and sentences."""

from ibtlib.uitvoering.vergelijking.momentopname import neem_op
from ibtlib.uitvoering.vergelijking.verschillen import Vergelijking, vergelijk

__all__ = ["Vergelijking", "neem_op", "vergelijk"]
