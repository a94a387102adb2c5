"""How far an emulated device behaves as a real one: a recorded session is replayed into it, its answers compared.

``naming`` finds the emulator and ``choosing`` its connections, ``hearing`` cuts what was recorded, ``emulator``
runs device sides on a simulated clock, ``replay`` lets them hear the recorded host, ``comparing`` and ``matching``
say what is alike, ``figures`` finds times, ``report`` tells all.
"""
