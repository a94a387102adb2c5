"""A stream as it may arrive: cut anywhere."""

from itertools import pairwise


def pieces(data, cuts):
    """``data`` in order, cut at each of ``cuts``, which count round and round."""
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:end] for start, end in pairwise(places)]
