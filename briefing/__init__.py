"""Memos from a folder of documents, every sentence traced to a passage in a source and checked against it."""
