package org.onsager.examples;

import java.util.List;
import org.onsager.inference.gaussian.Envelope;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.gaussian.SpectralMixture;
import org.onsager.inference.pde.GpPdeSolver;
import org.onsager.inference.pde.Manufactured;
import org.onsager.inference.pde.MatrixCollocation;
import org.onsager.inference.pde.MatrixCollocation.Scheme;
import org.onsager.inference.pde.PdeOperator;

/// A wave at four points a wavelength: finite differences miss it, a Gaussian process learns its frequency.
public final class Example42_GaussianProcessPde {
    private Example42_GaussianProcessPde() {}

    public static void main(String[] arguments) {
        var known = Manufactured.of("sin(30*x)", "x");
        var axis = GridAxis.equispaced(0, 2 * Math.PI, 121);
        var problem = known.problem(PdeOperator.poisson(1), axis);
        var reference = known.reference(300, axis);

        var differences = new MatrixCollocation(Scheme.FINITE_DIFFERENCES_2);
        double[] coarse = differences.interpolate(problem, differences.solve(problem), reference.points());
        System.out.printf("finite differences: relative error %.2g%n", reference.error(coarse));

        var solution = GpPdeSolver.standard()
                .kernel(new SpectralMixture(Envelope.MATERN_5_2, 20, true))
                .peaks(true)
                .iterations(120)
                .solve(problem, reference);
        var largest = solution.spectrum().getFirst();
        System.out.printf(
                "Gaussian process:   relative error %.2g after %d iterations, %s%n",
                reference.error(solution.at(reference.points())),
                solution.report().iterations(),
                solution.report().status());
        System.out.printf(
                "largest component:  %.3f cycles a unit (30/2 pi = %.3f), length %.2g%n",
                largest.frequency(), 30 / (2 * Math.PI), largest.lengthScale());

        var point = List.of(new double[] {1.0});
        System.out.printf(
                "at x = 1:           u = %.4f +- %.1g, u' = %.3f (%.4f, %.3f)%n",
                solution.at(point)[0],
                solution.deviation(point)[0],
                solution.derivative(point, 1)[0],
                known.values(point)[0],
                30 * Math.cos(30));
    }
}
