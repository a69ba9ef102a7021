"""Durable trials per second of Optuna: N worker processes, random sampler, a trivial objective over 10 floats.

Usage: optuna_noop.py STORAGE_URL WORKERS TRIALS. Prints the seconds from the moment all workers are ready (modules
imported, study loaded) to the end of the last one.
"""
import multiprocessing
import sys
import time

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def objective(trial):
    return sum(trial.suggest_float(f"x{i}", -1, 1) ** 2 for i in range(10))


def work(url, seed, trials, barrier):
    study = optuna.load_study(study_name="peer", storage=url, sampler=optuna.samplers.RandomSampler(seed=seed))
    barrier.wait()
    study.optimize(objective, n_trials=trials)


def main(url, workers, trials):
    optuna.create_study(study_name="peer", storage=url)
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(workers + 1)
    shares = [trials // workers + (1 if i < trials % workers else 0) for i in range(workers)]
    processes = [context.Process(target=work, args=(url, i, shares[i], barrier)) for i in range(workers)]
    for process in processes:
        process.start()
    barrier.wait()
    start = time.monotonic()
    for process in processes:
        process.join()
        if process.exitcode != 0:
            sys.exit(f"a worker ended with {process.exitcode}")
    print(time.monotonic() - start)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
