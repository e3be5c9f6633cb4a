"""Files of replies as received: their text with its places, and personal data found in it."""

from parentdata.replies.document import Document, Page, Unseen
from parentdata.replies.extract import extract_documents, extract_text
from parentdata.replies.personal_data import Finding, count_kinds, find_personal_data, mask

__all__ = [
    "Document",
    "Finding",
    "Page",
    "Unseen",
    "count_kinds",
    "extract_documents",
    "extract_text",
    "find_personal_data",
    "mask",
]
