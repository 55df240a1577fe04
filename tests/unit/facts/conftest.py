"""Documents → facts, for the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from backsafe.facts.build import build_facts
from backsafe.model import Athlete, Log, Program, Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from backsafe.facts.fact import Fact, Facts
    from backsafe.facts.names import Remark

Document = dict[str, Any]


class Built:
    """The facts of a document, at hand by collection and number."""

    def __init__(self, facts: Facts, notices: tuple[Remark, ...]) -> None:
        self.sessions = facts.sessions
        self.parts = facts.parts
        self.notices = notices

    def facts(self, collection: str, session: int = -1) -> tuple[Fact, ...]:
        """Returns the facts of a collection that is known."""
        found = self.sessions[session].collections[collection]
        assert isinstance(found, tuple), found
        return found

    def column(self, collection: str, field: str, session: int = -1) -> list[Any]:
        """Returns one field of all facts of a collection."""
        return [fact.values[field] for fact in self.facts(collection, session)]

    def program(self, collection: str) -> tuple[Fact, ...]:
        """Returns the facts of a collection that is judged once for the document."""
        found = [part.facts(collection) for part in self.parts]
        assert all(isinstance(it, tuple) for it in found), found
        return tuple(fact for it in found if isinstance(it, tuple) for fact in it)

    @property
    def workout(self) -> Mapping[str, Any]:
        """The values of the last session's own fact."""
        return self.sessions[-1].workout.values


@pytest.fixture(scope="session")
def build() -> Callable[..., Built]:
    """Builds facts from a document, an athlete beside it, and earlier sessions."""

    def built(
        document: Document, athlete: Document | None = None, history: tuple[Document, ...] = ()
    ) -> Built:
        model = Program if "weeks" in document else Log if "workouts" in document else Workout
        facts, notices = build_facts(
            model.model_validate(document),
            athlete=None if athlete is None else Athlete.model_validate(athlete),
            history=[Workout.model_validate(entry) for entry in history],
        )
        return Built(facts, notices)

    return built
