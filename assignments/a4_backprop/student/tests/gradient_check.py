from otter.test_files import test_case

OK_FORMAT = False

name = "gradient_check"
points = 5

@test_case(points=1, hidden=False)
def right_gradients_pass(env):
    from nncheck import check
    check('right_gradients_pass', env)

@test_case(points=1, hidden=False)
def after_other_rows(env):
    from nncheck import check
    check('after_other_rows', env)

@test_case(points=1, hidden=False)
def a_factor_in_each_weight_matrix(env):
    from nncheck import check
    check('a_factor_in_each_weight_matrix', env)

@test_case(points=1, hidden=False)
def the_sign_of_two_bias_gradients(env):
    from nncheck import check
    check('the_sign_of_two_bias_gradients', env)

@test_case(points=1, hidden=False)
def parameters_come_back(env):
    from nncheck import check
    check('parameters_come_back', env)

