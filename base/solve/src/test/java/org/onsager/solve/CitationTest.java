package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.stochastic.*;

class CitationTest {
    private static final Solve<double[]> DECAY =
            Solve.of(Ode.of((t, y, d) -> d[0] = -y[0])).span(0, 1).y0(new double[] {1});

    private static String source(Solve<double[]> problem, String part) {
        return problem.run().citations().stream()
                .filter(each -> each.part().equals(part))
                .map(Citation::source)
                .reduce("", String::concat);
    }

    @Test
    void a_plain_run_cites_its_method_and_its_steps() {
        assertThat(DECAY.solver(new Rkf45()).run().citations())
                .extracting(Citation::part)
                .containsExactly("solver Rkf45", "step control", "first step");
        assertThat(DECAY.solver(new RK4()).fixedStep(.1).run().citations())
                .containsExactly(new Citation("solver RK4", new RK4().citation()));
    }

    @Test
    void dense_output_and_event_location_are_cited_when_they_are_used() {
        var dense = DECAY.solver(new Dopri8()).saveAt(SaveAt.ts(.5));
        assertThat(source(dense, "dense output")).contains("Enright", "1986");
        assertThat(source(dense.solver(new Bosh3()), "dense output")).contains("II.6");
        // a polynomial of the method's own paper
        assertThat(source(dense.solver(new Tsit5()), "dense output")).isEmpty();
        assertThat(source(dense.solver(new AutoSwitch(new Rkf45(), new Kvaerno5())), "dense output"))
                .contains("Enright", "; ", "II.6");
        var watched = DECAY.solver(new Rkf45()).events(Event.zero((t, y) -> y[0] - .5));
        assertThat(source(watched, "event location")).contains("Oliveira", "ACM TOMS 47");
        assertThat(source(watched, "dense output")).contains("Enright");
        assertThat(source(DECAY.solver(new Dopri8()), "dense output")).isEmpty();
    }

    @Test
    void step_control_is_cited_where_it_was_the_controllers() {
        var filtered = DECAY.controller(Pid.tol(1e-6, 1e-9).coefficients(.4, .3, 0));
        assertThat(source(filtered, "step control")).contains("Söderlind");
        assertThat(source(DECAY, "step control")).contains("II.4");
        assertThat(source(filtered.solver(new Adams()), "step control")).isEmpty();
    }

    @Test
    void a_stochastic_run_cites_its_path_and_thinned_jumps() {
        var stream = RandomStream.of(1);
        var motion = Sde.ito((t, y, d) -> d[0] = -y[0]).diagonal((t, y, d) -> d[0] = .1);
        var path = new BrownianInterval(stream, Layout.of(1), 0, 1, 1e-3);
        var problem = Solve.of(motion.drivenBy(path))
                .span(0, 1)
                .y0(new double[] {1})
                .solver(new SRIW1())
                .fixedStep(.01);
        assertThat(source(problem, "Brownian path")).contains("2105.13493");
        assertThat(source(problem, "solver SRIW1")).isEqualTo(new SRIW1().citation());
        assertThat(source(problem.saveAt(SaveAt.ts(.5)), "dense output")).isEmpty();
        PoissonJumps<double[]> thinned =
                PoissonJumps.thinned(stream, 2, (t, y) -> 1, (t, y, numbers) -> new double[] {1});
        assertThat(source(DECAY.jumps(thinned), "jumps")).contains("Lewis");
    }
}
