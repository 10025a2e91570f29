"""What later exercises call in place of the notebook's own."""

from scipy import special


def softmax(z):
    return special.softmax(z, axis=1)
