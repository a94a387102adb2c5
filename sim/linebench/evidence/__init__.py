"""What a run leaves: the evidence package, its audit trail, seal, reports and exports, and the check of all that.

Everything here is a function of journals, of what the runner says about the run, and of the report templates.
``package.PackageWriter`` writes while a run goes on, ``verify.verify`` checks offline, ``report.render`` makes
the reports again. Judging is the oracle's alone; ``judging`` is the one place that asks it.
"""
