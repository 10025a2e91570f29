from otter.test_files import test_case

OK_FORMAT = False

name = "fit_numpy"
points = 10

@test_case(points=3, hidden=False)
def numpy_ranks_new_rows(env):
    from nncheck import check
    check('numpy_ranks_new_rows', env)

@test_case(points=4, hidden=False)
def numpy_is_as_sure_as_it_may_be(env):
    from nncheck import check
    check('numpy_is_as_sure_as_it_may_be', env)

@test_case(points=1, hidden=False)
def numpy_gives_probabilities(env):
    from nncheck import check
    check('numpy_gives_probabilities', env)

@test_case(points=1, hidden=False)
def numpy_can_be_repeated(env):
    from nncheck import check
    check('numpy_can_be_repeated', env)

@test_case(points=1, hidden=False)
def numpy_changes_nothing(env):
    from nncheck import check
    check('numpy_changes_nothing', env)

