from otter.test_files import test_case

OK_FORMAT = False

name = "cross_entropy"
points = 2

@test_case(points=1, hidden=False)
def ce_of_several_classes(env):
    from nncheck import check
    check('ce_of_several_classes', env)

@test_case(points=1, hidden=False)
def ce_of_certain_predictions(env):
    from nncheck import check
    check('ce_of_certain_predictions', env)

