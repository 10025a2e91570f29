from otter.test_files import test_case

OK_FORMAT = False

name = "perceptron_train"
points = 5

@test_case(points=1, hidden=False)
def one_pass_row_by_row(env):
    from nncheck import check
    check('one_pass_row_by_row', env)

@test_case(points=1, hidden=False)
def several_passes(env):
    from nncheck import check
    check('several_passes', env)

@test_case(points=1, hidden=False)
def a_learning_rate_other_than_one(env):
    from nncheck import check
    check('a_learning_rate_other_than_one', env)

@test_case(points=1, hidden=False)
def a_gate_is_learnt(env):
    from nncheck import check
    check('a_gate_is_learnt', env)

@test_case(points=1, hidden=False)
def exclusive_or_is_never_learnt(env):
    from nncheck import check
    check('exclusive_or_is_never_learnt', env)

