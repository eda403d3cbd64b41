#!/usr/bin/env python3
"""scikit-learn's side of the race rbm-digits-64-100-10epochs: BernoulliRBM (persistent chains) on the first 1297 of its 8x8
digits, black and white; one JSON line with processor time, minus the exact mean pseudo-log-likelihood of the last 500 and
what a logistic regression on the features gets right of them. Median of five seeds.
And PyTorch's of mdbm-inference-d2000-b32: plain forward-backward at a = 1/L to a residual of 1e-8, the proximal operator by
Newton's method on the multiplier around Halley's on the logarithms. Median of three. One thread each:
  OPENBLAS_NUM_THREADS=1 python3 boltzmann.py
Needs python3-sklearn and python3-torch."""
import json, time
import numpy as np
import sklearn
import torch
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


torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def prox(y, a):
    """Rows y of k states: Newton on nu from 1 - max y, four Halley steps on u = ln z inside."""
    nu = 1 - y.max(-1, keepdim=True).values
    for _ in range(50):
        t = y + nu - a
        u = torch.minimum(t / a, t - (1 - a))
        for _ in range(6):
            e = (1 - a) * torch.exp(u)
            h, d = a * u + e - t, a + e
            step = 2 * h * d / (2 * d * d - h * e)
            u = u - step
            if step.abs().max() < 1e-13:
                break
        z = torch.exp(u)
        gap = z.sum(-1, keepdim=True) - 1
        if gap.abs().max() < 1e-12:
            break
        nu = nu - gap / (z / (a + (1 - a) * z)).sum(-1, keepdim=True)
    return z


def machine(count=500, k=4, m=0.1):
    torch.manual_seed(2)
    blocks = torch.randn(count * k, count, k)
    for i in range(count):
        blocks[:, i] *= min(1, (1 - m) ** 0.5 / torch.linalg.matrix_norm(blocks[:, i], 2).item())
    a = blocks.reshape(count * k, count * k)
    phi = -a.T @ a
    for i in range(count):
        phi[i * k:(i + 1) * k, i * k:(i + 1) * k] = 0
    return phi, torch.randn(count * k)


def inference(phi, b, problems=32, k=4):
    count = len(b) // k
    seen = torch.rand(problems, count, 1) < 0.4
    known = torch.nn.functional.one_hot(torch.randint(k, (problems, count)), k).double()
    v = torch.randn(len(b))
    for _ in range(20):
        w = v - phi @ v
        largest = w.norm() / v.norm()
        v = w / w.norm()
    a = 1 / (1.05 * largest.item())
    q = torch.where(seen, known, torch.full_like(known, 1 / k))
    for n in range(1000):
        field = q.reshape(problems, -1) @ phi + b
        residual = (q - torch.softmax(field.reshape(q.shape), -1)).masked_fill(seen, 0).abs().max().item()
        if residual <= 1e-8:
            return residual, n
        q = torch.where(seen, known, prox((1 - a) * q + a * field.reshape(q.shape), a))


phi, b = machine()
inference(phi, b)
times = []
for _ in range(3):
    wall, cpu = time.perf_counter(), time.process_time()
    residual, iterations = inference(phi, b)
    times.append((time.perf_counter() - wall, time.process_time() - cpu))
wall, cpu = np.median(times, axis=0)
print(json.dumps(dict(race="mdbm-inference-d2000-b32", peer="torch " + torch.__version__, tol=1e-8, seconds=wall,
                      cpu_seconds=cpu, error=residual, iterations=iterations)), flush=True)
