"""The editions of the grading standards as values: every table and every point on which sources are unsure.

Whole grades as in ISO/IEC 15415:2011 are the default. What the newer editions ask below grade 1, and for print
growth, is not public; "decimal (interpolated)" therefore stands under its own name and claims no edition.
"""

import msgspec

from linebench.imaging.grading.scale import Scale

__all__ = ["DECIMAL", "EDITIONS", "ISO15415_2011", "ISO15416_2016", "ISO29158_2011", "GradingError", "Rules",
           "rules_of"]


class GradingError(ValueError):
    """Something that cannot be graded as asked. The message says what was found and what was expected."""


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What a grader goes by.

    Attributes:
        edition: printed beside every grade.
        tenths: grades in tenths, on straight lines between the steps.
        levels: overlay levels of modulation in whole grades.
        contrast: symbol contrast, ISO/IEC 15415; cell contrast in ISO/IEC 29158.
        modulation: of one module, ISO/IEC 15415.
        unused_correction: ISO/IEC 15415.
        axial: axial nonuniformity, ISO/IEC 15415.
        grid: grid nonuniformity in X, ISO/IEC 15415.
        bar_damage: share of damaged modules of a bar of the L or of the quiet zone beside it,
            ISO/IEC 16022 annex M.
        transitions: transition ratio of a clock track, same annex.
        track_damage: share of damaged modules of a clock track or of the strip outside it, same annex.
        pattern_average: mean grade of the five segments, same annex.
        pattern_levels: overlay levels for the fixed pattern.
        overlay_tracks: whether clock tracks are judged with the overlay of modulation as the L is, or by the
            state of their modules alone. Sources do not agree.
        minimum_reflectance: reflectance that light modules must reach, ISO/IEC 29158.
        finder_gap_x: a light gap of this length in a bar of the L, in X, stops the reference decode. Our own
            model of its first step: the standard gives an algorithm, not a number.
        edge_contrast: ECmin that every edge of a linear symbol must have, ISO/IEC 15416; so are those below.
        darkest: Rmin may be at most this share of Rmax.
        edge_modulation: ECmin over SC.
        defects: ERNmax over SC.
        decodability: the least in the symbol.
        scans: across the bars.

    """

    edition: str
    tenths: bool = False
    levels: tuple[float, ...] = (4, 3, 2, 1, 0)
    contrast: Scale = Scale((0.70, 0.55, 0.40, 0.20))
    modulation: Scale = Scale((0.50, 0.40, 0.30, 0.20))
    unused_correction: Scale = Scale((0.62, 0.50, 0.37, 0.25))
    axial: Scale = Scale((0.06, 0.08, 0.10, 0.12), lower=True)
    grid: Scale = Scale((0.38, 0.50, 0.63, 0.75), lower=True)
    bar_damage: Scale = Scale((0.0, 0.09, 0.13, 0.17), lower=True)
    transitions: Scale = Scale((0.06, 0.08, 0.10, 0.12), lower=True, strict=True)
    track_damage: Scale = Scale((0.10, 0.15, 0.20, 0.25), lower=True, strict=True)
    pattern_average: Scale = Scale((4.0, 3.5, 3.0, 2.5))
    pattern_levels: tuple[float, ...] = (4, 3, 2, 1, 0)
    overlay_tracks: bool = True
    minimum_reflectance: float = 0.05
    finder_gap_x: float = 1.0
    edge_contrast: float = 0.15
    darkest: float = 0.5
    edge_modulation: Scale = Scale((0.70, 0.60, 0.50, 0.40))
    defects: Scale = Scale((0.15, 0.20, 0.25, 0.30), lower=True)
    decodability: Scale = Scale((0.62, 0.50, 0.37, 0.25))
    scans: int = 10


_TENTHS = tuple(tenth / 10 for tenth in range(40, -1, -1))

ISO15415_2011 = Rules(edition="ISO/IEC 15415:2011")
DECIMAL = msgspec.structs.replace(ISO15415_2011, edition="ISO/IEC 15415:2011, decimal (interpolated)", tenths=True,
                                  levels=_TENTHS, pattern_levels=_TENTHS)
ISO29158_2011 = Rules(edition="ISO/IEC TR 29158:2011", contrast=Scale((0.30, 0.25, 0.20, 0.15)),
                      pattern_levels=(4, 3, 1, 0))
ISO15416_2016 = Rules(edition="ISO/IEC 15416:2016")

EDITIONS: dict[str, Rules] = {rules.edition: rules for rules in
                              (ISO15415_2011, DECIMAL, ISO29158_2011, ISO15416_2016)}
"""By the name that is printed beside the grade."""


def rules_of(edition: str | Rules) -> Rules:
    """The rules of a named edition; rules of one's own pass as they are.

    Raises:
        GradingError: an edition that is not known.

    """
    if isinstance(edition, Rules):
        return edition
    if edition not in EDITIONS:
        raise GradingError(f"edition {edition!r} is not known; expected one of {', '.join(map(repr, EDITIONS))}")
    return EDITIONS[edition]
