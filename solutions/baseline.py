"""What a linear model reaches on the click task."""

from __future__ import annotations

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

from solutions.arrays import Array


def score(y_true: Array, probabilities: Array) -> dict[str, float]:
    """Area under the ROC curve, and mean log-loss.

    y_true: labels 0 or 1, (n,)
    probabilities: (n,)
    returns: {"auc": ..., "logloss": ...}
    """
    return {"auc": float(roc_auc_score(y_true, probabilities)), "logloss": float(log_loss(y_true, probabilities))}


def logistic_regression_baseline(data: dict[str, Array]) -> dict[str, float]:
    """Fit scikit-learn's logistic regression to the training rows and score it on every split.

    data: as from generate_click_data
    returns: {"train_auc": ..., "train_logloss": ..., "val_auc": ..., "val_logloss": ..., "test_auc": ..., ...}
    """
    model = LogisticRegression(max_iter=1000).fit(data["X_train"], data["y_train"])
    scores = {}
    for split in ("train", "val", "test"):
        probabilities = model.predict_proba(data[f"X_{split}"])[:, 1]
        for name, value in score(data[f"y_{split}"], probabilities).items():
            scores[f"{split}_{name}"] = value
    return scores
