"""OPEN-SCS over OPC UA (OPC 30260): who owns serial numbers is the server, who draws and reports is the client.

``server`` offers pool, events, aggregation and classes of an owner that speaks ``ports.serials``; ``client`` asks
such a server, and asks again after a lost connection without doubling anything.
"""
