from otter.test_files import test_case

OK_FORMAT = False

name = "mse_gradient"
points = 2

@test_case(points=1, hidden=False)
def mse_gradient_of_several_outputs(env):
    from nncheck import check
    check('mse_gradient_of_several_outputs', env)

@test_case(points=1, hidden=False)
def mse_gradient_of_labels_in_one_dimension(env):
    from nncheck import check
    check('mse_gradient_of_labels_in_one_dimension', env)

