"""Runs every operation of every installed peer on small random inputs: python3 selftest.py

All start from the same weights and see the same batches, so their losses are held against
float64 trainings in numpy: LeNet's written out by hand, the convolutional network's with
gradients by finite differences (reference_conv.py). Needs numpy; no Node, no data set.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SIZES = (784, 300, 100, 10)
STEPS, CHUNK, BATCH = 20, 10, 60


class Peer:
    def __init__(self, script):
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.greeting = json.loads(self.process.stdout.readline())

    def __call__(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def quit(self):
        self.process.stdin.write('{"op":"quit"}\n')
        self.process.stdin.close()
        return self.process.wait(timeout=60)


def write_inputs(folder):
    import numpy as np

    random = np.random.default_rng(1)
    arrays = {}

    def write(name, array):
        file = name.replace("/", ".") + ".bin"
        array.tofile(folder / file)
        dtype = {"float32": "F32", "int32": "I32", "uint8": "U8"}[str(array.dtype)]
        arrays[name] = {"file": file, "dtype": dtype, "shape": list(array.shape)}

    for split, count in (("train", 40 * BATCH), ("validation", 500), ("test", 700)):
        write(f"{split}/images", random.integers(0, 256, (count, SIZES[0]), dtype=np.uint8))
        write(f"{split}/labels", random.integers(0, 10, count, dtype=np.uint8))
    write("train/batches", random.permutation(40 * BATCH).reshape(40, BATCH).astype(np.int32))
    for index in range(3):
        fan_in, fan_out = SIZES[index], SIZES[index + 1]
        weight = random.standard_normal((fan_out, fan_in)) * np.sqrt(2 / (fan_in + fan_out))
        write(f"init/fc{index + 1}.weight", weight.astype(np.float32))
        write(f"init/fc{index + 1}.bias", np.zeros(fan_out, np.float32))
        write(f"masks/tenth/fc{index + 1}.weight", (random.random((fan_out, fan_in)) < 0.1).astype(np.uint8))
    (folder / "manifest.json").write_text(json.dumps({"format": 2, "batch": BATCH, "arrays": arrays}))


def reference(folder, masks, steps):
    """The last loss of `steps` Adam steps in float64, gradients written out by hand."""
    import numpy as np
    from problem import LAYERS, Problem

    problem = Problem(folder)
    state = {name: value.astype(np.float64) for name, value in problem.initial().items()}
    keep = problem.masks(masks) or {}
    state = {name: value * keep.get(name, 1) for name, value in state.items()}
    first = {name: np.zeros_like(value) for name, value in state.items()}
    second = {name: np.zeros_like(value) for name, value in state.items()}
    for t in range(1, steps + 1):
        labels = problem.labels[t - 1]
        inputs = [problem.images[t - 1].astype(np.float64)]
        for index, layer in enumerate(LAYERS):
            output = inputs[-1] @ state[f"{layer}.weight"].T + state[f"{layer}.bias"]
            inputs.append(output if index == 2 else np.maximum(output, 0))
        shifted = np.exp(inputs[-1] - inputs[-1].max(1, keepdims=True))
        probability = shifted / shifted.sum(1, keepdims=True)
        loss = -np.log(probability[np.arange(BATCH), labels]).mean()
        delta = (probability - np.eye(10)[labels]) / BATCH
        gradients = {}
        for index in (2, 1, 0):
            layer = LAYERS[index]
            gradients[f"{layer}.weight"] = delta.T @ inputs[index] * keep.get(f"{layer}.weight", 1)
            gradients[f"{layer}.bias"] = delta.sum(0)
            delta = delta @ state[f"{layer}.weight"] * (inputs[index] > 0)
        for name, gradient in gradients.items():
            first[name] = 0.9 * first[name] + 0.1 * gradient
            second[name] = 0.999 * second[name] + 0.001 * gradient**2
            denominator = np.sqrt(second[name] / (1 - 0.999**t)) + 1e-8
            state[name] = state[name] - 1.2e-3 * first[name] / (1 - 0.9**t) / denominator
    return float(loss)


def check(name, good, detail):
    print(f"{'ok  ' if good else 'FAIL'} {name}: {detail}")
    return good


def exercise(script, folder, expected):
    peer = Peer(script)
    if not peer.greeting["ready"]:
        code = peer.process.wait(timeout=60)
        return check(script, code == 3, f"left out, exit {code}: {peer.greeting['reason']}")
    good = check(script, True, json.dumps(peer.greeting))
    for variant in peer.greeting["variants"] + peer.greeting.get("extra_variants", []):
        for masks in (None, "tenth"):
            case = {"id": f"{variant} {masks}", "masks": masks, "variant": variant}
            peer(op="prepare", case=case | {"folder": str(folder), "chunk": CHUNK})
            answer = peer(op="time", steps=STEPS, warmup=0)
            difference = abs(answer["loss"] - expected[masks])
            detail = f"|{answer['loss']:.6f} - float64| = {difference:.1e}"
            good &= check(f"{script} {case['id']} loss", difference < 1e-4, detail)
            again = peer(op="reset", case=case["id"]) and peer(op="time", steps=STEPS, warmup=0)
            good &= check(f"{script} {case['id']} reset", again["loss"] == answer["loss"], "same loss again")
        options = {"rounds": 4, "iterations": 20, "rates": [0.2, 0.2, 0.1], "evaluate_every": 10}
        ladder = peer(op="ladder", case=f"{variant} None", **options)
        # 235,200 -> 188,160 -> 150,528 -> 120,422; 30,000 -> 24,000 -> 19,200 -> 15,360; 1,000 -> 900 -> 810 -> 729.
        exact = ladder.get("final_remaining") == 136511 / 266200
        good &= check(f"{script} {variant} ladder", exact, json.dumps(ladder)[:140])
    good &= check(f"{script} unknown op", "error" in peer(op="dance"), "answers an error and goes on")
    return check(f"{script} quit", peer.quit() == 0, "exit 0") and good


def exercise_conv(script, folder):
    """Both layouts, dense and masked, with both optimisers."""
    from reference_conv import STEPS as steps
    from reference_conv import reference_losses, write_conv_inputs

    peer = Peer(script)
    if not peer.greeting["ready"]:
        code = peer.process.wait(timeout=60)
        return check(script, code == 3, f"left out, exit {code}: {peer.greeting['reason']}")
    good = check(script, True, json.dumps(peer.greeting))
    for kind in ("momentum", "adam"):
        inputs = folder / kind
        write_conv_inputs(inputs, kind)
        for masks in (None, "half"):
            expected = reference_losses(inputs, masks)
            for variant in peer.greeting["variants"]:
                case = {"id": f"{kind} {variant} {masks}", "masks": masks, "variant": variant}
                peer(op="prepare", case=case | {"folder": str(inputs)})
                losses = [peer(op="time", steps=1, warmup=0)["loss"] for _ in range(steps)]
                difference = max(abs(a - b) for a, b in zip(losses, expected, strict=True))
                detail = f"largest |loss - float64| of {steps} steps = {difference:.1e}"
                good &= check(f"{script} {case['id']}", difference < 1e-4, detail)
    return check(f"{script} quit", peer.quit() == 0, "exit 0") and good


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder)
        expected = {masks: reference(folder, masks, STEPS) for masks in (None, "tenth")}
        results = [exercise(script, folder, expected) for script in ("lenet_torch.py", "lenet_jax.py")]
        results.append(exercise_conv("conv_torch.py", folder))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
