"""What later exercises call in place of the notebook's own."""


def update_params(model, grads, lr):
    for name, array in model.params.items():
        array[...] = array - lr * grads[name]
