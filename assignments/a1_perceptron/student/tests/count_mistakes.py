from otter.test_files import test_case

OK_FORMAT = False

name = "count_mistakes"
points = 3

@test_case(points=1, hidden=False)
def mistakes_until_all_is_right(env):
    from nncheck import check
    check('mistakes_until_all_is_right', env)

@test_case(points=1, hidden=False)
def unit_vectors_of_one_label(env):
    from nncheck import check
    check('unit_vectors_of_one_label', env)

@test_case(points=1, hidden=False)
def rows_stay_as_they_were(env):
    from nncheck import check
    check('rows_stay_as_they_were', env)

