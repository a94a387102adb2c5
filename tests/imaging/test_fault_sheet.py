"""The catalogue as a picture shows every fault."""

import numpy as np

from linebench.imaging.faults.catalogue import catalogue
from linebench.imaging.sheet import sheet, tiles


def test_every_fault_of_the_catalogue_has_a_tile():
    """In the order of the catalogue; those whose grade does not tell are shown all the same."""
    shown = list(tiles())
    assert [tile.kind.id for tile in shown] == list(catalogue())
    assert {tile.picture.shape for tile in shown} == {(180, 330)}
    assert next(tile.grade for tile in shown if tile.kind.id == "quiet_zone").startswith("grade 0 by FPD")


def test_a_plane_is_shown_alone_and_alike():
    """The same seed gives the same picture, as high as its rows."""
    camera = sheet("camera")
    assert np.array_equal(camera, sheet("camera"))
    assert camera.shape[1] == 2226
    assert camera.shape[0] < camera.shape[1] < sheet().shape[0]
