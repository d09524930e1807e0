"""Not yet."""


def docx(brief):
    raise NotImplementedError
