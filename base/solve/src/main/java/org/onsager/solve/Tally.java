package org.onsager.solve;

/// Counts of a run in progress; a stepper adds to them, [Statistics] reads them.
public final class Tally {
    long accepted;
    long rejected;
    long events;
    private long rates;
    private long jacobians;
    private long factorizations;
    private long newtonIterations;

    /// Adds evaluations of the right-hand side.
    public void rates(int n) {
        rates += n;
    }

    /// Adds one Jacobian.
    public void jacobian() {
        jacobians++;
    }

    /// Adds one matrix factorisation.
    public void factorization() {
        factorizations++;
    }

    /// Adds iterations of Newton's method.
    public void newton(int n) {
        newtonIterations += n;
    }

    void keep(Ledger ledger) {
        accepted = ledger.whole(accepted);
        rejected = ledger.whole(rejected);
        events = ledger.whole(events);
        rates = ledger.whole(rates);
        jacobians = ledger.whole(jacobians);
        factorizations = ledger.whole(factorizations);
        newtonIterations = ledger.whole(newtonIterations);
    }

    Statistics statistics(double seconds) {
        return new Statistics(
                accepted + rejected,
                accepted,
                rejected,
                rates,
                jacobians,
                factorizations,
                newtonIterations,
                events,
                seconds);
    }
}
