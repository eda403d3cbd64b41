#!/usr/bin/env python3
"""NumPy's side of the races multitasking-*: one JSON line each. The diagram: plain iteration, 801 nodes in z, all
dilutions of a row and all starts at once. The sweeps: NumPy must loop over sites."""
import itertools, json, time
import numpy as np


def diagram(rows):
    patterns, rho, tol = 3, 0.1, 1e-13
    z = np.linspace(-8, 8, 801)
    w = np.exp(-z * z / 2)
    w /= w.sum()
    xi = np.array([v for v in itertools.product((-1, 0, 1), repeat=patterns)][13:], float)  # one of each mirrored pair
    d = 0.98 * np.arange(60) / 59
    blanks = (xi == 0).sum(1)
    weight = d[:, None] ** blanks * ((1 - d[:, None]) / 2) ** (patterns - blanks) * np.where(blanks == patterns, 1, 2)
    a = 1 - d
    unconverged = 0
    for temperature in rows:
        b = 1 / (temperature * a)
        starts = [np.outer(a / np.sqrt(l), (np.arange(patterns) < l)) for l in (1, 2, 3)]
        starts.append(a[:, None] * d[:, None] ** np.arange(patterns))
        n = np.array(starts)  # start, dilution, pattern
        active = np.ones(n.shape[:2], bool)
        for _ in range(2000):
            s, c = np.nonzero(active)
            x = n[s, c]
            mu, sd = x @ xi.T, np.sqrt(rho * (x * x) @ (xi * xi).T)
            t = np.tanh(b[c, None, None] * (mu[:, :, None] + sd[:, :, None] * z))
            et, es = t @ w, 1 - (t * t) @ w
            m = (weight[c] * et) @ xi
            chi = (weight[c] * es) @ (xi * xi)
            new = (m + rho * b[c, None] * x * chi) / (1 + rho)
            n[s, c] = new
            active[s, c] = abs(new - x).max(1) > tol
            if not active.any():
                break
        unconverged += int(active.any(0).sum())
    return unconverged


def sweeps(count):
    rng = np.random.default_rng(1)
    neurons, patterns, d, beta = 20000, 4, 0.5, 10.0
    xi = rng.choice((-1.0, 0.0, 1.0), p=((1 - d) / 2, d, (1 - d) / 2), size=(neurons, patterns))
    spins = np.where(rng.random(neurons) < 0.5, 1.0, -1.0)
    for mu in reversed(range(patterns)):
        spins = np.where(xi[:, mu] != 0, xi[:, mu], spins)
    sums, square, scale = spins @ xi, (xi * xi).sum(1), 1 / (neurons * (1 - d))
    for _ in range(count):
        order, uniform = rng.permutation(neurons), rng.random(neurons)
        for i in order:
            field = scale * (xi[i] @ sums - spins[i] * square[i])
            new = 1.0 if uniform[i] < 0.5 * (1 + np.tanh(beta * field)) else -1.0
            if new != spins[i]:
                sums += 2 * new * xi[i]
                spins[i] = new
    return abs(sums[0] / (neurons * (1 - d)) - 1)


def timed(race, share, run):
    wall, cpu = time.perf_counter(), time.process_time()
    error = run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps(dict(race=race, peer="numpy " + np.__version__, seconds=wall / share, cpu_seconds=cpu / share,
                          error=float(error), share=share)), flush=True)


# shares of the whole work keep the scripts short: every sixth row of the diagram, two sweeps of fifty
timed("multitasking-diagram-k3-60x60", 1 / 6, lambda: diagram([1.1 * i / 60 for i in range(3, 61, 6)]))
timed("multitasking-glauber-n20000-k4-50sweeps", 2 / 50, lambda: sweeps(2))
