"""OPC UA: a server that shows tag images and companion specifications, and a host that reads and writes one.

``server`` is the server with asyncua's gaps closed (README.md has the table), ``tags`` shows a tag image on it,
``host`` carries a tag host over a client; ``types`` holds the companion specifications, one file each.
"""

import logging

# the library warns of everything that a client does wrong; without a handler that would go to the console
logging.getLogger("asyncua").addHandler(logging.NullHandler())
