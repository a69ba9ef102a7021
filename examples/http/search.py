#!/usr/bin/env python3
"""Submits an experiment over HTTP, follows it to its end and prints the Pareto front. Python's standard library is enough.

usage: search.py EXPERIMENT.json [--url http://localhost:5080] [--key KEY]

The key may also stand in NASCLUSTER_KEY. A lost connection is taken up again where it was: no event is missed, none comes
twice, and the repeated submission starts nothing twice.
"""
import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid


class Api:
    def __init__(self, url, key):
        self.base = url.rstrip("/") + "/api/v1"
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def open(self, path, body=None, **headers):
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.base + path, data=body, headers={**self.headers, **headers})
        return urllib.request.urlopen(request, timeout=60)

    def get(self, path):
        with self.open(path) as answer:
            return json.load(answer)

    def submit(self, text):
        # The same key for every try: whichever of them arrives, there is one experiment.
        key = uuid.uuid4().hex
        for attempt in range(5):
            try:
                with self.open("/experiments", text, **{"Idempotency-Key": key}) as answer:
                    return json.load(answer)["experiment"]
            except urllib.error.HTTPError as error:
                if error.code < 500 or attempt == 4:
                    raise
            except urllib.error.URLError:
                if attempt == 4:
                    raise
            time.sleep(2)

    def events(self, experiment):
        """Every event once, in order, until the experiment has ended."""
        last = 0
        while True:
            try:
                headers = {"Accept": "text/event-stream", "Last-Event-ID": str(last)}
                with self.open(f"/experiments/{experiment}/events", **headers) as stream:
                    for line in stream:
                        if line.startswith(b"data: "):
                            event = json.loads(line[6:])
                            last = event["sequence"]
                            yield event
                    return
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    raise
            except OSError:
                pass
            time.sleep(1)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("file")
    arguments.add_argument("--url", default="http://localhost:5080")
    arguments.add_argument("--key", default=os.environ.get("NASCLUSTER_KEY"))
    given = arguments.parse_args()
    api = Api(given.url, given.key)
    try:
        with open(given.file, "rb") as file:
            experiment = api.submit(file.read())
        print("submitted", experiment, file=sys.stderr)
        for event in api.events(experiment):
            if event["kind"] in ("completed", "failed", "pruned", "stateChanged"):
                print(event["sequence"], event["kind"], event["candidate"] or "", event["detail"], file=sys.stderr)
        for candidate in api.get(f"/experiments/{experiment}/pareto"):
            metrics = candidate["metrics"]
            print(f"{candidate['id']}\t{metrics['accuracy']:.4f}\t{metrics['latencyMs']:.2f} ms\t{metrics['macs']} MACs")
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        for wrong in problem.get("errors") or [{"pointer": "", "message": problem["detail"]}]:
            print("error:", wrong["pointer"], wrong["message"], file=sys.stderr)
        return 2 if error.code == 400 else 5
    return 0


if __name__ == "__main__":
    sys.exit(main())
