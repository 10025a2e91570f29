from otter.test_files import test_case

OK_FORMAT = False

name = "count_dead_neurons"
points = 4

@test_case(points=2, hidden=False)
def dead_units_in_every_hidden_layer(env):
    from nncheck import check
    check('dead_units_in_every_hidden_layer', env)

@test_case(points=1, hidden=False)
def a_threshold_above_zero(env):
    from nncheck import check
    check('a_threshold_above_zero', env)

@test_case(points=1, hidden=False)
def counting_leaves_the_network_alone(env):
    from nncheck import check
    check('counting_leaves_the_network_alone', env)

