package org.onsager.memory.boltzmann;

/// How the mean-field equations are iterated.
public enum Method {
    /// Damped parallel mean field \(q \leftarrow P_a((1-a)q + a(\Phi q + b))\), proximal gradient: converges for
    /// \(a < 2/L\), \(F\) falls and the error contracts by \(1 - am\) a step for \(a \le 1/L\), \(L\) the largest
    /// eigenvalue of \(I - \Phi\).
    FORWARD_BACKWARD,
    /// The same map by Anderson's acceleration over five iterates, with Tikhonov's regularisation and a plain
    /// step wherever the small system is singular or the residual grows.
    ANDERSON,
    /// The same map with Nesterov's momentum, at most \((1-\sqrt p)/(1+\sqrt p)\), \(p = a(1+m)/(1+a)\) (as \(f\)
    /// is strongly convex itself), restarted where it points uphill, with steps that lengthen where the curvature
    /// allows: see [Acceleration].
    FISTA,
    /// One variable after another, \(q_i \leftarrow \mathrm{softmax}(\sum_j \Phi_{ij} q_j + b_i)\): \(F\) never
    /// rises, whatever \(\Phi\).
    BLOCK,
    /// Splitting with both parts implicit: with \(R = ((1+a)I - a\Phi)^{-1}\), \(z = R(u + ab)\), \(q = P_a(2z -
    /// u)\), \(u \leftarrow u + \rho(q - z)\), \(\rho = 2\). Converges for every \(a\) on a monotone machine,
    /// fast where \(\Phi\) repels strongly; an iteration is a product with a stored inverse (up to 2048
    /// coordinates) or some conjugate gradients. The default step is \(a = 1\), where \(P_a\) is the softmax.
    PEACEMAN_RACHFORD,
    /// Classical parallel mean field, \(a = 1\): may cycle for ever.
    PARALLEL
}
