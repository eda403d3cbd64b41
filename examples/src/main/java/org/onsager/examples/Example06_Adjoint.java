package org.onsager.examples;

import java.util.List;
import java.util.stream.IntStream;
import org.onsager.solve.Pid;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.solve.Adjoint;
import org.onsager.tensor.solve.Flow;

/// How far a pendulum's motion is off by its friction and stiffness: one gradient by four adjoints.
public final class Example06_Adjoint {
    private Example06_Adjoint() {}

    private static Tensor pendulum(Tensor y, Tensor p) {
        var angle = y.select(0, 0);
        var velocity = y.select(0, 1);
        var force = angle.sin().mul(p.select(0, 1)).add(velocity.mul(p.select(0, 0)));
        return Tensors.stack(0, velocity, force.neg());
    }

    /// Prints the gradient by each adjoint and the states that it stored.
    public static void main(String[] arguments) {
        double[] times = IntStream.rangeClosed(1, 8).mapToDouble(i -> 0.5 * i).toArray();
        try (var _ = TensorScope.open()) {
            var y0 = Tensors.of(new double[] {1.5, 0}, 2);
            var truth = Tensors.of(new double[] {0.1, 2}, 2).requiresGrad();
            var p = Tensors.of(new double[] {0.3, 1.6}, 2).requiresGrad();
            var solver = new Tsit5();
            var control = Pid.tol(1e-8, 1e-10);
            var motion = Flow.of((t, y) -> pendulum(y, truth), List.of(truth), solver, 0, 4)
                    .with(control)
                    .at(times);
            var data = Adjoint.checkpointed(2)
                    .gradient(motion, y0, s -> s.getLast().sum())
                    .states();
            var flow = Flow.of((t, y) -> pendulum(y, p), List.of(p), solver, 0, 4)
                    .with(control)
                    .at(times);
            Flow.Loss misfit = states -> IntStream.range(0, times.length)
                    .mapToObj(i -> states.get(i).sub(data.get(i)).square().sum())
                    .reduce(Tensor::add)
                    .orElseThrow();

            for (var adjoint :
                    List.of(Adjoint.tape(), Adjoint.checkpointed(5), Adjoint.backsolve(), Adjoint.forward())) {
                var g = adjoint.gradient(flow, y0, misfit);
                double[] by = g.byParameters().getFirst().toDoubles();
                System.out.printf(
                        "%.6f %.6f with %d states%n", by[0], by[1], g.work().stored());
            }
        }
    }
}
