from otter.test_files import test_case

OK_FORMAT = False

name = "swish_gradient"
points = 3

@test_case(points=1, hidden=False)
def swish_gradient_of_everyday_values(env):
    from nncheck import check
    check('swish_gradient_of_everyday_values', env)

@test_case(points=1, hidden=False)
def swish_gradient_far_out(env):
    from nncheck import check
    check('swish_gradient_far_out', env)

@test_case(points=1, hidden=False)
def swish_gradient_leaves_its_input_alone(env):
    from nncheck import check
    check('swish_gradient_leaves_its_input_alone', env)

