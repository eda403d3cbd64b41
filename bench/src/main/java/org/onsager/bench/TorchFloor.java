package org.onsager.bench;

import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.SiLUImpl;
import org.bytedeco.pytorch.TanhImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The floor under our tensor races: libtorch's own modules, autograd and optimiser called through JavaCPP with
/// nothing of ours between, in the way that a C++ programmer would write it. It runs in the same process, hence
/// with the same thread settings.
final class TorchFloor {
    private TorchFloor() {}

    static DoubleSupplier mlp(int width, int batch) {
        var net = new SequentialImpl();
        net.push_back(new LinearImpl(2, width));
        net.push_back(new SiLUImpl());
        net.push_back(new LinearImpl(width, width));
        net.push_back(new SiLUImpl());
        net.push_back(new LinearImpl(width, width));
        net.push_back(new SiLUImpl());
        net.push_back(new LinearImpl(width, 2));
        var adam = new org.bytedeco.pytorch.Adam(net.parameters(), new AdamOptions(1e-3));
        var x = torch.randn(batch, 2);
        return () -> {
            double last = 0;
            for (int step = 0; step < 100; step++) {
                try (var _ = new PointerScope()) {
                    adam.zero_grad();
                    var loss = torch.mse_loss(net.forward(x), x);
                    loss.backward();
                    adam.step();
                    if (step == 99) last = loss.item_double();
                }
            }
            return last;
        };
    }

    static DoubleSupplier neuralOde() {
        var net = new SequentialImpl();
        net.push_back(new LinearImpl(2, 64));
        net.push_back(new TanhImpl());
        net.push_back(new LinearImpl(64, 64));
        net.push_back(new TanhImpl());
        net.push_back(new LinearImpl(64, 2));
        var y0 = torch.randn(256, 2);
        double h = 1.0 / 40;
        var half = new Scalar(h / 2);
        var whole = new Scalar(h);
        var sixth = new Scalar(h / 6);
        var two = new Scalar(2);
        return () -> {
            try (var _ = new PointerScope()) {
                Tensor y = y0;
                for (int step = 0; step < 40; step++) {
                    var k1 = net.forward(y);
                    var k2 = net.forward(y.add(k1.mul(half)));
                    var k3 = net.forward(y.add(k2.mul(half)));
                    var k4 = net.forward(y.add(k3.mul(whole)));
                    y = y.add(k1.add(k2.mul(two)).add(k3.mul(two)).add(k4).mul(sixth));
                }
                net.zero_grad(true);
                var loss = y.square().mean();
                loss.backward();
                return loss.item_double();
            }
        };
    }
}
