"""Tests of the kit; whatever holds for every assignment is written once, over `assignment_names()`."""
