"""Real replies: accepted into data/raw once looked through, and listed document by document."""

from parentdata.foi.replies.accept import Accepted, Given, accept_reply
from parentdata.foi.replies.concerns import Concern, list_concerns
from parentdata.foi.replies.documents import clean_documents, list_documents

__all__ = [
    "Accepted",
    "Concern",
    "Given",
    "accept_reply",
    "clean_documents",
    "list_concerns",
    "list_documents",
]
