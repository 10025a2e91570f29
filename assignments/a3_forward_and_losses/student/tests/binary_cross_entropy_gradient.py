from otter.test_files import test_case

OK_FORMAT = False

name = "binary_cross_entropy_gradient"
points = 3

@test_case(points=1, hidden=False)
def bce_gradient_of_several_outputs(env):
    from nncheck import check
    check('bce_gradient_of_several_outputs', env)

@test_case(points=1, hidden=False)
def bce_gradient_of_certain_predictions(env):
    from nncheck import check
    check('bce_gradient_of_certain_predictions', env)

@test_case(points=1, hidden=False)
def bce_gradient_of_labels_in_one_dimension(env):
    from nncheck import check
    check('bce_gradient_of_labels_in_one_dimension', env)

