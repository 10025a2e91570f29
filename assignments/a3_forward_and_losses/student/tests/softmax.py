from otter.test_files import test_case

OK_FORMAT = False

name = "softmax"
points = 2

@test_case(points=1, hidden=False)
def softmax_of_everyday_scores(env):
    from nncheck import check
    check('softmax_of_everyday_scores', env)

@test_case(points=1, hidden=False)
def softmax_of_large_scores(env):
    from nncheck import check
    check('softmax_of_large_scores', env)

