package org.onsager.papers.stochasticinterpolants;

import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String DERIVED = "derived from the model";

    private Statements() {}

    static List<Statement> all() {
        return List.of(
                new Statement(
                        "S1",
                        "Exact mixture fields satisfy the transport equation and the linear identities, all families.",
                        "residual 0 (1e-6); b = v - gamma gamma' s, alpha eta_0 + beta eta_1 + gamma eta_z = x (1e-12)",
                        DERIVED),
                new Statement(
                        "S2",
                        "Marginals do not depend on epsilon: linear, a = 2, N(0,1) to N(0,1) is stationary.",
                        "C(t) = 1, b = 0, s = -x; the diffusion keeps N(0,1) at any epsilon",
                        DERIVED),
                new Statement(
                        "S3",
                        "The diffusion damps a constant error of the velocity, the flow does not: KL = delta^2"
                                + " (1 - e^-eps)^2 / (2 eps^2).",
                        "delta = 0.3: 0.045 (eps = 0), 0.0179810 (1), 0.0017757 (5)",
                        DERIVED),
                new Statement(
                        "S4",
                        "Between general normal laws the same error shifts the end's mean by a quadrature and leaves"
                                + " its variance.",
                        "dm(1) = delta int sqrt(C(1)/C(t)) exp(-eps int_t^1 du/C) dt",
                        DERIVED),
                new Statement(
                        "S5",
                        "Least values of the losses in the stationary case.",
                        "L_s = -d/2, L_eta = -d/6, L_b = 0",
                        DERIVED),
                new Statement(
                        "S6",
                        "Antithetic pairs remove the singular variance of the velocity's loss.",
                        "t = 0.01, a = 1: variance ratio 50.5",
                        DERIVED),
                new Statement(
                        "S7",
                        "Flow and diffusion likelihoods of the exact fields agree with the density.",
                        "1e-6 (flow); 3 standard errors (backward formula, 200 steps, 64 paths)",
                        DERIVED),
                new Statement(
                        "S8",
                        "A diffusion there and back recovers the law but not the points; the flow recovers the points.",
                        "W2 at the sampling floor; 1e-6",
                        DERIVED),
                new Statement(
                        "S9",
                        "Encoding and decoding passes through N(0, I) at t = 1/2.",
                        "rho(1/2) = N(0, I)",
                        DERIVED),
                new Statement(
                        "S10",
                        "The noise smooths the law half way: density at 0 of the one-dimensional example.",
                        "0.00091 with 4 modes (gamma = 0), 0.0276 (a = 1), 0.0602 (a = 2)",
                        "computed"),
                new Statement(
                        "S11",
                        "Optimising the interpolant recovers the Gaussian Schrödinger bridge.",
                        "var(1/2) = 1.2071068 (s0 = s1 = 1, eps = 1); cost",
                        DERIVED),
                new Statement(
                        "S12",
                        "The divergence of a learned diffusion lies below its bound, is least at a positive epsilon, and"
                                + " there below that of the flow.",
                        "ordering",
                        "paper's experiment on Gaussian mixtures"),
                new Statement(
                        "S13",
                        "Learning b does better than learning v, and eta better than s, at equal budget.",
                        "sign of the mean difference",
                        "from memory, unverified"),
                new Statement(
                        "S14",
                        "On the checkerboard noise clears the filaments between the squares that the flow leaves.",
                        "mass outside the support falls from eps = 0 to eps of 1 to 2, every seed",
                        "paper's figure; threshold ours"),
                new Statement(
                        "S15",
                        "The mirror's diffusion regenerates the whole checkerboard from one point, eps = 6, 600 steps.",
                        "each of the 8 squares receives 9 to 16 per cent (6 to 20 at standard scale)",
                        "authors' notebook, visually; threshold ours"),
                new Statement(
                        "S16",
                        "The family sqrt(1-t^2), t is the Ornstein-Uhlenbeck diffusion at t = e^-s.",
                        "same score of a mixture (1e-12)",
                        DERIVED));
    }
}
