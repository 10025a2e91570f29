from otter.test_files import test_case

OK_FORMAT = False

name = "sigmoid"
points = 4

@test_case(points=1, hidden=False)
def sigmoid_of_everyday_values(env):
    from nncheck import check
    check('sigmoid_of_everyday_values', env)

@test_case(points=1, hidden=False)
def sigmoid_far_out(env):
    from nncheck import check
    check('sigmoid_far_out', env)

@test_case(points=1, hidden=False)
def sigmoid_of_whole_numbers(env):
    from nncheck import check
    check('sigmoid_of_whole_numbers', env)

@test_case(points=1, hidden=False)
def sigmoid_of_matrices(env):
    from nncheck import check
    check('sigmoid_of_matrices', env)

