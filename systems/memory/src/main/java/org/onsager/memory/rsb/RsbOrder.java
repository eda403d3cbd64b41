package org.onsager.memory.rsb;

/// Order parameters of one step of replica-symmetry breaking.
///
/// @param m  overlap with the retrieved pattern
/// @param q1  overlap of replicas in different states
/// @param q2  overlap of replicas in one state, at least `q1`
/// @param theta  \(\theta \in (0, 1]\): two replicas are in different states with probability \(\theta\)
public record RsbOrder(double m, double q1, double q2, double theta) {
    Noise.Overlaps overlaps() {
        return new Noise.Overlaps(q1, q2, theta);
    }

    RsbOrder withTheta(double other) {
        return new RsbOrder(m, q1, q2, other);
    }

    /// Replica symmetry at overlap `q`.
    static RsbOrder symmetric(double m, double q) {
        return new RsbOrder(m, q, q, 1);
    }
}
