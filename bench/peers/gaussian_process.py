"""The peers of the Gaussian-process races, one thread each.

usage: OMP_NUM_THREADS=1 python3 gaussian_process.py grid | toeplitz STEPS

grid:     log evidence of 64 x 64 values, dense Cholesky (SciPy) and scikit-learn's regressor without optimiser
toeplitz: the published path on u'' = f, u = sin(100 x), 400 points, by PyTorch; matrices are gathered from their
          distinct values
"""
import sys
import time

import numpy as np


def timed(name, run, repeats=2):
    wall = cpu = 1e9
    for _ in range(repeats):
        t, p = time.perf_counter(), time.process_time()
        value = run()
        wall, cpu = min(wall, time.perf_counter() - t), min(cpu, time.process_time() - p)
    print(f"{name}: wall {wall:.3f} s, processor {cpu:.3f} s, result {value}")


def grid(n=64):
    import scipy.linalg as linalg
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import Matern

    x = np.linspace(0, 1, n)
    y = (np.sin(6 * x)[:, None] * np.cos(4 * x)[None, :]).ravel()
    a = np.sqrt(5) * np.abs(x[:, None] - x[None, :]) / 0.3
    axis = (1 + a + a * a / 3) * np.exp(-a)

    def dense():
        k = np.kron(axis, axis)
        k[np.diag_indices(n * n)] += 1e-4
        factor = linalg.cho_factor(k, lower=True, overwrite_a=True, check_finite=False)
        weights = linalg.cho_solve(factor, y)
        return -0.5 * y @ weights - np.log(np.diag(factor[0])).sum() - n * n / 2 * np.log(2 * np.pi)

    points = np.stack(np.meshgrid(x, x, indexing="ij"), -1).reshape(-1, 2)

    def learn():
        model = GaussianProcessRegressor(kernel=Matern(0.3, nu=2.5), alpha=1e-4, optimizer=None)
        return model.fit(points, y).log_marginal_likelihood_value_

    timed("scipy dense Cholesky", dense)
    timed("scikit-learn, isotropic kernel", learn)


def toeplitz(steps, n=400, components=30, top=20.0, weight=200.0):
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    x = torch.linspace(0, 2 * np.pi, n)
    test = torch.linspace(0, 2 * np.pi, 300)
    f, g, truth = -1e4 * torch.sin(100 * x), torch.sin(100 * x[[0, -1]]), torch.sin(100 * test)
    lag = (torch.arange(n)[:, None] - torch.arange(n)[None, :]).abs()

    def kernel(z, parameters):
        w, alpha, m = (p[:, None] for p in parameters)
        w, alpha, m = w.exp(), np.sqrt(5) * alpha.exp(), 2 * np.pi * m
        r = z.abs()
        e, c, s = torch.exp(-alpha * r), torch.cos(m * z), torch.sin(m * z)
        g0 = (1 + alpha * r + alpha**2 * r**2 / 3) * e
        g1 = -(alpha**2 / 3) * z * (1 + alpha * r) * e
        g2 = -(alpha**2 / 3) * (1 + alpha * r - alpha**2 * r**2) * e
        return (w * g0 * c).sum(0), (w * (g2 * c - 2 * m * g1 * s - m * m * g0 * c)).sum(0)

    def run():
        mixture = [
            torch.full((components,), -np.log(components)),
            torch.zeros(components),
            top * torch.arange(components) / (components - 1),
        ]
        tau, v, u = torch.zeros(()), torch.zeros(()), torch.zeros(n)
        unknowns = [p.requires_grad_() for p in mixture + [tau, v, u]]
        adam = torch.optim.Adam(unknowns, 0.01)
        for _ in range(steps):
            k, second = (values[lag] for values in kernel((x - x[0])[None, :], mixture))
            factor = torch.linalg.cholesky(k + 1e-6 * torch.eye(n))
            a = torch.cholesky_solve(u[:, None], factor)[:, 0]
            r, b = second @ a - f, u[[0, -1]] - g
            value = (
                -torch.log(torch.diagonal(factor)).sum()
                - 0.5 * u @ a
                + weight * (tau - 0.5 * torch.exp(tau) * (b @ b))
                + n / 2 * v
                - 0.5 * torch.exp(v) * (r @ r)
            )
            adam.zero_grad()
            (-value).backward()
            adam.step()
        with torch.no_grad():
            k = kernel((x - x[0])[None, :], mixture)[0][lag] + 1e-6 * torch.eye(n)
            cross = kernel((test[:, None] - x[None, :]).reshape(1, -1), mixture)[0].reshape(300, n)
            error = cross @ torch.linalg.solve(k, u) - truth
            return float(error.norm() / truth.norm())

    timed(f"PyTorch, {steps} iterations", run)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("grid", "toeplitz"):
        sys.exit(__doc__)
    grid() if sys.argv[1] == "grid" else toeplitz(int(sys.argv[2]))
