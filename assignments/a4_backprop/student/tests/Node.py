from otter.test_files import test_case

OK_FORMAT = False

name = "Node"
points = 5

@test_case(points=1, hidden=False)
def values_of_each_operation(env):
    from nncheck import check
    check('values_of_each_operation', env)

@test_case(points=1, hidden=False)
def slopes_of_each_operation(env):
    from nncheck import check
    check('slopes_of_each_operation', env)

@test_case(points=1, hidden=False)
def nodes_begin_with_gradient_zero(env):
    from nncheck import check
    check('nodes_begin_with_gradient_zero', env)

@test_case(points=1, hidden=False)
def a_node_used_twice(env):
    from nncheck import check
    check('a_node_used_twice', env)

@test_case(points=1, hidden=False)
def paths_of_different_length(env):
    from nncheck import check
    check('paths_of_different_length', env)

