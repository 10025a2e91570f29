from otter.test_files import test_case

OK_FORMAT = False

name = "verify_numpy_pytorch_equivalence"
points = 5

@test_case(points=1, hidden=False)
def equal_networks_agree(env):
    from nncheck import check
    check('equal_networks_agree', env)

@test_case(points=1, hidden=False)
def labels_may_have_one_dimension(env):
    from nncheck import check
    check('labels_may_have_one_dimension', env)

@test_case(points=1, hidden=False)
def biases_used_twice_are_seen(env):
    from nncheck import check
    check('biases_used_twice_are_seen', env)

@test_case(points=1, hidden=False)
def the_largest_difference_of_outputs(env):
    from nncheck import check
    check('the_largest_difference_of_outputs', env)

@test_case(points=1, hidden=False)
def the_largest_difference_of_gradients(env):
    from nncheck import check
    check('the_largest_difference_of_gradients', env)

