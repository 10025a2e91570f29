from otter.test_files import test_case

OK_FORMAT = False

name = "demonstrate_initialization_impact"
points = 6

@test_case(points=1, hidden=False)
def one_variance_per_layer(env):
    from nncheck import check
    check('one_variance_per_layer', env)

@test_case(points=2, hidden=False)
def the_course_of_the_variance(env):
    from nncheck import check
    check('the_course_of_the_variance', env)

@test_case(points=2, hidden=False)
def schemes_differ_by_their_scale_alone(env):
    from nncheck import check
    check('schemes_differ_by_their_scale_alone', env)

@test_case(points=1, hidden=False)
def variances_depend_on_the_seed(env):
    from nncheck import check
    check('variances_depend_on_the_seed', env)

