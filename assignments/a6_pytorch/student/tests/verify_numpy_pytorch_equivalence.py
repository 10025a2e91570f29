from otter.test_files import test_case

OK_FORMAT = False

name = "verify_numpy_pytorch_equivalence"
points = 4

@test_case(points=1, hidden=False)
def equal_networks_agree(env):
    from nncheck import check
    check('equal_networks_agree', env)

@test_case(points=1, hidden=False)
def labels_may_have_one_dimension(env):
    from nncheck import check
    check('labels_may_have_one_dimension', env)

@test_case(points=1, hidden=False)
def a_layer_that_doubles_its_biases(env):
    from nncheck import check
    check('a_layer_that_doubles_its_biases', env)

@test_case(points=1, hidden=False)
def one_wrong_bias_gradient(env):
    from nncheck import check
    check('one_wrong_bias_gradient', env)

