"""The grades of one scan: ISO/IEC 15416."""

from linebench.imaging.grading.grade import DECODE, Grade
from linebench.imaging.grading.iso15416.decodability import decodability, widths
from linebench.imaging.grading.iso15416.elements import Elements, elements
from linebench.imaging.grading.iso15416.profile import Profile
from linebench.imaging.grading.rules import Rules
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["scan_grades"]

_BEST, _WORST = 4.0, 0.0
_TINY = 1e-9


def scan_grades(profile: Profile, symbol: Symbol, rules: Rules) -> tuple[Grade, ...]:
    """All parameters of one scan; the lowest is the scan's grade."""
    found = elements(profile, symbol.modules.shape[1])
    return (*_levels(profile, rules), *_edges(profile, found, rules), *_decoding(symbol, found, rules))


def _levels(profile: Profile, rules: Rules) -> tuple[Grade, Grade]:
    low, high = float(profile.reflectance.min()), float(profile.reflectance.max())
    contrast = high - low
    return (Grade("SC", contrast, rules.contrast.grade(contrast, tenths=rules.tenths),
                  detail=f"Rmax {high:.3f}, Rmin {low:.3f}"),
            Grade("Rmin", low, _passed(low <= rules.darkest * high + _TINY)))


def _edges(profile: Profile, found: Elements, rules: Rules) -> tuple[Grade, Grade, Grade]:
    contrast = max(float(profile.reflectance.max() - profile.reflectance.min()), _TINY)
    weakest = float(found.edge_contrasts.min()) if len(found.edges) else 0.0
    modulation, defects = weakest / contrast, found.nonuniformity / contrast
    return (Grade("ECmin", weakest, _passed(weakest >= rules.edge_contrast - _TINY)),
            Grade("MOD", modulation, rules.edge_modulation.grade(modulation, tenths=rules.tenths)),
            Grade("defects", defects, rules.defects.grade(defects, tenths=rules.tenths)))


def _decoding(symbol: Symbol, found: Elements, rules: Rules) -> tuple[Grade, Grade, Grade]:
    wanted = len(widths(symbol)) + 1
    quiet = Grade("quiet zone", None, _passed(not found.outside),
                  detail=f"{found.outside} edges in the quiet zone" if found.outside else "")
    if len(found.edges) != wanted:
        reason = f"{len(found.edges)} edges, expected {wanted}"
        return Grade("decodability", 0.0, _WORST), Grade(DECODE, None, _WORST, detail=reason), quiet
    value = decodability(symbol, found.widths)
    if value is None:
        return (Grade("decodability", None, None, detail=f"not graded: no rule for {symbol.carrier}"),
                Grade(DECODE, None, _BEST), quiet)
    grade = rules.decodability.grade(value, tenths=rules.tenths)
    reason = "" if value > 0 else "an element is decoded as another width"
    return Grade("decodability", value, grade), Grade(DECODE, None, _passed(value > 0), detail=reason), quiet


def _passed(good: bool) -> float:
    return _BEST if good else _WORST
