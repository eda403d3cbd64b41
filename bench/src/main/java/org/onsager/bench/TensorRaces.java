package org.onsager.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Multi;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Mlp;
import org.onsager.tensor.optim.Adam;

/// Our side of the races of training, and the floor under it: the same loops against libtorch's own modules and
/// optimiser without our layer ([TorchFloor]). One JSON line per race and peer, with the seconds (median after
/// warm-up) and the final loss.
public final class TensorRaces {
    private static final RandomStream STREAM = RandomStream.of(1).split("tensor-races");

    private TensorRaces() {}

    /// Runs the races whose names contain an argument; all without arguments.
    public static void main(String[] arguments) {
        for (int[] size : new int[][] {{64, 256}, {512, 512}}) {
            int width = size[0], batch = size[1];
            var race = "mlp-train-w%d-b%d-100steps".formatted(width, batch);
            if (!wanted(race, arguments)) continue;
            int repeats = width > 100 ? 5 : 21;
            report(race, "onsager", repeats, mlp(width, batch));
            report(race, "raw libtorch through JavaCPP", repeats, TorchFloor.mlp(width, batch));
        }
        if (wanted("neural-ode-rk4-40-w64-b256-fwdbwd", arguments)) {
            report("neural-ode-rk4-40-w64-b256-fwdbwd", "onsager", 21, neuralOde());
            report("neural-ode-rk4-40-w64-b256-fwdbwd", "raw libtorch through JavaCPP", 21, TorchFloor.neuralOde());
        }
        if (wanted("tensor-scope", arguments)) scope();
    }

    /// A hundred steps of Adam on a perceptron with three hidden layers that learns the identity of the plane.
    static DoubleSupplier mlp(int width, int batch) {
        var net = Mlp.of(Activation.SILU, STREAM, DType.FLOAT32, 2, width, width, width, 2);
        var parameters = net.parameterList();
        var adam = Adam.of(1e-3).over(parameters);
        var x = Tensors.normal(STREAM.split("x"), DType.FLOAT32, batch, 2);
        return () -> {
            double last = 0;
            for (int step = 0; step < 100; step++) {
                try (var _ = TensorScope.open()) {
                    var loss = Functional.meanSquaredError(net.forward(x), x);
                    adam.step(Autograd.gradients(loss, parameters), 1);
                    if (step == 99) last = loss.item();
                }
            }
            return last;
        };
    }

    /// Forty Runge-Kutta steps of a neural field, and the gradient of the mean square of the end by its
    /// parameters.
    static DoubleSupplier neuralOde() {
        var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT32, 2, 64, 64, 2);
        var parameters = net.parameterList();
        var y0 = Tensors.normal(STREAM.split("y0"), DType.FLOAT32, 256, 2);
        return () -> {
            try (var _ = TensorScope.open()) {
                Tensor y = y0;
                var field = net.prepared();
                double h = 1.0 / 40;
                for (int step = 0; step < 40; step++) {
                    var k1 = field.apply(y);
                    var k2 = field.apply(y.addScaled(k1, h / 2));
                    var k3 = field.apply(y.addScaled(k2, h / 2));
                    var k4 = field.apply(y.addScaled(k3, h));
                    y = y.addScaled(k1, h / 6)
                            .addScaled(k2, h / 3)
                            .addScaled(k3, h / 3)
                            .addScaled(k4, h / 6);
                }
                return Multi.norm(Autograd.gradients(y.square().mean(), parameters));
            }
        };
    }

    private static void scope() {
        int count = 1_000_000;
        report("tensor-scope-open-close-1e6", "onsager", 9, () -> {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                try (var scope = TensorScope.open()) {
                    sum += scope.size();
                }
            }
            return sum;
        });
    }

    private static boolean wanted(String race, String[] arguments) {
        return arguments.length == 0 || Arrays.stream(arguments).anyMatch(race::contains);
    }

    static void report(String race, String peer, int repeats, DoubleSupplier work) {
        for (int warm = 0; warm < Math.max(2, repeats / 2); warm++) work.getAsDouble();
        var seconds = new double[repeats];
        double value = 0;
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            value = work.getAsDouble();
            seconds[i] = (System.nanoTime() - start) * 1e-9;
        }
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "{\"race\":\"%s\",\"peer\":\"%s\",\"seconds\":%.6g,\"fastest\":%.6g,\"value\":%.6g}%n",
                race,
                peer,
                seconds[repeats / 2],
                seconds[0],
                value);
    }
}
