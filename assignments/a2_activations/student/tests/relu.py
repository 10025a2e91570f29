from otter.test_files import test_case

OK_FORMAT = False

name = "relu"
points = 3

@test_case(points=1, hidden=False)
def relu_of_everyday_values(env):
    from nncheck import check
    check('relu_of_everyday_values', env)

@test_case(points=1, hidden=False)
def relu_of_matrices(env):
    from nncheck import check
    check('relu_of_matrices', env)

@test_case(points=1, hidden=False)
def relu_leaves_its_input_alone(env):
    from nncheck import check
    check('relu_leaves_its_input_alone', env)

