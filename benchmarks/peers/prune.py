"""Layer-wise magnitude pruning in numpy: exact counts, round half up, ties by flat index."""

import numpy as np

from problem import LAYERS


def prune(weights, masks, rates):
    """Masks (float32) with round-half-up(rate * survivors) of each layer's smallest survivors removed."""
    pruned = {}
    for layer, rate in zip(LAYERS, rates, strict=True):
        name = f"{layer}.weight"
        weight = weights[name].ravel()
        mask = np.ones_like(weight) if masks is None else masks[name].ravel().copy()
        survivors = np.flatnonzero(mask)
        order = np.argsort(np.abs(weight[survivors]), kind="stable")
        mask[survivors[order[: removed(len(survivors), rate)]]] = 0
        pruned[name] = mask.reshape(weights[name].shape)
    return pruned


def removed(survivors, rate):
    return int(np.floor(rate * survivors + 0.5))


def remaining(masks):
    """Fraction of weights (biases not counted) that survive."""
    if masks is None:
        return 1.0
    return sum(float(mask.sum(dtype=np.float64)) for mask in masks.values()) / sum(mask.size for mask in masks.values())
