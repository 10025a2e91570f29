from otter.test_files import test_case

OK_FORMAT = False

name = "update_params"
points = 4

@test_case(points=2, hidden=False)
def every_parameter_moves_against_its_gradient(env):
    from nncheck import check
    check('every_parameter_moves_against_its_gradient', env)

@test_case(points=1, hidden=False)
def the_arrays_are_changed_in_place(env):
    from nncheck import check
    check('the_arrays_are_changed_in_place', env)

@test_case(points=1, hidden=False)
def gradients_are_left_alone(env):
    from nncheck import check
    check('gradients_are_left_alone', env)

