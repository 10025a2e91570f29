from otter.test_files import test_case

OK_FORMAT = False

name = "fit_pytorch"
points = 10

@test_case(points=3, hidden=False)
def pytorch_ranks_new_rows(env):
    from nncheck import check
    check('pytorch_ranks_new_rows', env)

@test_case(points=4, hidden=False)
def pytorch_is_as_sure_as_it_may_be(env):
    from nncheck import check
    check('pytorch_is_as_sure_as_it_may_be', env)

@test_case(points=1, hidden=False)
def pytorch_gives_probabilities(env):
    from nncheck import check
    check('pytorch_gives_probabilities', env)

@test_case(points=1, hidden=False)
def pytorch_can_be_repeated(env):
    from nncheck import check
    check('pytorch_can_be_repeated', env)

@test_case(points=1, hidden=False)
def pytorch_changes_nothing(env):
    from nncheck import check
    check('pytorch_changes_nothing', env)

