package org.onsager.tensor.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

/// L-BFGS at work: everything but the loss is done on flat `double` arrays, which is exact for both element types
/// and cheap beside the loss.
final class LbfgsStepper implements Stepper {
    private static final double C1 = 1e-4;
    private static final double C2 = 0.9;

    private final Lbfgs settings;
    private final TensorList parameters;
    private final int size;
    private final List<Pair> pairs = new ArrayList<>();

    /// A step, the change of the gradient along it, and the reciprocal of their product.
    private record Pair(double[] s, double[] y, double rho) {}

    /// The loss and its gradient at one place.
    private record Point(double length, double loss, double[] gradient, double slope) {}

    LbfgsStepper(Lbfgs settings, TensorList parameters) {
        this.settings = settings;
        this.parameters = parameters;
        try (var _ = TensorScope.open()) {
            long count = 0;
            for (var each : parameters) count += each.count();
            this.size = Math.toIntExact(count);
        }
    }

    @Override
    public double step(Tensor loss, Supplier<Tensor> again, double rate, double clip) {
        var gradient = gradient(loss);
        double norm = Math.sqrt(dot(gradient, gradient));
        if (!Double.isFinite(norm) || norm == 0) return norm;
        // the direction is of the clipped gradient; slopes and curvatures are of the loss itself
        var used = gradient;
        if (norm > clip) {
            used = gradient.clone();
            for (int i = 0; i < size; i++) used[i] *= clip / norm;
        }
        var direction = direction(used);
        double slope = dot(direction, gradient);
        if (!(slope < 0)) { // the memory has lost its meaning: start again with the gradient
            pairs.clear();
            direction = direction(used);
            slope = dot(direction, gradient);
        }
        var start = flat(parameters);
        double first = settings.learningRate() * rate;
        if (pairs.isEmpty()) first *= Math.min(1, 1 / norm1(used));
        var from = new Point(0, loss.item(), gradient, slope);
        var found = new LineSearch(start, direction, again, settings.evaluations()).search(from, first);
        set(start, direction, found.length());
        if (found.length() == 0) pairs.clear(); // no way down along it: the next step is the gradient's
        remember(direction, from, found);
        return norm;
    }

    @Override
    public void step(TensorList gradients, double rate) {
        throw new UnsupportedOperationException("L-BFGS needs the loss: call step(loss, again, rate, clip)");
    }

    /// The approximate Newton direction \(-H g\), by the two-loop recursion.
    private double[] direction(double[] gradient) {
        var q = gradient.clone();
        var alpha = new double[pairs.size()];
        for (int k = pairs.size() - 1; k >= 0; k--) {
            var pair = pairs.get(k);
            alpha[k] = pair.rho * dot(pair.s, q);
            add(q, pair.y, -alpha[k]);
        }
        double scale = 1;
        if (!pairs.isEmpty()) {
            var last = pairs.getLast();
            scale = 1 / (last.rho * dot(last.y, last.y));
        }
        for (int i = 0; i < size; i++) q[i] *= scale;
        for (int k = 0; k < pairs.size(); k++) {
            var pair = pairs.get(k);
            add(q, pair.s, alpha[k] - pair.rho * dot(pair.y, q));
        }
        for (int i = 0; i < size; i++) q[i] = -q[i];
        return q;
    }

    private void remember(double[] direction, Point from, Point to) {
        var s = new double[size];
        var y = new double[size];
        for (int i = 0; i < size; i++) {
            s[i] = to.length * direction[i];
            y[i] = to.gradient[i] - from.gradient[i];
        }
        double curvature = dot(s, y);
        if (!(curvature > 1e-10 * dot(y, y) * 1e-6) || !(curvature > 0)) return;
        if (pairs.size() == settings.memory()) pairs.removeFirst();
        pairs.add(new Pair(s, y, 1 / curvature));
    }

    /// The search for a length that satisfies the strong Wolfe conditions.
    private final class LineSearch {
        private final double[] start;
        private final double[] direction;
        private final Supplier<Tensor> loss;
        private int left;

        private LineSearch(double[] start, double[] direction, Supplier<Tensor> loss, int evaluations) {
            this.start = start;
            this.direction = direction;
            this.loss = loss;
            this.left = evaluations;
        }

        private Point search(Point from, double first) {
            var before = from;
            double length = first;
            while (true) {
                var here = at(length);
                if (!Double.isFinite(here.loss)
                        || here.loss > from.loss + C1 * length * from.slope
                        || (before.length > 0 && here.loss >= before.loss)) return zoom(from, before, here);
                if (Math.abs(here.slope) <= -C2 * from.slope || left <= 0) return here;
                if (here.slope >= 0) return zoom(from, here, before);
                before = here;
                length *= 2;
            }
        }

        private Point zoom(Point from, Point low, Point high) {
            var a = low;
            var b = high;
            while (left > 0 && Math.abs(b.length - a.length) > 1e-12 * Math.max(a.length, b.length)) {
                var here = at(between(a, b));
                if (!Double.isFinite(here.loss)
                        || here.loss > from.loss + C1 * here.length * from.slope
                        || here.loss >= a.loss) {
                    b = here;
                } else {
                    if (Math.abs(here.slope) <= -C2 * from.slope) return here;
                    if (here.slope * (b.length - a.length) >= 0) b = a;
                    a = here;
                }
            }
            return a;
        }

        /// The minimum of the cubic through both ends, kept within their middle 80 percent.
        private double between(Point a, Point b) {
            double width = b.length - a.length;
            double middle = a.length + width / 2;
            if (!Double.isFinite(b.loss) || !Double.isFinite(b.slope)) return middle;
            double d1 = a.slope + b.slope - 3 * (b.loss - a.loss) / width;
            double root = d1 * d1 - a.slope * b.slope;
            if (!(root >= 0)) return middle;
            double d2 = Math.copySign(Math.sqrt(root), width);
            double guess = b.length - width * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
            double low = Math.min(a.length, b.length) + 0.1 * Math.abs(width);
            double high = Math.max(a.length, b.length) - 0.1 * Math.abs(width);
            return guess >= low && guess <= high ? guess : middle;
        }

        private Point at(double length) {
            left--;
            set(start, direction, length);
            try (var _ = TensorScope.open()) {
                var value = loss.get();
                var gradient = gradient(value);
                return new Point(length, value.item(), gradient, dot(gradient, direction));
            }
        }
    }

    @Override
    public Map<String, Tensor> state() {
        var state = new LinkedHashMap<String, Tensor>();
        for (int k = 0; k < pairs.size(); k++) {
            state.put("s." + k, Tensors.of(pairs.get(k).s, size));
            state.put("y." + k, Tensors.of(pairs.get(k).y, size));
        }
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        if (!state.isEmpty() && !state.containsKey("s.0"))
            throw new IllegalArgumentException(
                    "the optimiser state %s is not that of L-BFGS".formatted(state.keySet()));
        pairs.clear();
        for (int k = 0; state.containsKey("s." + k); k++) {
            var s = java.util.Objects.requireNonNull(state.get("s." + k)).toDoubles();
            var change = state.get("y." + k);
            if (s.length != size || change == null || change.count() != size)
                throw new IllegalArgumentException("the optimiser state s.%d must have %d numbers".formatted(k, size));
            var y = change.toDoubles();
            pairs.add(new Pair(s, y, 1 / dot(s, y)));
        }
    }

    private double[] gradient(Tensor loss) {
        try (var _ = TensorScope.open()) {
            return flat(Autograd.gradients(loss, parameters));
        }
    }

    private double[] flat(TensorList list) {
        var all = new double[size];
        int at = 0;
        try (var _ = TensorScope.open()) {
            for (var each : list) {
                var values = each.toDoubles();
                System.arraycopy(values, 0, all, at, values.length);
                at += values.length;
            }
        }
        return all;
    }

    private void set(double[] start, double[] direction, double length) {
        int at = 0;
        try (var _ = TensorScope.open()) {
            for (var each : parameters) {
                var values = new double[(int) each.count()];
                for (int i = 0; i < values.length; i++, at++) values[i] = start[at] + length * direction[at];
                each.assign(Tensors.of(each.dtype(), values, each.shape()));
            }
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static double norm1(double[] x) {
        double sum = 0;
        for (double each : x) sum += Math.abs(each);
        return sum;
    }

    private static void add(double[] x, double[] y, double factor) {
        for (int i = 0; i < x.length; i++) x[i] += factor * y[i];
    }
}
