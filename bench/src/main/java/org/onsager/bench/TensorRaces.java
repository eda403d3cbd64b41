package org.onsager.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solve;
import org.onsager.solve.explicit.RK4;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Multi;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Backpropagation;
import org.onsager.tensor.nn.Mlp;
import org.onsager.tensor.optim.Adam;
import org.onsager.tensor.solve.TensorSpace;

/// Our side of the races of training, and the floor under it: the same loops against libtorch's own modules and
/// optimiser without our layer ([TorchFloor]).
final class TensorRaces {
    private static final RandomStream STREAM = RandomStream.of(1).split("tensor-races");
    private static final String OURS = "onsager";

    /// Ends the names of the floors, which no peer runs: they must not pass for our side.
    private static final String FLOOR = "/raw-libtorch";

    /// Ends the names of the same training by the recorded graph, which is what the floor does.
    private static final String GRAPH = "/graph";

    private TensorRaces() {}

    /// Our sides and the floors.
    static List<Race> all() {
        var races = new ArrayList<Race>();
        for (int[] size : new int[][] {{64, 256}, {512, 512}}) {
            int width = size[0], batch = size[1];
            var name = "mlp-train-w%d-b%d-100steps".formatted(width, batch);
            races.add(new TensorRace(name, OURS, () -> mlp(width, batch)));
            races.add(new TensorRace(name + GRAPH, OURS, () -> mlpByGraph(width, batch)));
            races.add(new TensorRace(name + FLOOR, OURS, () -> TorchFloor.mlp(width, batch)));
        }
        races.add(new TensorRace("neural-ode-rk4-40-w64-b256-fwdbwd", OURS, TensorRaces::neuralOde));
        races.add(new TensorRace("neural-ode-rk4-40-w64-b256-fwdbwd" + FLOOR, OURS, TorchFloor::neuralOde));
        races.add(new TensorRace("tensor-scope-open-close-1e6", OURS, () -> TensorRaces::scopes));
        return races;
    }

    /// A race of the tensor room; its networks are made when it first runs, so that a listing loads no natives.
    private static final class TensorRace implements Race {
        private final String name;
        private final String peer;
        private final Supplier<DoubleSupplier> make;
        private @Nullable DoubleSupplier work;
        private double last = Double.NaN;

        TensorRace(String name, String peer, Supplier<DoubleSupplier> make) {
            this.name = name;
            this.peer = peer;
            this.make = make;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String peer() {
            return peer;
        }

        @Override
        public void run() {
            var ready = work;
            if (ready == null) work = ready = make.get();
            last = ready.getAsDouble();
            if (!Double.isFinite(last)) throw new IllegalStateException("race %s came to %s".formatted(name, last));
        }
    }

    /// A hundred steps of Adam on a perceptron with three hidden layers that learns the identity of the plane.
    static DoubleSupplier mlp(int width, int batch) {
        var net = perceptron(width);
        var x = Tensors.normal(STREAM.split("x"), DType.FLOAT32, batch, 2);
        var reverse = Backpropagation.of(net, batch);
        return training(net, () -> reverse.of(x, y -> Functional.meanSquaredError(y, x)));
    }

    /// The same by the recorded graph.
    static DoubleSupplier mlpByGraph(int width, int batch) {
        var net = perceptron(width);
        var parameters = net.parameterList();
        var x = Tensors.normal(STREAM.split("x"), DType.FLOAT32, batch, 2);
        return training(net, () -> {
            var loss = Functional.meanSquaredError(net.forward(x), x);
            return new Backpropagation.Evaluation(loss, Autograd.gradients(loss, parameters));
        });
    }

    private static Mlp perceptron(int width) {
        return Mlp.of(Activation.SILU, STREAM, DType.FLOAT32, 2, width, width, width, 2);
    }

    private static DoubleSupplier training(Mlp net, Supplier<Backpropagation.Evaluation> evaluation) {
        var adam = Adam.of(1e-3).over(net.parameterList());
        return () -> {
            double last = 0;
            for (int step = 0; step < 100; step++) {
                try (var _ = TensorScope.open()) {
                    var found = evaluation.get();
                    adam.step(found.gradients(), 1);
                    if (step == 99) last = found.loss().item();
                }
            }
            return last;
        };
    }

    /// Forty Runge-Kutta steps of a neural field, and the gradient of the mean square of the end by its
    /// parameters, by the solver on tensors.
    static DoubleSupplier neuralOde() {
        var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT32, 2, 64, 64, 2);
        var parameters = net.parameterList();
        var y0 = Tensors.normal(STREAM.split("y0"), DType.FLOAT32, 256, 2);
        return () -> {
            try (var _ = TensorScope.open()) {
                var y1 = Solve.of(OdeTerm.autonomous(TensorSpace.REAL, net.prepared()))
                        .span(0, 1)
                        .y0(y0)
                        .solver(new RK4())
                        .fixedStep(1.0 / 40)
                        .run()
                        .y1();
                return Multi.norm(Autograd.gradients(y1.square().mean(), parameters));
            }
        };
    }

    /// A million scopes that hold nothing.
    static double scopes() {
        long sum = 0;
        for (int i = 0; i < 1_000_000; i++) {
            try (var scope = TensorScope.open()) {
                sum += scope.size();
            }
        }
        return sum;
    }
}
