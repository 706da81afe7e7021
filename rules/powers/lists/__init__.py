"""Lists of powers, read from tables, forms and text, and what is judged of them."""
