"""What runs before a page: the server's own start, the first build, who may come in."""
