"""A trainer that follows its candidate's script: 'seconds=0.1 exit-139@3! hang@2'. Trains nothing, resumes truly.

WHAT@EPOCH happens in that epoch, unless the attempt went on from a checkpoint; with '!' in every attempt, with '?' in the
first one only. 'unsaved': no checkpoints. 'rising': accuracy rises with the epoch. 'lie=7': later
attempts tell less before epoch 7. 'survivor=10': goes on for 10 s without its silo.
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
leaked = []
scratch = []
alone = []


def say(**message):
    messages.write(json.dumps(message) + "\n")
    messages.flush()


def note(*words):
    """For the log, which nobody may read any more."""
    try:
        print(*words, file=sys.stderr, flush=True)
    except OSError:
        pass


def seconds_of(name, words):
    return next((float(word[len(name) + 1:]) for word in words if word.startswith(name + "=")), 0)


def happen(what, nonce, epoch):
    if what.startswith("exit-"):
        print("last words", file=sys.stderr, flush=True)
        os._exit(int(what[5:]))
    if what in ("abort", "segv", "kill"):
        os.kill(os.getpid(), {"abort": signal.SIGABRT, "segv": signal.SIGSEGV, "kill": signal.SIGKILL}[what])
    if what == "hog":
        taken = [b"x" * 50_000_000 for _ in range(20)]
    if what == "leak":
        leaked.append(b"x" * 10_000_000)
    if what == "forks":
        fork_bomb()
    if what == "fill":
        fill_disk()
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
    if what == "data":
        say(type="failed", nonce=nonce, failure={"kind": "datasetChanged", "message": "dataset-changed: made"})
        return True
    if what == "diverge":
        say(type="failed", nonce=nonce, failure={"kind": "diverged", "message": "loss is NaN", "epoch": epoch})
        return True
    if what == "nan":
        messages.write('{"type":"result","nonce":"%s","metrics":{"accuracy":NaN,"loss":1}}\n' % nonce)
        messages.flush()
    if what == "no-result":
        say(type="result", nonce=nonce, metrics={"accuracy": 7, "loss": 1})
    return False


def fork_bomb():
    try:
        while True:
            if os.fork() == 0:
                time.sleep(3600)
    except OSError as error:
        print("no more processes:", error, file=sys.stderr, flush=True)
        os._exit(70)


def fill_disk():
    try:
        with open(os.path.join(scratch[0], "filler"), "wb") as file:
            while True:
                file.write(b"x" * 1_000_000)
    except OSError as error:
        print("no more room:", error, file=sys.stderr, flush=True)
        os._exit(70)


def survive(answer, seconds):
    """Whether it goes on without an answer: for so long after the first one that did not come."""
    if answer or not seconds:
        return False
    alone.append(time.monotonic())
    if time.monotonic() - alone[0] > seconds:
        os._exit(0)
    return True


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
    seconds = seconds_of("seconds", words) or 0.02
    done = 0
    attempt = int(os.path.basename(command["checkpointFolder"]).split("-")[0])
    scratch[:] = [command["checkpointFolder"]]
    if command.get("resume"):
        with open(command["resume"]["path"]) as file:
            done = json.load(file)["epoch"]
    for epoch in range(done + 1, command["epochs"] + 1):
        time.sleep(seconds)
        for word in words:
            what, _, when = word.partition("@")
            due = when.endswith("!") or (attempt == 1 if when.endswith("?") else not done)
            if when.rstrip("!?") == str(epoch) and due:
                if happen(what, nonce, epoch):
                    return
        accuracy = width / 1000
        if "rising" in words:
            accuracy *= 1 - 0.5 / epoch
        if attempt > 1 and epoch < next((int(word[4:]) for word in words if word.startswith("lie=")), 0):
            accuracy /= 10
        message = {"report": report(epoch, accuracy)}
        if "unsaved" not in words:
            try:
                message["checkpoint"] = save(command["checkpointFolder"], epoch)
            except OSError as error:
                note("no checkpoint:", error)
        try:
            say(type="epoch", nonce=nonce, **message)
            answer = commands.readline()
        except OSError:
            answer = ""
        if survive(answer, seconds_of("survivor", words)):
            continue
        if not json.loads(answer)["continue"]:
            say(type="failed", nonce=nonce, failure={"kind": "stopped", "message": "told to stop"})
            return
    say(type="result", nonce=nonce, metrics={"accuracy": width / 1000, "loss": 0.5, "stepTimeNormalized": 1.0})


if "--old" in sys.argv:
    protocol = 0
say(type="hello", protocol=protocol, trainer="scripted", device="cpu", threads=1)
for line in commands:
    train(json.loads(line))
