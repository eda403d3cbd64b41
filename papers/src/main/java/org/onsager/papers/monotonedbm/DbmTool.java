package org.onsager.papers.monotonedbm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.Architecture;
import org.onsager.memory.boltzmann.DbmFile;
import org.onsager.memory.boltzmann.DbmTrainer;
import org.onsager.memory.boltzmann.Initialisation;
import org.onsager.memory.boltzmann.JointLoss;
import org.onsager.memory.boltzmann.LabelledImages;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.MonotoneDbm;
import org.onsager.memory.boltzmann.TrainingState;

/// Trains a monotone machine on the user's images or patterns, completes and classifies what is partly observed,
/// draws new ones; certifies and solves the user's own coupling matrices.
final class DbmTool implements Tool<DbmToolSettings> {

    @Override
    public String summary() {
        return "complete and classify your images or patterns; certify and solve your coupling matrix";
    }

    @Override
    public String usage() {
        return """
            --in IMAGES [LABELS [QUERIES]]   task = complete, train, generate
              IMAGES   one image or pattern a row, or IDX: CSV, .npy, Parquet, JSON; any grey values, or -1 and 1
              LABELS   whole numbers from 0, one an image; without them nothing is classified
              QUERIES  images with unknown pixels left empty (NaN), completed after training; without them the last
                       images are kept for a test
            --in MATRIX [BIAS [EVIDENCE]]    task = certify, infer
              MATRIX   couplings Phi, symmetric, `states` coordinates a variable, zero within a variable
              BIAS     one number a coordinate
              EVIDENCE one state a variable, empty or -1 where hidden; a row a question
            --out FILE  the answers of `task`; images, numbers of the test and the certificate go beside it

              ./onsager use monotone-dbm --in digits.csv labels.csv masked.csv --out completed.csv
              ./onsager use monotone-dbm --in phi.csv b.csv --set task=infer --set states=3 --out marginals.csv
            """;
    }

    @Override
    public DbmToolSettings defaults() {
        return DbmToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(DbmToolSettings settings, List<Path> inputs, Trial trial) {
        return switch (settings.task()) {
            case CERTIFY -> MatrixTasks.certify(settings, inputs);
            case INFER -> MatrixTasks.infer(settings, inputs, trial);
            default -> images(settings, OwnImages.read(inputs, settings.bins()), trial);
        };
    }

    private static List<NamedTable> images(DbmToolSettings settings, OwnImages own, Trial trial) {
        boolean asks = own.query().length > 0;
        int count = own.all().count();
        int kept = asks ? 0 : Math.min(count - 1, (int) Math.round(settings.holdout() * count));
        var training = own.all().slice(0, count - kept);
        var history = Table.builder();
        MonotoneDbm model = model(settings, own, training, history, trial);
        var certificate = model.machine().certify();
        var about = Table.builder()
                .with("quantity", List.of("coordinates", "weights", "m", "least eigenvalue", "largest eigenvalue"))
                .with(
                        "value",
                        model.machine().variables().dimension(),
                        model.parameters().weights().length,
                        model.couplings().m(),
                        certificate.lower(),
                        certificate.upper());
        return switch (settings.task()) {
            case TRAIN -> List.of(new NamedTable("training", history.build()), new NamedTable("model", about.build()));
            case GENERATE ->
                List.of(
                        new NamedTable("generated", generated(settings, own, model, trial)),
                        new NamedTable("model", about.build()));
            default ->
                new OwnCompletion(settings, own, model, trial)
                        .tables(asks ? null : own.all().slice(count - kept, count), about);
        };
    }

    private static MonotoneDbm model(
            DbmToolSettings settings, OwnImages own, LabelledImages training, Table.Builder history, Trial trial) {
        Path file = Path.of(settings.model());
        if (!settings.model().isEmpty() && Files.exists(file)) {
            var loaded = DbmFile.load(file).model();
            if (loaded.pixels() != training.pixels()
                    || loaded.bins() != training.bins()
                    || loaded.labels() < own.labels())
                throw new IllegalArgumentException(
                        "model %s is of %d pixels of %d bins and %d labels, the images of %d, %d and %d"
                                .formatted(
                                        file,
                                        loaded.pixels(),
                                        loaded.bins(),
                                        loaded.labels(),
                                        training.pixels(),
                                        training.bins(),
                                        own.labels()));
            history.with("step", new double[0]).with("loss", new double[0]);
            return loaded;
        }
        var start = MonotoneDbm.initial(
                architecture(settings, training.pixels(), own.labels()),
                settings.m(),
                Initialisation.IDENTITY,
                trial.random().split("start"));
        var standard = DbmTrainer.standard(settings.epochs());
        var loss = new JointLoss(own.labelled() ? 0.5 : 0, 2, 0.9999);
        var trainer = new DbmTrainer(
                settings.epochs(),
                settings.batch(),
                settings.rate(),
                true,
                0.2,
                0.8,
                loss,
                standard.solver(),
                standard.adjoint());
        var state = trial.iterate(
                "train",
                TrainingState.class,
                () -> trainer.start(start),
                trainer.steps(training.count()),
                (now, step) ->
                        trainer.step(start, training, now, step, trial.random().split("train")));
        history.with(
                        "step",
                        IntStream.range(0, state.loss().length).asDoubleStream().toArray())
                .with("loss", state.loss())
                .with("reconstruction", state.reconstruction())
                .with("classification", state.classification())
                .with("median_residual", state.medianResidual())
                .with("most_iterations", state.mostIterations());
        var trained = start.withParameters(start.parameters().fromFlat(state.parameters()));
        if (!settings.model().isEmpty()) new DbmFile(trained, trial.seed(), settings.epochs()).save(file);
        return trained;
    }

    private static Architecture architecture(DbmToolSettings settings, int pixels, int labels) {
        int side = (int) Math.round(Math.sqrt(pixels));
        boolean square = side * side == pixels && side % 4 == 0;
        boolean convolve = settings.network() == DbmToolSettings.Network.CONVOLUTIONAL
                || settings.network() == DbmToolSettings.Network.AUTO && square && pixels > 256;
        if (!convolve) return Architecture.dense(pixels, settings.bins(), settings.hidden(), labels);
        if (!square)
            throw new IllegalArgumentException(
                    "network = CONVOLUTIONAL must have square images whose side is a multiple of 4, not %d pixels"
                            .formatted(pixels));
        int first = Math.max(1, settings.hidden() / 10);
        return Architecture.images(side, settings.bins(), first, 2 * first, labels);
    }

    private static Table generated(DbmToolSettings settings, OwnImages own, MonotoneDbm model, Trial trial) {
        int labels = own.labelled() ? own.labels() : 1, pixels = model.pixels();
        var columns = new double[pixels][labels * settings.samples()];
        var label = new int[labels * settings.samples()];
        for (int c = 0; c < labels; c++) {
            int[][] images = model.generate(
                    c, settings.samples(), 50, trial.random().split("generate").at(c));
            for (int n = 0; n < settings.samples(); n++) {
                label[c * settings.samples() + n] = c;
                for (int i = 0; i < pixels; i++)
                    columns[i][c * settings.samples() + n] = (double) images[n][i] / (settings.bins() - 1);
            }
        }
        var table = Table.builder();
        if (own.labelled()) table.with("label", label);
        for (int i = 0; i < pixels; i++) table.with("x" + i, columns[i]);
        return table.build();
    }

    static MeanFieldSolver solver(DbmToolSettings settings) {
        return MeanFieldSolver.standard().withTolerance(settings.tolerance());
    }
}
