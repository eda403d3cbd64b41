#!/usr/bin/env python3
"""scikit-learn's side of the race rbm-digits-64-100-10epochs: BernoulliRBM (persistent chains) on the first 1297 of its 8x8
digits, black and white; one JSON line with processor time, minus the exact mean pseudo-log-likelihood of the last 500 and
what a logistic regression on the features gets right of them. Median of five seeds. One BLAS thread:
  OPENBLAS_NUM_THREADS=1 python3 boltzmann.py
Needs python3-sklearn."""
import json, time
import numpy as np
import sklearn
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import BernoulliRBM

TRAINING = 1297
digits = load_digits()
images, labels = (digits.data >= 8).astype(float), digits.target
first, last = images[:TRAINING], images[TRAINING:]


def pseudo(rbm, v):
    """Mean over images of sum_i ln p(v_i | rest)."""
    total = np.zeros(len(v))
    energy = -v @ rbm.intercept_visible_ - np.logaddexp(0, v @ rbm.components_.T + rbm.intercept_hidden_).sum(1)
    for i in range(v.shape[1]):
        w = v.copy()
        w[:, i] = 1 - w[:, i]
        flipped = -w @ rbm.intercept_visible_ - np.logaddexp(0, w @ rbm.components_.T + rbm.intercept_hidden_).sum(1)
        total -= np.logaddexp(0, energy - flipped)
    return total.mean()


def run(seed):
    rbm = BernoulliRBM(n_components=100, learning_rate=0.06, batch_size=10, n_iter=10, random_state=seed)
    wall, cpu = time.perf_counter(), time.process_time()
    rbm.fit(first)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    regression = LogisticRegression(C=100, max_iter=2000).fit(rbm.transform(first), labels[:TRAINING])
    return wall, cpu, -pseudo(rbm, last), regression.score(rbm.transform(last), labels[TRAINING:])


run(0)
median = np.median([run(seed) for seed in range(1, 6)], axis=0)
print(json.dumps(dict(race="rbm-digits-64-100-10epochs", peer="scikit-learn " + sklearn.__version__, seconds=median[0],
                      cpu_seconds=median[1], error=median[2], accuracy=median[3])), flush=True)
