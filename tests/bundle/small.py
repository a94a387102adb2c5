"""Wheels as small as they can be."""

import zipfile

__all__ = ["small_wheel"]


def small_wheel(folder, name, *, licence="License-Expression: MIT\n", files=()):
    """Write a wheel of a distribution ``name`` 1.0 with a licence text, and return its path."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    about = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        inside = {f"{about}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{licence}\n",
                  f"{about}/licenses/LICENSE": f"The licence of {name}.\n", **dict(files)}
        for inner, text in inside.items():
            wheel.writestr(zipfile.ZipInfo(inner), text)
    return path
