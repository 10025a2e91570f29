from otter.test_files import test_case

OK_FORMAT = False

name = "cross_entropy_gradient"
points = 3

@test_case(points=2, hidden=False)
def ce_gradient_of_several_classes(env):
    from nncheck import check
    check('ce_gradient_of_several_classes', env)

@test_case(points=1, hidden=False)
def ce_gradient_leaves_its_inputs_alone(env):
    from nncheck import check
    check('ce_gradient_leaves_its_inputs_alone', env)

