from otter.test_files import test_case

OK_FORMAT = False

name = "copy_parameters"
points = 4

@test_case(points=1, hidden=False)
def weights_arrive(env):
    from nncheck import check
    check('weights_arrive', env)

@test_case(points=1, hidden=False)
def biases_arrive(env):
    from nncheck import check
    check('biases_arrive', env)

@test_case(points=1, hidden=False)
def the_networks_share_no_memory(env):
    from nncheck import check
    check('the_networks_share_no_memory', env)

@test_case(points=1, hidden=False)
def the_numpy_network_is_as_it_was(env):
    from nncheck import check
    check('the_numpy_network_is_as_it_was', env)

