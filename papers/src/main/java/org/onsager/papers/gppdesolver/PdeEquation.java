package org.onsager.papers.gppdesolver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.pde.PdeOperator;
import org.onsager.inference.pde.PdeOperator.Reaction;
import org.onsager.inference.pde.PdeOperator.Term;
import org.onsager.numerics.expression.Formula;
import org.onsager.numerics.expression.ScalarFunction;

/// An equation such as `u_xx + u_yy + u*(u^2 - 1) = sin(x)*y` taken apart into a linear operator, a pointwise
/// reaction and a source. The names are those of the axes, `u` and its derivatives `u_x`, `u_xx`, `u_xy`, ...
///
/// @param operator  everything that has `u` in it
/// @param source  the rest at the grid points; empty if the equation has no right-hand side
record PdeEquation(PdeOperator operator, Optional<double[]> source) {

    static PdeEquation of(String text, List<String> axes, List<GridAxis> grid) {
        String[] sides = text.split("=", -1);
        if (sides.length > 2)
            throw new IllegalArgumentException("equation must have one '=', not " + (sides.length - 1));
        var derivatives = derivatives(axes);
        var names = new ArrayList<>(axes);
        names.add("u");
        names.addAll(derivatives.keySet());
        String all = sides.length == 1 ? text : "(%s) - (%s)".formatted(sides[0], sides[1]);
        var formula = Formula.of(all, names.toArray(String[]::new));
        var parts = new Parts(formula, axes, names.size(), grid);
        var terms = new ArrayList<Term>();
        derivatives.forEach((name, orders) -> {
            var coefficient = formula.derivative(name);
            if (isZero(coefficient)) return;
            for (var other : names.subList(axes.size(), names.size()))
                if (!isZero(coefficient.derivative(other)))
                    throw new IllegalArgumentException(
                            "equation must be linear in %s: its coefficient depends on %s".formatted(name, other));
            terms.add(new Term(orders, parts.constantOrValues(coefficient)));
        });
        if (terms.isEmpty())
            throw new IllegalArgumentException(
                    "equation must have a derivative of u, such as u_" + axes.getFirst() + axes.getFirst());
        var reaction = Reaction.NONE;
        var slope = formula.derivative("u");
        for (var name : derivatives.keySet())
            if (!isZero(slope.derivative(name)))
                throw new IllegalArgumentException("equation must be linear in " + name);
        if (!isZero(slope.derivative("u"))) {
            for (var axis : axes)
                if (!isZero(slope.derivative(axis)))
                    throw new IllegalArgumentException("a nonlinear part must depend on u alone, not on " + axis);
            reaction = parts.reaction(slope);
        } else if (!isZero(slope)) terms.add(new Term(new int[axes.size()], parts.constantOrValues(slope)));
        double[] source = parts.values(formula.scalar(), 0);
        for (int i = 0; i < source.length; i++) source[i] = -source[i];
        return new PdeEquation(
                new PdeOperator(terms, reaction), sides.length == 1 ? Optional.empty() : Optional.of(source));
    }

    private static boolean isZero(Formula formula) {
        return formula.text().equals("0");
    }

    private static Map<String, int[]> derivatives(List<String> axes) {
        var found = new LinkedHashMap<String, int[]>();
        for (int p = 0; p <= 3; p++)
            for (int q = 0; q <= (axes.size() == 1 ? 0 : 3); q++) {
                if (p + q == 0) continue;
                String name = "u_" + axes.getFirst().repeat(p)
                        + (axes.size() == 1 ? "" : axes.get(1).repeat(q));
                found.put(name, axes.size() == 1 ? new int[] {p} : new int[] {p, q});
            }
        return found;
    }

    /// Evaluates with the derivatives at 0.
    private record Parts(Formula formula, List<String> axes, int dimension, List<GridAxis> grid) {
        double[] constantOrValues(Formula coefficient) {
            boolean constant = axes.stream().allMatch(axis -> isZero(coefficient.derivative(axis)));
            double[] values = values(coefficient.scalar(), 0);
            return constant ? new double[] {values[0]} : values;
        }

        double[] values(ScalarFunction function, double u) {
            double[] first = grid.getFirst().points();
            double[] second = grid.size() == 1 ? new double[1] : grid.get(1).points();
            var values = new double[first.length * second.length];
            var state = new double[dimension];
            for (int i = 0; i < first.length; i++)
                for (int j = 0; j < second.length; j++) {
                    state[0] = first[i];
                    if (grid.size() == 2) state[1] = second[j];
                    state[axes.size()] = u;
                    values[i * second.length + j] = function.value(0, state, new double[0]);
                }
            return values;
        }

        /// \(r(u) = E(x, u) - E(x, 0)\), which does not depend on \(x\).
        Reaction reaction(Formula slope) {
            var value = formula.scalar();
            var derivative = slope.scalar();
            double[] at = new double[dimension];
            for (int j = 0; j < grid.size(); j++) at[j] = grid.get(j).point(0);
            double zero = value.value(0, at, new double[0]);
            return new Reaction(
                    formula.text(),
                    u -> value.value(0, with(at, u), new double[0]) - zero,
                    u -> derivative.value(0, with(at, u), new double[0]));
        }

        private double[] with(double[] at, double u) {
            double[] state = at.clone();
            state[axes.size()] = u;
            return state;
        }
    }
}
