"""The inbox: every update from outside once, whatever crashes; the table of conversations (opaque key,
state, data).
"""
