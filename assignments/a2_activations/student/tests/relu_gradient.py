from otter.test_files import test_case

OK_FORMAT = False

name = "relu_gradient"
points = 3

@test_case(points=1, hidden=False)
def relu_gradient_of_everyday_values(env):
    from nncheck import check
    check('relu_gradient_of_everyday_values', env)

@test_case(points=1, hidden=False)
def relu_gradient_at_zero(env):
    from nncheck import check
    check('relu_gradient_at_zero', env)

@test_case(points=1, hidden=False)
def relu_gradient_is_an_array_of_floats(env):
    from nncheck import check
    check('relu_gradient_is_an_array_of_floats', env)

