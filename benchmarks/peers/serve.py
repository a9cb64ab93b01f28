"""The operations of a peer: the part that no framework changes."""

import json
import sys
import time

from answers import send
from ladder import ladder
from problem import Problem


class Server:
    """`open_training(problem, masks, variant, options)` gives an object with

    steps(n) -> last loss, evaluate(split) -> {loss, accuracy}, weights() -> numpy arrays,
    iteration (steps done so far), chunk (n must be a multiple of it), masking (how masks act).
    """

    def __init__(self, open_training, variants):
        self.open_training = open_training
        self.variants = variants
        self.problems = {}
        self.cases = {}
        self.sessions = {}
        self.last = None

    def answer(self, request):
        operations = {"prepare": self.prepare, "time": self.time, "reset": self.reset, "ladder": self.ladder}
        if request.get("op") not in operations:
            raise ValueError(f"unknown op {request.get('op')!r}; one of {', '.join(operations)}, quit")
        return operations[request["op"]](request)

    def prepare(self, request):
        case = request["case"]
        name = case.get("id", "case")
        variant = case.get("variant", self.variants[0])
        if variant not in self.variants:
            raise ValueError(f"unknown variant {variant!r}; one of {', '.join(self.variants)}")
        key = (case["folder"], case.get("batches"))
        if key not in self.problems:
            self.problems[key] = Problem(*key)
        self.cases[name] = (self.problems[key], case.get("masks"), variant, case)
        self.last = name
        return self.reset({"case": name}) | {"variant": variant}

    def reset(self, request):
        name = request.get("case", self.last)
        problem, masks, variant, case = self.case(name)
        self.sessions[name] = self.open_training(problem, problem.masks(masks), variant, case)
        session = self.sessions[name]
        return {"prepared": name, "chunk": session.chunk, "masking": session.masking, "batches": len(problem.images)}

    def time(self, request):
        name = request.get("case", self.last)
        self.case(name)
        session = self.sessions[name]
        warmup, count = (round_up(request.get(key, 0), session.chunk) for key in ("warmup", "steps"))
        if warmup:
            session.steps(warmup)
        start = time.perf_counter()
        loss = session.steps(count)
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "steps": count, "loss": loss, "iteration": session.iteration, "case": name}

    def ladder(self, request):
        name = request.get("case", self.last)
        problem, _, variant, case = self.case(name)
        chunk = self.sessions[name].chunk
        every, iterations = request.get("evaluate_every", 0), request["iterations"]
        for key, value in (("iterations", iterations), ("evaluate_every", every)):
            if value % chunk:
                raise ValueError(f"{key} {value} is not a multiple of {chunk}, the steps per call")

        def open_session(masks):
            return self.open_training(problem, masks, variant, case)

        # One short training each, dense and masked, so that nothing is compiled inside the timing.
        ladder(open_session, 2, chunk, request["rates"], chunk if every else 0)
        return ladder(open_session, request["rounds"], iterations, request["rates"], every)

    def case(self, name):
        if name not in self.cases:
            raise ValueError(f"case {name!r} is not prepared; prepared: {', '.join(self.cases) or 'none'}")
        return self.cases[name]


def round_up(count, multiple):
    return -(-count // multiple) * multiple


def serve(answers, greeting, open_training):
    """Answers requests until `quit` or the end of input; an error answers {"error"} and goes on."""
    server = Server(open_training, greeting["variants"] + greeting.get("extra_variants", []))
    send(answers, {"ready": True, **greeting})
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            request = json.loads(line)
            if request.get("op") == "quit":
                break
            answer = server.answer(request)
        except Exception as error:  # the harness decides what a failed request means
            answer = {"error": f"{type(error).__name__}: {error}"}
        send(answers, answer)
