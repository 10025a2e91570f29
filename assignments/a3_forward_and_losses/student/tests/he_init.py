from otter.test_files import test_case

OK_FORMAT = False

name = "he_init"
points = 4

@test_case(points=1, hidden=False)
def he_shape(env):
    from nncheck import check
    check('he_shape', env)

@test_case(points=1, hidden=False)
def he_spread(env):
    from nncheck import check
    check('he_spread', env)

@test_case(points=1, hidden=False)
def he_few_inputs(env):
    from nncheck import check
    check('he_few_inputs', env)

@test_case(points=1, hidden=False)
def he_law(env):
    from nncheck import check
    check('he_law', env)

