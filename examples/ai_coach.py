"""BackSafe as the guard around an AI coach: nobody sees a plan of the model before it holds.

python examples/ai_coach.py      shows two stubs of a model: one corrects its plan, one never learns

The model plans, BackSafe checks, and findings go back to the model as data until a plan holds or
the rounds are over. What is said of the person comes from the app alone. What only the person can
tell is put to the person, and what the model could have said and did not is a finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from plan_schema import NOT_THE_MODELS, plan_schema

import backsafe
from backsafe.model import Lift
from backsafe.readers import read_text

Message: TypeAlias = dict[str, str]
Model: TypeAlias = Callable[[Sequence[Message]], "str | None"]
Finding: TypeAlias = dict[str, Any]

TASK = """\
Plan one training session. Answer with one JSON document of the schema below and nothing else; null
leaves a value open. Loads, reps, rest, tempo and pauses are yours to state. What is known of the
athlete is given: do not repeat, change or add to it. If the answer comes back with findings, mend
each at its JSON pointer and answer with the whole document again."""


class Request(NamedTuple):
    wish: str
    athlete: backsafe.Athlete


class Outcome(NamedTuple):
    """A plan that holds, or why there is none; `ask` is what a person has to tell or to see."""

    plan: backsafe.Workout | None
    refused: str = ""
    ask: tuple[str, ...] = ()
    report: backsafe.Report | None = None
    rounds: int = 0


def guard(model: Model, request: Request, checker: backsafe.Checker, rounds: int = 3) -> Outcome:
    # What is wrong before there is any plan, no plan mends; and a sign of an emergency that nobody
    # has asked about is not ruled out.
    screening = checker.check(backsafe.Workout(athlete=request.athlete, activities=()))
    if screening.exit_status == 1:
        return Outcome(None, " ".join(it.message for it in screening.violations), report=screening)
    signs = [it for it in screening.unknowns if it.code == "AT01"]
    if signs:
        return Outcome(
            None, "Signs of an emergency are not ruled out.", _questions(signs), screening
        )

    messages = [_message("system", TASK, schema=plan_schema()), _asked(request)]
    report: backsafe.Report | None = None
    findings: list[Finding] = []
    for number in range(1, rounds + 1):
        answer = model(tuple(messages)) or ""
        plan, report, findings = judged(answer, request.athlete, checker)
        if not findings and plan is not None and report is not None:
            return Outcome(plan, "", _questions(report.unknowns), report, number)
        messages += [
            {"role": "assistant", "content": answer},
            _message("user", "This does not hold yet.", findings=findings),
        ]
    left = ", ".join(dict.fromkeys(it["code"] for it in findings))
    return Outcome(None, f"No plan held after {rounds} rounds ({left}).", (), report, rounds)


def judged(
    answer: str, athlete: backsafe.Athlete, checker: backsafe.Checker
) -> tuple[backsafe.Workout | None, backsafe.Report | None, list[Finding]]:
    """Returns the plan that an answer is, the report on it, and what is to be mended."""
    try:
        plan = read_text(answer, "answer", "json").content
    except backsafe.DocumentError as error:
        return None, None, [_unreadable(it) for it in error.problems]
    if not isinstance(plan, backsafe.Workout):
        message = "one session is asked for: activities, and neither weeks nor workouts"
        return None, None, [{"code": "not-a-session", "message": message, "pointer": ""}]
    claims = [*_claims(plan.model_dump(mode="json", exclude_unset=True, exclude_none=True))]
    claims += _disguised(plan)
    if claims:
        return None, None, claims
    plan = plan.model_copy(update={"athlete": athlete})
    report = checker.check(plan)
    wanting = list(_wanting(report))
    if report.ok and not wanting:
        return plan, report, []
    return plan, report, [*map(_violation, report.violations), *wanting]


def _unreadable(problem: backsafe.Problem) -> Finding:
    place = {"line": problem.line, "column": problem.column}
    message = problem.message
    return {"code": "unreadable", "message": message, "pointer": problem.pointer, **place}


def _claims(part: Any, pointer: str = "") -> Iterator[Finding]:
    """Yields what a model tells that it cannot know, wherever it stands."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        at = f"{pointer}/{key}"
        if key in NOT_THE_MODELS:
            message = f"{key} is not yours to state; leave it out"
            yield {"code": "not-yours", "message": message, "pointer": at}
        elif isinstance(value, dict | list):
            yield from _claims(value, at)


def _disguised(plan: backsafe.Workout) -> Iterator[Finding]:
    """Yields warm-up sets as heavy as the work: rules of load speak of work sets alone."""
    message = "a warm-up set is lighter than the heaviest work set of its lift"
    for number, lift in enumerate(plan.activities):
        sets = lift.sets if isinstance(lift, Lift) else ()
        for key in ("load_kg", "load_lb", "load_percent", "added_load_kg"):
            heaviest = max((getattr(it, key) or 0 for it in sets if not it.warm_up), default=0)
            for place, it in enumerate(sets):
                if it.warm_up and (getattr(it, key) or -1) >= heaviest:
                    at = f"/activities/{number}/sets/{place}/warm_up"
                    yield {"code": "not-a-warm-up", "message": message, "pointer": at}


def _violation(it: backsafe.Violation) -> Finding:
    return {
        "code": it.code,
        "severity": it.severity,
        "message": it.message,
        "do": it.fix.summary if it.fix else None,
        "pointer": it.location.pointer,
        "facts": dict(it.facts),
    }


def _wanting(report: backsafe.Report) -> Iterator[Finding]:
    """Yields what keeps checks from deciding and is the model's to mend: it is no way past them."""
    if report.exit_status == 3:
        yield {
            "code": "nothing-judged",
            "message": "plan activities that can be judged",
            "pointer": "",
        }
    for notice in report.notices:
        if notice.kind == "unknown-exercise":
            yield {
                "code": notice.kind,
                "message": notice.message,
                "pointer": notice.location.pointer,
            }
    missing: dict[str, Finding] = {}
    for entry in report.unknowns:
        for need in entry.needs:
            if _is_the_models(need.place):
                found = {"code": "missing", "message": f"state {need.sentence}", "pointers": []}
                missing.setdefault(need.path, found)["pointers"].append(entry.location.pointer)
    yield from missing.values()


def _is_the_models(place: str) -> bool:
    return place.startswith(("sets.", "activities.")) and place != "activities.form"


def _questions(unknowns: Iterable[backsafe.Unknown]) -> tuple[str, ...]:
    needs = (need for it in unknowns for need in it.needs if not _is_the_models(need.place))
    return tuple(dict.fromkeys(need.sentence for need in needs))


def _asked(request: Request) -> Message:
    athlete = request.athlete.model_dump(mode="json", exclude_none=True)
    return _message("user", request.wish, athlete=athlete)


def _message(role: str, text: str, **data: Any) -> Message:
    return {"role": role, "content": f"{text}\n\n{json.dumps(data)}"}


RUSHED = {
    "backsafe": 1,
    "title": "Heavy pulls",
    "activities": [
        {"type": "static_stretch", "exercise": "hamstring stretch", "hold_seconds": 60},
        {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 3, "load_kg": 130}] * 3},
    ],
}
PACE = {"tempo": "2-1-1", "pause_between_reps_seconds": 1, "rest_seconds": 180}
MENDED = {
    "backsafe": 1,
    "title": "Pulls",
    "activities": [
        {"type": "cardio", "exercise": "rowing machine", "minutes": 5},
        {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3},
        {"type": "activation", "exercise": "dead bug", "minutes": 1},
        {
            "type": "lift",
            "exercise": "deadlift",
            "sets": [
                {"reps": 8, "load_kg": 60, "rir": 6, "warm_up": True, **PACE},
                {"reps": 5, "load_kg": 80, "rir": 4, **PACE},
                {"reps": 5, "load_kg": 80, "rir": 4, **PACE},
            ],
        },
        {
            "type": "static_stretch",
            "exercise": "child's pose",
            "hold_seconds": 30,
            "repeats": 2,
            "intensity": "mild",
        },
    ],
}


def learns(messages: Sequence[Message]) -> str:
    """A stub: the first answer is unsafe, and findings help."""
    return json.dumps(MENDED if "findings" in messages[-1]["content"] else RUSHED)


def never_learns(messages: Sequence[Message]) -> str:
    """A stub: it makes the athlete fit the plan instead of the plan the athlete."""
    made_up = {"level": "advanced", "technique": {"deadlift": "mastered"}, "conditions": []}
    return json.dumps({**RUSHED, "athlete": made_up} if len(messages) > 2 else RUSHED)


def main() -> None:
    athlete = backsafe.Athlete(
        level="intermediate",
        one_rep_max_kg={"deadlift": 140},
        technique={"deadlift": "learning"},
        conditions=(),
        symptoms=(),
    )
    checker = backsafe.Checker()
    for model in (learns, never_learns):
        show(model.__name__, guard(model, Request("Half an hour for my back", athlete), checker))
    ill = athlete.model_copy(update={"symptoms": ("saddle_numbness",)})
    show("saddle numbness", guard(learns, Request("Half an hour for my back", ill), checker))


def show(name: str, outcome: Outcome) -> None:
    if outcome.plan is None:
        print(f"{name}: refused. {outcome.refused}")
    else:
        print(f"{name}: {outcome.plan.title!r} holds after {outcome.rounds} rounds")
    for it in outcome.report.violations if outcome.report else ():
        print(f"  {it.severity}: {it.message}")
    for question in outcome.ask:
        print(f"  not checked for want of {question}")


if __name__ == "__main__":
    main()
