"""The sections of the volume of lists, one file each: what is too long for the summary, whole."""

from linebench.evidence.report.lists import back, files, forward, results

__all__ = ["LISTS"]

LISTS = (results.section, forward.section, back.section, files.section)
