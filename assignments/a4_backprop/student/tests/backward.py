from otter.test_files import test_case

OK_FORMAT = False

name = "backward"
points = 14

@test_case(points=2, hidden=False)
def one_layer_is_logistic_regression(env):
    from nncheck import check
    check('one_layer_is_logistic_regression', env)

@test_case(points=3, hidden=False)
def two_layers_with_tanh(env):
    from nncheck import check
    check('two_layers_with_tanh', env)

@test_case(points=3, hidden=False)
def four_layers_with_relu(env):
    from nncheck import check
    check('four_layers_with_relu', env)

@test_case(points=2, hidden=False)
def square_layers(env):
    from nncheck import check
    check('square_layers', env)

@test_case(points=2, hidden=False)
def softmax_with_cross_entropy(env):
    from nncheck import check
    check('softmax_with_cross_entropy', env)

@test_case(points=2, hidden=False)
def squared_error_behind_a_curved_output(env):
    from nncheck import check
    check('squared_error_behind_a_curved_output', env)

