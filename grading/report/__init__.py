"""The report on a class: figures from the gradebook, a workbook, a page and CSV files (`shequ report`)."""
