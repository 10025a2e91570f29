from otter.test_files import test_case

OK_FORMAT = False

name = "relu_moments"
points = 2

@test_case(points=1, hidden=False)
def the_mean_of_relu(env):
    from nncheck import check
    check('the_mean_of_relu', env)

@test_case(points=1, hidden=False)
def the_mean_square_of_relu(env):
    from nncheck import check
    check('the_mean_square_of_relu', env)

