"""PyTorch as a peer: LeNet-300-100, autograd, torch.optim.Adam, one thread."""

import os

os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

from answers import claim_stdout, refuse

ANSWERS = claim_stdout()
try:
    import torch
    import torch.nn.functional as F

    from problem import LAYERS
    from serve import serve
except ImportError as error:
    refuse(ANSWERS, f"{error}; pip install torch numpy")

# torch.compile is not measured: it needs a C++ compiler on the machine.
VARIANTS = {
    "plain": {"foreach": False, "fused": False},
    "foreach": {"foreach": True, "fused": False},
    "fused": {"foreach": False, "fused": True},
}
EVALUATION_BATCH = 1000


class Tensors:
    """A problem's examples as tensors, made once per problem."""

    def __init__(self, problem):
        images, labels = torch.from_numpy(problem.images), torch.from_numpy(problem.labels)
        self.batches = list(zip(images.unbind(), labels.unbind(), strict=True))
        self.splits = {}
        for split in ("validation", "test"):
            examples = problem.examples(split)
            if examples is not None:
                whole = [torch.from_numpy(array) for array in examples]
                self.splits[split] = list(zip(*(array.split(EVALUATION_BATCH) for array in whole), strict=True))


def tensors(problem):
    if not hasattr(problem, "torch"):
        problem.torch = Tensors(problem)
    return problem.torch


class Training:
    """Masked as the fastest common way: weights multiplied once, then gradients at every step.

    A weight that starts at 0 and only ever sees gradients of 0 keeps Adam moments of 0 and
    never moves, so neither the forward pass nor the update needs a multiplication.
    """

    chunk = 1

    def __init__(self, problem, masks, variant, _options):
        self.data = tensors(problem)
        self.iteration = 0
        self.masking = "gradient" if masks else "none"
        initial = problem.initial()
        self.parameters = {}
        for name, value in initial.items():
            masked = value * masks[name] if masks and name in masks else value
            self.parameters[name] = torch.tensor(masked, requires_grad=True)
        self.layers = [(self.parameters[f"{layer}.weight"], self.parameters[f"{layer}.bias"]) for layer in LAYERS]
        self.masked = [(self.parameters[name], torch.tensor(mask)) for name, mask in (masks or {}).items()]
        adam = problem.adam
        self.optimizer = torch.optim.Adam(
            list(self.parameters.values()),
            lr=adam["lr"],
            betas=(adam["beta1"], adam["beta2"]),
            eps=adam["eps"],
            **VARIANTS[variant],
        )

    def forward(self, images):
        (w1, b1), (w2, b2), (w3, b3) = self.layers
        return F.linear(F.relu(F.linear(F.relu(F.linear(images, w1, b1)), w2, b2)), w3, b3)

    def steps(self, count):
        batches = self.data.batches
        loss = None
        for _ in range(count):
            images, labels = batches[self.iteration % len(batches)]
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.forward(images), labels)
            loss.backward()
            for weight, mask in self.masked:
                weight.grad.mul_(mask)
            self.optimizer.step()
            self.iteration += 1
        return None if loss is None else loss.item()

    @torch.inference_mode()
    def evaluate(self, split):
        loss = correct = total = 0
        for images, labels in self.data.splits[split]:
            logits = self.forward(images)
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).sum().item()
            total += len(labels)
        return {"loss": loss / total, "accuracy": correct / total}

    def weights(self):
        return {name: value.detach().numpy() for name, value in self.parameters.items() if name.endswith("weight")}


def open_training(problem, masks, variant, options):
    """`csr` is sparse only where there is a mask; a dense training of that variant is the fused one."""
    if variant != "csr":
        return Training(problem, masks, variant, options)
    if masks is None:
        return Training(problem, masks, "fused", options)
    from csr_torch import CsrTraining

    return CsrTraining(problem, masks, tensors(problem))


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    greeting = {
        "framework": "torch",
        "version": torch.__version__,
        "threads": torch.get_num_threads(),
        "cpu_capability": torch.backends.cpu.get_cpu_capability(),
        "variants": list(VARIANTS),
        "extra_variants": ["csr"],
    }
    serve(ANSWERS, greeting, open_training)


if __name__ == "__main__":
    main()
