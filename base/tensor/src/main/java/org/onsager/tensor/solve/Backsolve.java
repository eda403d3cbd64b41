package org.onsager.tensor.solve;

import java.util.ArrayList;
import java.util.List;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Norm;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.StepController;
import org.onsager.solve.Term;
import org.onsager.solve.stochastic.Interpretation;
import org.onsager.solve.stochastic.Noise;
import org.onsager.solve.stochastic.SdeTerm;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

/// Optimise, then discretise: the continuous adjoint equation, solved backwards in time.
///
/// With \(a(t) = dL/dy(t)\) and \(g = dL/d\theta\): \((y, a, g)' = (f, -a^\top \partial_y f, -a^\top
/// \partial_\theta f)\), from \(a(t_1) = \partial L/\partial y(t_1)\), \(g(t_1) = 0\); at each time that the loss
/// sees \(\partial L/\partial y(t_i)\) is added to \(a\). The result is the gradient of the exact solution up to
/// the errors of both solutions, not that of the computed one. For a Stratonovich or controlled equation the same
/// with increments of the same path. Dissipative equations are unstable backwards: prefer
/// [States#INTERPOLATED] for them, or an adjoint through the steps.
///
/// Sources: R. T. Q. Chen et al., arXiv 1806.07366; P. Kidger et al., arXiv 2009.09457 (seminorms); X. Li et al.,
/// AISTATS 2020 (stochastic equations).
///
/// @param states  where the states on the way back come from
/// @param parameters  how \(g\) is found
/// @param seminorm  whether the step control ignores \(g\), which feeds back into nothing; needs [Pid]
public record Backsolve(States states, Parameters parameters, boolean seminorm) implements Adjoint {

    /// Where the states on the way back come from.
    public enum States {
        /// Solved backwards from the end.
        SOLVED,
        /// The same, but set to the forward solution's at the flow's times.
        RESTORED,
        /// From the forward solution's dense output, which is kept: memory grows with its steps.
        INTERPOLATED
    }

    /// How the gradient by the parameters is found.
    public enum Parameters {
        /// As components of the backward equation.
        SOLVED,
        /// By Gauss-Kronrod quadrature along the dense backward solution; needs [States#INTERPOLATED].
        QUADRATURE
    }

    public Backsolve {
        if (parameters == Parameters.QUADRATURE && states != States.INTERPOLATED)
            throw new IllegalArgumentException("parameters = QUADRATURE needs states = INTERPOLATED, not " + states);
        if (parameters == Parameters.QUADRATURE && seminorm)
            throw new IllegalArgumentException(
                    "seminorm must be false with QUADRATURE: there is no block to leave out");
    }

    /// With states from elsewhere.
    public Backsolve with(States other) {
        return new Backsolve(other, parameters, seminorm);
    }

    /// With the parameters' gradient found otherwise.
    public Backsolve with(Parameters other) {
        return new Backsolve(states, other, seminorm);
    }

    /// With steps that ignore the parameters' block.
    public Backsolve withSeminorm() {
        return new Backsolve(states, parameters, true);
    }

    @Override
    public Gradient gradient(Flow flow, Tensor y0, Flow.Loss loss) {
        return new Run(this, flow, y0.detach(), loss).gradient();
    }

    private static final class Run {
        private static final int NO_STATE = 0;
        private final Backsolve how;
        private final Flow flow;
        private final Tensor y0;
        private final Flow.Loss loss;
        private final int n;
        private long backward;

        Run(Backsolve how, Flow flow, Tensor y0, Flow.Loss loss) {
            this.how = how;
            this.flow = flow;
            this.y0 = y0;
            this.loss = loss;
            n = TensorSpace.REAL.size(y0);
        }

        Gradient gradient() {
            boolean dense = how.states() == States.INTERPOLATED;
            if (dense && !(flow.term() instanceof OdeTerm<Tensor>))
                throw new IllegalArgumentException(
                        "states = INTERPOLATED needs an ordinary equation; use SOLVED or RESTORED");
            if (flow.term() instanceof SdeTerm<Tensor> sde
                    && sde.interpretation() == Interpretation.ITO
                    && sde.noise() != Noise.ADDITIVE)
                throw new IllegalArgumentException(
                        "the adjoint equation runs backwards in time and needs the Stratonovich form, but the equation is meant as ITO; convert it with toStratonovich() or use Adjoint.checkpointed(n)");
            var forward = forward(dense);
            var cotangents = Cotangents.of(flow, loss, forward.states());
            var adjoint = new AdjointTerm(flow, y0, forward.solution());
            var z = adjoint.pack(
                    forward.states().getLast(),
                    cotangents.byState().getLast(),
                    how.parameters() == Parameters.QUADRATURE ? List.of() : cotangents.byParameter());
            var quadrature = new Quadrature(flow, cotangents.byParameter());
            for (int k = flow.times().length - 1; k >= 0; k--) {
                if (k < flow.times().length - 1)
                    z = adjoint.seen(
                            z, cotangents.byState().get(k), forward.states().get(k), how.states() == States.RESTORED);
                z = back(adjoint, z, flow.times()[k], k == 0 ? flow.t0() : flow.times()[k - 1], quadrature);
            }
            var byInitial = adjoint.adjoint(z);
            return new Gradient(
                    cotangents.loss(),
                    forward.states(),
                    byInitial,
                    how.parameters() == Parameters.QUADRATURE ? quadrature.sums() : adjoint.parameters(z),
                    -Cotangents.along(flow, flow.t0(), y0, byInitial),
                    cotangents.byTimes(flow, forward.states()),
                    new Gradient.Work(
                            forward.steps(), 0, backward, dense ? Math.toIntExact(forward.steps()) : NO_STATE));
        }

        private record Forward(List<Tensor> states, List<Solution<Tensor>> solution, long steps) {}

        private Forward forward(boolean dense) {
            if (!dense) {
                var sweep = Sweep.forward(flow, y0, Sweep.checkpoints(1));
                return new Forward(sweep.states(), List.of(), sweep.steps());
            }
            var solution = org.onsager.tensor.Autograd.unrecorded(() ->
                    flow.problem(flow.term(), y0).saveAt(SaveAt.everything()).run());
            var states = new ArrayList<Tensor>();
            for (double t : flow.times()) states.add(solution.evaluateLeft(t));
            return new Forward(states, List.of(solution), solution.statistics().accepted());
        }

        private Tensor back(AdjointTerm adjoint, Tensor z, double from, double to, Quadrature quadrature) {
            boolean quadratures = how.parameters() == Parameters.QUADRATURE;
            Term<Tensor> term = Unrecorded.recordingWithin(adjoint.term());
            Solution<Tensor> solution = Solve.of(term)
                    .span(from, to)
                    .y0(z)
                    .solver(flow.solver())
                    .controller(controller())
                    .maxSteps(flow.maxSteps())
                    .saveAt(quadratures ? SaveAt.everything() : SaveAt.t1())
                    .run();
            backward += solution.statistics().accepted();
            if (quadratures) quadrature.add(adjoint, solution);
            return solution.y1();
        }

        private StepController controller() {
            if (!how.seminorm()) return flow.controller();
            if (flow.controller() instanceof FixedStep fixed) return fixed;
            if (!(flow.controller() instanceof Pid pid))
                throw new IllegalArgumentException("seminorm needs a Pid controller");
            int seen = how.states() == States.INTERPOLATED ? n : 2 * n;
            return new Pid(
                    pid.tolerance().with(Norm.ofFirst(seen)),
                    pid.proportional(),
                    pid.integral(),
                    pid.derivative(),
                    pid.safety(),
                    pid.factorMin(),
                    pid.factorMax(),
                    pid.firstStep(),
                    pid.minStep(),
                    pid.maxStep(),
                    pid.forceMinStep());
        }
    }

    /// \(g = \int a^\top \partial_\theta f\,dt\) by the 15-point Kronrod rule on each backward step.
    private static final class Quadrature {
        /// R. Piessens et al., *QUADPACK* (1983), routine QK15.
        private static final double[] NODES = {
            0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
            0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
            0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
            0.207784955007898467600689403773245, 0.0
        };
        private static final double[] WEIGHTS = {
            0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
            0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
            0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
            0.204432940075298892414161999234649, 0.209482141084727828012999174891714
        };
        private final Flow flow;
        private final List<Tensor> sums = new ArrayList<>();

        Quadrature(Flow flow, List<Tensor> start) {
            this.flow = flow;
            for (var each : start) sums.add(each.copy());
        }

        List<Tensor> sums() {
            return sums;
        }

        void add(AdjointTerm adjoint, Solution<Tensor> backward) {
            if (flow.parameters().isEmpty()) return;
            for (var segment : backward.segments()) {
                double middle = 0.5 * (segment.from() + segment.to());
                double half = 0.5 * Math.abs(segment.from() - segment.to());
                for (int i = 0; i < 2 * NODES.length - 1; i++) {
                    int j = i < NODES.length ? i : 2 * NODES.length - 2 - i;
                    double t = middle + (i < NODES.length ? -half : half) * NODES[j];
                    try (var _ = TensorScope.open()) {
                        var parts = adjoint.byParameters(t, segment.at(t));
                        for (int p = 0; p < parts.size(); p++)
                            sums.get(p).assign(sums.get(p).addScaled(parts.get(p), half * WEIGHTS[j]));
                    }
                }
            }
        }
    }

    /// Flattens tensors into one vector.
    static Tensor flat(List<Tensor> parts) {
        return Tensors.cat(0, parts.stream().map(each -> each.reshape(-1)).toArray(Tensor[]::new));
    }
}
