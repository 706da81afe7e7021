"""What a process gives up before it reads a file from outside."""
