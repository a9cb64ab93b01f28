"""A network of the manifest (layers as packages/graph/src/network.ts describes them) in PyTorch functions."""

import torch
import torch.nn.functional as F


class TorchNetwork:
    """Runs the layers in order in training mode; parameters by their names, running statistics of its own."""

    def __init__(self, network, parameters):
        self.layers = network["layers"]
        self.parameters = parameters
        readers = [name for layer in self.layers for name in layer["inputs"]]
        kinds = {layer["name"]: layer["kind"] for layer in self.layers}
        # A ReLU writes over what nobody else reads and no derivative needs, as is common in written-out models.
        self.in_place = {
            layer["name"]
            for layer in self.layers
            if layer["kind"] == "relu"
            and readers.count(layer["inputs"][0]) == 1
            and kinds.get(layer["inputs"][0]) in ("convolution", "dense", "norm", "add")
        }
        self.statistics = {
            layer["name"]: (torch.zeros(layer["features"]), torch.ones(layer["features"]))
            for layer in self.layers
            if layer["kind"] == "norm"
        }

    def forward(self, images):
        values = {"input": images}
        for layer in self.layers:
            values[layer["name"]] = self.apply(layer, *(values[name] for name in layer["inputs"]))
        return values[self.layers[-1]["name"]]

    def parameter(self, entry):
        return None if entry is None else self.parameters[entry["name"]]

    def apply(self, layer, x, *others):
        kind = layer["kind"]
        if kind == "convolution":
            weight, bias = self.parameter(layer["weight"]), self.parameter(layer["bias"])
            return F.conv2d(x, weight, bias, stride=layer["stride"], padding=layer["padding"])
        if kind == "dense":
            return F.linear(x, self.parameter(layer["weight"]), self.parameter(layer["bias"]))
        if kind == "norm":
            mean, variance = self.statistics[layer["name"]]
            scale, shift = self.parameter(layer["scale"]), self.parameter(layer["shift"])
            return F.batch_norm(
                x, mean, variance, scale, shift, training=True, momentum=layer["momentum"], eps=layer["epsilon"]
            )
        if kind == "relu":
            return F.relu(x, inplace=layer["name"] in self.in_place)
        if kind == "max-pool":
            return F.max_pool2d(x, layer["size"])
        if kind == "average-pool":
            return F.avg_pool2d(x, layer["size"])
        if kind == "global-average-pool":
            return x.mean((2, 3))
        if kind == "add":
            return x + others[0]
        if kind == "flatten":
            return x.flatten(1)
        raise ValueError(f"layer {layer['name']} is a {kind}, which this peer does not train")
