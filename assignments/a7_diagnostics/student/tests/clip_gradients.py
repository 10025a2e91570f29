from otter.test_files import test_case

OK_FORMAT = False

name = "clip_gradients"
points = 5

@test_case(points=2, hidden=False)
def long_gradients_are_shortened(env):
    from nncheck import check
    check('long_gradients_are_shortened', env)

@test_case(points=1, hidden=False)
def short_gradients_stay(env):
    from nncheck import check
    check('short_gradients_stay', env)

@test_case(points=1, hidden=False)
def clipping_leaves_its_input_alone(env):
    from nncheck import check
    check('clipping_leaves_its_input_alone', env)

@test_case(points=1, hidden=False)
def a_max_norm_that_makes_no_sense(env):
    from nncheck import check
    check('a_max_norm_that_makes_no_sense', env)

