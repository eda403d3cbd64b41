package org.onsager.inference.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Bootstrap;
import org.onsager.numerics.statistics.Estimate;

/// Sobol' indices of a model with independent inputs, all from one sample by pick-freeze expectations.
///
/// With two independent copies \(x^1, x^2\) of the inputs and \(x^{(u)} = x^2\) but for the entries in \(u\),
/// which are those of \(x^1\), the *closed* index of a group \(u\) is
///
/// \[ S_u = \frac{E_u - m^2}{q - m^2}, \qquad E_u = \mathbb E[\phi(x^1)\phi(x^{(u)})],\ m = \mathbb E\phi,\ q =
/// \mathbb E\phi^2, \]
///
/// the share of the output's variance that the inputs of \(u\) explain alone. First order: \(u = \{i\}\); total:
/// \(S^T_i = 1 - S_{-i}\); second order: \(S_{\{i,j\}} - S_i - S_j\). Inputs live in standard normal space of
/// dimension \(2d\) and are mapped by \(x_k = F_k^{-1}(\Phi(z_k))\). One evaluation of the vector of integrands
/// costs a model run for \(x^1\) and one a group.
///
/// Indices are not clipped: a small one may come out negative.
///
/// @param model  \(\phi\): one value of one point of the inputs
/// @param law  independent inputs
/// @param groups  the groups \(u\), as sets of input numbers
/// @param shift  a constant added to \(\phi\), which no index depends on; makes a model positive
public record SobolIndices(Model model, InputLaw law, List<int[]> groups, double shift) {

    /// A model of one output.
    @FunctionalInterface
    public interface Model {
        /// @param x  the inputs, left alone
        double value(double[] x);
    }

    public SobolIndices {
        groups = List.copyOf(groups);
        if (!law.isIndependent())
            throw new IllegalArgumentException(
                    "Sobol' indices need independent inputs; use closed groups of correlated ones or law sensitivity");
        for (int[] group : groups)
            for (int member : group)
                org.onsager.numerics.Arguments.require(
                        member >= 0 && member < law.dimension(),
                        "input of a group",
                        member,
                        "[0, %d)".formatted(law.dimension()));
    }

    /// First-order indices: \(d + 1\) model runs a point.
    public static SobolIndices firstOrder(Model model, InputLaw law) {
        return new SobolIndices(model, law, singletons(law.dimension()), 0);
    }

    /// First-order and total indices: \(2d + 1\) model runs a point.
    public static SobolIndices firstAndTotal(Model model, InputLaw law) {
        int d = law.dimension();
        var groups = new ArrayList<>(singletons(d));
        for (int i = 0; i < d; i++) groups.add(complement(d, i));
        return new SobolIndices(model, law, groups, 0);
    }

    /// First-order indices and the closed ones of all pairs.
    public static SobolIndices secondOrder(Model model, InputLaw law) {
        int d = law.dimension();
        var groups = new ArrayList<>(singletons(d));
        for (int i = 0; i < d; i++) for (int j = i + 1; j < d; j++) groups.add(new int[] {i, j});
        return new SobolIndices(model, law, groups, 0);
    }

    private static List<int[]> singletons(int d) {
        var groups = new ArrayList<int[]>();
        for (int i = 0; i < d; i++) groups.add(new int[] {i});
        return groups;
    }

    private static int[] complement(int d, int left) {
        return java.util.stream.IntStream.range(0, d).filter(i -> i != left).toArray();
    }

    /// The same indices of the model plus a constant.
    public SobolIndices shifted(double shift) {
        return new SobolIndices(model, law, groups, shift);
    }

    /// The expectations \(E_u\) of all groups, then \(m\), then \(q\), under \(N(0, I_{2d})\).
    public Expectations expectations() {
        int d = law.dimension(), outputs = groups.size() + 2;
        return Expectations.of(
                outputs,
                (z, values) -> {
                    double[] first = Arrays.copyOf(z, d), second = Arrays.copyOfRange(z, d, 2 * d);
                    var x1 = new double[d];
                    var x2 = new double[d];
                    law.fromNormal(first, x1);
                    law.fromNormal(second, x2);
                    double value = model.value(x1) + shift;
                    var mixed = new double[d];
                    for (int u = 0; u < groups.size(); u++) {
                        System.arraycopy(x2, 0, mixed, 0, d);
                        for (int i : groups.get(u)) mixed[i] = x1[i];
                        values[u] = value * (model.value(mixed) + shift);
                    }
                    values[outputs - 2] = value;
                    values[outputs - 1] = value * value;
                },
                Gaussian.standard(2 * d));
    }

    /// The sampler for them: absolute errors, as in the paper; a model that may be negative has its expectations
    /// split.
    ///
    /// @param points  of the vector of integrands; model runs are `points` times one more than the groups
    public MultiExpectation sampler(int points) {
        return MultiExpectation.of(expectations())
                .budget(points)
                .weights(new Weighting.Absolute())
                .guards(new Guards(new Signs.Split(), Guards.OnNaN.FAIL, 0));
    }

    /// Estimates all indices by adaptive importance sampling with control variates.
    public Solution run(int points, RandomStream stream) {
        return indices(sampler(points).run(stream));
    }

    /// Forms the indices of a sampler's answer.
    ///
    /// @throws DivergedException if the output does not vary
    public Solution indices(MultiExpectation.Solution solution) {
        double[][] phi = solution.sample().phi();
        // the values of the model, or their positive and negative parts
        boolean varies = false;
        for (int row = groups.size(); row < phi.length; row += groups.size() + 2) varies |= varies(phi[row]);
        if (!varies) throw constant();
        return indices(solution.brackets(), (long) solution.evaluations() * (groups.size() + 1));
    }

    /// The same by plain Monte Carlo pick-freeze.
    public Solution monteCarlo(int points, RandomStream stream) {
        var problem = expectations();
        double[][] terms = problem.model().evaluate(0, problem.pooledLaw().draw(points, stream));
        if (!varies(terms[groups.size()])) throw constant();
        return indices(terms, (long) points * (groups.size() + 1));
    }

    private static boolean varies(double[] values) {
        for (double value : values) if (value != values[0]) return true;
        return false;
    }

    private static DivergedException constant() {
        return new DivergedException("Sobol' indices: the output does not vary, so that it has none");
    }

    private Solution indices(double[][] terms, long runs) {
        return new Solution(this, terms, runs);
    }

    /// The indices with their errors.
    ///
    /// @param terms  `[j][n]`, the terms whose means are the \(E_u\), \(m\) and \(q\)
    /// @param modelRuns  in all
    public record Solution(SobolIndices problem, double[][] terms, long modelRuns) {

        /// The closed index of group `u`, with its standard error by the delta method from the joint covariance
        /// of the expectations.
        ///
        /// @throws DivergedException if the output's variance cannot be told from 0
        public Estimate closed(int group) {
            int n = terms[0].length, last = terms.length - 1;
            var rows = new double[][] {terms[group], terms[last - 1], terms[last]};
            double e = mean(rows[0]), m = mean(rows[1]), q = mean(rows[2]);
            double variance = q - m * m, index = (e - m * m) / variance;
            double[] gradient = {1 / variance, 2 * m * (index - 1) / variance, -index / variance};
            double[][] covariance = Covariances.ofMeans(rows);
            double error =
                    Math.sqrt(Math.max(0, covariance[2][2] - 4 * m * covariance[1][2] + 4 * m * m * covariance[1][1]));
            // each term of the difference is good to some 1e-15 of q, and to its sampling error
            if (!(variance > 1e-10 * q && variance > 2 * error))
                throw new DivergedException(
                        "Sobol' indices: the output's variance, %.3g with error %.2g, is lost beside its mean %.6g: the model is constant, or take shifted(%.6g)"
                                .formatted(variance, error, m - problem.shift, problem.shift - m));
            double square = 0;
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++) square += gradient[i] * covariance[i][j] * gradient[j];
            return new Estimate(index, Math.sqrt(Math.max(0, square)), n);
        }

        /// The closed indices of all groups.
        public double[] values() {
            var values = new double[problem.groups.size()];
            for (int u = 0; u < values.length; u++) values[u] = closed(u).mean();
            return values;
        }

        /// First-order index of input `i`.
        ///
        /// @throws IllegalArgumentException if the problem has no such group
        public Estimate first(int i) {
            return closed(find(new int[] {i}));
        }

        /// Total index of input `i`: one less the closed index of all others.
        ///
        /// @throws IllegalArgumentException if the problem has no such group
        public Estimate total(int i) {
            var others = closed(find(complement(problem.law.dimension(), i)));
            return new Estimate(1 - others.mean(), others.standardError(), others.count());
        }

        /// Second-order index of the inputs `i` and `j`, without an error.
        ///
        /// @throws IllegalArgumentException if the problem has no such groups
        public double second(int i, int j) {
            return closed(find(new int[] {Math.min(i, j), Math.max(i, j)})).mean() - first(i).mean() - first(j).mean();
        }

        private int find(int[] group) {
            for (int u = 0; u < problem.groups.size(); u++) if (Arrays.equals(problem.groups.get(u), group)) return u;
            throw new IllegalArgumentException("there is no group " + Arrays.toString(group));
        }

        /// Bootstrap of the closed index of group `u` over the points of the final sample.
        public Bootstrap.Solution bootstrap(int group, Bootstrap bootstrap) {
            int last = terms.length - 1;
            return bootstrap.ofIndices(terms[0].length, chosen -> {
                double e = 0, m = 0, q = 0;
                for (int n : chosen) {
                    e += terms[group][n];
                    m += terms[last - 1][n];
                    q += terms[last][n];
                }
                double size = chosen.length;
                m /= size;
                return (e / size - m * m) / (q / size - m * m);
            });
        }

        /// The model's mean.
        public Estimate mean() {
            var mean = Estimate.of(terms[terms.length - 2]);
            return new Estimate(mean.mean() - problem.shift, mean.standardError(), mean.count());
        }

        private static double mean(double[] row) {
            return org.onsager.numerics.vector.VectorKernels.sum(row) / row.length;
        }
    }
}
