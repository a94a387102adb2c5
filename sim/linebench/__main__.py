"""``python -m linebench`` is the command line, for where the script is not on the path."""

import sys

from linebench.cli import main

sys.exit(main())
