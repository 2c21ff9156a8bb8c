"""The company and its people: employees, teams, invites, absences, work calendars."""
