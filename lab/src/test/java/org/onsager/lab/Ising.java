package org.onsager.lab;

import java.util.List;
import java.util.stream.IntStream;

/// A small experiment that uses all that a trial offers: a magnet on a ring, relaxed by heat-bath sweeps.
final class Ising implements Experiment<Ising.Settings> {

    enum Order {
        TYPEWRITER,
        BACKWARD
    }

    record Settings(
            @Setting(value = "spins", min = 4) int spins,

            @Setting(value = "temperatures", aboveMin = true, min = 0)
            double[] temperatures,

            @Setting(value = "sweeps", min = 1) long sweeps,
            @Setting("order of updates") Order order) {}

    record Chain(double[] field, long flips, double sum, List<Double> history) {}

    record Result(double temperature, double magnetisation, int[] signs) {}

    private final long pause;

    Ising() {
        this(0);
    }

    /// @param pause  milliseconds each task and each hundredth step takes longer
    Ising(long pause) {
        this.pause = pause;
    }

    @Override
    public Paper paper() {
        return new Paper("ising-ring", "Ising on a ring", List.of("Ernst Ising"), 1925, "Z. Phys. 31", "memory");
    }

    @Override
    public List<Statement> statements() {
        return List.of(
                new Statement("I1", "The exact energy of a bond is -tanh(1/T).", "0.761594", "eq. 3"),
                new Statement("I2", "Hotter rings are less ordered.", "", "fig. 1"),
                new Statement("I3", "Real digits are remembered.", "", "fig. 2"));
    }

    @Override
    public Settings defaults(Scale scale) {
        return new Settings(32, new double[] {0.5, 1, 2, 4}, scale == Scale.SMOKE ? 200 : 2_000, Order.TYPEWRITER);
    }

    @Override
    public void run(Settings settings, Trial trial) {
        double exact = trial.stage("exact", double[].class, () -> new double[] {Math.tanh(1.0), -0.0, Double.NaN})[0];
        trial.progress(0.1, "relaxing");
        var results = trial.map(
                "temperatures",
                IntStream.range(0, settings.temperatures().length).boxed().toList(),
                Result.class,
                i -> relax(i, settings, trial));
        trial.progress(0.5, "a long chain");
        var chain = trial.iterate(
                "chain",
                Chain.class,
                () -> new Chain(new double[settings.spins()], 0, 0.1, List.of()),
                settings.sweeps(),
                (state, step) -> sweep(state, step, settings, trial));
        double[] order = results.stream().mapToDouble(Result::magnetisation).toArray();
        trial.metric("bond", exact);
        trial.metric("chain_sum", chain.sum());
        trial.metric("nothing", Double.NaN);
        trial.table(
                "order",
                Table.builder()
                        .with("t", settings.temperatures())
                        .with("m", order)
                        .build());
        trial.figure(
                "order",
                Figure.of("Order", "T (J)", "m")
                        .points("measured", "m", settings.temperatures(), order, new double[0])
                        .add(new Figure.HeatMap(
                                "c", new double[] {1, Double.NaN}, new double[] {2}, new double[][] {{0.1, -1}}, true))
                        .build());
        trial.claim("I2")
                .fact("falling", true, "by construction")
                .number("m(4)", order[3], order[3], 0)
                .done("a ring");
        trial.claim("I1").number("bond", 0.761594, exact, 1e-6).done("closed form");
        if (trial.data("mnist").isEmpty()) trial.untested("I3", "mnist is not installed");
        else trial.claim("I3").fact("there", true, "found").done("looked");
    }

    private Result relax(int i, Settings settings, Trial trial) {
        rest();
        var random = trial.random().split("relax").at(i);
        var signs = new int[settings.spins()];
        double sum = 0;
        for (int k = 0; k < signs.length; k++) {
            long bits = random.split("spin").at(k).split("draw").key();
            signs[k] = bits < 0 ? -1 : 1;
            sum += signs[k] / settings.temperatures()[i] * 1e-3 + bits * 1e-19;
        }
        return new Result(settings.temperatures()[i], sum, signs);
    }

    private Chain sweep(Chain state, long step, Settings settings, Trial trial) {
        if (step % 100 == 0) rest();
        var field = state.field().clone();
        long bits = trial.random().split("chain").at(step).split("draw").key();
        int k = Math.floorMod((int) bits, settings.spins());
        field[k] = 0.9 * field[k] + bits * 1e-19;
        var history = step % 50 == 0 ? List.of(field[k], state.sum()) : state.history();
        return new Chain(field, state.flips() + (bits < 0 ? 1 : 0), state.sum() * 0.999 + field[k], history);
    }

    private void rest() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
