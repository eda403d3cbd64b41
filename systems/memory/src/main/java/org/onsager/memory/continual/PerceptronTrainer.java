package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;

/// Trains the fields of a binary perceptron by gradients of loss \(+\ \gamma\,KL(q_\theta\|q_{\theta'})\);
/// \(\theta'\) is held while a task is learned, as the theory supposes.
///
/// The divergence's share of a batch is \(\gamma\beta^2(1-m_i^2)(\theta_i-\theta'_i)\,B/M\). The optimiser starts
/// anew with every call. Immutable.
///
/// @param rule  how a gradient becomes a step
/// @param batch  examples a step, at least 1; more than there are means all
/// @param epochs  passes, at least 0
/// @param gamma  strength of the divergence, at least 0
/// @param beta  \(\beta > 0\) of the fields
/// @param every  epochs between records of the learning curve, at least 1
/// @param exactVariance  for inputs that are not \(\pm1\)
public record PerceptronTrainer(
        Rule rule, int batch, int epochs, double gamma, double beta, int every, boolean exactVariance) {

    public PerceptronTrainer {
        require(batch >= 1, "batch", batch, "[1, inf)");
        require(epochs >= 0, "epochs", epochs, "[0, inf)");
        require(gamma >= 0 && gamma < Double.POSITIVE_INFINITY, "gamma", gamma, "[0, inf)");
        require(beta > 0 && beta < Double.POSITIVE_INFINITY, "beta", beta, "(0, inf)");
        require(every >= 1, "every", every, "[1, inf)");
    }

    /// A rule at \(\beta = 1\) without divergence, all examples a step, recording a hundred points.
    public static PerceptronTrainer of(Rule rule, int epochs) {
        return new PerceptronTrainer(rule, Integer.MAX_VALUE, epochs, 0, 1, Math.max(1, epochs / 100), false);
    }

    public PerceptronTrainer withBatch(int batch) {
        return new PerceptronTrainer(rule, batch, epochs, gamma, beta, every, exactVariance);
    }

    public PerceptronTrainer withGamma(double gamma) {
        return new PerceptronTrainer(rule, batch, epochs, gamma, beta, every, exactVariance);
    }

    public PerceptronTrainer withEvery(int every) {
        return new PerceptronTrainer(rule, batch, epochs, gamma, beta, every, exactVariance);
    }

    public PerceptronTrainer withExactVariance() {
        return new PerceptronTrainer(rule, batch, epochs, gamma, beta, every, true);
    }

    /// How a gradient becomes a step.
    public sealed interface Rule {}

    /// Adam with weight decay added to the gradient.
    ///
    /// @param rate  positive
    /// @param decay  at least 0
    public record Adam(double rate, double decay) implements Rule {
        public Adam {
            require(rate > 0, "rate", rate, "(0, inf)");
            require(decay >= 0, "decay", decay, "[0, inf)");
        }
    }

    /// Gradient descent with momentum; 0 is plain descent.
    ///
    /// @param rate  positive
    /// @param momentum  in [0, 1)
    public record Momentum(double rate, double momentum) implements Rule {
        public Momentum {
            require(rate > 0, "rate", rate, "(0, inf)");
            require(momentum >= 0 && momentum < 1, "momentum", momentum, "[0, 1)");
        }
    }

    /// Where training ended.
    ///
    /// @param theta  fields
    /// @param epochs  when the curve was recorded, the first is 0
    /// @param overlaps  `overlaps[teacher][record]`, of \(\mathrm{sgn}\,\theta\) with each teacher that was given
    /// @param selfOverlaps  \(Q = \frac1N\sum_im_i^2\) at each record
    /// @param trainingError  share of the task's examples that are wrong at the end
    public record Run(
            double[] theta, double[] epochs, double[][] overlaps, double[] selfOverlaps, double trainingError) {

        /// \(\arccos(p)/\pi\) with teacher `teacher` at the end.
        public double error(int teacher) {
            double[] p = overlaps[teacher];
            return TaskOneSolution.generalisationError(p[p.length - 1]);
        }

        /// \(\arccos(p)/\pi\) along the curve.
        public double[] errors(int teacher) {
            double[] errors = overlaps[teacher].clone();
            for (int i = 0; i < errors.length; i++) errors[i] = TaskOneSolution.generalisationError(errors[i]);
            return errors;
        }
    }

    /// Small random fields to start from: standard normals times `scale`.
    public static double[] start(int size, double scale, RandomStream stream) {
        var theta = new double[size];
        stream.split("fields").fillNormal(theta);
        for (int i = 0; i < size; i++) theta[i] *= scale;
        return theta;
    }

    /// Learns a task.
    ///
    /// @param start  \(\theta\), left alone
    /// @param prior  \(\theta'\), what the divergence ties to: zeros for the uniform prior, the end of the last
    ///     task for continual learning
    /// @param teachers  whose overlaps are recorded; may be empty
    /// @throws DivergedException if a field is not finite, with the epoch
    public Run train(PerceptronTask task, double[] start, double[] prior, List<byte[]> teachers, RandomStream stream) {
        return train(task, start, prior, teachers, stream, new double[0]);
    }

    /// Learns a task while \(\frac1N\sum_im_i^2\) is held at a schedule: after each step all \(m_i\) are
    /// multiplied by one number.
    ///
    /// @param schedule  \(Q\) for equal parts of the epochs; empty leaves \(Q\) free
    public Run train(
            PerceptronTask task,
            double[] start,
            double[] prior,
            List<byte[]> teachers,
            RandomStream stream,
            double[] schedule) {
        var objective = new PerceptronObjective(task, beta, exactVariance);
        requireLength("start", start, task.size());
        requireLength("prior", prior, task.size());
        for (var teacher : teachers)
            if (teacher.length != task.size())
                throw new IllegalArgumentException(
                        "a teacher must have %d weights, not %d".formatted(task.size(), teacher.length));
        var theta = start.clone();
        var records = new Records(teachers, beta);
        records.add(0, theta);
        var stepper = new Stepper(rule, task.size());
        var order = new int[task.examples()];
        for (int mu = 0; mu < order.length; mu++) order[mu] = mu;
        var shuffle = stream.split("batches");
        int step = Math.min(batch, order.length);
        var gradient = new double[theta.length];
        for (int epoch = 0; epoch < epochs; epoch++) {
            if (step < order.length) shuffle.at(epoch).generator().shuffle(order);
            for (int from = 0; from < order.length; from += step) {
                int to = Math.min(order.length, from + step);
                objective.gradient(theta, order, from, to, gradient);
                brake(theta, prior, (double) (to - from) / order.length, gradient);
                stepper.step(theta, gradient);
                if (schedule.length > 0) rescale(theta, schedule[(int) ((long) epoch * schedule.length / epochs)]);
            }
            requireFinite(theta, epoch + 1);
            if ((epoch + 1) % every == 0 || epoch + 1 == epochs) records.add(epoch + 1, theta);
        }
        return records.run(theta, objective.trainingError(theta));
    }

    private void brake(double[] theta, double[] prior, double share, double[] gradient) {
        if (gamma == 0) return;
        for (int i = 0; i < theta.length; i++)
            gradient[i] += gamma * share * BinaryWeight.divergenceSlope(beta, theta[i], prior[i]);
    }

    /// Multiplies every mean by the number that makes their mean square `wanted`; a mean that would leave \((-1,
    /// 1)\) is cut just inside, and the number found by bisection takes account of that.
    private void rescale(double[] theta, double wanted) {
        double low = 0, high = 1;
        var m = new double[theta.length];
        for (int i = 0; i < m.length; i++) m[i] = Math.tanh(beta * theta[i]);
        while (square(m, high) < wanted && high < 1e6) high *= 2;
        for (int n = 0; n < 40; n++) {
            double middle = 0.5 * (low + high);
            if (square(m, middle) < wanted) low = middle;
            else high = middle;
        }
        for (int i = 0; i < m.length; i++) {
            double scaled = clip(high * m[i]);
            theta[i] = 0.5 * Math.log((1 + scaled) / (1 - scaled)) / beta;
        }
    }

    private static double square(double[] m, double factor) {
        double sum = 0;
        for (double each : m) sum += clip(factor * each) * clip(factor * each);
        return sum / m.length;
    }

    private static double clip(double m) {
        return Math.max(-1 + 1e-9, Math.min(1 - 1e-9, m));
    }

    private static void requireLength(String name, double[] fields, int size) {
        if (fields.length != size)
            throw new IllegalArgumentException(
                    "%s must have %d fields, one an input, not %d".formatted(name, size, fields.length));
    }

    private static void requireFinite(double[] theta, int epoch) {
        for (int i = 0; i < theta.length; i++)
            if (!Double.isFinite(theta[i])) throw new DivergedException("field of the perceptron", epoch, i, theta[i]);
    }

    private static final class Records {
        private final List<byte[]> teachers;
        private final double beta;
        private final List<double[]> rows = new ArrayList<>();

        Records(List<byte[]> teachers, double beta) {
            this.teachers = teachers;
            this.beta = beta;
        }

        void add(int epoch, double[] theta) {
            var row = new double[teachers.size() + 2];
            row[0] = epoch;
            for (double field : theta) {
                double m = Math.tanh(beta * field);
                row[1] += m * m / theta.length;
            }
            for (int k = 0; k < teachers.size(); k++) {
                int sum = 0;
                for (int i = 0; i < theta.length; i++) sum += theta[i] < 0 ? -teachers.get(k)[i] : teachers.get(k)[i];
                row[2 + k] = (double) sum / theta.length;
            }
            rows.add(row);
        }

        Run run(double[] theta, double trainingError) {
            var overlaps = new double[teachers.size()][];
            for (int k = 0; k < overlaps.length; k++) overlaps[k] = column(2 + k);
            return new Run(theta, column(0), overlaps, column(1), trainingError);
        }

        private double[] column(int c) {
            return rows.stream().mapToDouble(row -> row[c]).toArray();
        }
    }

    /// The optimiser's state.
    private static final class Stepper {
        private final Rule rule;
        private final double[] first;
        private final double[] second;
        private double power1 = 1;
        private double power2 = 1;

        Stepper(Rule rule, int size) {
            this.rule = rule;
            this.first = new double[size];
            this.second = new double[size];
        }

        void step(double[] theta, double[] gradient) {
            switch (rule) {
                case Momentum(double rate, double momentum) -> {
                    for (int i = 0; i < theta.length; i++) {
                        first[i] = momentum * first[i] + gradient[i];
                        theta[i] -= rate * first[i];
                    }
                }
                case Adam(double rate, double decay) -> {
                    power1 *= 0.9;
                    power2 *= 0.999;
                    double scale = rate / (1 - power1), root = 1 / Math.sqrt(1 - power2);
                    for (int i = 0; i < theta.length; i++) {
                        double g = gradient[i] + decay * theta[i];
                        first[i] += 0.1 * (g - first[i]);
                        second[i] += 0.001 * (g * g - second[i]);
                        theta[i] -= scale * first[i] / (Math.sqrt(second[i]) * root + 1e-8);
                    }
                }
            }
        }
    }
}
