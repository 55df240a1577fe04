"""What durable-rules 2.0.28 gets wrong, shown on itself, and that the adapter steers clear of it.

Each trap runs in a process of its own: some of them end it.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
from typing import Any

import pytest

from backsafe.facts.fact import Fact, Facts, Session
from backsafe.facts.schema import SCHEMA
from backsafe.rules.expression import bind
from backsafe.rules.message import parse_message
from backsafe.rules.parser import Scope, parse_condition, parse_severity
from backsafe.rules.rule import Check
from backsafe.verdicts import Verdicts

pytestmark = pytest.mark.durable

PRELUDE = """
import json, sys, threading, time
import durable_rules_engine as rete
def ruleset(**rules):
    return rete.create_ruleset("t", json.dumps(rules))
def run(handle, facts):
    code, state = rete.assert_facts(handle, facts if isinstance(facts, str) else json.dumps(facts))
    fired = []
    action = rete.start_action_for_state(handle, state)
    while action is not None:
        text = action[1] if isinstance(action, tuple) else action
        fired += json.loads(text).items()
        action = rete.complete_and_start_action(handle, state)
    return code, fired
JOIN = {"all": [{"a": {"t": "a"}}, {"b": {"$and": [{"t": "b"}, {"k": {"a": "k"}}]}}]}
ALONE = {"all": [{"m": {"t": "a"}}]}
"""
CRASHED = (-11, -6, -10, 139, 134)

# What is freed or read before it was set, or beyond its end, shows only by what happens to lie
# there. The C library of Linux can be told what does: every byte that is handed out, and no reuse.
FILLED = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.perturb=165"}
needs_glibc = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc can be told what fresh memory holds"
)


def raw(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PRELUDE + code],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


def printed(code: str, **environment: str) -> str:
    found = raw(code, **environment)
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def check(
    require: str,
    when: str | None = None,
    *,
    code: str = "XX01",
    collection: str = "sets",
    severity: str = "error",
) -> Check:
    fact_type = {"sets": "set", "workout": "workout", "athlete": "athlete"}[collection]
    scope = Scope.of(fact_type, fact_type, frozenset())
    return Check(
        code=code,
        name="",
        variable=fact_type,
        collection=collection,
        when=None if when is None else bind(parse_condition(when, scope), {}),
        require=bind(parse_condition(require, scope), {}),
        severity=parse_severity(severity, scope),
        message=parse_message("broken", scope),
        fix=None,
    )


def fact(fact_type: str = "set", place: int = 0, **values: Any) -> Fact:
    return Fact(fact_type, {**dict.fromkeys(SCHEMA[fact_type].fields), **values}, (place,))


def session(*sets: Fact, **athlete: Any) -> Facts:
    workout, who = fact("workout"), fact("athlete", **athlete)
    program = Fact("program", dict.fromkeys(SCHEMA["program"].fields))
    collections: dict[str, Any] = {
        "workout": (workout,),
        "athlete": (who,),
        "sets": sets,
        "work_sets": (),
        "lifts": (),
        "activities": (),
        "static_stretches": (),
        "observations": (),
    }
    return Facts((Session("", "", (), workout, who, program, collections),))


def engine(*checks: Check) -> Any:
    from backsafe.engines.durable import DurableEngine

    return DurableEngine(checks)


def outcomes(verdicts: Verdicts) -> list[str]:
    return [verdict.outcome for verdict in verdicts]


class TestNegationAfterItsPartner:
    def test_trap(self) -> None:
        rule = 'r={"all": [{"a": {"t": "stretch"}}, {"b$not": {"t": "lift"}}]}'
        facts = '[{"t": "stretch", "id": 1}, {"t": "lift", "id": 2}]'

        assert "stretch" in printed(f"print(run(ruleset({rule}), {facts}))")

    def test_absence_is_a_value_of_one_fact(self) -> None:
        absent = check("not any(s.warm_up for s in sets)", collection="workout")

        assert outcomes(engine(absent).evaluate(session(fact(warm_up=True)))) == ["fail"]
        assert outcomes(engine(absent).evaluate(session(fact(warm_up=False)))) == ["pass"]


class TestIntegersBesideFloats:
    def test_trap(self) -> None:
        facts = '[{{"t": "a", "k": {}, "id": 1}}, {{"t": "b", "k": 5.0, "id": 2}}]'

        assert printed(f"print(run(ruleset(r=JOIN), '''{facts.format('5')}''')[1])") == "[]"
        assert printed(f"print(run(ruleset(r=JOIN), '''{facts.format('5.0')}''')[1])") != "[]"

    def test_numbers_are_sent_in_one_type(self) -> None:
        found = engine(check("set.reps == 5")).evaluate(session(fact(reps=5), fact(reps=5.0)))

        assert outcomes(found) == ["pass", "pass"]


class TestExponents:
    def test_trap(self) -> None:
        lost = raw(
            """print(run(ruleset(r=ALONE), '[{"t":"a","v":1e-07,"id":1},{"t":"a","id":2}]'))"""
        )

        assert lost.returncode in CRASHED or "2" not in lost.stdout

    def test_trap_of_infinity(self) -> None:
        text = '[{"t":"a","id":1},{"t":"a","v":Infinity,"id":2},{"t":"a","id":3}]'

        assert "3" not in printed(f"print(run(ruleset(r=ALONE), '{text}'))")

    @pytest.mark.parametrize(
        "value", [1e-07, 5e-324, 1e300, -1e-300, 1.7976931348623157e308, 1e22, 0.1, -0.0]
    )
    def test_no_exponent_is_sent(self, value: float) -> None:
        from backsafe.engines.encoding import number_text

        text = number_text(value)
        checks = [check(f"set.reps == {value!r}"), check(f"set.reps < {value!r}", code="XX02")]
        found = engine(*checks).evaluate(session(fact(reps=value), fact(reps=0.5)))

        assert "e" not in text
        assert "." in text
        assert float(text) == value
        assert outcomes(found) == ["pass", "fail", "fail", "pass" if value > 0.5 else "fail"]


class TestNullAndNothing:
    def test_trap_of_null(self) -> None:
        facts = '[{"t": "a", "k": null, "id": 1}, {"t": "b", "k": null, "id": 2}]'

        # Two missing values are not equal; here they join, where the process survives it.
        found = raw(f"print(run(ruleset(r=JOIN), '''{facts}''')[1])")

        assert found.returncode in CRASHED or "r" in found.stdout

    def test_trap_of_an_empty_batch(self) -> None:
        assert raw("print(run(ruleset(r=ALONE), []))").returncode in CRASHED

    def test_missing_is_unknown_and_nothing_is_no_batch(self) -> None:
        subject = engine(check("set.reps == set.rir"), check("set.reps > 1", code="XX02"))

        assert outcomes(subject.evaluate(session(fact()))) == ["unknown", "unknown"]
        assert outcomes(subject.evaluate(session())) == []


class TestFieldMissingFromAJoin:
    def test_trap(self) -> None:
        join = 'JOIN["all"][1]["b"]["$and"][1] = {"$neq": {"k": {"a": "k"}}}\n'
        facts = '[{"t": "a", "id": 1}, {"t": "b", "k": 5.0, "id": 2}]'

        assert "311" in raw(f"{join}print(run(ruleset(r=JOIN), {facts}))").stderr

    def test_two_fields_are_compared_before(self) -> None:
        subject = engine(check("set.reps != set.rir"))

        found = subject.evaluate(session(fact(reps=1.0), fact(reps=1.0, rir=2.0)))

        assert outcomes(found) == ["unknown", "pass"]


class TestJoinOnId:
    def test_trap(self) -> None:
        def joined(key: str) -> str:
            own = '"id":2.0' if key == "id" else '"id":9.0,"key":2.0'
            facts = f'[{{"t":"a","id":1.0,"of":2.0}},{{"t":"b",{own}}}]'
            rule = 'JOIN["all"][1]["b"]["$and"][1] = {"%s": {"a": "of"}}\n' % key  # noqa: UP031
            return printed(f"{rule}print(run(ruleset(r=JOIN), '{facts}')[1])")

        assert joined("id") == "[]"
        assert joined("key") != "[]"

    def test_no_condition_reaches_the_identity(self) -> None:
        from backsafe.engines.decision import decide
        from backsafe.engines.encoding import Encoding

        leaves = decide(check("set.reps > 1 or set.rir < 2", "set.warm_up"))
        encoding = Encoding(0, leaves)

        assert not any('"id"' in encoding.condition(leaf) for leaf in leaves)
        assert not any('"sid"' in encoding.condition(leaf) for leaf in leaves)


class TestJoins:
    """A join whose last condition fails reads beyond its conditions, up to whatever ends it."""

    @staticmethod
    def joined(first: float, last: float) -> str:
        return f"""
join = {{"all": [{{"a": {{"t": "a"}}}}, {{"b": {{"$and": [
    {{"t": "b"}}, {{"$gt": {{"k": {{"a": "k"}}}}}}, {{"$gt": {{"j": {{"a": "j"}}}}}}
]}}}}]}}
facts = [
    {{"t": "a", "k": 1.0, "j": 1.0, "id": 1}},
    {{"t": "b", "k": {first}, "j": {last}, "id": 2}},
]
print(run(ruleset(r=join), facts)[1] != [])
"""

    @needs_glibc
    def test_trap(self) -> None:
        assert printed(self.joined(first=2.0, last=2.0), **FILLED) == "True"
        assert printed(self.joined(first=0.5, last=2.0), **FILLED) == "False"
        # What lies beyond the conditions is chance: it crashes, or is taken for their end.
        found = raw(self.joined(first=2.0, last=0.5), **FILLED)
        assert found.returncode in CRASHED or found.stdout.strip() == "False"

    def test_every_rule_is_about_one_fact(self) -> None:
        subject = engine(
            check("set.reps > 1 and all(s.rir < set.reps for s in sets)"),
            check("workout.lifts > 1", collection="workout"),
        )
        for network in subject._networks.values():
            ruleset, codes = network._ruleset
            rules = json.loads(ruleset._definition)
            assert len(rules) == len(codes) > 1
            for rule in rules.values():
                assert len(rule["all"]) == 1
                assert "$not" not in json.dumps(rule)
                assert "$or" not in json.dumps(rule)


class TestDecimalPoint:
    """The C library reads numbers as the locale of the process writes them."""

    def test_another_locale_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from backsafe.errors import EngineError

        subject = engine(check("set.load_kg > 59"))
        monkeypatch.setattr("locale.localeconv", lambda: {"decimal_point": ","})

        with pytest.raises(EngineError, match="use the compiled engine"):
            subject.evaluate(session(fact(load_kg=59.5)))


class TestDeletingAState:
    """A state in which no action was ever started holds pointers that were never set."""

    @staticmethod
    def deleted(facts: str) -> str:
        return f"""
handle = ruleset(r={{"all": [{{"a": {{"t": "a"}}}}, {{"b": {{"t": "b"}}}}]}})
code, state = rete.assert_facts(handle, '{facts}')
print(rete.start_action_for_state(handle, state) is not None, flush=True)
rete.delete_state(handle, "0")
print("deleted")
"""

    @needs_glibc
    def test_trap(self) -> None:
        fired = printed(self.deleted('[{"t": "a", "id": 1}, {"t": "b", "id": 2}]'), **FILLED)
        found = raw(self.deleted('[{"t": "a", "id": 1}]'), **FILLED)

        assert fired.split() == ["True", "deleted"]
        assert found.stdout.split()[0] == "False"
        assert found.returncode in CRASHED or found.stdout.split() == ["False", "deleted"]

    def test_every_fact_fires_a_rule(self) -> None:
        subject = engine(check("set.reps > 1", "set.warm_up"))
        facts = session(fact(), fact(warm_up=False), fact(warm_up=True, reps=5.0))

        for _ in range(3_000):
            assert outcomes(subject.evaluate(facts)) == ["unknown", "pass"]


class TestThreads:
    def test_trap_of_background_threads(self) -> None:
        code = """
from durable.lang import assert_fact, m, ruleset as lang_ruleset, when_all
with lang_ruleset("z"):
    @when_all(m.t == "a")
    def fire(c): pass
assert_fact("z", {"t": "a"})
print(threading.active_count())
"""
        assert int(printed(code)) > 1

    def test_one_engine_serves_many_threads_and_leaves_none(self) -> None:
        subject = engine(check("set.reps > 4", "set.warm_up"), check("set.rir < 3", code="XX02"))
        wrong: list[str] = []

        def work(number: int) -> None:
            for turn in range(60):
                facts = session(
                    *(
                        fact(warm_up=bool(it % 2), reps=float(it), rir=float(number))
                        for it in range(9)
                    )
                )
                expected = ["fail", "fail", "pass", "pass"] + ["pass" if number < 3 else "fail"] * 9
                if outcomes(subject.evaluate(facts)) != expected:
                    wrong.append(f"{number}/{turn}")

        before = threading.active_count()
        threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert wrong == []
        assert threading.active_count() == before


class TestFactThatMatchesNothing:
    def test_trap(self) -> None:
        code = """
from durable.engine import MessageNotHandledException
from durable.lang import assert_facts, m, ruleset as lang_ruleset, when_all
fired = []
with lang_ruleset("z"):
    @when_all(m.t == "a")
    def fire(c): fired.append(threading.current_thread().name)
try:
    assert_facts("z", [{"t": "a"}, {"t": "other"}])
except MessageNotHandledException:
    print("raised", fired)
for _ in range(100):
    time.sleep(0.05)
    if fired: break
print(fired != [] and fired[0] != "MainThread")
"""
        assert printed(code).splitlines() == ["raised []", "True"]

    def test_every_check_answers_every_fact(self) -> None:
        found = engine(check("set.reps > 4", "set.warm_up")).evaluate(
            session(fact(warm_up=False), fact(warm_up=True, reps=5.0))
        )

        assert outcomes(found) == ["pass"]

    def test_a_lost_answer_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from backsafe.engines import rete
        from backsafe.errors import EngineError

        subject = engine(check("set.reps > 4"))
        monkeypatch.setattr(rete.Ruleset, "_run", lambda *_: [])

        with pytest.raises(EngineError, match="0 answers"):
            subject.evaluate(session(fact(reps=5.0)))


class TestManyRulesOnOneFact:
    def test_trap(self) -> None:
        code = """
rules = {f"r{n}": {"all": [{"m": {"$gt": {"v": float(n)}}}]} for n in range(70)}
print(run(ruleset(**rules), '[{"v": 1000.0, "id": 1}]'))
"""
        assert "303" in raw(code).stderr

    def test_each_check_has_a_fact_of_its_own(self) -> None:
        checks = [check(f"set.reps > {number}.5", code=f"XX{number:03}") for number in range(300)]

        found = engine(*checks).evaluate(session(fact(reps=1000.0), fact(reps=100.0)))

        assert len(found) == 600
        assert outcomes(found).count("fail") == 200
        assert [verdict.check.code for verdict in found[::2]] == [it.code for it in checks]


class TestManyProperties:
    def test_trap(self) -> None:
        code = """
print(run(ruleset(r=ALONE), [dict({f"p{n}": 1.0 for n in range(300)}, t="a", id=1)]))
"""
        found = raw(code)

        assert found.returncode in CRASHED or "302" in found.stderr

    def test_each_check_sends_only_what_it_asks_for(self) -> None:
        checks = [
            check(f"set.reps * {number} > set.rir", code=f"XX{number:03}")
            for number in range(1, 400)
        ]

        found = engine(*checks).evaluate(session(fact(reps=1.0, rir=100.0)))

        assert outcomes(found).count("pass") == 299


class TestOrWithBothSidesTrue:
    def test_trap(self) -> None:
        rule = 'r={"all": [{"m": {"$or": [{"a": 1.0}, {"b": 1.0}]}}]}'

        fired = printed(f"""print(len(run(ruleset({rule}), '[{{"a":1.0,"b":1.0,"id":1}}]')[1]))""")

        assert fired == "2"

    def test_one_verdict_comes_of_it(self) -> None:
        found = engine(check("set.reps > 1 or set.rir > 1")).evaluate(
            session(fact(reps=5.0, rir=5.0))
        )

        assert outcomes(found) == ["pass"]


class TestArithmeticOnTheLeft:
    def test_trap(self) -> None:
        code = """
from durable.lang import m
try:
    (m.a + m.b) > 3
except Exception as error:
    print("refused")
"""
        assert printed(code) == "refused"

    def test_it_is_computed_before(self) -> None:
        subject = engine(check("set.reps + set.rir > 3"))

        found = subject.evaluate(session(fact(reps=2.0, rir=2.0), fact(reps=2.0)))

        assert outcomes(found) == ["pass", "unknown"]


class TestEqualFacts:
    def test_trap(self) -> None:
        assert printed("""print(run(ruleset(r=ALONE), '[{"t":"a"},{"t":"a"}]')[0])""") == "2"

    def test_each_is_judged(self) -> None:
        found = engine(check("set.reps > 3")).evaluate(
            session(*(fact(reps=5.0) for _ in range(700)))
        )

        assert outcomes(found) == ["pass"] * 700

    def test_no_two_names_or_identities_share_a_hash(self) -> None:
        def hashed(text: str) -> int:
            value = 2166136261
            for byte in text.encode():
                value = ((value ^ byte) * 16777619) % 2**32
            return value

        names = ["id", "sid", "k", *(f"{letter}{it}" for letter in "hp" for it in range(200))]
        identities = [str(number) for number in range(256)]

        assert len({hashed(name) for name in names}) == len(names)
        assert len({hashed(text) for text in identities}) == len(identities)


class TestManySessions:
    def test_trap(self) -> None:
        code = """
handle = ruleset(r=ALONE)
try:
    for number in range(3000):
        rete.assert_facts(handle, json.dumps([{"t": "a", "id": 1, "sid": str(number)}]))
except MemoryError:
    print("full", number)
"""
        assert printed(code).startswith("full")

    def test_one_state_lives_at_a_time(self) -> None:
        subject = engine(check("set.reps > 3"))
        facts = session(fact(reps=5.0))
        many = Facts(facts.sessions * 3_000)

        assert outcomes(subject.evaluate(many)) == ["pass"] * 3_000


class TestExceptionsInActions:
    def test_trap(self) -> None:
        code = """
from durable.lang import assert_fact, m, ruleset as lang_ruleset, when_all
with lang_ruleset("z"):
    @when_all(m.t == "a")
    def fire(c): raise ValueError("lost")
assert_fact("z", {"t": "a"})
print("went on")
"""
        assert printed(code) == "went on"

    def test_an_error_is_told_and_the_engine_works_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from backsafe.engines import rete
        from backsafe.errors import EngineError

        subject = engine(check("set.reps > 3"))
        with monkeypatch.context() as patch:
            patch.setattr(rete, "_echoed", lambda _: 1 / 0)
            with pytest.raises(EngineError, match="division"):
                subject.evaluate(session(fact(reps=5.0)))

        assert outcomes(subject.evaluate(session(fact(reps=5.0)))) == ["pass"]

    def test_an_interrupt_leaves_nothing_behind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from backsafe.engines import rete

        def interrupt(_: object) -> None:
            raise KeyboardInterrupt

        subject = engine(check("set.reps > 3"))
        with monkeypatch.context() as patch:
            patch.setattr(rete, "_echoed", interrupt)
            with pytest.raises(KeyboardInterrupt):
                subject.evaluate(session(fact(reps=5.0)))

        assert outcomes(subject.evaluate(session(fact(reps=1.0)))) == ["fail"]


class TestEvents:
    def test_trap(self) -> None:
        code = """
from durable.lang import m, post, ruleset as lang_ruleset, when_all
fired = []
with lang_ruleset("z"):
    @when_all(m.v > 1)
    def one(c): fired.append(1)
    @when_all(m.v > 2)
    def two(c): fired.append(2)
    @when_all(m.v > 3)
    def three(c): fired.append(3)
post("z", {"v": 5})
print(len(fired))
"""
        assert printed(code) == "1"

    def test_every_rule_answers(self) -> None:
        checks = [check(f"set.reps > {number}", code=f"XX0{number}") for number in (1, 2, 3)]

        assert len(engine(*checks).evaluate(session(fact(reps=5.0)))) == 3


class TestTypes:
    def test_trap(self) -> None:
        code = """
rules = {"r": {"all": [{"m": {"$lt": {"v": 20}}}]}, "s": ALONE}
text = '[{"t": "a", "v": "5", "id": 1}, {"t": "a", "v": null, "id": 2}]'
print(sorted(name for name, _ in run(ruleset(**rules), text)[1]))
"""
        assert printed(code) == "['s', 's']"

    def test_types_are_checked_when_a_rule_is_read(self) -> None:
        from backsafe.rules.parser import ExpressionError

        with pytest.raises(ExpressionError, match="text cannot be compared with a number"):
            check("set.exercise < 20")


class TestTexts:
    @pytest.mark.parametrize("text", ['"', "\\", "}", "\x00", "€😀", "a\nb", "'", "5", ""])
    def test_no_character_reaches_the_network(self, text: str) -> None:
        subject = engine(check(f"set.exercise == {text!r}"))

        found = subject.evaluate(session(fact(exercise=text), fact(exercise=text + "x"), fact()))

        assert outcomes(found) == ["pass", "fail", "unknown"]


class TestManyRulesets:
    def test_engines_can_be_made_and_dropped(self) -> None:
        for _ in range(300):
            found = engine(check("set.reps > 3")).evaluate(session(fact(reps=5.0)))
            assert outcomes(found) == ["pass"]
