from otter.test_files import test_case

OK_FORMAT = False

name = "forward"
points = 7

@test_case(points=1, hidden=False)
def forward_through_one_layer(env):
    from nncheck import check
    check('forward_through_one_layer', env)

@test_case(points=2, hidden=False)
def forward_through_three_layers(env):
    from nncheck import check
    check('forward_through_three_layers', env)

@test_case(points=1, hidden=False)
def forward_to_an_identity_output(env):
    from nncheck import check
    check('forward_to_an_identity_output', env)

@test_case(points=1, hidden=False)
def forward_to_a_softmax_output(env):
    from nncheck import check
    check('forward_to_a_softmax_output', env)

@test_case(points=2, hidden=False)
def forward_fills_the_cache(env):
    from nncheck import check
    check('forward_fills_the_cache', env)

