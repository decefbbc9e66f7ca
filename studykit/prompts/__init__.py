"""Messages to paste into a chat with a language model, whose answer is then checked.

studykit writes these messages and checks the answers; it never sends anything to a model.
"""
