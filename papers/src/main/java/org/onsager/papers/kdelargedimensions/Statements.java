package org.onsager.papers.kdelargedimensions;

import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String DERIVED = "derived from the model";
    private static final String COMPUTED = "derived; independent quadrature and simulation";

    private Statements() {}

    static List<Statement> all() {
        return List.of(
                new Statement(
                        "K1",
                        "Phase diagram of isotropic Gaussian data: tilt, condensation, CLT and optimal bandwidth,"
                                + " divergence.",
                        "alpha = 0.5: u* = 2.351317, h_G = 0.652145, h_CLT = 0.922273, h_opt = 0.622436, KL/d = 0.025886;"
                                + " and at six more alpha",
                        "derived, computed"),
                new Statement(
                        "K2",
                        "For any law of the data h_CLT = sqrt(2) h_G and mu = (h/h_G)^2.",
                        "ratio sqrt(2)",
                        DERIVED),
                new Statement(
                        "K3",
                        "The typical log density and its slope are continuous at h_G.",
                        "no jump; slope -0.13652888 at alpha = 1/2",
                        DERIVED),
                new Statement(
                        "K4",
                        "The bandwidth of least Kullback-Leibler divergence lies in the condensed phase.",
                        "h_opt/h_G = sqrt(1 + 2 h_G^2)/(1 + h_G^2) < 1",
                        "paper states the phase; formula derived"),
                new Statement(
                        "K5",
                        "Participation of the weights at (d, n) = (20, 22026), |x|^2 = d, h/h_G = 0.4 to 1.2.",
                        "0.879891, 0.731851, 0.535204, 0.319345, 0.140878",
                        COMPUTED),
                new Statement(
                        "K6",
                        "Participation of the weights at (30, 162754), alpha = 0.4.",
                        "0.871948, 0.713893, 0.503452, 0.274302, 0.097233",
                        COMPUTED),
                new Statement(
                        "K7",
                        "The participation tends to 1 - mu, alpha = 1/2, h/h_G = 0.4, 0.6, 0.8.",
                        "d = 40: 0.8644, 0.6965, 0.4711; d = 80: 0.8543, 0.6732, 0.4271; limit 0.84, 0.64, 0.36",
                        "derived, computed"),
                new Statement(
                        "K8",
                        "Mean log density per dimension at (20, 22026), h/h_G = 0.8, 1, 1.2.",
                        "-1.5818, -1.4845, -1.4758",
                        "derived, computed"),
                new Statement(
                        "K9",
                        "Mean, variance and skewness of the estimate at a fixed point are those of the Gaussian moments.",
                        "closed forms",
                        DERIVED),
                new Statement(
                        "K10",
                        "The central limit theorem breaks down below h_CLT, d = 30, alpha = 0.4.",
                        "skewness about 0.06 at 1.5 h_CLT, above 100 at h_G; normality accepted, rejected",
                        "paper's regimes, numbers derived"),
                new Statement(
                        "K11",
                        "Hill's index of the largest weights is the finite-size tail index.",
                        "mu(h) within 15%, d = 20 to 30",
                        DERIVED),
                new Statement(
                        "K12",
                        "Kernels exp(-c |z|^p): h_CLT/h_G = 2^(1/p), and all have the same least divergence.",
                        "p = 1, 2, 4",
                        DERIVED),
                new Statement(
                        "K13",
                        "Scott's and Silverman's bandwidths lie below h_G in high dimension at every alpha.",
                        "exp(-alpha) < h_G: 0.905 against 1.371 (alpha = 0.1), 0.13534 against 0.13537 (alpha = 2)",
                        DERIVED),
                new Statement(
                        "K14",
                        "The rule r_NN/sqrt(LID) recovers h_G of Gaussian data, d = 20, n = 20000.",
                        "median within 10% of the finite-size h_G",
                        DERIVED));
    }
}
