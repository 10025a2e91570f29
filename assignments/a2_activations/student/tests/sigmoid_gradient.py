from otter.test_files import test_case

OK_FORMAT = False

name = "sigmoid_gradient"
points = 3

@test_case(points=1, hidden=False)
def sigmoid_gradient_of_everyday_values(env):
    from nncheck import check
    check('sigmoid_gradient_of_everyday_values', env)

@test_case(points=1, hidden=False)
def sigmoid_gradient_far_out(env):
    from nncheck import check
    check('sigmoid_gradient_far_out', env)

@test_case(points=1, hidden=False)
def sigmoid_gradient_of_matrices(env):
    from nncheck import check
    check('sigmoid_gradient_of_matrices', env)

