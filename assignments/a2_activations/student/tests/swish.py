from otter.test_files import test_case

OK_FORMAT = False

name = "swish"
points = 3

@test_case(points=1, hidden=False)
def swish_of_everyday_values(env):
    from nncheck import check
    check('swish_of_everyday_values', env)

@test_case(points=1, hidden=False)
def swish_far_out(env):
    from nncheck import check
    check('swish_far_out', env)

@test_case(points=1, hidden=False)
def swish_of_matrices(env):
    from nncheck import check
    check('swish_of_matrices', env)

