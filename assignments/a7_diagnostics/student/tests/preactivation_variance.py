from otter.test_files import test_case

OK_FORMAT = False

name = "preactivation_variance"
points = 2

@test_case(points=1, hidden=False)
def a_wide_layer(env):
    from nncheck import check
    check('a_wide_layer', env)

@test_case(points=1, hidden=False)
def tiny_weights(env):
    from nncheck import check
    check('tiny_weights', env)

