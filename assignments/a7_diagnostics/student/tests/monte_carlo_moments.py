from otter.test_files import test_case

OK_FORMAT = False

name = "monte_carlo_moments"
points = 2

@test_case(points=1, hidden=False)
def two_hundred_thousand_draws(env):
    from nncheck import check
    check('two_hundred_thousand_draws', env)

@test_case(points=1, hidden=False)
def draws_from_the_given_generator(env):
    from nncheck import check
    check('draws_from_the_given_generator', env)

