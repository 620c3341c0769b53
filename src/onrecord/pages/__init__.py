"""Bytes in, pages out: reading files, folders and standard input, and decoding them."""
