"""The pruning ladder: train, prune by magnitude, rewind to the initial weights, train again."""

import time

from prune import prune, remaining


def ladder(open_session, rounds, iterations, rates, evaluate_every=0):
    """Runs `rounds` trainings of `iterations` steps and gives their wall times.

    `open_session(masks)` makes a training at the initial weights. Opening one (which copies
    weights and makes a fresh optimiser), warming it up and pruning are outside the timing.
    With `evaluate_every`, validation and test are evaluated at 0, every so many iterations
    and at the end, inside the timing.
    """
    masks = None
    results = []
    pruning = 0.0
    for index in range(rounds):
        session = open_session(masks)
        results.append(train(session, iterations, evaluate_every) | {"remaining": remaining(masks)})
        if index + 1 < rounds:
            start = time.perf_counter()
            masks = prune(session.weights(), masks, rates)
            pruning += time.perf_counter() - start
    training = sum(result["seconds_training"] for result in results)
    evaluation = sum(result["seconds_evaluation"] for result in results)
    return {
        "seconds": training + evaluation,
        "seconds_training": training,
        "seconds_evaluation": evaluation,
        "seconds_pruning": pruning,
        "per_round": results,
        "final_remaining": results[-1]["remaining"],
    }


def train(session, iterations, evaluate_every):
    evaluation = {}
    training_seconds = evaluation_seconds = 0.0
    loss = None
    done = 0
    while True:
        if evaluate_every:
            start = time.perf_counter()
            evaluation = {split: session.evaluate(split) for split in ("validation", "test")}
            evaluation_seconds += time.perf_counter() - start
        if done >= iterations:
            break
        start = time.perf_counter()
        count = min(evaluate_every or iterations, iterations - done)
        loss = session.steps(count)
        done += count
        training_seconds += time.perf_counter() - start
    return {
        "seconds_training": training_seconds,
        "seconds_evaluation": evaluation_seconds,
        "loss": loss,
        **{f"{split}_{metric}": value[metric] for split, value in evaluation.items() for metric in value},
    }
