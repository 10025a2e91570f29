from otter.test_files import test_case

OK_FORMAT = False

name = "train_with_early_stopping"
points = 5

@test_case(points=2, hidden=False)
def the_best_epoch_comes_back(env):
    from nncheck import check
    check('the_best_epoch_comes_back', env)

@test_case(points=2, hidden=False)
def training_stops_when_patience_is_at_an_end(env):
    from nncheck import check
    check('training_stops_when_patience_is_at_an_end', env)

@test_case(points=1, hidden=False)
def the_epochs_may_run_out_first(env):
    from nncheck import check
    check('the_epochs_may_run_out_first', env)

