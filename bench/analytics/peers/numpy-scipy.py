"""The same by numpy and scipy, anew from the window's returns: correlations, average linkage, correlations at lags 1 to 6.

Arguments: file of the returns (f64, series by series), series, steps, lags, repeats. With missing returns (NaN) Pearson over the
steps that both have, by products of masks. Prints medians in milliseconds, and the outcome, so that both can be compared.
"""
import json
import sys
import time

import numpy as np
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform


def correlate_masked(x, x_mask, y, y_mask):
    count = x_mask @ y_mask.T
    sum_x, sum_y = x @ y_mask.T, x_mask @ y.T
    square_x, square_y = (x * x) @ y_mask.T, x_mask @ (y * y).T
    spread = np.sqrt((square_x - sum_x**2 / count) * (square_y - sum_y**2 / count))
    return (x @ y.T - sum_x * sum_y / count) / spread


def run(returns, lags):
    steps = returns.shape[1]
    times = [time.perf_counter()]
    if np.isnan(returns).any():
        mask = (~np.isnan(returns)).astype(float)
        known = np.nan_to_num(returns)
        lagged = lambda lag: correlate_masked(
            known[:, : steps - lag], mask[:, : steps - lag], known[:, lag:], mask[:, lag:]
        )
        correlation = lagged(0)
    else:
        correlation = np.corrcoef(returns)
        unit = (returns - returns.mean(1, keepdims=True)) / returns.std(1, keepdims=True)
        lagged = lambda lag: unit[:, : steps - lag] @ unit[:, lag:].T / (steps - lag)
    times.append(time.perf_counter())
    distances = np.sqrt(2 * (1 - correlation).clip(0))
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    times.append(time.perf_counter())
    for lag in range(1, lags + 1):
        lagged(lag)
    times.append(time.perf_counter())
    return np.diff(times) * 1e3, correlation, tree[:, 2]


path, n, steps, lags, repeats = sys.argv[1], *map(int, sys.argv[2:6])
returns = np.fromfile(path).reshape(n, steps)
runs = [run(returns, lags) for _ in range(repeats + 1)][1:]
parts = [list(one[0]) for one in runs]
json.dump(
    {
        "totalMs": float(np.median([sum(part) for part in parts])),
        "partsMs": [float(np.median(part)) for part in zip(*parts)],
        "correlation": runs[-1][1].ravel().tolist(),
        "heights": runs[-1][2].tolist(),
    },
    sys.stdout,
)
