from otter.test_files import test_case

OK_FORMAT = False

name = "gelu_gradient"
points = 3

@test_case(points=1, hidden=False)
def gelu_gradient_of_everyday_values(env):
    from nncheck import check
    check('gelu_gradient_of_everyday_values', env)

@test_case(points=1, hidden=False)
def gelu_gradient_at_zero(env):
    from nncheck import check
    check('gelu_gradient_at_zero', env)

@test_case(points=1, hidden=False)
def gelu_gradient_of_matrices(env):
    from nncheck import check
    check('gelu_gradient_of_matrices', env)

