"""Names of powers and charts, in the form in which they are compared, and what tells them apart."""
