"""A web service that checks a workout before the app shows it.

python examples/fastapi_app.py            asks it about three workouts and prints the answers
fastapi dev examples/fastapi_app.py       serves it; needs fastapi[standard]
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Body, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

import backsafe

app = FastAPI(title="Workouts")
# Rules are made ready once. FastAPI runs plain functions on many threads, and all may share it.
CHECKER = backsafe.Checker()


class Finding(BaseModel):
    code: str
    severity: Literal["error", "warning", "advice"]
    message: str
    do: str | None
    pointer: str


class Undecided(BaseModel):
    code: str
    needs: list[str]
    pointer: str


class Answer(BaseModel):
    # `unknown`: nothing about the training could be judged. `ok` says nothing of `undecided`.
    verdict: Literal["ok", "violations", "unknown"]
    findings: list[Finding]
    undecided: list[Undecided]
    notices: list[str]


VERDICTS: dict[int, Literal["ok", "violations", "unknown"]] = {
    0: "ok",
    1: "violations",
    3: "unknown",
}


# A mapping, and not the model backsafe.Workout: what is wrong is then told in BackSafe's words,
# with the nearest right name, and plans of other formats are read, too.
@app.post("/workouts/check")
def check(workout: Annotated[dict[str, Any], Body()]) -> Answer:
    report = CHECKER.check(workout)
    return Answer(
        verdict=VERDICTS[report.exit_status],
        findings=[
            Finding(
                code=it.code,
                severity=it.severity,
                message=it.message,
                do=it.fix.summary if it.fix else None,
                pointer=it.location.pointer,
            )
            for it in report.violations
        ],
        undecided=[
            Undecided(
                code=it.code,
                needs=[need.path for need in it.needs],
                pointer=it.location.pointer,
            )
            for it in report.unknowns
        ],
        notices=[it.message for it in report.notices],
    )


@app.exception_handler(backsafe.DocumentError)
def unreadable(request: Request, error: backsafe.DocumentError) -> JSONResponse:  # noqa: ARG001
    # The shape is that of FastAPI's own 422, so that clients need to know one.
    detail = [
        {"type": "workout", "loc": ["body"], "pointer": it.pointer, "msg": it.message}
        for it in error.problems
    ]
    return JSONResponse({"detail": detail}, status_code=422)


def main() -> None:
    import json

    from fastapi.testclient import TestClient

    lift = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 90}]}
    misspelt = {"type": "lift", "exercise": "deadlift", "sets": [{"rep": 5}]}
    for activities in ([lift], [], [misspelt]):
        answer = TestClient(app).post("/workouts/check", json={"activities": activities})
        shown = answer.json()
        if answer.status_code == 200:
            shown |= {"undecided": len(shown["undecided"])}
        print(answer.status_code, json.dumps(shown, indent=2), "\n")


if __name__ == "__main__":
    main()
