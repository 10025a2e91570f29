from otter.test_files import test_case

OK_FORMAT = False

name = "train"
points = 7

@test_case(points=3, hidden=False)
def an_epoch_with_a_smaller_last_batch(env):
    from nncheck import check
    check('an_epoch_with_a_smaller_last_batch', env)

@test_case(points=2, hidden=False)
def several_epochs_of_whole_batches(env):
    from nncheck import check
    check('several_epochs_of_whole_batches', env)

@test_case(points=1, hidden=False)
def losses_after_each_epoch(env):
    from nncheck import check
    check('losses_after_each_epoch', env)

@test_case(points=1, hidden=False)
def accuracies_after_each_epoch(env):
    from nncheck import check
    check('accuracies_after_each_epoch', env)

