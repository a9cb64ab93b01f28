"""Reads the folder of raw arrays that the harness writes for its peers (format in README.md)."""

import json
from pathlib import Path

import numpy as np

FORMAT = 2
LAYERS = ("fc1", "fc2", "fc3")
DTYPES = {"F32": "<f4", "I32": "<i4", "U8": "u1"}
ADAM = {"kind": "adam", "learning_rate": 1.2e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0}


class Problem:
    """Arrays of one folder, converted once: images scaled to float32, batches gathered."""

    def __init__(self, folder, limit=None):
        """`limit` caps the number of batches kept (each takes 4 bytes per pixel)."""
        self.folder = Path(folder)
        manifest = self._read()
        self.batch = manifest.get("batch", 60)
        self.network = manifest.get("network")
        self.optimizer = manifest.get("optimizer", ADAM)
        self.scaling = manifest.get("scaling", {"divisor": [255], "offset": [0]})
        self.images, self.labels = self._batches(limit)

    def _read(self):
        manifest = json.loads((self.folder / "manifest.json").read_text())
        if manifest.get("format") != FORMAT:
            raise ValueError(f"manifest format {manifest.get('format')} in {self.folder}; this peer reads {FORMAT}")
        self.arrays = manifest["arrays"]
        return manifest

    @property
    def adam(self):
        """Learning rate, betas and epsilon as the LeNet peers take them."""
        optimizer = self.optimizer
        return {
            "lr": optimizer["learning_rate"],
            "beta1": optimizer["beta1"],
            "beta2": optimizer["beta2"],
            "eps": optimizer["epsilon"],
        }

    def array(self, name):
        entry = self.arrays[name]
        data = np.fromfile(self.folder / entry["file"], dtype=DTYPES[entry["dtype"]])
        return data.reshape(entry["shape"])

    def initial(self):
        """Parameters before training, float32, in network order: `fc1.weight` [300,784], `fc1.bias` [300], ..."""
        return self._prefixed("init/")

    def masks(self, name):
        """Float32 zeros and ones per weight for a named mask set; None for a dense training.

        The harness may add mask sets while this process runs, so the manifest is read again.
        """
        if name is None:
            return None
        self._read()
        masks = self._prefixed(f"masks/{name}/")
        if not masks:
            raise ValueError(f"no mask set {name!r} in {self.folder}")
        return {weight: (mask != 0).astype(np.float32) for weight, mask in masks.items()}

    def examples(self, split):
        """(images float32 [n,...], labels int64 [n]) of `validation` or `test`; None where absent."""
        if f"{split}/images" not in self.arrays:
            return None
        return self.scaled(self.array(f"{split}/images")), self.array(f"{split}/labels").astype(np.int64)

    def scaled(self, images):
        """float32(float32(v / divisor) - offset) per channel, or for all alike; images are [..., channels, h, w]."""
        divisor, offset = (np.array(self.scaling[key], np.float32) for key in ("divisor", "offset"))
        if len(divisor) > 1:
            divisor, offset = divisor[:, None, None], offset[:, None, None]
        return images.astype(np.float32) / divisor - offset

    def _prefixed(self, prefix):
        return {name[len(prefix) :]: self.array(name) for name in self.arrays if name.startswith(prefix)}

    def _batches(self, limit):
        """(float32 [batches,batch,...], int64 [batches,batch]); without train/batches, consecutive rows."""
        images, labels = self.array("train/images"), self.array("train/labels")
        if "train/batches" in self.arrays:
            rows = self.array("train/batches")
        else:
            count = len(images) // self.batch
            rows = np.arange(count * self.batch).reshape(count, self.batch)
        rows = rows[:limit]
        return self.scaled(images[rows]), labels[rows].astype(np.int64)
