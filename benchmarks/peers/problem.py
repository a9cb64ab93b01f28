"""Reads the folder of raw arrays that the harness writes for its peers (format in README.md)."""

import json
from pathlib import Path

import numpy as np

FORMAT = 1
LAYERS = ("fc1", "fc2", "fc3")
DTYPES = {"F32": "<f4", "I32": "<i4", "U8": "u1"}


class Problem:
    """Arrays of one folder, converted once: images to float32 in 0..1, batches gathered."""

    def __init__(self, folder, limit=None):
        """`limit` caps the number of batches kept (each takes 188 KB as float32)."""
        self.folder = Path(folder)
        manifest = json.loads((self.folder / "manifest.json").read_text())
        if manifest.get("format") != FORMAT:
            raise ValueError(f"manifest format {manifest.get('format')} in {folder}; this peer reads {FORMAT}")
        self.arrays = manifest["arrays"]
        self.batch = manifest.get("batch", 60)
        self.adam = {"lr": 1.2e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, **manifest.get("adam", {})}
        self.images, self.labels = self._batches(limit)

    def array(self, name):
        entry = self.arrays[name]
        data = np.fromfile(self.folder / entry["file"], dtype=DTYPES[entry["dtype"]])
        return data.reshape(entry["shape"])

    def initial(self):
        """Parameters before training, float32: `fc1.weight` [300,784], `fc1.bias` [300], ..."""
        names = [f"{layer}.{part}" for layer in LAYERS for part in ("weight", "bias")]
        return {name: self.array(f"init/{name}") for name in names}

    def masks(self, name):
        """Float32 zeros and ones per weight for a named mask set; None for a dense training."""
        if name is None:
            return None
        weights = [f"{layer}.weight" for layer in LAYERS]
        return {weight: (self.array(f"masks/{name}/{weight}") != 0).astype(np.float32) for weight in weights}

    def examples(self, split):
        """(images float32 [n,784], labels int64 [n]) of `validation` or `test`; None where absent."""
        if f"{split}/images" not in self.arrays:
            return None
        return pixels(self.array(f"{split}/images")), self.array(f"{split}/labels").astype(np.int64)

    def _batches(self, limit):
        """(float32 [batches,60,784], int64 [batches,60]); without train/batches, consecutive rows."""
        images, labels = self.array("train/images"), self.array("train/labels")
        if "train/batches" in self.arrays:
            rows = self.array("train/batches")
        else:
            count = len(images) // self.batch
            rows = np.arange(count * self.batch).reshape(count, self.batch)
        rows = rows[:limit]
        return pixels(images[rows]), labels[rows].astype(np.int64)


def pixels(images):
    return images.astype(np.float32) / np.float32(255)
