from otter.test_files import test_case

OK_FORMAT = False

name = "momentum_step"
points = 4

@test_case(points=2, hidden=False)
def four_steps_with_momentum(env):
    from nncheck import check
    check('four_steps_with_momentum', env)

@test_case(points=1, hidden=False)
def momentum_works_in_place(env):
    from nncheck import check
    check('momentum_works_in_place', env)

@test_case(points=1, hidden=False)
def momentum_leaves_gradients_alone(env):
    from nncheck import check
    check('momentum_leaves_gradients_alone', env)

