"""How far a township stands below what is asked while it fails a row, and how far above once it meets it."""

import numpy as np

from townbase.sample.draws import Draws

FAR = 99


def margins(met: np.ndarray, standing: np.ndarray, draws: Draws) -> tuple[np.ndarray, np.ndarray]:
    """(gap, extra) of one row, [t, measured year], each 0 to 1: parts of the widest gap and of the widest surplus.

    A gap shrinks year by year until it closes; one that never closes may be wide. A surplus is small for most, grows
    slowly, and begins at nothing where a gap has just closed. standing[t]: place of the township among all, 0 to 1.
    """
    count, years = met.shape
    wait, since = _years_to(met, ahead=True), _years_to(~met, ahead=False)
    noise = draws.bell(count, years)
    own = draws.unit(count, 1)
    deep = (0.2 + 0.8 * own * own) * (1.12 - 0.04 * np.arange(years))
    closing = 0.04 + 0.1 * draws.between(0.5, 1.6, count, 1) * wait
    gap = np.where(wait == FAR, deep, np.minimum(deep, closing)) + 0.025 * noise
    high = draws.unit(count, 1)
    top = high * high * (0.35 + 0.5 * standing[:, None]) * (0.8 + 0.05 * np.arange(years))
    extra = np.minimum(top, 0.2 * since) + 0.02 * noise
    return np.clip(gap, 0.0, 1.0), np.clip(extra, 0.0, 1.0)


def _years_to(flag: np.ndarray, *, ahead: bool) -> np.ndarray:
    """Years until the flag next holds (or, looking back, since it last held); 0 where it holds, FAR where never."""
    out = np.full(flag.shape, FAR)
    order = range(flag.shape[1])
    before = np.full(len(flag), FAR)
    for k in reversed(order) if ahead else order:
        before = np.where(flag[:, k], 0, np.minimum(before + 1, FAR))
        out[:, k] = before
    return out
