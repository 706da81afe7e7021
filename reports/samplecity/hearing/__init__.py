"""How the sample city listens: letters, interviews, surveys, accounts in messaging services."""
