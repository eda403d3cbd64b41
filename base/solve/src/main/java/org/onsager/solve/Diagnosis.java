package org.onsager.solve;

/// Says why a run failed, with the quantity that caused it and what to do.
///
/// @param term  the equation, asked again where something was not finite
/// @param stepper  as the failed step left it
/// @param span  length of the run, in the units of time
record Diagnosis<Y>(
        String solverName, Term<Y> term, Stepper<Y> stepper, StateSpace<Y> space, Tolerance tolerance, double span) {

    Status failure() {
        return switch (stepper.trouble()) {
            case NONFINITE, MASS_NONFINITE -> Status.NONFINITE;
            case TOO_LONG -> Status.DT_MIN;
            case NONLINEAR, SINGULAR, MASS_RANK -> Status.NONLINEAR_DIVERGED;
        };
    }

    String failureMessage(double t, double tNext) {
        if (stepper.trouble() == Stepper.Trouble.MASS_NONFINITE || stepper.trouble() == Stepper.Trouble.MASS_RANK)
            return mass(t, tNext);
        if (stepper.trouble() == Stepper.Trouble.TOO_LONG)
            return "%s: step %s at t = %s needs more stages than allowed; take steps of at most %.3g, allow more stages or use an implicit solver"
                    .formatted(solverName, Math.abs(tNext - t), t, stepper.proposedStep());
        if (stepper.trouble() != Stepper.Trouble.NONFINITE)
            return "%s: %s at t = %s even with step %s; loosen nothing: check the Jacobian, or start with a smaller step"
                    .formatted(
                            solverName,
                            stepper.trouble() == Stepper.Trouble.SINGULAR
                                    ? "the iteration matrix is singular" + column()
                                    : "Newton's iteration did not converge",
                            t,
                            Math.abs(tNext - t));
        int bad = badRate(t, tNext);
        if (bad < 0) bad = space.firstNonFinite(stepper.candidate());
        return "%s: not finite at t = %s with step %s (%slast finite state has norm %s); use smaller steps or check f"
                .formatted(
                        solverName,
                        t,
                        Math.abs(tNext - t),
                        bad < 0 ? "" : "component %d; ".formatted(bad),
                        space.rms(stepper.state()));
    }

    /// Whether the right-hand side is not finite just beyond `t`, so that no step can get there.
    boolean fieldStops(double t, double tNext) {
        return stepper.trouble() == Stepper.Trouble.NONFINITE && badRate(t, tNext) >= 0;
    }

    /// The first component of the right-hand side that is not finite at the last state and the end of the step,
    /// just after its start, or where a difference in time reaches; else -1. What fails in a stage need not show
    /// in the candidate, or shows in all of its components.
    private int badRate(double t, double tNext) {
        if (!(term instanceof OdeTerm<Y> ode)) return -1;
        Y state = stepper.state();
        double reach = Math.sqrt(Math.ulp(1.0)) * Math.max(Math.abs(t), Math.abs(tNext - t));
        for (double at : new double[] {tNext, Math.nextAfter(t, tNext), t + Math.copySign(reach, tNext - t)}) {
            int bad = space.firstNonFinite(ode.rate(at, state, space.zero(state)));
            if (bad >= 0) return bad;
        }
        return -1;
    }

    private String mass(double t, double tNext) {
        int row = stepper.singularColumn();
        if (stepper.trouble() == Stepper.Trouble.MASS_NONFINITE)
            return "%s: the mass matrix is not finite at t = %s (row %d), even with step %s from t = %s; check M"
                    .formatted(solverName, tNext, row, Math.abs(tNext - t), t);
        return "%s: the mass matrix changes its rank between t = %s and %s%s; end the span before, or divide the equation by what vanishes"
                .formatted(
                        solverName,
                        t,
                        tNext,
                        row < 0 ? "" : " (diagonal entry %d vanishes or changes its sign)".formatted(row));
    }

    private String column() {
        int column = stepper.singularColumn();
        return column < 0 ? "" : " (column %d: nothing determines component %d)".formatted(column, column);
    }

    String tooSmall(double t, double h) {
        return "%s: step %s fell below the smallest allowed at t = %s (state norm %s)%s%s"
                .formatted(solverName, h, t, space.rms(stepper.state()), worstComponent(), stiffness(h));
    }

    /// The component that the last attempt, which was rejected, changed most against its tolerance.
    private String worstComponent() {
        Y before = stepper.state(), after = stepper.candidate();
        int worst = -1;
        double most = 0;
        for (int i = 0; i < space.size(before); i++) {
            double a = space.component(before, i), b = space.component(after, i);
            double size = tolerance.atol(i) + tolerance.rtol(i) * Math.max(Math.abs(a), Math.abs(b));
            if (!(Math.abs(b - a) > most * size)) continue;
            most = Math.abs(b - a) / size;
            worst = i;
        }
        return worst < 0 ? "" : "; component %d changes fastest against its tolerance".formatted(worst);
    }

    String stiffness(double h) {
        double rho = stepper.stiffness();
        if (Double.isNaN(rho)) return "";
        return "; the largest eigenvalue is about %.3g per unit time (step x eigenvalue = %.3g)%s"
                .formatted(rho, rho * h, rho * span > 1000 ? ": stiff, use an implicit solver such as Rodas5P" : "");
    }
}
