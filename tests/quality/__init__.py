"""The quality gate: each module finds faults of one kind in built pages, one line a fault."""
