"""placeholder"""


def tussenstanddatums(g):
    return []
