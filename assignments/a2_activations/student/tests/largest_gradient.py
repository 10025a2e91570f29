from otter.test_files import test_case

OK_FORMAT = False

name = "largest_gradient"
points = 3

@test_case(points=1, hidden=False)
def the_top_of_a_hill(env):
    from nncheck import check
    check('the_top_of_a_hill', env)

@test_case(points=1, hidden=False)
def the_end_of_the_interval(env):
    from nncheck import check
    check('the_end_of_the_interval', env)

@test_case(points=1, hidden=False)
def the_highest_of_three_hills(env):
    from nncheck import check
    check('the_highest_of_three_hills', env)

