from otter.test_files import test_case

OK_FORMAT = False

name = "backward_cost"
points = 2

@test_case(points=1, hidden=False)
def one_row_through_many_layers(env):
    from nncheck import check
    check('one_row_through_many_layers', env)

@test_case(points=1, hidden=False)
def many_rows(env):
    from nncheck import check
    check('many_rows', env)

