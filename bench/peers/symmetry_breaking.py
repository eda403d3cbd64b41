#!/usr/bin/env python3
"""NumPy's side of the race dense-hebbian-rsb-diagram-60x60: one JSON line. P = 4, replica-symmetric branches and the
broken glass; damped iteration, all loads of a row at once, trapezoids fine enough for 1e-10, the weight theta by a
bracketed secant. With a table of cells (T, gamma, phase, m, A_retrieval, q2, theta, A_glass, as CSV with these names)
as argument, `error` is the largest difference from it and `other_phases` counts cells of another phase."""
import csv, json, sys, time
import numpy as np

TOL, STEP = 1e-12, 0.4
LN2 = np.log(2)


def log_cosh(x):
    a = np.abs(x)
    return a + np.log1p(np.exp(-2 * a)) - LN2


def iterate(step, x, limit=5000):
    """Half-damped iteration of all columns of x, each until it stands still; step(x, which columns)."""
    x, active = x.copy(), np.ones(x.shape[1], bool)
    for _ in range(limit):
        k = np.nonzero(active)[0]
        new = step(x[:, k], k)
        active[k] = np.abs(new - x[:, k]).max(0) > TOL
        x[:, k] = 0.5 * (x[:, k] + new)
        if not active.any():
            break
    return x, active


class Row:
    def __init__(self, temperature, loads):
        self.b, self.loads = 1 / temperature, loads
        self.c = self.b ** 2 * loads  # xi(q) = c q^4 / 2, xi'(q) = 2 c q^3
        widest = np.sqrt(2 * self.c.max()) + 1e-300
        n = max(361, int(np.ceil(18 * widest / STEP)))
        self.z = np.linspace(-9, 9, n)
        self.w = np.exp(-self.z ** 2 / 2)
        self.w /= self.w.sum()
        # the weight cosh^theta moves the peak by theta sqrt(xi'), 4 at most: even integrands, half a line
        n = max(261, int(np.ceil(13 * widest / STEP)))
        self.half = np.linspace(0, 13, n)
        self.log_half = -self.half ** 2 / 2
        self.log_half[0] -= LN2
        self.log_norm = np.log(np.exp(self.log_half).sum())

    def symmetric(self, m):
        def step(x, k):
            t = np.tanh((2 * self.b * x[0] ** 3)[:, None] + np.sqrt(2 * self.c[k] * x[1] ** 3)[:, None] * self.z)
            return np.array([(t @ self.w) * m, (t * t) @ self.w])

        x, failed = iterate(step, np.array([np.full_like(self.c, m), np.ones_like(self.c)]))
        return x, self.pressure(*x), failed

    def pressure(self, m, q):
        g = (2 * self.b * m ** 3)[:, None] + np.sqrt(2 * self.c * np.maximum(q, 0) ** 3)[:, None] * self.z
        return LN2 + log_cosh(g) @ self.w - 1.5 * self.b * m ** 4 + self.c / 4 * (1 - 4 * q ** 3 + 3 * q ** 4)

    def averages(self, q, theta, k):
        """ln E cosh^theta, and with that weight E tanh^2 and E ln cosh."""
        g = np.sqrt(2 * self.c[k] * q ** 3)[:, None] * self.half
        l = log_cosh(g)
        e = theta[:, None] * l + self.log_half
        top = e.max(1)
        w = np.exp(e - top[:, None])
        total = w.sum(1)
        t = np.tanh(g)
        return top + np.log(total) - self.log_norm, (w * t * t).sum(1) / total, (w * l).sum(1) / total

    def slope(self, theta, k):
        """dA/dtheta at stationary q2, and q2."""
        q, _ = iterate(lambda x, j: self.averages(x[0], theta[j], k[j])[1][None], np.full((1, k.size), 0.999))
        q = q[0]
        log, _, mean = self.averages(q, theta, k)
        return mean / theta - log / theta ** 2 - 0.75 * self.c[k] * q ** 4, q

    def glass(self):
        """theta, q2 and A where the glass has weight; theta = 1 elsewhere."""
        theta, q2, pressure = np.ones_like(self.c), np.zeros_like(self.c), LN2 + self.c / 4
        k = np.nonzero(self.c > 0)[0]
        fields = np.sqrt(2 * self.c[k])
        high = np.minimum(1, 4 / fields)
        f_high, q_high = self.slope(high, k)
        keep = (f_high > 0) & (q_high > 1e-6)  # below the static temperature
        k, high, f_high = k[keep], high[keep], f_high[keep]
        if k.size == 0:
            return theta, q2, pressure
        low, f_low, above = high.copy(), f_high.copy(), np.ones(k.size, bool)
        while above.any():  # down to the first change of sign
            j = np.nonzero(above)[0]
            high[j], f_high[j] = low[j], f_low[j]
            low[j] *= 0.9
            f_low[j], _ = self.slope(low[j], k[j])
            above[j] = (f_low[j] > 0) & (low[j] > 1e-5)
        active, side = np.ones(k.size, bool), np.zeros(k.size)
        root, q = high.copy(), np.ones(k.size)
        for _ in range(100):  # Illinois
            j = np.nonzero(active)[0]
            x = (low[j] * f_high[j] - high[j] * f_low[j]) / (f_high[j] - f_low[j])
            f, q[j] = self.slope(x, k[j])
            active[j] = (np.abs(x - root[j]) > TOL) & (np.abs(f) > 1e-13)
            root[j] = x
            up = f > 0
            a, b = j[up], j[~up]
            high[a], f_high[a], low[b], f_low[b] = x[up], f[up], x[~up], f[~up]
            f_low[a[side[a] > 0]] *= 0.5
            f_high[b[side[b] < 0]] *= 0.5
            side[a], side[b] = 1, -1
            if not active.any():
                break
        log, _, _ = self.averages(q, root, k)
        c = self.c[k]
        theta[k], q2[k] = root, q
        pressure[k] = LN2 + log / root + c / 4 * (1 - 4 * q ** 3 + 3 * q ** 4 - 3 * root * q ** 4)
        return theta, q2, pressure


def cells(temperature, loads):
    row = Row(temperature, loads)
    x, retrieval, failed = row.symmetric(1.0)
    y, frozen, _ = row.symmetric(0.0)  # the symmetric glass, for the symmetric phases
    theta, q2, glass = row.glass()
    exists = x[0] > 0.1
    phase = np.where(exists, np.where(retrieval >= glass, "RETRIEVAL", "METASTABLE_RETRIEVAL"),
                     np.where(theta < 1, "SPIN_GLASS", "PARAMAGNET"))
    paramagnet = LN2 + row.c / 4
    other = np.where((y[1] > 1e-6) & (frozen < paramagnet), frozen, paramagnet)
    symmetric = np.where(exists & (retrieval >= other), "RETRIEVAL", "other")
    return phase, symmetric, x[0], retrieval, q2, theta, glass, failed & exists


def main():
    loads = 0.6 * np.arange(60) / 59
    rows = range(60)
    wall, cpu = time.perf_counter(), time.process_time()
    found = {t: cells(1.1 * (t + 1) / 60, loads) for t in rows}
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    result = dict(race="dense-hebbian-rsb-diagram-60x60", peer="numpy " + np.__version__, seconds=wall,
                  cpu_seconds=cpu, unconverged=int(sum(f[7].sum() for f in found.values())))
    if len(sys.argv) > 1:
        with open(sys.argv[1]) as f:
            table = list(csv.DictReader(f))
        worst, phases = 0.0, 0
        for t in rows:
            for g in range(60):
                ours, f = table[60 * t + g], found[t]
                phases += f[0][g] != ours["phase"]
                worst = max(worst, abs(f[5][g] - float(ours["theta"])), abs(f[6][g] - float(ours["A_glass"])))
                if f[2][g] > 0.1:
                    worst = max(worst, abs(f[2][g] - float(ours["m"])), abs(f[3][g] - float(ours["A_retrieval"])))
        result.update(error=worst, other_phases=phases)
    print(json.dumps(result))


main()
