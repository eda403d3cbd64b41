package org.onsager.papers.gppdesolver;

import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.pde.Manufactured;
import org.onsager.inference.pde.MatrixCollocation;
import org.onsager.inference.pde.PdeOperator;
import org.onsager.inference.pde.PdeProblem;
import org.onsager.inference.pde.Reference;

/// The problems of the paper's table.
enum TestProblem {
    P1("sin(100*x)", PdeOperator.poisson(1), TestProblem.TURN, 400, 20),
    P2("x*sin(200*x)", PdeOperator.poisson(1), TestProblem.TURN, 900, 50),
    P3("sin(6*x)*cos(100*x)", PdeOperator.poisson(1), TestProblem.TURN, 400, 20),
    /// The comments of the released code and the paper have cos where the code has sin.
    P4("sin(x)+0.1*sin(20*x)+0.05*cos(100*x)", PdeOperator.poisson(1), 1, 900, 30),
    P5("sin(500*x)-2*(x-0.5)^2", PdeOperator.poisson(1), 1, 400, 100),
    P6("sin(100*x)*sin(100*y)", PdeOperator.poisson(2), TestProblem.TURN, 400, 20),
    P7("sin(6*x)*cos(20*x)+sin(6*y)*cos(20*y)", PdeOperator.poisson(2), TestProblem.TURN, 200, 20),
    A1("sin(100*x)", PdeOperator.allenCahn(1), TestProblem.TURN, 400, 20),
    A2("sin(6*x)*cos(100*x)", PdeOperator.allenCahn(1), TestProblem.TURN, 400, 20),
    A3("(sin(x)+0.1*sin(20*x)+cos(100*x))*(sin(y)+0.1*sin(20*y)+cos(100*y))", PdeOperator.allenCahn(2), 1, 400, 30),
    /// Advection, \(y\) for the time.
    V1("sin(x-200*y)", PdeOperator.advection(200), 1, 200, 40);

    static final double TURN = 2 * Math.PI;
    private static final int TEST_POINTS = 300;

    private final Manufactured solution;
    private final PdeOperator operator;
    private final double length;
    private final int points;
    private final double range;

    TestProblem(String solution, PdeOperator operator, double length, int points, double range) {
        this.solution =
                operator.dimensions() == 1 ? Manufactured.of(solution, "x") : Manufactured.of(solution, "x", "y");
        this.operator = operator;
        this.length = length;
        this.points = points;
        this.range = range;
    }

    int points() {
        return points;
    }

    /// \(F\).
    double range() {
        return range;
    }

    double length() {
        return length;
    }

    int dimensions() {
        return operator.dimensions();
    }

    /// \(\lambda_b\).
    double boundaryWeight() {
        return this == V1 ? 500 : 200;
    }

    private GridAxis[] axes(int count, double side) {
        var axes = new GridAxis[dimensions()];
        for (int j = 0; j < axes.length; j++) axes[j] = GridAxis.equispaced(0, side, count);
        return axes;
    }

    /// On the published grid.
    PdeProblem problem() {
        return problem(points);
    }

    PdeProblem problem(int count) {
        return problem(count, length);
    }

    PdeProblem problem(int count, double side) {
        return solution.problem(operator, axes(count, side));
    }

    /// On Chebyshev's points.
    PdeProblem chebyshev(int count) {
        var axes = new GridAxis[dimensions()];
        for (int j = 0; j < axes.length; j++) axes[j] = MatrixCollocation.chebyshev(0, length, count);
        return solution.problem(operator, axes);
    }

    /// The solution at 300 points a side.
    Reference reference() {
        return reference(length);
    }

    Reference reference(double side) {
        return solution.reference(TEST_POINTS, axes(2, side));
    }

    Reference reference(int count, double side) {
        return solution.reference(count, axes(2, side));
    }
}
