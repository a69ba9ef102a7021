"""A scripted trainer: speaks the child protocol, trains nothing. The script of a candidate is its 'script' parameter."""
import json
import os
import signal
import sys
import time

commands = os.fdopen(int(os.environ["NASCLUSTER_COMMAND_FD"]), "r")
messages = os.fdopen(int(os.environ["NASCLUSTER_MESSAGE_FD"]), "w")


def say(**message):
    messages.write(json.dumps(message) + "\n")
    messages.flush()


def train(command):
    nonce, script = command["nonce"], command["architecture"]["script"]
    accuracy = command["architecture"]["width"] / 1000
    if script == "exit":
        sys.exit(3)
    if script == "silent-exit":
        sys.exit(0)
    if script == "abort":
        os.kill(os.getpid(), signal.SIGABRT)
    if script == "memory":
        sys.exit(75)
    if script == "garbage":
        messages.write("this is no message\n")
        messages.flush()
    if script == "long-line":
        messages.write("x" * 200000 + "\n")
        messages.flush()
    if script == "hang":
        commands.readline()
        return
    if script == "waits":
        for _ in range(5):
            say(type="waiting", nonce=nonce)
            time.sleep(0.5)
    if script == "waits-forever":
        for _ in range(181):
            say(type="waiting", nonce=nonce)
            time.sleep(0.005)
    if script == "wrong-nonce":
        nonce = "other"
    if script == "invalid":
        say(type="failed", nonce=nonce, failure={"kind": "invalid", "message": "no such network"})
        return
    if script == "diverge":
        say(type="failed", nonce=nonce, failure={"kind": "diverged", "message": "loss is NaN", "epoch": 1})
        return
    if command.get("measureOnly"):
        say(type="measured", nonce=nonce, latency={"medianMs": 4.5, "p95Ms": 5.0})
        return
    print("noise on stdout is only a log line", flush=True)
    for epoch in range(1, command["epochs"] + 1):
        if script == "slow":
            time.sleep(1)
        report = {"epoch": epoch, "loss": 1.0, "validationLoss": 1.0, "accuracy": accuracy,
                  "stepTimeMs": 1.0, "imagesPerSecond": 1.0, "seconds": 0.1}
        say(type="epoch", nonce=nonce, report=report)
        if not json.loads(commands.readline())["continue"]:
            say(type="failed", nonce=nonce, failure={"kind": "stopped", "message": "told to stop"})
            return
    say(type="result", nonce=nonce, metrics={"accuracy": accuracy, "loss": 0.5, "stepTimeNormalized": 1.0})


say(type="hello", protocol=1, trainer="fake", device="cpu", threads=1)
for line in commands:
    train(json.loads(line))
