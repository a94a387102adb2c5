"""ISA-95 job orders over OPC UA (OPC 10031-4): a planner orders and commands, a site tells what became of it.

``server`` is the site's end in front of an owner that speaks ``ports.erp``; ``client`` is the planner's, which
gives orders, hears of every change, and asks again after a lost connection without doubling anything. ``receiver``
and ``reporter`` are the other way round: there the planner is the server, to which responses are brought.
"""
