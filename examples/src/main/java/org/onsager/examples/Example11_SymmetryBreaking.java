package org.onsager.examples;

import org.onsager.memory.dense.Branch;
import org.onsager.memory.rsb.RsbSolver;
import org.onsager.memory.rsb.RsbSolver.Level;

/// The glass of a dense memory, \(P = 4\): when it sets in, what its states look like, and what breaking replica
/// symmetry does to the ground state.
public final class Example11_SymmetryBreaking {
    private Example11_SymmetryBreaking() {}

    public static void main(String[] arguments) {
        var solver = RsbSolver.of(4);
        double gamma = 1;

        var temperatures = solver.temperatures().orElseThrow();
        System.out.printf(
                "glass: dynamical T' = %.4f, static T' = %.4f%n", temperatures.dynamical(), temperatures.statical());

        var glass = solver.oneRsb(1 / 0.4, gamma, Branch.SPIN_GLASS);
        System.out.printf(
                "T' = 0.4: two replicas share a state with probability %.3f, then overlap by %.3f%n",
                1 - glass.order().theta(), glass.order().q2());
        System.out.printf(
                "pressure %.4f with one step of breaking, %.4f without%n",
                glass.pressure(), glass.symmetric().pressure());

        double broken = solver.groundState(gamma, Branch.SPIN_GLASS).pressure();
        double symmetric =
                -solver.rs(Double.POSITIVE_INFINITY, gamma, Branch.SPIN_GLASS).energy();
        System.out.printf("ground-state energy %.4f, replica-symmetric %.4f%n", -broken, -symmetric);
        System.out.printf(
                "capacity without breaking: %.4f%n", solver.capacity(Level.RS).gamma());
    }
}
