package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// A differential operator \(u \mapsto \sum_t c_t(x)\, \partial^{\alpha_t} u + r(u)\) on a box of one or two
/// dimensions; time counts as a dimension.
///
/// @param terms  the linear part, at least one
/// @param reaction  \(r\), pointwise
public record PdeOperator(List<Term> terms, Reaction reaction) {
    public PdeOperator {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) throw new IllegalArgumentException("terms must be at least one");
        int d = terms.getFirst().orders.length;
        for (var term : terms)
            if (term.orders.length != d)
                throw new IllegalArgumentException(
                        "terms must all have %d dimensions, not %d".formatted(d, term.orders.length));
    }

    /// One product of a coefficient and a derivative.
    ///
    /// @param orders  order of the derivative along each axis, 0 to 3
    /// @param coefficients  one number, or one a grid point in row-major order
    public record Term(int[] orders, double[] coefficients) {
        public Term {
            if (orders.length < 1 || orders.length > 2)
                throw new IllegalArgumentException("orders must be for 1 or 2 axes, not " + orders.length);
            for (int order : orders)
                if (order < 0 || order > 3)
                    throw new IllegalArgumentException("orders must be in [0, 3], not " + order);
            if (coefficients.length < 1) throw new IllegalArgumentException("coefficients must be at least one");
        }

        /// A constant times a derivative.
        public static Term of(double coefficient, int... orders) {
            return new Term(orders, new double[] {coefficient});
        }

        double coefficient(int point) {
            return coefficients[coefficients.length == 1 ? 0 : point];
        }

        boolean isConstant() {
            return coefficients.length == 1;
        }

        /// The axis of a derivative along one axis, -1 for none, 2 for a mixed one.
        int axis() {
            int axis = -1;
            for (int j = 0; j < orders.length; j++) if (orders[j] > 0) axis = axis == -1 ? j : 2;
            return axis;
        }
    }

    /// A pointwise nonlinear part.
    ///
    /// @param name  for messages
    /// @param value  \(r(u)\)
    /// @param slope  \(r'(u)\)
    public record Reaction(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        /// Nothing: the equation is linear.
        public static final Reaction NONE = new Reaction("none", u -> 0, u -> 0);

        /// Allen and Cahn's \(u(u^2 - 1)\).
        public static final Reaction ALLEN_CAHN = new Reaction("allen-cahn", u -> u * (u * u - 1), u -> 3 * u * u - 1);
    }

    /// \(\Delta u\).
    public static PdeOperator poisson(int dimensions) {
        return new PdeOperator(laplacian(dimensions, 1), Reaction.NONE);
    }

    /// \(\Delta u + u(u^2 - 1)\).
    public static PdeOperator allenCahn(int dimensions) {
        return new PdeOperator(laplacian(dimensions, 1), Reaction.ALLEN_CAHN);
    }

    /// \(\Delta u + k^2 u\).
    ///
    /// @param wavenumber  \(k\)
    public static PdeOperator helmholtz(int dimensions, double wavenumber) {
        var terms = new ArrayList<>(laplacian(dimensions, 1));
        terms.add(Term.of(wavenumber * wavenumber, new int[dimensions]));
        return new PdeOperator(terms, Reaction.NONE);
    }

    /// \(\beta u_x + u_t\), axes \(x, t\).
    public static PdeOperator advection(double beta) {
        return new PdeOperator(List.of(Term.of(beta, 1, 0), Term.of(1, 0, 1)), Reaction.NONE);
    }

    /// \(u_t - \kappa u_{xx}\), axes \(x, t\).
    public static PdeOperator heat(double diffusivity) {
        return new PdeOperator(List.of(Term.of(1, 0, 1), Term.of(-diffusivity, 2, 0)), Reaction.NONE);
    }

    /// \(u_{tt} - c^2 u_{xx}\), axes \(x, t\).
    public static PdeOperator wave(double speed) {
        return new PdeOperator(List.of(Term.of(1, 0, 2), Term.of(-speed * speed, 2, 0)), Reaction.NONE);
    }

    /// Any linear operator.
    public static PdeOperator custom(Term... terms) {
        return new PdeOperator(List.of(terms), Reaction.NONE);
    }

    /// This linear part with another pointwise part.
    public PdeOperator with(Reaction other) {
        return new PdeOperator(terms, other);
    }

    private static List<Term> laplacian(int dimensions, double coefficient) {
        var terms = new ArrayList<Term>();
        for (int j = 0; j < dimensions; j++) {
            var orders = new int[dimensions];
            orders[j] = 2;
            terms.add(Term.of(coefficient, orders));
        }
        return terms;
    }

    /// Number of axes.
    public int dimensions() {
        return terms.getFirst().orders.length;
    }

    public boolean isLinear() {
        return reaction == Reaction.NONE;
    }

    /// Highest order along an axis.
    public int order(int axis) {
        return terms.stream().mapToInt(term -> term.orders[axis]).max().orElse(0);
    }

    boolean isConstant() {
        return terms.stream().allMatch(Term::isConstant);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var term : terms)
            text.append(text.isEmpty() ? "" : " + ")
                    .append(term.isConstant() ? Double.toString(term.coefficients[0]) : "c(x)")
                    .append(" D")
                    .append(Arrays.toString(term.orders));
        return isLinear() ? text.toString() : text + " + " + reaction.name;
    }
}
