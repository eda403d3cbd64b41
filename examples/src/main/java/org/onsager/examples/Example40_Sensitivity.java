package org.onsager.examples;

import java.util.List;
import org.onsager.inference.importance.InputLaw;
import org.onsager.inference.importance.LawSensitivity;
import org.onsager.inference.importance.Marginal;
import org.onsager.inference.importance.SobolIndices;
import org.onsager.numerics.RandomStream;

/// Which input of a beam matters, and what if the assumed input law is wrong: each from one sample.
public final class Example40_Sensitivity {
    private Example40_Sensitivity() {}

    /// Tip displacement in metres of a beam under a force (kN), with modulus (GPa), width and length (m).
    private static double displacement(double[] x) {
        return 4 * x[0] * 1e3 * Math.pow(x[3], 3) / (x[1] * 1e9 * Math.pow(x[2], 4));
    }

    public static void main(String[] arguments) {
        var names = List.of("force", "modulus", "width", "length");
        var law = beam(0.5);

        // first-order indices: the share of the variance that an input explains alone
        var indices = SobolIndices.firstOrder(Example40_Sensitivity::displacement, law)
                .run(10_000, RandomStream.of(1));
        for (int i = 0; i < 4; i++) {
            var index = indices.first(i);
            System.out.printf("%-8s %.3f +- %.3f%n", names.get(i), index.mean(), index.standardError());
        }

        // the mean displacement under three laws of the force, from one sample of the model
        var laws = List.of(beam(0.45), beam(0.5), beam(0.55));
        var run = new LawSensitivity(Example40_Sensitivity::displacement, laws).run(10_000, RandomStream.of(2));
        for (int j = 0; j < 3; j++)
            System.out.printf("law %d: %.3f +- %.3f mm%n", j, 1e3 * run.estimates()[j], 1e3 * run.standardErrors()[j]);
        System.out.printf("%d evaluations, learning stopped: %s%n", run.evaluations(), run.stop());
    }

    private static InputLaw beam(double force) {
        return InputLaw.independent(List.of(
                Marginal.logNormal(force, 0.1),
                Marginal.logNormal(200, 0.06),
                Marginal.normal(0.07, 0.05),
                Marginal.normal(4, 0.02)));
    }
}
