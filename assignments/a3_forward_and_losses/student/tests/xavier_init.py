from otter.test_files import test_case

OK_FORMAT = False

name = "xavier_init"
points = 4

@test_case(points=1, hidden=False)
def xavier_shape(env):
    from nncheck import check
    check('xavier_shape', env)

@test_case(points=1, hidden=False)
def xavier_spread(env):
    from nncheck import check
    check('xavier_spread', env)

@test_case(points=1, hidden=False)
def xavier_few_inputs(env):
    from nncheck import check
    check('xavier_few_inputs', env)

@test_case(points=1, hidden=False)
def xavier_law(env):
    from nncheck import check
    check('xavier_law', env)

