#!/usr/bin/env python3
"""Writes small-cnn.csv.gz, a made table of small convolutional networks for the example small-cnn-table.json.

Nobody trained these: accuracies follow a formula (wider, deeper and better tuned is better, with diminishing returns) plus
noise from a fixed seed, and costs follow the usual counts. It serves to try strategies, limits and objectives in seconds.
"""
import csv, gzip, io, itertools, math, pathlib, random

draw = random.Random(20250114)
rows = io.StringIO()
table = csv.writer(rows, lineterminator="\n")
table.writerow(
    "depth width kernel se optimizer learning_rate acc_epoch3 acc_run1 acc_run2 acc_run3 latency_ms energy_mj params macs".split()
)
for depth, width, kernel, se, optimizer, rate in itertools.product(
    (2, 3, 4, 6), (8, 12, 16, 24, 32), (3, 5), ("false", "true"), ("sgd", "adamw"), (0.001, 0.003, 0.01, 0.03)
):
    params = sum(width * 2**i * (kernel * kernel + width * 2 ** min(i + 1, 3)) for i in range(depth)) + 10 * width * 8
    macs = sum(params // depth * 28 * 28 // 4 ** min(i, 3) for i in range(depth))
    params = int(params * (1.12 if se == "true" else 1))
    capacity = math.log10(params)
    best_rate = math.log10(0.02 if optimizer == "sgd" else 0.003) - 0.05 * depth
    tuned = 0.05 * (math.log10(rate) - best_rate) ** 2
    true = 94.5 - 22 * math.exp(-0.62 * (capacity - 2.2)) - 100 * tuned * 0.6
    true += 0.45 * (se == "true") + 0.3 * (kernel == 5) - 0.25 * (kernel == 5 and depth >= 6) - 0.35 * (depth == 2)
    runs = [round(true + draw.gauss(0, 0.15), 2) for _ in range(3)]
    early = round(true - 9 + 1.2 * (rate >= 0.01) + draw.gauss(0, 0.6), 2)
    latency = round(0.12 * depth * (1.25 if kernel == 5 else 1) * (1.3 if se == "true" else 1) + macs / 9e6, 3)
    energy = round(0.4 + macs / 2.5e6 + params / 4e4, 3)
    table.writerow([depth, width, kernel, se, optimizer, rate, early, *runs, latency, energy, params, macs])
target = pathlib.Path(__file__).with_name("small-cnn.csv.gz")
with open(target, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as zipped:
    zipped.write(rows.getvalue().encode())
