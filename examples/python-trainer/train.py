"""A trainer for NasCluster in plain Python: two moons told apart. The protocol is in docs/trainer-protocol.md."""
import hashlib, json, math, os, random, time

commands = os.fdopen(int(os.environ["NASCLUSTER_COMMAND_FD"]), "r")
messages = os.fdopen(int(os.environ["NASCLUSTER_MESSAGE_FD"]), "w")


def say(**message):
    print(json.dumps(message), file=messages, flush=True)


def moons(count, rng):
    for i in range(count):
        t, upper = rng.uniform(0, math.pi), i % 2
        x, y = (math.cos(t), math.sin(t)) if upper else (1 - math.cos(t), 0.5 - math.sin(t))
        yield (x + rng.gauss(0, 0.15), y + rng.gauss(0, 0.15)), upper


def save(folder, state):
    data, path = json.dumps(state).encode(), os.path.join(folder, f"{state['epoch'] % 3}.ckpt")  # the last three
    with open(path + ".tmp", "wb") as file:
        file.write(data)
        os.fsync(file.fileno())
    os.replace(path + ".tmp", path)
    return {"epoch": state["epoch"], "path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def train(nonce, command):
    width, rate = int(command["architecture"]["width"]), command["recipe"]["learningRate"]
    start, rng = time.time(), random.Random(command["seed"])
    basis = [(rng.gauss(0, 2), rng.gauss(0, 2), rng.uniform(0, 6)) for _ in range(width)]  # fixed hidden layer
    state = {"epoch": 0, "weights": [0.0] * width}
    if command.get("resume"):
        state = json.load(open(command["resume"]["path"]))
    while state["epoch"] < command["epochs"]:
        state["epoch"] += 1
        began, right = time.time(), 0
        for training, seed in ((True, state["epoch"]), (False, 0)):
            loss = 0.0
            for (x, y), label in moons(400, random.Random(seed)):
                hidden = [math.cos(a * x + b * y + c) for a, b, c in basis]
                p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(float.__mul__, state["weights"], hidden))))))
                loss -= math.log(max(1e-9, p if label else 1 - p)) / 400
                if training:
                    state["weights"] = [w - rate * (p - label) * h for w, h in zip(state["weights"], hidden)]
                right += not training and (p > 0.5) == bool(label)
        seconds, state["accuracy"], state["loss"] = time.time() - began, right / 400, loss
        say(type="epoch", nonce=nonce, checkpoint=save(command["checkpointFolder"], state),
            report={"epoch": state["epoch"], "loss": loss, "validationLoss": loss, "accuracy": right / 400,
                    "stepTimeMs": seconds * 1000, "imagesPerSecond": 800 / seconds, "seconds": seconds})
        if not json.loads(commands.readline())["continue"]:
            return say(type="failed", nonce=nonce, failure={"kind": "stopped", "message": "told to stop"})
    say(type="result", nonce=nonce, metrics={"accuracy": state["accuracy"], "loss": state["loss"], "macs": 3 * width,
        "params": width, "stepTimeNormalized": width / 16, "trainSeconds": time.time() - start})


say(type="hello", protocol=1, trainer="moons", device=os.environ["NASCLUSTER_DEVICE"], threads=1)
for line in commands:
    train(json.loads(line)["nonce"], json.loads(line))
