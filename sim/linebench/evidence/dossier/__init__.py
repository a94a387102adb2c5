"""The dossier: a folder over the packages of one execution with what people add to them and what they sign.

A package is written by the bench alone and never changes. What people decide afterwards (deviations, remarks,
reviews, conditions, the conclusion) is kept here, each act in an audit trail, and bound to the packages by hash.
"""
