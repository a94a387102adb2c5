"""Case packers and palletizers on real lines: reader, label printer, label scanner, controller. See README.md."""
