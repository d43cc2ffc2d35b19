"""What text, ids and times are admissible: one definition for storing and for asking; imports nothing of ours."""
