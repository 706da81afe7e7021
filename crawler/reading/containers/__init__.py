"""What files are packed in: the directories of ZIP and OLE, the names of members."""
