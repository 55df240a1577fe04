"""The same twelve checks for several engines, each as its own documentation would have it.

A contender is a module with

    VERSION   what is measured
    prepare   the facts of a session, as :mod:`contenders.facts` gives them, in its own form
    make      a function of one prepared session that returns what does not pass

What is prepared is not timed. What does not pass is a list of (check, place, outcome), where the
check is one of :data:`contenders.facts.CHECKS`, the place that of the fact among its kind, and the
outcome ``fail`` or ``unknown``.
"""
