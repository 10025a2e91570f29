from otter.test_files import test_case

OK_FORMAT = False

name = "tanh"
points = 3

@test_case(points=1, hidden=False)
def tanh_of_everyday_values(env):
    from nncheck import check
    check('tanh_of_everyday_values', env)

@test_case(points=1, hidden=False)
def tanh_far_out(env):
    from nncheck import check
    check('tanh_far_out', env)

@test_case(points=1, hidden=False)
def tanh_of_matrices(env):
    from nncheck import check
    check('tanh_of_matrices', env)

