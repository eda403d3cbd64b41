package org.onsager.memory.montecarlo;

/// In which order a sequential sweep visits the sites.
public enum SiteOrder {
    /// Each site once, in an order drawn afresh every sweep.
    PERMUTATION,
    /// As many visits as sites, each to a site drawn at random: the discrete form of continuous-time dynamics.
    RANDOM,
    /// Each site once, from first to last; it keeps the Gibbs measure but not detailed balance.
    SEQUENTIAL
}
