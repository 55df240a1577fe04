"""A form that takes a training plan as text, and refuses an unsafe one with a message per finding.

python examples/django_app.py              fills it in three times and prints what it says
python examples/django_app.py runserver    serves it
"""

from __future__ import annotations

import sys

import django
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_protect

import backsafe

if not settings.configured:  # what a project has in its settings.py
    settings.configure(
        DEBUG=True,
        SECRET_KEY="for this example only",  # noqa: S106
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()

# Rules are made ready once, and many threads may share them. Without suppressions: a plan from
# outside does not decide which findings about it are told.
CHECKER = backsafe.Checker(suppress=False)


def validate_plan(text: str) -> backsafe.Report:
    """Refuses a plan. A model takes it, too: models.TextField(validators=[validate_plan])."""
    try:
        # A bare str would be the path of a file on this server.
        report = CHECKER.check(backsafe.Text(text, name="plan"))
    except backsafe.DocumentError as error:
        raise ValidationError(
            [_error(it, it.message, "unreadable") for it in error.problems]
        ) from None
    if report.exit_status == 3:
        raise ValidationError("Nothing about the training in this plan could be judged.", "unknown")
    if not report.ok:
        raise ValidationError(
            [_error(it.location, it.message, it.code) for it in report.violations]
        )
    return report


def _error(place: backsafe.Location | backsafe.Problem, message: str, code: str) -> ValidationError:
    line = f"Line {place.line}: " if place.line else ""
    return ValidationError(f"{line}{message}", code)


class PlanForm(forms.Form):
    # Lines are counted as they were typed, so nothing is stripped.
    plan = forms.CharField(widget=forms.Textarea, strip=False)
    report: backsafe.Report | None = None

    def clean_plan(self) -> str:
        self.report = validate_plan(self.cleaned_data["plan"])
        return self.cleaned_data["plan"]

    def notes(self) -> list[str]:
        """What a person reads of a plan that is accepted: other findings, and what is open."""
        if self.report is None:
            return []
        needs = {need.path: need.sentence for it in self.report.unknowns for need in it.needs}
        told = [f"{it.severity}: {it.message}" for it in self.report.violations]
        told += [it.message for it in self.report.notices]
        return told + [f"not checked for want of {sentence}" for sentence in needs.values()]


PAGE = """<!doctype html><title>Plan</title>
{% if form.report %}<p>Accepted: no error in what could be checked.</p>{% endif %}
<ul>{% for note in form.notes %}<li>{{ note }}</li>{% endfor %}</ul>
<form method="post">{% csrf_token %}{{ form.as_div }}<button>Check</button></form>"""


@csrf_protect
def plan(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None)
    accepted = form.is_valid()
    page = engines["django"].from_string(PAGE).render({"form": form}, request)
    return HttpResponse(page, status=200 if accepted or not form.is_bound else 422)


urlpatterns = [path("", plan)]


def main() -> None:
    from pathlib import Path

    examples = Path(__file__).parent
    for name in ("unsafe-back-day.yaml", "unsafe-back-day-mended.yaml"):
        show(name, (examples / name).read_text(encoding="utf-8"))
    show("a slip of the pen", "backsafe: 1\nactivitys: []\n")


def show(name: str, text: str) -> None:
    form = PlanForm({"plan": text})
    print(f"{name}: {'accepted' if form.is_valid() else 'refused'}")
    for line in form.errors.get("plan", form.notes()):
        print(f"  {line}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    else:
        main()
