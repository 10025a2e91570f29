from otter.test_files import test_case

OK_FORMAT = False

name = "init_params"
points = 4

@test_case(points=1, hidden=False)
def params_names_and_shapes(env):
    from nncheck import check
    check('params_names_and_shapes', env)

@test_case(points=1, hidden=False)
def params_biases(env):
    from nncheck import check
    check('params_biases', env)

@test_case(points=2, hidden=False)
def params_weights(env):
    from nncheck import check
    check('params_weights', env)

