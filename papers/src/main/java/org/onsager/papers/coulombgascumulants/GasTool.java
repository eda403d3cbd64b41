package org.onsager.papers.coulombgascumulants;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.numerics.statistics.Cumulants;
import org.onsager.particles.coulomb.AsymptoticCumulants;
import org.onsager.particles.coulomb.BetaFit;
import org.onsager.particles.coulomb.CoulombGas;
import org.onsager.particles.coulomb.CumulantGenerator;
import org.onsager.particles.coulomb.GinibreMatrix;
import org.onsager.particles.coulomb.HybridMonteCarlo;
import org.onsager.particles.coulomb.IndependentPoints;
import org.onsager.particles.coulomb.LineGibbs;
import org.onsager.particles.coulomb.Metropolis;
import org.onsager.particles.coulomb.PlanarEngine;
import org.onsager.particles.coulomb.PlanarModuli;
import org.onsager.particles.coulomb.RadialFunction;
import org.onsager.particles.coulomb.Sampler;
import org.onsager.particles.coulomb.Spacings;
import org.onsager.particles.coulomb.Statistic;

/// A calculator of a gas that the user describes, and a look at the user's point patterns.
final class GasTool implements Tool<ToolSettings> {
    private static final List<String> METHODS = List.of("auto", "asymptotic", "exact", "sample", "independent");
    private static final int BLOCKS = 50;
    private static final int LEAST_TO_FIT = 10;

    @Override
    public String summary() {
        return "cumulants, droplet, rate function and samples of a Coulomb gas; with point patterns their cumulants and beta";
    }

    @Override
    public String usage() {
        return """
            without --in: a calculator
              ./onsager use coulomb-gas-cumulants --set trap="r^2/4+r^4/8" --set f="cos(2*r)"
              ./onsager use coulomb-gas-cumulants --set task=rate --set f="exp(-4*r^2)" --out rate.csv
              ./onsager use coulomb-gas-cumulants --set task=sample --set dimension=3 --set beta=1 --set draws=20 --out points.csv

            --in PATTERNS...: point patterns as CSV, Parquet, JSON with columns x, y[, z] or lon, lat; one configuration a
              file, or a column `configuration` (config, sample, year, frame). task=cumulants compares their cumulants with
              a gas of this trap; task=fit fits beta to nearest-neighbour spacings (d = 2). Both tables are written.
              ./onsager use coulomb-gas-cumulants --in nests*.csv --set task=fit --out fit.csv
            """;
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        for (var method : settings.methods().split(",", -1))
            if (!METHODS.contains(method.trim()))
                throw new IllegalArgumentException("methods must be of %s, not %s".formatted(METHODS, method.trim()));
        var gas = new CoulombGas(
                settings.dimension(), settings.beta(), settings.particles(), RadialFunction.of(settings.trap()));
        if (!inputs.isEmpty()) return patterns(settings, gas, inputs, trial);
        return switch (settings.task()) {
            case CUMULANTS -> List.of(new NamedTable("cumulants", cumulants(settings, gas, trial)));
            case EQUILIBRIUM -> equilibrium(settings, gas);
            case RATE -> List.of(new NamedTable("rate", rate(settings, gas)));
            case GENERATING -> List.of(new NamedTable("generating", generating(settings, gas)));
            case VARIANCE -> {
                var table = new CumulantTable();
                table.add(gas.variance(settings.f()));
                yield List.of(new NamedTable("variance", table.table()));
            }
            case SAMPLE -> List.of(new NamedTable("points", points(settings, gas, trial)));
            case FIT -> throw new IllegalArgumentException("task = fit needs point patterns: --in FILE...");
        };
    }

    private static boolean wants(ToolSettings settings, String method) {
        return Arrays.stream(settings.methods().split(",", -1))
                .map(String::trim)
                .anyMatch(method::equals);
    }

    private static boolean auto(ToolSettings settings) {
        return wants(settings, "auto");
    }

    private static Table cumulants(ToolSettings settings, CoulombGas gas, Trial trial) {
        var f = RadialFunction.of(settings.f());
        var table = new CumulantTable();
        int orders = settings.orders();
        if (auto(settings) || wants(settings, "asymptotic")) asymptotic(gas, f, orders, auto(settings), table);
        if (wants(settings, "exact") || auto(settings) && gas.solvable())
            gas.exact(f, orders).forEach(table::add);
        if (auto(settings) || wants(settings, "sample")) {
            var sampler = sampler(settings, gas);
            var values = sampler.sample(
                    Statistic.linear(gas, f), settings.draws(), trial.random().split("sample"));
            table.add(
                    "sample",
                    Cumulants.estimate(values, Math.min(orders, Cumulants.ORDER), blocks(settings.draws())),
                    "%d draws by %s"
                            .formatted(settings.draws(), sampler.getClass().getSimpleName()));
        }
        if (wants(settings, "independent")) {
            double[] kappa = new IndependentPoints(gas).cumulants(f, orders);
            for (int q = 1; q <= orders; q++)
                table.add("independent", q, kappa[q], 1e-10 * Math.abs(kappa[q]), "", "no correlations");
        }
        return table.table();
    }

    private static int blocks(int draws) {
        return Math.min(BLOCKS, Math.max(2, draws / 10));
    }

    /// All orders; where the droplet has several components, those that hold.
    private static void asymptotic(CoulombGas gas, RadialFunction f, int orders, boolean lenient, CumulantTable table) {
        var formula = AsymptoticCumulants.of(gas);
        boolean several = formula.droplet().components().size() > 1;
        for (int q = 1; q <= orders; q++) {
            if (several && q > 2 && lenient) {
                table.add("asymptotic", q, Double.NaN, Double.NaN, "", "refused: the droplet has several components");
                continue;
            }
            table.add(formula.cumulant(f, q));
        }
    }

    static Sampler sampler(ToolSettings settings, CoulombGas gas) {
        return switch (settings.sampler()) {
            case HMC -> HybridMonteCarlo.standard(gas);
            case LANGEVIN -> HybridMonteCarlo.langevin(gas);
            case METROPOLIS -> new Metropolis(gas, 4, 1_000);
            case GIBBS -> new LineGibbs(gas, 4, 1_000);
            case MODULI -> new PlanarModuli(gas);
            case GINIBRE -> new GinibreMatrix(gas);
            case INDEPENDENT -> new IndependentPoints(gas);
            case AUTO -> {
                if (gas.dimension() == 1) yield new LineGibbs(gas, 4, 1_000);
                boolean moduli = gas.dimension() == 2
                        && gas.beta() == 2
                        && settings.task() != ToolSettings.Task.SAMPLE
                        && gas.equilibrium().components().size() == 1;
                yield moduli ? new PlanarModuli(gas) : HybridMonteCarlo.standard(gas);
            }
        };
    }

    private static List<NamedTable> equilibrium(ToolSettings settings, CoulombGas gas) {
        var droplet = gas.equilibrium();
        double high = 1.1 * droplet.outer();
        double[] r = IntStream.range(0, settings.points())
                .mapToDouble(i -> high * i / (settings.points() - 1))
                .toArray();
        var components = droplet.components();
        return List.of(
                new NamedTable(
                        "components",
                        Table.builder()
                                .with(
                                        "inner",
                                        components.stream()
                                                .mapToDouble(c -> c.inner())
                                                .toArray())
                                .with(
                                        "outer",
                                        components.stream()
                                                .mapToDouble(c -> c.outer())
                                                .toArray())
                                .with(
                                        "charge",
                                        components.stream()
                                                .mapToDouble(c -> c.charge())
                                                .toArray())
                                .build()),
                new NamedTable(
                        "density",
                        Table.builder()
                                .with("r", r)
                                .with(
                                        "density",
                                        Arrays.stream(r).map(droplet::density).toArray())
                                .with(
                                        "charge",
                                        Arrays.stream(r).map(droplet::charge).toArray())
                                .build()));
    }

    private static Table rate(ToolSettings settings, CoulombGas gas) {
        var deviation = gas.largeDeviation(RadialFunction.of(settings.f()));
        double low = settings.from();
        double high = settings.to();
        if (low == high) {
            double typical = deviation.slope(0);
            double width = 6 * Math.sqrt(-deviation.curvature(0) / gas.beta()) / gas.particles();
            low = typical - width;
            high = typical + width;
        }
        var rates = deviation.table(low, high, settings.points());
        double scale = gas.beta() * gas.particles() * gas.particles();
        return Table.builder()
                .with("l", rates.stream().mapToDouble(r -> r.l()).toArray())
                .with("s", rates.stream().mapToDouble(r -> r.s()).toArray())
                .with("psi", rates.stream().mapToDouble(r -> r.psi()).toArray())
                .with(
                        "log_probability",
                        rates.stream().mapToDouble(r -> -scale * r.psi()).toArray())
                .with("shape", rates.stream().map(r -> r.shape().name()).toList())
                .build();
    }

    private static Table generating(ToolSettings settings, CoulombGas gas) {
        var f = RadialFunction.of(settings.f());
        boolean exact = gas.dimension() == 2 && gas.beta() == 2;
        CumulantGenerator generator = exact
                ? PlanarEngine.of(gas).generator(f::value)
                : gas.largeDeviation(f).generator(gas.beta(), gas.particles());
        double width = 3 / Math.sqrt(generator.at(0).variance());
        double low = settings.from() == settings.to() ? -width : settings.from();
        double high = settings.from() == settings.to() ? width : settings.to();
        double[] t = IntStream.range(0, settings.points())
                .mapToDouble(i -> low + (high - low) * i / (settings.points() - 1))
                .toArray();
        var tilts = Arrays.stream(t).mapToObj(generator::at).toList();
        return Table.builder()
                .with("t", t)
                .with("log_mean_exp", tilts.stream().mapToDouble(k -> k.value()).toArray())
                .with("mean", tilts.stream().mapToDouble(k -> k.mean()).toArray())
                .with("variance", tilts.stream().mapToDouble(k -> k.variance()).toArray())
                .with(
                        "method",
                        tilts.stream().map(k -> exact ? "exact" : "asymptotic").toList())
                .build();
    }

    private static Table points(ToolSettings settings, CoulombGas gas, Trial trial) {
        var sampler = sampler(settings, gas);
        int n = gas.particles();
        int rows = Math.multiplyExact(settings.draws(), n);
        var configuration = new int[rows];
        var x = new double[gas.dimension()][rows];
        var stream = trial.random().split("points");
        var state = sampler.start(stream);
        for (int k = 0; k < settings.draws(); k++) {
            state = sampler.next(state, stream.split("draws").at(k).generator());
            for (int i = 0; i < n; i++) {
                configuration[k * n + i] = k;
                for (int a = 0; a < x.length; a++) x[a][k * n + i] = state.x()[a * n + i];
            }
        }
        var table = Table.builder().with("configuration", configuration);
        for (int a = 0; a < x.length; a++) table.with(a < 3 ? "xyz".substring(a, a + 1) : "x" + (a + 1), x[a]);
        return table.build();
    }

    private static List<NamedTable> patterns(ToolSettings settings, CoulombGas asked, List<Path> inputs, Trial trial) {
        var read = OwnPatterns.read(inputs, settings.dimension());
        var gas = asked.withParticles(read.particles());
        var own = read.scaled(gas, settings.unit());
        var f = RadialFunction.of(settings.f());
        var table = new CumulantTable();
        double[] sums = own.sums(f::value);
        int resolvable = Math.min(Math.min(settings.orders(), Cumulants.ORDER), sums.length - 2);
        if (resolvable >= 1)
            table.add(
                    "patterns",
                    Cumulants.estimate(sums, resolvable, Math.min(sums.length, BLOCKS)),
                    "%d configurations of %d points on average".formatted(sums.length, read.particles()));
        else table.add("patterns", 1, sums[0], Double.NaN, "", "too few configurations for errors or higher orders");
        asymptotic(gas, f, settings.orders(), true, table);
        double[] poisson = new IndependentPoints(gas).cumulants(f, settings.orders());
        for (int q = 1; q <= settings.orders(); q++)
            table.add("independent", q, poisson[q], 1e-10 * Math.abs(poisson[q]), "", "points without correlations");
        var cumulants = new NamedTable("cumulants", table.table());
        if (settings.dimension() != 2) {
            if (settings.task() == ToolSettings.Task.FIT)
                throw new IllegalArgumentException("dimension must be 2 for task = fit, not " + settings.dimension());
            return List.of(cumulants);
        }
        double[] spacings = spacings(own, settings.task() == ToolSettings.Task.FIT);
        if (spacings.length < LEAST_TO_FIT && settings.task() != ToolSettings.Task.FIT) return List.of(cumulants);
        var fit = new NamedTable("fit", fit(settings, own.particles(), spacings, trial));
        return settings.task() == ToolSettings.Task.FIT ? List.of(fit, cumulants) : List.of(cumulants, fit);
    }

    /// The spacings of all patterns; patterns too small for any are left out unless they were asked for.
    private static double[] spacings(OwnPatterns own, boolean strict) {
        return own.patterns().stream()
                .filter(pattern -> strict || pattern.length >= 2 * LEAST_TO_FIT)
                .flatMapToDouble(pattern -> DoubleStream.of(Spacings.of(pattern)))
                .toArray();
    }

    private static Table fit(ToolSettings settings, int points, double[] spacings, Trial trial) {
        var stream = trial.random().split("fit");
        var result = BetaFit.simulated(points, settings.references(), stream).fit(spacings, stream);
        return Table.builder()
                .with("beta", result.beta())
                .with("standard_error", result.standardError())
                .with("spacings", new int[] {result.spacings()})
                .with("distance", result.kolmogorov())
                .with("distance_independent", result.kolmogorovPoisson())
                .with(
                        "verdict",
                        List.of(
                                result.rejected()
                                        ? "no Coulomb gas fits (rejected at 1%)"
                                        : result.beta() >= 16 ? "at least 16" : "consistent with a Coulomb gas"))
                .build();
    }
}
