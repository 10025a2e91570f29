from otter.test_files import test_case

OK_FORMAT = False

name = "train_pytorch_mlp"
points = 9

@test_case(points=1, hidden=False)
def one_step(env):
    from nncheck import check
    check('one_step', env)

@test_case(points=2, hidden=False)
def gradients_do_not_add_up(env):
    from nncheck import check
    check('gradients_do_not_add_up', env)

@test_case(points=2, hidden=False)
def every_row_in_a_fresh_order(env):
    from nncheck import check
    check('every_row_in_a_fresh_order', env)

@test_case(points=2, hidden=False)
def losses_and_accuracies_of_each_epoch(env):
    from nncheck import check
    check('losses_and_accuracies_of_each_epoch', env)

@test_case(points=1, hidden=False)
def train_mode_and_eval_mode(env):
    from nncheck import check
    check('train_mode_and_eval_mode', env)

@test_case(points=1, hidden=False)
def rows_in_double_for_a_network_in_single(env):
    from nncheck import check
    check('rows_in_double_for_a_network_in_single', env)

