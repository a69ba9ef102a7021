"""A trainer that trains nothing: figures that a network might have, from its parameters, at the pace that the epochs give."""
import hashlib
import json
import os
import sys
import time

commands = os.fdopen(int(os.environ["NASCLUSTER_COMMAND_FD"]), "r")
messages = os.fdopen(int(os.environ["NASCLUSTER_MESSAGE_FD"]), "w")


def say(**message):
    messages.write(json.dumps(message) + "\n")
    messages.flush()


def share(*parts):
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def train(command):
    nonce, architecture = command["nonce"], command["architecture"]
    size = share(architecture)
    top = 0.6 + 0.3 * size + 0.05 * share(architecture, command["recipe"])
    print("candidate with", command["epochs"], "epochs", flush=True)
    if "hostile" in architecture:
        print("<img src=x onerror=alert(4)> in the log", file=sys.stderr, flush=True)
        failure = {"kind": "diverged", "message": "<img src=x onerror=alert(1)>", "epoch": 1}
        say(type="failed", nonce=nonce, failure=failure)
        return
    for epoch in range(1, command["epochs"] + 1):
        time.sleep(0.15)
        accuracy = top * (1 - 0.5**epoch)
        report = {"epoch": epoch, "loss": 2.0 - accuracy, "validationLoss": 2.1 - accuracy, "accuracy": accuracy,
                  "stepTimeMs": 1 + 4 * size, "imagesPerSecond": 900.0, "seconds": 0.15}
        say(type="epoch", nonce=nonce, report=report)
        if not json.loads(commands.readline())["continue"]:
            say(type="failed", nonce=nonce, failure={"kind": "stopped", "message": "told to stop"})
            return
    say(type="result", nonce=nonce, metrics={
        "accuracy": accuracy, "loss": 2.1 - accuracy, "stepTimeMs": 1 + 4 * size, "stepTimeNormalized": 1 + size,
        "latencyMs": 0.5 + 3 * size, "latencyP95Ms": 0.6 + 3.3 * size, "macs": int(2e5 + 5e6 * size),
        "params": int(1e4 + 3e5 * size), "imagesPerSecond": 900.0, "trainSeconds": 0.15 * command["epochs"]})


say(type="hello", protocol=1, trainer="figures", device="cpu", threads=1)
for line in commands:
    train(json.loads(line))
