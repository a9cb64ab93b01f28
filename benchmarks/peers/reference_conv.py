"""A small residual network with a layer of every kind, trained in float64 numpy, for selftest.py.

The forward pass is written out; gradients are central differences of the loss, so that no
derivative is taken from anybody's formula.
"""

import json

import numpy as np
from problem import Problem

BATCH, STEPS, STEP = 6, 4, 1e-5


def parameter(name, *shape):
    return {"name": name, "shape": list(shape)}


def convolution(name, source, channels, out, size, stride=1, bias=False):
    return {
        "kind": "convolution",
        "name": name,
        "inputs": [source],
        "stride": stride,
        "padding": size // 2,
        "weight": parameter(f"{name}.weight", out, channels, size, size),
        "bias": parameter(f"{name}.bias", out) if bias else None,
    }


def norm(name, source, features):
    scale, shift = parameter(f"{name}.weight", features), parameter(f"{name}.bias", features)
    fixed = {"features": features, "epsilon": 1e-5, "momentum": 0.1}
    return {"kind": "norm", "name": name, "inputs": [source], "scale": scale, "shift": shift, **fixed}


def plain(kind, name, *sources, **options):
    return {"kind": kind, "name": name, "inputs": list(sources), **options}


LAYERS = [
    convolution("conv1", "input", 3, 3, 3, bias=True),
    plain("relu", "relu1", "conv1"),
    plain("max-pool", "pool1", "relu1", size=2),
    convolution("conv2", "pool1", 3, 4, 3, stride=2),
    norm("bn2", "conv2", 4),
    convolution("down", "pool1", 3, 4, 1, stride=2),
    norm("down_bn", "down", 4),
    plain("add", "sum", "bn2", "down_bn"),
    plain("relu", "relu2", "sum"),
    plain("average-pool", "pool2", "relu2", size=2),
    plain("global-average-pool", "mean", "pool2"),
    plain("flatten", "flat", "mean"),
    {
        "kind": "dense",
        "name": "fc1",
        "inputs": ["flat"],
        "weight": parameter("fc1.weight", 3, 4),
        "bias": parameter("fc1.bias", 3),
    },
]


def write_conv_inputs(folder, kind):
    """A problem's folder for the network above with images [3,8,8] and optimiser `adam` or `momentum`."""
    folder.mkdir()
    random = np.random.default_rng(2)
    arrays = {}

    def write(name, array):
        file = name.replace("/", ".") + ".bin"
        array.tofile(folder / file)
        dtype = {"float32": "F32", "int32": "I32", "uint8": "U8"}[str(array.dtype)]
        arrays[name] = {"file": file, "dtype": dtype, "shape": list(array.shape)}

    count = STEPS * BATCH
    write("train/images", random.integers(0, 256, (count, 3, 8, 8), dtype=np.uint8))
    write("train/labels", random.integers(0, 3, count, dtype=np.uint8))
    for entry in parameters():
        value = random.standard_normal(entry["shape"]) * 0.5
        write(f"init/{entry['name']}", value.astype(np.float32))
        if len(entry["shape"]) > 1:
            write(f"masks/half/{entry['name']}", (random.random(entry["shape"]) < 0.5).astype(np.uint8))
    adam = {"kind": "adam", "learning_rate": 1e-2, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0}
    momentum = {"kind": "momentum", "learning_rate": 0.1, "momentum": 0.9, "weight_decay": 1e-2}
    manifest = {
        "format": 2,
        "batch": BATCH,
        "network": {"input": [3, 8, 8], "layers": LAYERS},
        "optimizer": {"adam": adam, "momentum": momentum}[kind],
        "scaling": {"divisor": [60, 65, 70], "offset": [2, 1.9, 1.8]},
        "arrays": arrays,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def parameters():
    return [layer[key] for layer in LAYERS for key in ("weight", "bias", "scale", "shift") if layer.get(key)]


def reference_losses(folder, masks):
    """The loss of each step's batch before its update."""
    problem = Problem(folder)
    keep = problem.masks(masks) or {}
    state = {name: value.astype(np.float64) * keep.get(name, 1) for name, value in problem.initial().items()}
    slots = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in state.items()}
    losses = []
    for step in range(STEPS):
        images, labels = problem.images[step].astype(np.float64), problem.labels[step]
        losses.append(loss_of(state, images, labels))
        gradients = {name: difference(state, name, images, labels) * keep.get(name, 1) for name in state}
        for name, gradient in gradients.items():
            update(problem.optimizer, state[name], gradient, slots[name], step + 1)
    return losses


def difference(state, name, images, labels):
    """Central differences of the loss by every entry of a parameter, which is put back."""
    value = state[name].reshape(-1)
    gradient = np.zeros_like(value)
    for index in range(value.size):
        kept = value[index]
        value[index] = kept + STEP
        above = loss_of(state, images, labels)
        value[index] = kept - STEP
        gradient[index] = (above - loss_of(state, images, labels)) / (2 * STEP)
        value[index] = kept
    return gradient.reshape(state[name].shape)


def update(optimizer, weight, gradient, slots, t):
    first, second = slots
    gradient = gradient + optimizer["weight_decay"] * weight
    if optimizer["kind"] == "momentum":
        first[...] = optimizer["momentum"] * first + gradient
        weight -= optimizer["learning_rate"] * first
        return
    beta1, beta2 = optimizer["beta1"], optimizer["beta2"]
    first[...] = beta1 * first + (1 - beta1) * gradient
    second[...] = beta2 * second + (1 - beta2) * gradient**2
    size = np.sqrt(second / (1 - beta2**t)) + optimizer["epsilon"]
    weight -= optimizer["learning_rate"] * first / (1 - beta1**t) / size


def loss_of(state, images, labels):
    values = {"input": images}
    for layer in LAYERS:
        values[layer["name"]] = forward(layer, state, *(values[name] for name in layer["inputs"]))
    logits = values[LAYERS[-1]["name"]]
    shifted = logits - logits.max(1, keepdims=True)
    log_probability = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return float(-log_probability[np.arange(len(labels)), labels].mean())


def forward(layer, state, x, *others):
    kind = layer["kind"]
    if kind == "convolution":
        return convolved(layer, state, x)
    if kind == "norm":
        mean, variance = x.mean((0, 2, 3), keepdims=True), x.var((0, 2, 3), keepdims=True)
        scale, shift = (state[layer[key]["name"]][:, None, None] for key in ("scale", "shift"))
        return scale * (x - mean) / np.sqrt(variance + layer["epsilon"]) + shift
    if kind == "relu":
        return np.maximum(x, 0)
    if kind == "dense":
        return x @ state[layer["weight"]["name"]].T + state[layer["bias"]["name"]]
    if kind == "add":
        return x + others[0]
    if kind == "global-average-pool":
        return x.mean((2, 3))
    if kind == "flatten":
        return x.reshape(len(x), -1)
    size = layer["size"]
    windows = x.reshape(*x.shape[:2], x.shape[2] // size, size, x.shape[3] // size, size)
    return windows.max((3, 5)) if kind == "max-pool" else windows.mean((3, 5))


def convolved(layer, state, x):
    weight, stride, padding = state[layer["weight"]["name"]], layer["stride"], layer["padding"]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], (2, 3))
    result = np.einsum("nchwij,ocij->nohw", windows[:, :, ::stride, ::stride], weight)
    return result if layer["bias"] is None else result + state[layer["bias"]["name"]][:, None, None]
