"""What an author writes with: skeletons (`shequ new`), and the page at each save (`shequ preview`)."""
