"""Bulletins, reports and polluters' tables rewritten from real forms, with what is said in them and what is amiss, labelled by hand."""
