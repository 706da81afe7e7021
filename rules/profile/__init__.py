"""Who a body is: its functions, its offices, its leaders, its accounts elsewhere."""
