"""What every body of the sample city keeps about its own disclosure, and the results of enforcing."""
