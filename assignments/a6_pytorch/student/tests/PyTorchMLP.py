from otter.test_files import test_case

OK_FORMAT = False

name = "PyTorchMLP"
points = 11

@test_case(points=2, hidden=False)
def outputs_of_three_layers(env):
    from nncheck import check
    check('outputs_of_three_layers', env)

@test_case(points=2, hidden=False)
def every_hidden_activation(env):
    from nncheck import check
    check('every_hidden_activation', env)

@test_case(points=1, hidden=False)
def every_kind_of_output(env):
    from nncheck import check
    check('every_kind_of_output', env)

@test_case(points=1, hidden=False)
def logits_are_pre_activations(env):
    from nncheck import check
    check('logits_are_pre_activations', env)

@test_case(points=2, hidden=False)
def an_optimizer_finds_all_parameters(env):
    from nncheck import check
    check('an_optimizer_finds_all_parameters', env)

@test_case(points=2, hidden=False)
def first_weights_have_the_right_size(env):
    from nncheck import check
    check('first_weights_have_the_right_size', env)

@test_case(points=1, hidden=False)
def first_biases_are_zero(env):
    from nncheck import check
    check('first_biases_are_zero', env)

