from otter.test_files import test_case

OK_FORMAT = False

name = "adam_step"
points = 5

@test_case(points=2, hidden=False)
def three_steps_of_adam(env):
    from nncheck import check
    check('three_steps_of_adam', env)

@test_case(points=1, hidden=False)
def several_arrays_in_one_step(env):
    from nncheck import check
    check('several_arrays_in_one_step', env)

@test_case(points=1, hidden=False)
def betas_of_zero_forget_everything(env):
    from nncheck import check
    check('betas_of_zero_forget_everything', env)

@test_case(points=1, hidden=False)
def adam_works_in_place(env):
    from nncheck import check
    check('adam_works_in_place', env)

