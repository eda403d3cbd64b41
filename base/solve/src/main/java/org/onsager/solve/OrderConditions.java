package org.onsager.solve;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/// The order conditions of Runge-Kutta methods, generated from rooted trees.
///
/// A method has order \(p\) if and only if \(\sum_i b_i u_i(\tau) = 1/\gamma(\tau)\) for every rooted tree
/// \(\tau\) of at most \(p\) nodes, where \(u_i([\tau_1 \dots \tau_m]) = \prod_k \sum_j a_{ij} u_j(\tau_k)\) and
/// the density \(\gamma\) is the number of nodes times the product of the densities of the branches. There are 1,
/// 1, 2, 4, 9, 20, 48, 115, 286 trees of 1 to 9 nodes.
///
/// Source: J. C. Butcher, *Numerical Methods for Ordinary Differential Equations*, ch. 3.
public final class OrderConditions {
    private OrderConditions() {}

    /// The largest violation of any condition up to an order, by the coefficients as they are: evaluated in 40
    /// digits, so that no rounding of the evaluation is mistaken for theirs.
    ///
    /// @param a  square coefficient matrix, explicit or implicit
    /// @param b  weights
    /// @param order  at least 1
    public static double residual(double[][] a, double[] b, int order) {
        var exact = new Exact(a);
        BigDecimal worst = BigDecimal.ZERO;
        for (var ofOneOrder : trees(order)) for (Tree tree : ofOneOrder) worst = worst.max(exact.violation(tree, b));
        return worst.doubleValue();
    }

    /// The largest violation relative to the sum of the magnitudes of a condition's terms (at least 1): what
    /// rounded coefficients can reach, evaluated in doubles: for methods with large coefficients, such as the
    /// dense outputs of Verner's.
    public static double relativeResidual(double[][] a, double[] b, int order) {
        double[][] sizes = Arrays.stream(a)
                .map(row -> Arrays.stream(row).map(Math::abs).toArray())
                .toArray(double[][]::new);
        double[] sizesOfB = Arrays.stream(b).map(Math::abs).toArray();
        double worst = 0;
        for (var ofOneOrder : trees(order))
            for (Tree tree : ofOneOrder) {
                double violation = Math.abs(weight(tree, a, b) - 1 / tree.density());
                worst = Math.max(worst, violation / Math.max(1, weight(tree, sizes, sizesOfB)));
            }
        return worst;
    }

    /// Rooted trees by number of nodes, from 1 to `order`.
    public static List<List<Tree>> trees(int order) {
        List<List<Tree>> all = new ArrayList<>();
        all.add(List.of(new Tree(1, 1, List.of())));
        for (int n = 2; n <= order; n++) {
            List<Tree> smaller = new ArrayList<>();
            all.forEach(smaller::addAll);
            List<Tree> found = new ArrayList<>();
            branch(smaller, 0, n - 1, new ArrayList<>(), found);
            all.add(found);
        }
        return all;
    }

    /// All multisets of branches with `nodes` nodes in total, as non-decreasing sequences of indices.
    private static void branch(List<Tree> smaller, int from, int nodes, List<Tree> branches, List<Tree> found) {
        if (nodes == 0) {
            int size = 1 + branches.stream().mapToInt(Tree::nodes).sum();
            double density = size;
            for (Tree each : branches) density *= each.density();
            found.add(new Tree(size, density, List.copyOf(branches)));
            return;
        }
        for (int i = from; i < smaller.size(); i++) {
            Tree next = smaller.get(i);
            if (next.nodes() > nodes) continue;
            branches.add(next);
            branch(smaller, i, nodes - next.nodes(), branches, found);
            branches.removeLast();
        }
    }

    private static double weight(Tree tree, double[][] a, double[] b) {
        double[] u = stages(tree, a);
        double sum = 0;
        for (int i = 0; i < b.length; i++) sum += b[i] * u[i];
        return sum;
    }

    private static double[] stages(Tree tree, double[][] a) {
        var u = new double[a.length];
        Arrays.fill(u, 1);
        for (Tree each : tree.branches()) {
            double[] v = stages(each, a);
            for (int i = 0; i < u.length; i++) {
                double sum = 0;
                for (int j = 0; j < a[i].length; j++) sum += a[i][j] * v[j];
                u[i] *= sum;
            }
        }
        return u;
    }

    /// Conditions in 40 digits; what a subtree contributes is kept, as larger trees share it.
    private static final class Exact {
        private static final MathContext DIGITS = new MathContext(40);
        private final BigDecimal[][] a;
        private final IdentityHashMap<Tree, BigDecimal[]> branches = new IdentityHashMap<>();

        Exact(double[][] a) {
            this.a = Arrays.stream(a).map(Exact::of).toArray(BigDecimal[][]::new);
        }

        private static BigDecimal[] of(double[] row) {
            return Arrays.stream(row).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        }

        BigDecimal violation(Tree tree, double[] b) {
            BigDecimal sum = dot(of(b), stages(tree));
            return sum.subtract(BigDecimal.ONE.divide(BigDecimal.valueOf(tree.density()), DIGITS))
                    .abs();
        }

        private BigDecimal[] stages(Tree tree) {
            var u = new BigDecimal[a.length];
            Arrays.fill(u, BigDecimal.ONE);
            for (Tree each : tree.branches()) {
                BigDecimal[] v = branch(each);
                for (int i = 0; i < u.length; i++) u[i] = u[i].multiply(v[i], DIGITS);
            }
            return u;
        }

        private BigDecimal[] branch(Tree tree) {
            BigDecimal[] known = branches.get(tree);
            if (known != null) return known;
            BigDecimal[] u = stages(tree);
            BigDecimal[] v = Arrays.stream(a).map(row -> dot(row, u)).toArray(BigDecimal[]::new);
            branches.put(tree, v);
            return v;
        }

        private static BigDecimal dot(BigDecimal[] row, BigDecimal[] u) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int j = 0; j < row.length; j++)
                if (row[j].signum() != 0) sum = sum.add(row[j].multiply(u[j], DIGITS), DIGITS);
            return sum;
        }
    }

    /// A rooted tree.
    ///
    /// @param nodes  their number
    /// @param density  \(\gamma\)
    /// @param branches  the subtrees at the root
    public record Tree(int nodes, double density, List<Tree> branches) {}
}
