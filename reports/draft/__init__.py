"""The draft of the annual report: a Chinese document, whatever language the program speaks."""
