"""LeNet-300-100 in PyTorch on survivors only: CSR products and a custom autograd function.

Not what PyTorch users write, and not among the variants that the speed targets name; here
because it shows what PyTorch's own sparse kernels reach when someone takes the trouble.
Activations are [feature, batch], so that every product is sparse times dense.
"""

import warnings

import torch
import torch.nn.functional as F

from problem import LAYERS

warnings.filterwarnings("ignore", message="Sparse")


class Pattern:
    """Positions of one layer's survivors, with the transposed positions and their order."""

    def __init__(self, mask):
        self.shape = tuple(mask.shape)
        csr = mask.to(torch.float64).to_sparse_csr()
        self.rows, self.columns = (index.to(torch.int32) for index in (csr.crow_indices(), csr.col_indices()))
        count = csr.values().numel()
        numbers = torch.arange(1, count + 1, dtype=torch.float64)
        numbered = torch.sparse_csr_tensor(csr.crow_indices(), csr.col_indices(), numbers, self.shape)
        transposed = numbered.to_dense().t().to_sparse_csr()
        self.rows_t, self.columns_t = (i.to(torch.int32) for i in (transposed.crow_indices(), transposed.col_indices()))
        self.order_t = transposed.values().long() - 1
        self.zeros = self.matrix(torch.zeros(count))

    def matrix(self, values):
        return torch.sparse_csr_tensor(self.rows, self.columns, values, self.shape, check_invariants=False)

    def transposed(self, values):
        shape = self.shape[::-1]
        return torch.sparse_csr_tensor(
            self.rows_t, self.columns_t, values[self.order_t], shape, check_invariants=False
        )


class Product(torch.autograd.Function):
    """values (survivors of [out, in]) times inputs [in, batch]."""

    @staticmethod
    def forward(context, values, inputs, pattern):
        context.save_for_backward(values, inputs)
        context.pattern = pattern
        return pattern.matrix(values) @ inputs

    @staticmethod
    def backward(context, gradient):
        values, inputs = context.saved_tensors
        pattern = context.pattern
        sampled = torch.sparse.sampled_addmm(pattern.zeros, gradient.contiguous(), inputs.t(), beta=0.0)
        onward = pattern.transposed(values) @ gradient if context.needs_input_grad[1] else None
        return sampled.values(), onward, None


class CsrTraining:
    chunk = 1
    masking = "csr"

    def __init__(self, problem, masks, data):
        initial, adam = problem.initial(), problem.adam
        self.iteration = 0
        self.layers = []
        for layer in LAYERS:
            pattern = Pattern(torch.tensor(masks[f"{layer}.weight"]))
            weight = torch.tensor(initial[f"{layer}.weight"])
            values = weight[torch.tensor(masks[f"{layer}.weight"]) != 0].requires_grad_()
            bias = torch.tensor(initial[f"{layer}.bias"])[:, None].requires_grad_()
            self.layers.append((pattern, values, bias))
        if not hasattr(data, "columns"):
            data.columns = [(images.t().contiguous(), labels) for images, labels in data.batches]
        self.data = data
        self.optimizer = torch.optim.Adam(
            [parameter for _, values, bias in self.layers for parameter in (values, bias)],
            lr=adam["lr"],
            betas=(adam["beta1"], adam["beta2"]),
            eps=adam["eps"],
            fused=True,
        )

    def forward(self, columns):
        for index, (pattern, values, bias) in enumerate(self.layers):
            columns = Product.apply(values, columns, pattern) + bias
            if index + 1 < len(self.layers):
                columns = F.relu(columns)
        return columns.t()

    def steps(self, count):
        batches = self.data.columns
        loss = None
        for _ in range(count):
            columns, labels = batches[self.iteration % len(batches)]
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.forward(columns), labels)
            loss.backward()
            self.optimizer.step()
            self.iteration += 1
        return None if loss is None else loss.item()

    @torch.no_grad()
    def evaluate(self, split):
        loss = correct = total = 0
        for images, labels in self.data.splits[split]:
            logits = self.forward(images.t().contiguous())
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).sum().item()
            total += len(labels)
        return {"loss": loss / total, "accuracy": correct / total}

    def weights(self):
        return {
            f"{layer}.weight": pattern.matrix(values.detach()).to_dense().numpy()
            for layer, (pattern, values, _) in zip(LAYERS, self.layers, strict=True)
        }
