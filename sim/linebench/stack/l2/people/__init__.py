"""People at the line controller: users and roles, signatures, the audit trail, the clock and the alarm journal."""
