from otter.test_files import test_case

OK_FORMAT = False

name = "diagnose_vanishing_gradients"
points = 5

@test_case(points=1, hidden=False)
def every_layer_has_a_name(env):
    from nncheck import check
    check('every_layer_has_a_name', env)

@test_case(points=2, hidden=False)
def norms_of_a_relu_network(env):
    from nncheck import check
    check('norms_of_a_relu_network', env)

@test_case(points=1, hidden=False)
def sigmoid_gradients_vanish(env):
    from nncheck import check
    check('sigmoid_gradients_vanish', env)

@test_case(points=1, hidden=False)
def norms_depend_on_the_seed(env):
    from nncheck import check
    check('norms_depend_on_the_seed', env)

