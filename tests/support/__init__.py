"""What tests share: browsers, visitors, random problems, the textbook."""
