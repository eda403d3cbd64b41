package org.onsager.papers.multiexpectationis;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Efficient estimation of multiple expectations with the same sample by adaptive importance sampling and control
/// variates.
public final class MultiExpectationIs implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("multi-expectation-is");
    }

    @Override
    public List<Statement> statements() {
        return Statements.all();
    }

    @Override
    public Settings defaults(Scale scale) {
        return switch (scale) {
            case SMOKE -> Settings.smoke();
            case STANDARD -> Settings.standard();
            case PAPER -> Settings.paper();
        };
    }

    @Override
    public void run(Settings settings, Trial trial) {
        trial.progress(0, "limits by quadrature");
        new LimitClaims(trial).measure();
        var unbiased = new Unbiasedness();
        trial.progress(0.05, "Gaussian moments");
        new MomentClaims(settings, trial, unbiased).measure();
        trial.progress(0.3, "Sobol' indices");
        new SobolClaims(settings, trial, unbiased).measure();
        trial.progress(0.6, "input laws");
        new LawClaims(settings, trial, unbiased).measure();
        unbiased.judge(trial);
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new SensitivityTool());
    }
}
