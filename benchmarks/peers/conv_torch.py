"""PyTorch as a peer for convolutional networks: autograd, fused optimisers, one thread, two memory layouts."""

import os

os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

from answers import claim_stdout, refuse

ANSWERS = claim_stdout()
try:
    import torch
    import torch.nn.functional as F

    from network_torch import TorchNetwork
    from serve import serve
except ImportError as error:
    refuse(ANSWERS, f"{error}; pip install torch numpy")

# torch.compile is not measured: it needs a C++ compiler on the machine.
LAYOUTS = {"contiguous": torch.contiguous_format, "channels-last": torch.channels_last}


def laid_out(tensor, layout):
    return tensor.contiguous(memory_format=layout) if tensor.dim() == 4 else tensor


def batches_of(problem, variant):
    """The problem's batches as tensors of one layout, made once."""
    made = problem.__dict__.setdefault("torch", {})
    if variant not in made:
        batches = zip(torch.from_numpy(problem.images), torch.from_numpy(problem.labels), strict=True)
        made[variant] = [(laid_out(images, LAYOUTS[variant]), labels) for images, labels in batches]
    return made[variant]


def optimizer_of(options, parameters):
    common = {"lr": options["learning_rate"], "weight_decay": options["weight_decay"], "fused": True}
    if options["kind"] == "adam":
        betas = (options["beta1"], options["beta2"])
        return torch.optim.Adam(parameters, betas=betas, eps=options["epsilon"], **common)
    return torch.optim.SGD(parameters, momentum=options.get("momentum", 0), **common)


class Training:
    """Masked as the fastest common way: weights multiplied once, then gradients at every step.

    A weight that starts at 0 and only ever sees gradients of 0 keeps moments (or a velocity) of 0
    and never moves, weight decay included, so neither the forward pass nor the update needs a
    multiplication.
    """

    chunk = 1

    def __init__(self, problem, masks, variant, _options):
        layout = LAYOUTS[variant]
        self.problem, self.variant = problem, variant
        self.batches = batches_of(problem, variant)
        self.iteration = 0
        self.masking = "gradient" if masks else "none"
        parameters = {}
        for name, value in problem.initial().items():
            start = torch.from_numpy(value * masks[name] if masks and name in masks else value.copy())
            parameters[name] = laid_out(start, layout).requires_grad_()
        self.network = TorchNetwork(problem.network, parameters)
        self.masked = [
            (parameters[name], laid_out(torch.from_numpy(mask), layout)) for name, mask in (masks or {}).items()
        ]
        self.optimizer = optimizer_of(problem.optimizer, list(parameters.values()))

    def steps(self, count):
        loss = None
        for _ in range(count):
            images, labels = self.batches[self.iteration % len(self.batches)]
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.network.forward(images), labels)
            loss.backward()
            for weight, mask in self.masked:
                weight.grad.mul_(mask)
            self.optimizer.step()
            self.iteration += 1
        return None if loss is None else loss.item()


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    greeting = {
        "framework": "torch",
        "version": torch.__version__,
        "threads": torch.get_num_threads(),
        "cpu_capability": torch.backends.cpu.get_cpu_capability(),
        "variants": list(LAYOUTS),
    }
    serve(ANSWERS, greeting, Training)


if __name__ == "__main__":
    main()
