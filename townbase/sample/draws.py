"""Random draws that give the same figures on every machine.

Only integers are drawn and only + − × ÷ is done with them: exp and log differ in the last digit between
processors, and a digit can turn a rounding.
"""

import zlib

import numpy as np

THOUSAND = 1000


class Draws:
    """A stream of draws of its own for each purpose, so that a change in one leaves the others as they were."""

    def __init__(self, seed: int, purpose: str) -> None:
        self.generator = np.random.default_rng([seed, zlib.crc32(purpose.encode("utf-8"))])

    def unit(self, *shape: int) -> np.ndarray:
        """Uniform in [0, 1), in thousandths."""
        return self.generator.integers(0, THOUSAND, shape) / THOUSAND

    def between(self, low: float, high: float, *shape: int) -> np.ndarray:
        """Uniform in [low, high)."""
        return low + (high - low) * self.unit(*shape)

    def bell(self, *shape: int) -> np.ndarray:
        """About normal, mean 0, variance 1, never beyond ±3.5: the sum of twelve dice, scaled."""
        return self.generator.integers(-500, 501, (*shape, 12)).sum(axis=-1) / THOUSAND

    def whole(self, low: int, high: int, *shape: int) -> np.ndarray:
        """Whole numbers from low to high, both included."""
        return self.generator.integers(low, high + 1, shape)

    def chance(self, probability: float, *shape: int) -> np.ndarray:
        """True with the given probability."""
        return self.unit(*shape) < probability
