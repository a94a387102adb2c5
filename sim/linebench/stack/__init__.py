"""The emulated control levels: L1 (PLC program), L2 (line controller), L3 (site server), and their mutants.

Each level is a state machine without I/O behind the port messages; see ``machine`` for what a driver does.
"""

from linebench.stack.mutant import Mutant, UnknownMutantError
from linebench.stack.mutants import all_mutants, make_decisions

__all__ = ["Mutant", "UnknownMutantError", "all_mutants", "make_decisions"]
