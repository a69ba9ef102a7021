"""Training steps of a network in PyTorch, for bench/Training to time beside the trainer's.

The first line on standard input is the network and the recipe as JSON (bench/Training/NetworkText.cs); the answer is
PyTorch's version. Every further line is a number of steps; the answer is the milliseconds that
one of them took, by the clock and of processors.
"""
import json
import sys
import time

import torch
from torch import nn

ACTIVATIONS = {"relu": nn.functional.relu, "hardswish": nn.functional.hardswish, "swish": nn.functional.silu}


def layer_of(node):
    kind = node["kind"]
    if kind == "conv":
        return nn.Conv2d(
            node["in"], node["out"], node["kernel"], node["stride"], node["padding"], node["dilation"],
            groups=node["groups"], bias=node["bias"],
        )
    if kind == "norm":
        return nn.BatchNorm2d(node["channels"], eps=node["epsilon"], momentum=node["momentum"])
    if kind == "linear":
        return nn.Sequential(nn.Flatten(), nn.Linear(node["in"], node["out"], bias=node["bias"]))
    if kind in ACTIVATIONS:
        return ACTIVATIONS[kind]
    return {
        "mean": lambda x: x.mean((2, 3), keepdim=True),
        "flatten": lambda x: x.flatten(1),
        "concat": lambda *parts: torch.cat(parts, 1),
        "slice": lambda x: x[:, : node["count"]],
        "add": lambda a, b: a + b,
        "same": lambda x: x,
    }[kind]


class Graph(nn.Module):
    def __init__(self, nodes):
        super().__init__()
        self.inputs = [node["inputs"] for node in nodes]
        self.layers = [layer_of(node) for node in nodes]
        self.owned = nn.ModuleList(layer for layer in self.layers if isinstance(layer, nn.Module))

    def forward(self, x):
        results = []
        for layer, inputs in zip(self.layers, self.inputs):
            results.append(layer(*(x if place < 0 else results[place] for place in inputs)))
        return results[-1]


def main():
    case = json.loads(sys.stdin.readline())
    torch.set_num_threads(case["threads"])
    torch.manual_seed(1)
    module = Graph(case["nodes"])
    count = sum(parameter.numel() for parameter in module.parameters())
    assert count == case["params"], f"{count} parameters, expected {case['params']}"
    images = torch.randn(case["batch"], *case["input"])
    labels = torch.randint(0, 10, (case["batch"],))
    if case["channels_last"]:
        module = module.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)
    groups = [
        {"params": [p for p in module.parameters() if p.dim() > 1], "weight_decay": case["weight_decay"]},
        {"params": [p for p in module.parameters() if p.dim() <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=case["learning_rate"])
    print(torch.__version__, flush=True)
    for line in sys.stdin:
        steps = int(line)
        start, busy = time.perf_counter(), time.process_time()
        for _ in range(steps):
            optimizer.zero_grad(set_to_none=True)
            nn.functional.cross_entropy(module(images), labels).backward()
            nn.utils.clip_grad_norm_(module.parameters(), 5)
            optimizer.step()
        wall, busy = time.perf_counter() - start, time.process_time() - busy
        print(1000 * wall / steps, 1000 * busy / steps, flush=True)


if __name__ == "__main__":
    main()
