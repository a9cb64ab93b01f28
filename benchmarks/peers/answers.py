"""JSON lines to the harness. Imports nothing that could be missing."""

import json
import math
import os
import sys


def claim_stdout():
    """The real stdout for answers; whatever libraries print goes to stderr from here on."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    return answers


def refuse(answers, reason):
    """Says why this peer cannot run here, and exits with status 3."""
    send(answers, {"ready": False, "reason": reason})
    sys.exit(3)


def send(answers, message):
    answers.write(json.dumps(finite(message), allow_nan=False) + "\n")
    answers.flush()


def finite(value):
    """JSON has no NaN or infinity: they become null."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
