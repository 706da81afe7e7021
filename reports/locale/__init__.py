"""Languages: the catalogues, how texts are found for them, and how numbers, days and lists are written in each."""
