"""A trainer that follows its candidate's script: 'seconds=0.1 exit-139@3! hang@2'. Trains nothing, resumes truly.

WHAT@EPOCH happens in that epoch, unless the attempt went on from a checkpoint; with '!' in every attempt.
"""
import hashlib
import json
import os
import signal
import sys
import time

commands = os.fdopen(int(os.environ["NASCLUSTER_COMMAND_FD"]), "r")
messages = os.fdopen(int(os.environ["NASCLUSTER_MESSAGE_FD"]), "w")
protocol = 1


def say(**message):
    messages.write(json.dumps(message) + "\n")
    messages.flush()


def happen(what, nonce, epoch):
    if what.startswith("exit-"):
        print("last words", file=sys.stderr, flush=True)
        os._exit(int(what[5:]))
    if what in ("abort", "segv", "kill"):
        os.kill(os.getpid(), {"abort": signal.SIGABRT, "segv": signal.SIGSEGV, "kill": signal.SIGKILL}[what])
    if what == "alloc":
        try:
            bytearray(2_000_000_000)
        except MemoryError:
            os._exit(75)
    if what == "hang":
        time.sleep(3600)
    if what == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(3600)
    if what == "flood":
        for _ in range(1000):
            sys.stderr.write("x" * 100000)
        sys.stderr.flush()
    if what == "again":
        while True:
            say(type="epoch", nonce=nonce, report=report(epoch - 1 or 1, 0.5))
            commands.readline()
            time.sleep(0.1)
    if what == "diverge":
        say(type="failed", nonce=nonce, failure={"kind": "diverged", "message": "loss is NaN", "epoch": epoch})
        return True
    if what == "nan":
        messages.write('{"type":"result","nonce":"%s","metrics":{"accuracy":NaN,"loss":1}}\n' % nonce)
        messages.flush()
    if what == "no-result":
        say(type="result", nonce=nonce, metrics={"accuracy": 7, "loss": 1})
    return False


def report(epoch, accuracy):
    return {"epoch": epoch, "loss": 1 / epoch, "validationLoss": 1 / epoch, "accuracy": accuracy,
            "stepTimeMs": 1, "imagesPerSecond": 1, "seconds": 0.1}


def save(folder, epoch):
    data = json.dumps({"epoch": epoch}).encode()
    path = os.path.join(folder, f"epoch-{epoch}.ckpt")
    with open(path + ".tmp", "wb") as file:
        file.write(data)
    os.replace(path + ".tmp", path)
    return {"epoch": epoch, "path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def train(command):
    nonce, width = command["nonce"], command["architecture"]["width"]
    words = command["architecture"]["script"].split()
    seconds = next((float(word[8:]) for word in words if word.startswith("seconds=")), 0.02)
    done = 0
    if command.get("resume"):
        with open(command["resume"]["path"]) as file:
            done = json.load(file)["epoch"]
    for epoch in range(done + 1, command["epochs"] + 1):
        time.sleep(seconds)
        for word in words:
            what, _, when = word.partition("@")
            if when.rstrip("!") == str(epoch) and (when.endswith("!") or not done):
                if happen(what, nonce, epoch):
                    return
        saved = save(command["checkpointFolder"], epoch)
        say(type="epoch", nonce=nonce, report=report(epoch, width / 1000), checkpoint=saved)
        if not json.loads(commands.readline())["continue"]:
            say(type="failed", nonce=nonce, failure={"kind": "stopped", "message": "told to stop"})
            return
    say(type="result", nonce=nonce, metrics={"accuracy": width / 1000, "loss": 0.5, "stepTimeNormalized": 1.0})


if "--old" in sys.argv:
    protocol = 0
say(type="hello", protocol=protocol, trainer="scripted", device="cpu", threads=1)
for line in commands:
    train(json.loads(line))
