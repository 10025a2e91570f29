from otter.test_files import test_case

OK_FORMAT = False

name = "collapse_linear_layers"
points = 2

@test_case(points=1, hidden=False)
def two_layers(env):
    from nncheck import check
    check('two_layers', env)

@test_case(points=1, hidden=False)
def four_layers(env):
    from nncheck import check
    check('four_layers', env)

