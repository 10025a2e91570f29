from otter.test_files import test_case

OK_FORMAT = False

name = "perceptron_forward"
points = 4

@test_case(points=1, hidden=False)
def points_on_both_sides(env):
    from nncheck import check
    check('points_on_both_sides', env)

@test_case(points=1, hidden=False)
def points_on_the_boundary(env):
    from nncheck import check
    check('points_on_the_boundary', env)

@test_case(points=1, hidden=False)
def any_number_of_features(env):
    from nncheck import check
    check('any_number_of_features', env)

@test_case(points=1, hidden=False)
def inputs_stay_as_they_were(env):
    from nncheck import check
    check('inputs_stay_as_they_were', env)

